package analysis

import (
	"protocell/core/job"
	"protocell/core/job/shelf"
	"protocell/core/space/spaces"
	"protocell/core/table"
	"protocell/core/table/importer"
)

// ImportInput is the input of an Import job.
type ImportInput struct {
	Files []GivenFile `json:"files"`
	Space string      `json:"space,omitempty"` // id; if empty, the architectures tell it
}

// GivenFile is a file that the visitor gave.
type GivenFile struct {
	Ref  string `json:"ref"`
	Name string `json:"name"`
}

// ImportOutput is the output of an Import job: one table of all files, which is kept.
type ImportOutput struct {
	Table  KeptTable `json:"table"`
	Unkept string    `json:"unkept,omitempty"` // why it is in the page's memory only
	Notes  []string  `json:"notes,omitempty"`  // about what was left out or read as another
}

// KeptTable is a table that was imported.
type KeptTable = shelf.Kept

// maxNotes is how many notes are told.
const maxNotes = 12

// give imports files.
func (a *analyst) give(k *job.Task, in ImportInput) (*ImportOutput, error) {
	out := new(ImportOutput)
	t, content, err := a.imported(k, in, out)
	if err != nil {
		return nil, err
	}
	id := table.ID(content)
	out.Table = KeptTable{Ref: id, Title: t.Title, Space: t.Space, Rows: t.Len(), Columns: len(t.Columns)}
	if out.Unkept, err = a.tables.Files.Keep(id, content, shelf.Alive(k)); err != nil {
		return nil, err
	}
	a.tables.Hold(&shelf.Opened{Ref: id, ID: id, Bytes: len(content), Table: t})
	return out, nil
}

// imported reads files as a table: one that is a table already as it is.
func (a *analyst) imported(k *job.Task, in ImportInput, out *ImportOutput) (*table.Table, []byte, error) {
	var list []importer.File
	for _, f := range in.Files {
		data, err := a.tables.Content(k, f.Ref, importer.MaxFile)
		if err != nil {
			return nil, nil, &importer.Error{File: f.Name, Reason: err.Error()}
		}
		if table.IsFile(data) && len(in.Files) == 1 {
			t, err := table.Decode(data, spaces.ByID)
			if err != nil {
				return nil, nil, &importer.Error{File: f.Name, Reason: err.Error()}
			}
			return t, data, nil
		}
		list = append(list, importer.File{Name: f.Name, Data: data})
	}
	t, notes, err := importer.Import(list, importer.Options{Space: in.Space, Progress: func(p importer.Progress) error {
		return k.Checkpoint(float64(p.Done) / float64(max(1, p.Total)))
	}})
	if err != nil {
		return nil, nil, err
	}
	for _, n := range notes[:min(len(notes), maxNotes)] {
		out.Notes = append(out.Notes, n.File+": "+n.Text)
	}
	content, err := table.Encode(t)
	return t, content, err
}

// KeptInput is the input of a Kept job.
type KeptInput struct{}

// KeptOutput is the output of a Kept job.
type KeptOutput struct {
	Tables []KeptTable `json:"tables"`
}

// kept lists the tables that were imported.
func (a *analyst) kept(k *job.Task, _ KeptInput) (*KeptOutput, error) {
	list, err := a.tables.Kept(k)
	return &KeptOutput{Tables: list}, err
}
