// Package shelf is the list of the site's tables, as pages know it.
package shelf

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Table is a table of the site.
type Table struct {
	Name    string `json:"name"` // in links
	Path    string `json:"path"` // its whole address
	Title   string `json:"title"`
	Space   string `json:"space"`
	Rows    int    `json:"rows"`
	Columns int    `json:"columns"`
	Curves  int    `json:"curves"`
	Bytes   int    `json:"bytes"`
	BuiltIn bool   `json:"builtIn"`
}

// Read reads the list, JSON with paths from a base; "" is the list of a site without
// tables.
func Read(text, base string) ([]Table, error) {
	if text == "" {
		return nil, nil
	}
	var list struct {
		Tables []Table `json:"tables"`
	}
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		return nil, err
	}
	for i := range list.Tables {
		list.Tables[i].Path = base + list.Tables[i].Path
	}
	return list.Tables, nil
}

// Ref returns the reference by which workers find the table that a link calls by a name:
// one of the list, one that was imported, or a file below base.
func Ref(list []Table, base, name string) (string, error) {
	if strings.HasPrefix(name, "table:") {
		return name, nil
	}
	if i := slices.IndexFunc(list, func(t Table) bool { return t.Name == name }); i >= 0 {
		return "site:" + list[i].Path, nil
	}
	if strings.ContainsAny(name, "./") {
		return "site:" + base + name, nil
	}
	return "", fmt.Errorf("there is no table %.60q here", name)
}
