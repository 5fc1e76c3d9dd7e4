package shelf

import "testing"

func TestTablesAreFoundByName(t *testing.T) {
	list, err := Read(`{"tables":[{"name":"shapes","path":"assets/shapes.1.table","rows":2}]}`, "http://host/")
	if err != nil || len(list) != 1 || list[0].Path != "http://host/assets/shapes.1.table" {
		t.Fatalf("%+v, %v", list, err)
	}
	for name, want := range map[string]string{
		"shapes":      "site:http://host/assets/shapes.1.table",
		"table:12":    "table:12",
		"mine/x.csv":  "site:http://host/mine/x.csv",
		"nowhere":     "",
		"nothing any": "",
	} {
		got, err := Ref(list, "http://host/", name)
		if got != want || (err != nil) != (want == "") {
			t.Errorf("%s is %q, %v", name, got, err)
		}
	}
	if _, err := Read("{", ""); err == nil {
		t.Error("broken JSON is read")
	}
	if list, err := Read("", ""); list != nil || err != nil {
		t.Error("a site without tables has some")
	}
}
