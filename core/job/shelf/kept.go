package shelf

import (
	"protocell/core/job"
	"protocell/core/table"
)

// Kept is a table that the visitor imported.
type Kept struct {
	Ref     string `json:"ref"`
	Title   string `json:"title"`
	Space   string `json:"space"`
	Rows    int    `json:"rows"`
	Columns int    `json:"columns"`
}

// Kept lists the tables that were imported, by what their files begin with. A file that
// is none is left out.
func (t *Tables) Kept(k *job.Task) ([]Kept, error) {
	list := []Kept{}
	if t.Files == nil {
		return list, nil
	}
	refs, err := t.Files.List(Alive(k))
	if err != nil {
		return nil, err
	}
	for _, ref := range refs {
		start, err := t.Files.Head(ref, table.MaxHead, Alive(k))
		if err != nil {
			continue
		}
		if h, err := table.DecodeHead(start); err == nil {
			list = append(list, Kept{ref, h.Title, h.Space, h.Rows, h.Columns})
		}
	}
	return list, nil
}
