package job

import (
	"encoding/json"
	"reflect"
	"testing"

	"protocell/core/wire"
)

// FuzzRequest sends any text to a worker: it answers with one Failed, or takes in
// a job, or cancels; a request that it can read is read back from its own text.
func FuzzRequest(f *testing.F) {
	for _, text := range []string{
		``, `null`, `[]`, `{"id":1}`, `{"id":1,"kind":"step","input":{"steps":1}}`, `{"id":1,"cancel":true}`,
		`{"id":18446744073709551616}`, `{"id":1,"kind":"step","input":null}`, `{"id":1,"id":2,"kind":"\ud800"}`, `{"id":1e3}`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p := &page{}
		s := &server{transport: p, options: Options{Clock: func() float64 { return 0 }},
			handlers: Kinds{"step": With(p.step)}, wake: make(chan struct{}, 1)}
		s.receive(nil, text)
		r, err := decodeRequest(text)
		switch {
		case err != nil:
			if len(p.got) != 1 || p.got[0].Event != Failed || p.got[0].Error == "" || len(s.queue) != 0 {
				t.Fatalf("bad request: got %+v", p.got)
			}
			return
		case r.Cancel:
			if len(p.got) != 0 || len(s.queue) != 0 {
				t.Fatalf("cancellation of nothing: got %+v", p.got)
			}
		case len(p.got)+len(s.queue) != 1:
			t.Fatalf("request: got %+v and %d tasks", p.got, len(s.queue))
		}
		b, err := wire.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		back, err := decodeRequest(string(b))
		if err != nil {
			t.Fatalf("%s: %v", b, err)
		}
		// The space around the input is lost, so compare what it says.
		var in, out any
		if r.Input != nil && (json.Unmarshal(r.Input, &in) != nil || json.Unmarshal(back.Input, &out) != nil || !reflect.DeepEqual(in, out)) {
			t.Fatalf("input %s came back as %s", r.Input, back.Input)
		}
		r.Input, back.Input = nil, nil
		if !reflect.DeepEqual(r, back) {
			t.Fatalf("%+v came back as %+v", r, back)
		}
	})
}
