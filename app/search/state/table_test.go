package state

import "testing"

// TestImportedTables offers the tables that the visitor imported elsewhere, and searches
// one of them by its reference.
func TestImportedTables(t *testing.T) {
	m := newStore(t)
	m.Files["table:7"] = m.Files["site:http://here/shapes.table"]
	v := open(t, m, "v=1&table=table:7&r=1")
	v.until("listed and opened", func() bool { return v.Table != nil && v.Own != nil })
	if len(v.Own) != 1 || v.Own[0].Name != "table:7" || v.Own[0].Rows != 1008 {
		t.Fatalf("the visitor's tables are %+v", v.Own)
	}
	if v.Table == nil || v.Table.Ref != "table:7" || v.Table.Protocol == nil {
		t.Errorf("open is %+v, %v", v.Table, v.Problem)
	}
}
