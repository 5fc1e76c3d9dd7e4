package build

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"protocell/core/space/spaces"
	"protocell/core/table"
)

// tablesName is the list of the site's tables, which there is if there are any.
const tablesName = "tables.json"

// tableEntry is one table of the list.
type tableEntry struct {
	Name    string `json:"name"` // what links call it, e.g. "shapes"
	Path    string `json:"path"` // where it is in the site
	Title   string `json:"title"`
	Space   string `json:"space"`
	Rows    int    `json:"rows"`
	Columns int    `json:"columns"`
	Curves  int    `json:"curves"`
	Bytes   int    `json:"bytes"`
	BuiltIn bool   `json:"builtIn"` // whether it is the project's own
}

// addTables adds the benchmark tables, assets/tables/*.table and those that tools/tables
// has fetched, and a list of them.
func (b *builder) addTables(context.Context) error {
	var list []tableEntry
	for _, folder := range []string{filepath.Join(b.Root, "assets", "tables"), filepath.Join(b.cache, "data")} {
		names, err := filepath.Glob(filepath.Join(folder, "*.table"))
		if err != nil {
			return err
		}
		for _, name := range names {
			if strings.Contains(filepath.Base(name), "+") {
				continue // more about another
			}
			e, err := b.addTable(name)
			if err != nil {
				return err
			}
			e.BuiltIn = folder == filepath.Join(b.Root, "assets", "tables")
			list = append(list, e)
		}
	}
	b.logf("add %d tables", len(list))
	if len(list) == 0 {
		return nil
	}
	text, err := json.Marshal(map[string]any{"tables": list})
	if err != nil {
		return err
	}
	b.add(tablesName, text)
	return nil
}

// addTable adds the table in NAME.table, with the columns of NAME+ANYTHING.table.
func (b *builder) addTable(name string) (e tableEntry, err error) {
	stem := strings.TrimSuffix(name, ".table")
	more, err := filepath.Glob(stem + "+*.table")
	if err != nil {
		return e, err
	}
	t, data, err := readTable(name)
	if err != nil {
		return e, err
	}
	if len(more) > 0 {
		if t, err = withColumns(t, more); err != nil {
			return e, fmt.Errorf("%s: %w", name, err)
		}
		if data, err = table.Encode(t); err != nil {
			return e, fmt.Errorf("%s: %w", name, err)
		}
	}
	base := filepath.Base(name)
	b.add(base, data)
	f, err := b.file(base)
	if err != nil {
		return e, err
	}
	return tableEntry{
		Name: filepath.Base(stem), Path: f.Path, Title: cmp.Or(t.Title, filepath.Base(stem)), Space: t.Space,
		Rows: t.Len(), Columns: len(t.Columns), Curves: len(t.Curves), Bytes: len(data),
	}, nil
}

// readTable reads a table, which must be one.
func readTable(name string) (*table.Table, []byte, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, nil, err
	}
	t, err := table.Decode(data, spaces.ByID)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	return t, data, nil
}

// withColumns returns a table with the columns of others, for its own rows.
func withColumns(t *table.Table, more []string) (*table.Table, error) {
	all := []*table.Table{t}
	for _, name := range more {
		other, _, err := readTable(name)
		if err != nil {
			return nil, err
		}
		all = append(all, other)
	}
	joined, err := table.Join(all...)
	if err != nil {
		return nil, err
	}
	// Joined has the rows of t first.
	out, err := table.New(t.Space, t.Archs())
	if err != nil {
		return nil, err
	}
	out.Title, out.Sources = joined.Title, joined.Sources
	for _, c := range joined.Columns {
		c.Values = c.Values[:t.Len()]
		out.Columns = append(out.Columns, c)
	}
	for _, c := range joined.Curves {
		c.Values = c.Values[:t.Len()*len(c.Runs)*len(c.Steps)]
		out.Curves = append(out.Curves, c)
	}
	return out, nil
}
