package build

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"protocell/core/space"
	"protocell/core/space/nb201"
	"protocell/core/space/spaces"
	"protocell/core/table"
)

// putTable writes a table of some cells with one column.
func putTable(t *testing.T, name, id string, cells ...int64) {
	t.Helper()
	var archs []space.Arch
	var values []float64
	for _, i := range cells {
		archs, values = append(archs, nb201.Space{}.At(i)), append(values, float64(i))
	}
	made, err := table.New("nb201", archs)
	if err != nil {
		t.Fatal(err)
	}
	made.Sources = []table.Source{{Title: "made up"}}
	made.Columns = []table.Column{{Meta: table.Meta{ID: id, Kind: table.Accuracy}, Values: values}}
	content, err := table.Encode(made)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, content, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestTables joins what is known more of a table to it, for its own rows, and lists it.
func TestTables(t *testing.T) {
	root := t.TempDir()
	b := &builder{Options: Options{Root: root, Log: os.Stderr}, cache: filepath.Join(root, ".cache")}
	if err := b.addTables(t.Context()); err != nil || len(b.files) != 0 {
		t.Fatalf("without a table there are %d files, %v", len(b.files), err)
	}
	putTable(t, filepath.Join(root, "assets", "tables", "own.table"), "truth", 7, 5)
	putTable(t, filepath.Join(root, "assets", "tables", "own+more.table"), "score", 5, 9, 7)
	putTable(t, filepath.Join(root, ".cache", "data", "public.table"), "truth", 1)
	if err := b.addTables(t.Context()); err != nil {
		t.Fatal(err)
	}
	f, err := b.file(tablesName)
	if err != nil {
		t.Fatal(err)
	}
	var list struct{ Tables []tableEntry }
	if err := json.Unmarshal(f.data, &list); err != nil {
		t.Fatal(err)
	}
	if len(list.Tables) != 2 || list.Tables[0].Name != "own" || !list.Tables[0].BuiltIn || list.Tables[0].Columns != 2 || list.Tables[1].Name != "public" || list.Tables[1].BuiltIn {
		t.Errorf("the list is %s", f.data)
	}
	if f, err = b.file("own.table"); err != nil {
		t.Fatal(err)
	}
	own, err := table.Decode(f.data, spaces.ByID)
	if err != nil {
		t.Fatal(err)
	}
	if score := own.Column("score"); own.Len() != 2 || score == nil || score.Values[0] != 7 || score.Values[1] != 5 {
		t.Errorf("%+v", own)
	}
	if err := os.WriteFile(filepath.Join(root, "assets", "tables", "own+bad.table"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := b.addTables(t.Context()); err == nil {
		t.Error("what is no table is joined")
	}
}

// TestBuiltIn holds the project's own table to what the study page is for: every
// architecture that was trained has proxies.
func TestBuiltIn(t *testing.T) {
	root, err := Root()
	if err != nil {
		t.Fatal(err)
	}
	own, _, err := readTable(filepath.Join(root, "assets", "tables", "shapes.table"))
	if err != nil {
		t.Fatal(err)
	}
	joined, err := withColumns(own, []string{filepath.Join(root, "assets", "tables", "shapes+proxies.table")})
	if err != nil {
		t.Fatal(err)
	}
	proxies := 0
	for _, c := range joined.Columns {
		if c.Kind != table.Proxy {
			continue
		}
		proxies++
		if n := c.Missing(); n > 0 {
			t.Errorf("%d architectures have no %s: make shapes+proxies.table of them too, by protocell table score", n, c.ID)
		}
	}
	if proxies < 10 {
		t.Errorf("only %d proxies", proxies)
	}
}
