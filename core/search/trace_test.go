package search_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"protocell/core/rng"
	"protocell/core/search"
	"protocell/core/search/searchtest"
	"protocell/core/space/nb201"
)

// written returns the trace of a small search, and the run.
func written(t testing.TB, s search.Spec) ([]byte, *search.Run) {
	t.Helper()
	var b bytes.Buffer
	s, err := s.Canonical(nb201.Space{})
	if err != nil {
		t.Fatal(err)
	}
	w, err := search.NewWriter(&b, s)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.New(nb201.Space{}, searchtest.Measures(), w.Event)
	if err != nil {
		t.Fatal(err)
	}
	if err := searchtest.Drive(r, searchtest.Value, rng.New(1, 1)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), r
}

// spec returns the spec of a small search.
func spec(t testing.TB, id string) search.Spec {
	t.Helper()
	info, err := search.Lookup(id)
	if err != nil {
		t.Fatal(err)
	}
	return searchtest.Spec(info, nb201.Space{}, 3)
}

// TestHistoryIsTheRun: what a trace says is what happened.
func TestHistoryIsTheRun(t *testing.T) {
	for _, id := range search.IDs() {
		s := spec(t, id)
		s.Parallel = 3
		text, run := written(t, s)
		r, err := search.NewReader(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		h, err := r.History(nb201.Space{})
		if err != nil {
			t.Fatal(err)
		}
		best, _ := run.Best()
		why, _ := run.Ended()
		if h.Digest() != run.Digest() || h.Spent != run.Spent() || h.End != why {
			t.Errorf("%s: %v, %+v, %q, want %v, %+v, %q", id, h.Digest(), h.Spent, h.End, run.Digest(), run.Spent(), why)
		}
		if row := h.Rows[h.Best]; row.Trial != best.Trial || row.Outcome.Value != best.Value || row.At != best.At {
			t.Errorf("%s: the best is %+v, want %+v", id, row, best)
		}
		if r.Offset() != int64(len(text)) {
			t.Errorf("%s: %d bytes were read of %d", id, r.Offset(), len(text))
		}
	}
}

// TestBrokenTraces: the error says in which line, and whether it is the last.
func TestBrokenTraces(t *testing.T) {
	const head = `{"search":1,"spec":{"space":"nb201","strategy":"random","seed":1,"budget":{"trials":2},"parallel":1}}` + "\n"
	const ask = `{"ask":{"id":1,"arch":"123401","origin":"random"}}` + "\n"
	const tell = `{"tell":{"id":1,"value":2}}` + "\n"
	const end = `{"end":{"why":"budget"}}` + "\n"
	for name, c := range map[string]struct {
		text string
		line int
		last bool
	}{
		"nothing":            {"", 1, true},
		"half a line":        {head[:20], 1, true},
		"another version":    {strings.Replace(head, `"search":1`, `"search":2`, 1) + ask, 1, false},
		"no JSON":            {head + "ask\n" + ask, 2, false},
		"no JSON at the end": {head + ask + "tell\n", 3, true},
		"no end":             {head + ask + tell[:9], 3, true},
		"an unknown key":     {head + `{"say":{}}` + "\n" + ask, 2, false},
		"no event":           {head + "{}\n" + ask, 2, false},
		"two events":         {head + ask[:len(ask)-2] + `,"end":{"why":""}}` + "\n" + ask, 2, false},
		"told first":         {head + tell + ask, 2, false},
		"told twice":         {head + ask + tell + tell + ask, 4, false},
		"asked twice":        {head + ask + ask + tell, 3, false},
		"no id":              {head + strings.Replace(ask, `"id":1`, `"id":0`, 1) + tell, 2, false},
		"after the end":      {head + end + ask + tell, 3, false},
		"less than no time":  {head + ask + strings.Replace(tell, "2}", `2,"cost":-1}`, 1) + end, 3, false},
		"a number too large": {head + ask + strings.Replace(tell, ":2}", `:1e999}`, 1) + end, 3, false},
		"a long line":        {head + strings.Repeat("x", search.MaxLine+5000) + "\n" + ask, 2, false},
	} {
		err := func() error {
			r, err := search.NewReader(strings.NewReader(c.text))
			for err == nil {
				_, err = r.Next()
			}
			return err
		}()
		var bad *search.TraceError
		if !errors.As(err, &bad) || bad.Line != c.line || bad.Last != c.last {
			t.Errorf("%s: %v, want line %d, the last: %v", name, err, c.line, c.last)
		}
	}
}

// TestResumeRefusesAnother: a trace of another search is not gone on with.
func TestResumeRefusesAnother(t *testing.T) {
	text, _ := written(t, spec(t, "rea"))
	other := spec(t, "rea")
	other.Seed++
	r, err := search.NewReader(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Resume(nb201.Space{}, nil, r.Next, nil); err == nil {
		t.Error("no error")
	}
	broken := errors.New("broken")
	if _, err := other.Resume(nb201.Space{}, nil, func() (search.Event, error) { return search.Event{}, broken }, nil); !errors.Is(err, broken) {
		t.Errorf("the source's error is lost: %v", err)
	}
}

// TestEmitErrors: a trace that cannot be written ends the search, and says so.
func TestEmitErrors(t *testing.T) {
	full := errors.New("no room")
	n := 0
	r, err := spec(t, "random").New(nb201.Space{}, nil, func(search.Event) error {
		if n++; n > 5 {
			return full
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := searchtest.Drive(r, searchtest.Value, nil); !errors.Is(err, full) {
		t.Errorf("the error is %v", err)
	}
}

// FuzzTrace reads anything, and resumes what can be read: no panic, no endless loop,
// and what is read whole is written back to the same events.
func FuzzTrace(f *testing.F) {
	for _, id := range []string{"rea", "bohb", "moves", "local"} {
		s := spec(f, id)
		s.Budget.Trials = 8
		text, _ := written(f, s)
		f.Add(text)
		f.Add(text[:len(text)/2])
	}
	f.Add([]byte(`{"search":1,"spec":{"space":"nb201","strategy":"nsga2","params":{"population":1e3},"seed":1,"budget":{"cost":1},"parallel":9,"unique":true,"warm":["000000"]}}` + "\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := search.NewReader(bytes.NewReader(text))
		if err != nil {
			return
		}
		h, err := r.History(nb201.Space{})
		if err != nil {
			return
		}
		if h.Best >= len(h.Rows) || h.Spent.Trials > len(h.Rows) {
			t.Errorf("%d trials, %d rows, the best is %d", h.Spent.Trials, len(h.Rows), h.Best)
		}
		s := r.Spec()
		if s.Strategy == "bananas" || s.Strategy == "predictor" || s.Strategy == "warmup" || s.Parallel > 16 || len(text) > 1<<14 {
			return // they take long
		}
		if r, err = search.NewReader(bytes.NewReader(text)); err != nil {
			t.Fatal(err)
		}
		run, err := s.Resume(nb201.Space{}, searchtest.Measures(), func() (search.Event, error) {
			e, err := r.Next()
			var bad *search.TraceError
			if errors.As(err, &bad) && bad.Last {
				err = io.EOF
			}
			return e, err
		}, nil)
		if err == nil && len(h.Rows) > 0 && h.End != "" && run.Digest() != h.Digest() && run.Spec().Strategy == s.Strategy {
			c, err := s.Canonical(nb201.Space{})
			if err == nil && sameSpec(c, s) {
				t.Errorf("resumed, the digest is %s, and read %s", run.Digest(), h.Digest())
			}
		}
	})
}

// sameSpec reports whether two specs are written alike.
func sameSpec(a, b search.Spec) bool {
	var x, y bytes.Buffer
	_, err := search.NewWriter(&x, a)
	_, err2 := search.NewWriter(&y, b)
	return err == nil && err2 == nil && bytes.Equal(x.Bytes(), y.Bytes())
}
