package job

import (
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"protocell/core/experiment"
	"protocell/core/kernel"
	"protocell/core/score"
	"protocell/core/wire"
)

// line is a transport whose page sends the next request when the last job has
// ended.
type line struct {
	mu       sync.Mutex
	requests []string
	receive  func(string)
	got      []Message
	ended    chan struct{}
}

func (w *line) Listen(receive func(string)) { w.receive = receive }

func (w *line) Post(text string) {
	var m Message
	if err := wire.Unmarshal([]byte(text), &m); err != nil {
		panic(err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.got = append(w.got, m)
	if m.Event == Progress {
		return
	}
	if len(w.requests) == 0 {
		close(w.ended)
		return
	}
	text, w.requests = w.requests[0], w.requests[1:]
	go w.receive(text)
}

// TestScore runs Score jobs of several sizes through a worker, which reuses its
// memory, and compares the results with those of a run of their own.
func TestScore(t *testing.T) {
	spec := experiment.Default()
	spec.Skeleton.C, spec.Skeleton.N, spec.Batch = 4, 1, 4
	spec.Skeleton.Input.H, spec.Skeleton.Input.W = 8, 8
	w := &line{ended: make(chan struct{})}
	var want []*score.Result
	for i, in := range []ScoreInput{{Layers: true}, {Matrix: true}, {}, {Layers: true, Matrix: true}} {
		in.Spec = spec
		in.Spec.Skeleton.C, in.Spec.Seed = []int{4, 8, 4, 2}[i], uint64(i)
		in.Spec.Arch = "331330"
		r, err := score.Run(in.Spec, score.Options{Kernels: kernel.Go(), Layers: in.Layers, Matrix: in.Matrix})
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, r)
		b, err := wire.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		w.requests = append(w.requests, fmt.Sprintf(`{"id":%d,"kind":"score","input":%s}`, i+1, b))
	}
	stop := make(chan struct{})
	defer close(stop)
	start := time.Now()
	go Serve(stop, w, Options{Kernels: kernel.Go(), Clock: func() float64 { return time.Since(start).Seconds() }}, Scoring())
	<-w.ended
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, m := range w.got {
		if m.Event == Ready || m.Event == Progress {
			continue
		}
		if m.Event != Done {
			t.Fatalf("%+v", m)
		}
		var got ScoreOutput
		if err := wire.Unmarshal(m.Output, &got); err != nil {
			t.Fatal(err)
		}
		for i := range got.Scores {
			got.Scores[i].Millis = 0
		}
		for i := range want[m.ID-1].Scores {
			want[m.ID-1].Scores[i].Millis = 0
		}
		if !reflect.DeepEqual(&got, want[m.ID-1]) {
			t.Errorf("job %d: got %+v, want %+v", m.ID, got, want[m.ID-1])
		}
	}
}
