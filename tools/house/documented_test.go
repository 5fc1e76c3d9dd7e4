package house

import (
	"go/ast"
	"go/token"
	"regexp"
	"strings"
	"testing"
)

// TestDocumented wants a comment on every exported identifier of a package that
// others import, one that names it. Neighbours without a blank line between them
// may share one.
func TestDocumented(t *testing.T) {
	for _, s := range sources(t) {
		if strings.HasSuffix(s.path, "_test.go") {
			continue
		}
		var before ast.Decl
		shared := ""
		for _, decl := range s.file.Decls {
			doc := docOf(decl)
			if doc == "" && before != nil && adjacent(s.set, before, decl) {
				doc = shared
			}
			for _, name := range undocumented(decl, doc) {
				t.Errorf("%s: exported %s has no comment that names it", s.set.Position(decl.Pos()), name)
			}
			before, shared = decl, doc
		}
	}
}

// adjacent reports whether b begins on the line after a.
func adjacent(set *token.FileSet, a, b ast.Decl) bool {
	return set.Position(b.Pos()).Line-set.Position(a.End()).Line == 1
}

// docOf returns the comment of a declaration.
func docOf(decl ast.Decl) string {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		return d.Doc.Text()
	case *ast.GenDecl:
		return d.Doc.Text()
	}
	return ""
}

// undocumented returns the exported names in a declaration that doc, its comment,
// does not cover.
func undocumented(decl ast.Decl, doc string) []string {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && exportedReceiver(d) && !names(doc, d.Name.Name) {
			return []string{d.Name.Name}
		}
	case *ast.GenDecl:
		var out []string
		shared := doc
		for _, spec := range d.Specs {
			if t, ok := spec.(*ast.TypeSpec); ok && t.Doc != nil {
				shared = t.Doc.Text()
			}
			out = append(out, undocumentedSpec(spec, d, shared)...)
		}
		return out
	}
	return nil
}

// undocumentedSpec is undocumented for one line of a type, const or var block.
func undocumentedSpec(spec ast.Spec, block *ast.GenDecl, doc string) []string {
	var out []string
	switch s := spec.(type) {
	case *ast.TypeSpec:
		// doc may be an earlier type's, and speak of this one too.
		if s.Name.IsExported() && !names(doc, s.Name.Name) {
			out = append(out, s.Name.Name)
		}
	case *ast.ValueSpec:
		// Members of a block share its comment.
		if block.Lparen.IsValid() && doc != "" || s.Doc.Text() != "" || s.Comment.Text() != "" {
			return nil
		}
		for _, name := range s.Names {
			if name.IsExported() && !names(doc, name.Name) {
				out = append(out, name.Name)
			}
		}
	}
	return out
}

// names reports whether a comment speaks of name.
func names(doc, name string) bool {
	return regexp.MustCompile(`\b` + regexp.QuoteMeta(name) + `\b`).MatchString(doc)
}

// exportedReceiver reports whether a function is a method of an exported type, or
// no method.
func exportedReceiver(f *ast.FuncDecl) bool {
	if f.Recv == nil {
		return true
	}
	typ := f.Recv.List[0].Type
	for {
		switch t := typ.(type) {
		case *ast.StarExpr:
			typ = t.X
		case *ast.IndexExpr:
			typ = t.X
		case *ast.IndexListExpr:
			typ = t.X
		case *ast.Ident:
			return t.IsExported()
		default:
			return true
		}
	}
}
