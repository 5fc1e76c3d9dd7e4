package searching

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"

	"protocell/core/search"
)

// TestTraces: traces are listed, read, imported and removed; what is broken is said to
// be.
func TestTraces(t *testing.T) {
	m := files(t)
	w := worker(t, m)
	p := &page{workers: always(w), session: "one", spec: tabled(t, "rea"), table: tableRef, seconds: 1e9}
	p.run(t, byHand)
	trace := m.Files["trace:one"]
	m.Files["given:cut"] = slices.Concat(trace[:len(trace)/2])
	m.Files["given:alien"] = []byte("{}\n")
	m.Files["given:later"] = bytes.Replace(trace, []byte(`"search":1`), []byte(`"search":2`), 1)
	m.Files["given:loose"] = bytes.Replace(trace, []byte(`"parallel":1`), []byte(`"params":{"population":10},"parallel":1`), 1)
	var in ImportOutput
	w.Must(t, Import, ImportInput{"given:cut", "cut"}, &in)
	if in.Cut == "" || in.Trace.Trials == 0 || in.Trace.End != "" || in.Trace.Bytes != int64(len(m.Files["trace:cut"])) {
		t.Errorf("%+v", in)
	}
	for name, want := range map[string]string{
		"given:alien": "import: line 1 of the trace", "given:later": "import: line 1 of the trace: version 2, not 1",
		"given:none": "import: given:none is not on this machine", "given:loose": "import: ",
	} {
		if got := w.Call(t, Import, ImportInput{name, "x"}, nil); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %s", name, got)
		}
	}
	m.Files["trace:bad"] = []byte("?")
	var list TracesOutput
	w.Must(t, Traces, TracesInput{}, &list)
	found := map[string]Stored{}
	for _, s := range list.Traces {
		found[s.Session] = s
	}
	one := found["one"]
	if len(found) != 3 || one.Best != p.last.Best || one.Value != p.last.Value || one.End != p.last.End || one.Trials != p.last.Spent.Trials ||
		found["bad"].Error == "" || !found["cut"].Read {
		t.Errorf("%+v", list)
	}
	// What was cut goes on to the same end.
	q := &page{workers: always(worker(t, m)), session: "cut", table: tableRef, seconds: 1e9}
	q.run(t, byHand)
	if q.digest != p.digest || !bytes.Equal(m.Files["trace:cut"], trace) {
		t.Errorf("digest %s, want %s", q.digest, p.digest)
	}
	var part ReadOutput
	w.Must(t, Read, ReadInput{Trace: "trace:one", Position: len(p.events) - 2}, &part)
	if len(part.Events) != 2 || part.Events[1].End == nil {
		t.Errorf("%+v", part)
	}
	w.Must(t, Remove, RemoveInput{"one"}, new(RemoveOutput))
	if got := w.Call(t, Read, ReadInput{Trace: "trace:one"}, nil); got != "read: the search is not on this machine" {
		t.Error(got)
	}
}

// TestVersus: curves are those of the traces, and the tests see a difference where there
// is one.
func TestVersus(t *testing.T) {
	m := files(t)
	w := worker(t, m)
	in := VersusInput{Axis: "trials", Points: 20}
	for _, strategy := range []string{"rea", "random", "local"} {
		side := Side{Name: strategy}
		for i, name := range []string{"a", "b", "c", "d", "e", "f"} {
			s := tabled(t, strategy)
			s.Seed, s.Budget = uint64(i), search.Budget{Trials: 20 + 5*i}
			if strategy == "random" { // of which it makes a worse one
				s.Limits = append(s.Limits, search.Limit{Measure: "cifar10/valid200", Max: 60})
			}
			p := &page{workers: always(w), session: strategy + name, spec: s, table: tableRef, seconds: 1e9}
			p.run(t, byHand)
			side.Traces = append(side.Traces, prefix+p.session)
		}
		in.Sides = append(in.Sides, side)
	}
	var out VersusOutput
	w.Must(t, Versus, in, &out)
	if out.Repeats != 6 || len(out.At) != 20 || out.At[19] != 20 || len(out.Pairs) != 3 || out.Friedman == nil || len(out.Notes) != 0 {
		t.Fatalf("%+v", out)
	}
	for _, s := range out.Sides {
		if s.First != 0 || len(s.Mean) != 20 || len(s.Final) != 6 || s.Fewer != 0 {
			t.Errorf("%+v", s)
		}
		for i := range s.Mean {
			if s.Low[i] > s.Median[i] || s.Median[i] > s.High[i] || i > 0 && s.Mean[i] < s.Mean[i-1] {
				t.Errorf("%s: point %d: %v %v %v %v", s.Name, i, s.Low[i], s.Median[i], s.High[i], s.Mean[i])
			}
		}
		if math.Abs(s.Mean[19]-mean(s.Final)) > 1e-12 || s.SD <= 0 {
			t.Errorf("%s: %v of %v", s.Name, s.SD, s.Final)
		}
	}
	if p := out.Pairs[0]; p.Mean <= 0 || p.P > 0.05 || p.Holm < p.P || out.Friedman.Average[1] < 2.5 {
		t.Errorf("%+v, %+v", out.Pairs, out.Friedman)
	}
	in.Budget, in.Sides = 30, in.Sides[:2]
	in.Sides[1].Traces = in.Sides[1].Traces[1:]
	w.Must(t, Versus, in, &out)
	if out.Sides[0].Fewer != 2 || out.Sides[1].Fewer != 1 || out.Repeats != 5 || len(out.Notes) != 1 {
		t.Errorf("%+v", out)
	}
}
