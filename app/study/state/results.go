package state

import (
	"encoding/json"

	"protocell/app/notice"
	"protocell/core/job/analysis"
)

// savedResults is the JSON form of an answer.
type savedResults struct {
	Format   string                `json:"format"`
	Version  int                   `json:"version"`
	Link     string                `json:"link"` // the fragment that asks the same
	Table    savedTable            `json:"table"`
	Question analysis.Question     `json:"question"`
	Verdict  string                `json:"verdict"`
	Names    map[string]string     `json:"names"` // of the proxies
	Results  *analysis.Comparison  `json:"results"`
	Tasks    *analysis.TasksOutput `json:"tasks,omitempty"`
}

type savedTable struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Truth string `json:"truth"` // what architectures are ranked by, in words
}

// SaveResults offers the answer as a file.
type SaveResults struct{}

func (SaveResults) reduce(s State, _ float64) (State, []Effect) {
	truth, ok := s.Truth()
	if !ok || s.Answer.Value == nil {
		return s, nil
	}
	r := savedResults{
		Format: "protocell-study", Version: 1, Link: s.Study.Fragment(),
		Table:    savedTable{s.Table.Description.ID, s.Table.Title, s.Table.Words(truth.Meta)},
		Question: s.Answer.Asked, Verdict: s.Verdict().Short, Names: map[string]string{}, Results: s.Answer.Value, Tasks: s.Tasks.Value,
	}
	for _, p := range s.Answer.Value.Proxies {
		r.Names[p.ID] = s.Table.ProxyName(p.ID)
	}
	text, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		return s.notify(notice.Notice{Topic: "save", Kind: notice.Fault, Text: "The results could not be written: " + err.Error() + "."}), nil
	}
	return s, []Effect{SaveFile{Name: "protocell-study.json", Text: string(text)}}
}
