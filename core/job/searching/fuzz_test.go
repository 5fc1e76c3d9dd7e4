package searching

import (
	"bytes"
	"strings"
	"testing"

	"protocell/core/job/jobtest"
	"protocell/core/search"
)

// FuzzTrace: whatever a trace says, it is listed, read and gone on with, or refused in
// words.
func FuzzTrace(f *testing.F) {
	m := files(f)
	p := &page{workers: always(worker(f, m)), session: "seed", spec: tabled(f, "rea"), table: tableRef, trials: 4, outcome: map[int]search.Told{}}
	for range 3 {
		p.advance(f)
	}
	seed := m.Files["trace:seed"]
	f.Add(seed)
	f.Add(seed[:len(seed)/2])
	f.Add(bytes.ReplaceAll(seed, []byte("rea"), []byte("area")))
	f.Add([]byte(`{"search":1,"spec":{"space":"nb201","strategy":"rea","seed":1,"budget":{"trials":3},"parallel":1,"evaluation":{"main":{"train":true}}}}` + "\n"))
	table := m.Files[tableRef]
	f.Fuzz(func(t *testing.T, trace []byte) {
		w := worker(t, memory{Files: jobtest.Files{tableRef: table, "trace:x": trace, "given:x": trace}})
		for _, problem := range []string{
			w.Call(t, Traces, TracesInput{}, new(TracesOutput)),
			w.Call(t, Read, ReadInput{Trace: "given:x"}, new(ReadOutput)),
			w.Call(t, Advance, AdvanceInput{Session: "x", Table: tableRef, Trials: 3}, new(AdvanceOutput)),
			w.Call(t, Import, ImportInput{"given:x", "y"}, new(ImportOutput)),
			w.Call(t, Versus, VersusInput{Axis: "trials", Points: 3, Sides: []Side{{"x", []string{"trace:x"}}}}, new(VersusOutput)),
		} {
			if strings.Contains(problem, "fault of the program") {
				t.Error(problem)
			}
		}
	})
}
