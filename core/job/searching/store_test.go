package searching

import (
	"fmt"
	"strings"
	"testing"

	"protocell/core/experiment"
	"protocell/core/graph"
	"protocell/core/job"
	"protocell/core/job/jobtest"
	"protocell/core/kernel"
	"protocell/core/rng"
	"protocell/core/space/nb201"
	"protocell/core/table"
	"protocell/core/train"
)

// memory is a Store in memory.
type memory struct {
	jobtest.Files
	full bool // nothing more is stored
}

func (m memory) Append(session string, at int64, content []byte, alive func() error) (string, error) {
	ref := prefix + session
	if at > int64(len(m.Files[ref])) {
		return "", fmt.Errorf("%d is beyond the end", at)
	}
	m.Files[ref] = append(m.Files[ref][:at:at], content...) // where it is full, what the page keeps
	if m.full {
		return "it is full", nil
	}
	return "", alive()
}

func (m memory) Has(session string, _ func() error) (bool, error) {
	_, ok := m.Files[prefix+session]
	return ok, nil
}

func (m memory) Close(string, func() error) error { return nil }

func (m memory) Traces(func() error) (list []TraceFile, err error) {
	for ref, content := range m.Files {
		if session, ok := strings.CutPrefix(ref, prefix); ok {
			list = append(list, TraceFile{session, int64(len(content)), int64(len(list))})
		}
	}
	return list, nil
}

func (m memory) Remove(session string, _ func() error) error {
	for ref := range m.Files {
		if ref == prefix+session || strings.HasPrefix(ref, "training:"+session+".") {
			delete(m.Files, ref)
		}
	}
	return nil
}

func (m memory) Training(session, key string, _ func() error) ([]byte, error) {
	return m.Files["training:"+session+"."+key], nil
}

func (m memory) KeepTraining(session, key string, state []byte, _ func() error) (string, error) {
	if m.full {
		return "it is full", nil
	}
	m.Files["training:"+session+"."+key] = state
	return "", nil
}

const tableRef = "site:small.table"

// files is a store with a table.
func files(t testing.TB) memory {
	t.Helper()
	b, err := table.Encode(synthetic(t, 300))
	if err != nil {
		t.Fatal(err)
	}
	return memory{Files: jobtest.Files{tableRef: b}}
}

// synthetic returns a table of some cells whose accuracy is how many convolutions they
// have, give or take.
func synthetic(t testing.TB, rows int64) *table.Table {
	t.Helper()
	sp := nb201.Space{}
	made, err := table.New("nb201", nil)
	if err != nil {
		t.Fatal(err)
	}
	column := func(id string, kind table.Kind, split string, epochs int, proxy string) *table.Column {
		return &table.Column{Meta: table.Meta{
			ID: id, Name: id, Kind: kind, Meaning: id, Higher: kind != table.Time,
			Dataset: "cifar10", Split: split, Epochs: epochs, Proxy: proxy,
		}}
	}
	columns := []*table.Column{
		column("cifar10/valid200", table.Accuracy, "valid", 200, ""), column("cifar10/test200", table.Accuracy, "test", 200, ""),
		column("cifar10/valid12", table.Accuracy, "valid", 12, ""), column("cifar10/cost12_s", table.Time, "", 0, ""),
		column("cifar10/naswot", table.Proxy, "", 0, "naswot"),
	}
	r := rng.New(1, 1)
	archs := made.Archs()
	for i := range rows {
		a := sp.At(i * (sp.Info().Size / rows))
		archs = append(archs, a)
		v := 10.0
		for _, o := range []byte(a) {
			v += 5 * float64(o)
		}
		for k, x := range []float64{v, v + 1, v - 5 + 2*r.Float64(), 100 + 20*r.Float64(), v + 20*r.Float64()} {
			columns[k].Values = append(columns[k].Values, x)
		}
	}
	if made, err = table.New("nb201", archs); err != nil {
		t.Fatal(err)
	}
	made.Title, made.Sources = "synthetic", []table.Source{{Title: "synthetic"}}
	for _, c := range columns {
		made.Columns = append(made.Columns, *c)
	}
	if err := made.Check(); err != nil {
		t.Fatal(err)
	}
	return made
}

// tiny is an experiment that takes a moment.
func tiny() *experiment.Spec {
	s := experiment.Default()
	s.Skeleton = graph.Skeleton{C: 2, N: 1, Input: graph.Shape{C: 3, H: 8, W: 8}, Classes: 4}
	s.Batch = 4
	s.Proxies, s.Pins = nil, nil
	return &s
}

// lesson is a training that takes a moment.
func lesson() *train.Spec {
	s := train.Default()
	s.Skeleton.C, s.Skeleton.Classes = 2, 4
	s.Train, s.Validation, s.Test, s.Epochs, s.Batch = 32, 16, 16, 4, 16
	return &s
}

// worker returns a searcher.
func worker(t testing.TB, m Store) *jobtest.Worker {
	t.Helper()
	return jobtest.New(t, Kinds(m), job.Options{Kernels: kernel.Go()})
}
