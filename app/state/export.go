package state

import (
	"protocell/core/export"
	"protocell/core/job/analysis"
)

func (a ExportNetwork) reduce(s State, _ float64) (State, []Effect) {
	f, ok := export.Lookup(a.Format)
	if !ok {
		return s, nil
	}
	in := analysis.NetworkInput{Spec: s.order(s.Net.Arch, nil), Format: f.ID}
	return s, []Effect{WriteNetwork{Name: "protocell-" + s.Spec.Space + "-" + s.Net.Code + f.Extension, Input: in}, Say{"Writing the network as " + f.Name + "."}}
}

func (a NetworkWritten) reduce(s State, _ float64) (State, []Effect) {
	if a.Err != nil {
		return s.notify(Notice{Topic: "export", Kind: Fault, Text: a.Name + " could not be written. " + sentence(a.Err)}), []Effect{Say{"The network could not be written."}}
	}
	return s.hush("export"), []Effect{SaveFile{Name: a.Name, Text: a.Content}}
}
