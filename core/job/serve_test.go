package job

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"protocell/core/kernel"
	"protocell/core/wire"
)

// page is the other end of a worker in tests. As a browser does, it delivers
// messages only while the worker is idle or yields.
type page struct {
	start   time.Time
	receive func(string)
	busy    atomic.Bool // a job runs
	traces  int

	inboxMu sync.Mutex
	inbox   []letter

	gotMu sync.Mutex
	got   []Message
	at    []time.Duration // when each of got came
}

// letter is a message to the worker, and when it is sent.
type letter struct {
	at   time.Duration
	text string
}

func (p *page) Listen(receive func(string)) { p.receive = receive }

func (p *page) Post(text string) {
	var m Message
	if err := wire.Unmarshal([]byte(text), &m); err != nil {
		panic(err)
	}
	p.gotMu.Lock()
	defer p.gotMu.Unlock()
	p.got = append(p.got, m)
	p.at = append(p.at, time.Since(p.start))
}

// deliver hands over the letters that have been sent by now.
func (p *page) deliver() {
	p.inboxMu.Lock()
	defer p.inboxMu.Unlock()
	for len(p.inbox) > 0 && p.inbox[0].at <= time.Since(p.start) {
		text := p.inbox[0].text
		p.inbox = p.inbox[1:]
		p.receive(text)
	}
}

// ends returns what the page got other than Progress.
func (p *page) ends() (ms []Message) {
	for _, m := range p.got {
		if m.Event != Progress {
			ms = append(ms, m)
		}
	}
	return ms
}

type named struct{ kernel.Kernels[float32] }

func (named) Name() string { return "test" }

// stepInput is the input of the test job: it works Steps times for Millis, with
// a checkpoint after each, and returns Steps.
type stepInput struct {
	Steps  int    `json:"steps"`
	Millis int    `json:"millis"`
	End    string `json:"end,omitempty"` // how it ends, if not well: "panic", "nan", "error"
}

func (p *page) step(k *Task, in stepInput) (float64, error) {
	p.busy.Store(true)
	defer p.busy.Store(false)
	for i := range in.Steps {
		time.Sleep(time.Duration(in.Millis) * time.Millisecond)
		if err := k.Checkpoint(float64(i+1) / float64(in.Steps)); err != nil {
			return 0, fmt.Errorf("step %d: %w", i, err)
		}
	}
	switch in.End {
	case "panic":
		return float64([]int{}[in.Steps]), nil
	case "nan":
		return math.NaN(), nil
	case "error":
		return 0, errors.New("no luck")
	}
	return float64(in.Steps), nil
}

// talk sends letters to a worker and returns the page after 20 s.
func talk(t *testing.T, letters ...letter) (p *page) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		p = &page{start: time.Now(), inbox: letters}
		stop, ended := make(chan struct{}), make(chan struct{})
		go func() {
			defer close(ended)
			Serve(stop, p, Options{
				Kernels: kernel.Set{F32: named{}},
				Yield:   p.deliver,
				Clock:   func() float64 { return time.Since(p.start).Seconds() },
				Memory:  func() uint64 { return 77 },
				Trace:   func([]byte) { p.traces++ },
			}, Kinds{"step": With(p.step)})
		}()
		for time.Since(p.start) < 20*time.Second {
			synctest.Wait()
			if !p.busy.Load() {
				p.deliver()
				synctest.Wait()
			}
			time.Sleep(time.Millisecond)
		}
		close(stop)
		<-ended
	})
	return p
}

// request returns the text of a request for a test job.
func request(id uint64, in stepInput) string {
	b, err := wire.Marshal(in)
	if err != nil {
		panic(err)
	}
	return fmt.Sprintf(`{"id":%d,"kind":"step","input":%s}`, id, b)
}

var ready = Message{Event: Ready, Kernels: "test", Memory: 77}

func done(id uint64, output string) Message {
	return Message{ID: id, Event: Done, Output: wire.Raw(output), Memory: 77}
}

func TestServe(t *testing.T) {
	const s = time.Second
	for _, c := range []struct {
		name    string
		letters []letter
		want    []Message
	}{
		{"nothing to do", nil, []Message{ready}},
		{"one job", []letter{{0, request(9, stepInput{Steps: 3})}}, []Message{ready, done(9, "3")}},
		{
			"in the order of arrival",
			[]letter{{0, request(5, stepInput{Steps: 2, Millis: 30})}, {0, request(3, stepInput{Steps: 1})}, {s, request(4, stepInput{Steps: 4})}},
			[]Message{ready, done(5, "2"), done(3, "1"), done(4, "4")},
		},
		{
			"a panic ends one job",
			[]letter{{0, request(1, stepInput{End: "panic"})}, {0, request(2, stepInput{Steps: 1})}},
			[]Message{ready, {ID: 1, Event: Failed, Memory: 77,
				Error: "step: a fault of the program stopped it: runtime error: index out of range [0] with length 0"}, done(2, "1")},
		},
		{
			"an error ends one job",
			[]letter{{0, request(1, stepInput{End: "error"})}, {0, request(2, stepInput{})}},
			[]Message{ready, {ID: 1, Event: Failed, Error: "step: no luck", Memory: 77}, done(2, "0")},
		},
		{
			"an output that JSON cannot hold",
			[]letter{{0, request(1, stepInput{End: "nan"})}, {0, request(2, stepInput{})}},
			[]Message{ready, {ID: 1, Event: Failed, Error: "step: output: NaN is not a number of JSON", Memory: 77}, done(2, "0")},
		},
		{
			"cancelled in the queue",
			[]letter{{0, request(1, stepInput{Steps: 50, Millis: 20})}, {0, request(2, stepInput{Steps: 1})}, {s / 2, `{"id":2,"cancel":true}`}},
			[]Message{ready, {ID: 2, Event: Cancelled}, done(1, "50")},
		},
		{
			"cancelled while it runs",
			[]letter{{0, request(1, stepInput{Steps: 500, Millis: 20})}, {0, request(2, stepInput{Steps: 1})}, {s / 2, `{"id":1,"cancel":true}`}},
			[]Message{ready, {ID: 1, Event: Cancelled, Memory: 77}, done(2, "1")},
		},
		{
			"cancelled after its end",
			[]letter{{0, request(1, stepInput{Steps: 1})}, {s, `{"id":1,"cancel":true}`}, {s, request(2, stepInput{})}},
			[]Message{ready, done(1, "1"), done(2, "0")},
		},
		{
			"an ID in use",
			[]letter{{0, request(1, stepInput{Steps: 50, Millis: 20})}, {s / 2, request(1, stepInput{})}},
			[]Message{ready, {Event: Failed, Error: "request: job 1 is already here"}, done(1, "50")},
		},
		{
			"an ID that has been used",
			[]letter{{0, request(1, stepInput{Steps: 1})}, {s, request(1, stepInput{Steps: 2})}},
			[]Message{ready, done(1, "1"), done(1, "2")},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := talk(t, c.letters...)
			if got := p.ends(); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got  %+v\nwant %+v", got, c.want)
			}
			for _, m := range p.got {
				if wantTrace := strings.Contains(m.Error, "fault of the program"); wantTrace && p.traces != 1 {
					t.Errorf("%d traces of a panic", p.traces)
				}
			}
		})
	}
}

func TestServeBadMessage(t *testing.T) {
	for _, c := range []struct {
		text, err string
		id        uint64
	}{
		{``, "request: empty (byte 0)", 0},
		{`null`, "request: no job id", 0},
		{`{"id":1,"kind":"step"`, "request: found the end, not a comma or the end of an object (byte 21)", 0},
		{`{"kind":"step","input":{}}`, "request: no job id", 0},
		{`{"id":-1,"kind":"step"}`, "request: id: -1 is not a number of type uint64 (byte 6)", 0},
		{`{"id":3}`, "request: no kind of job", 3},
		{`{"id":3,"kind":"dance"}`, `request: no kind of job is called "dance"`, 3},
		{`{"id":3,"kind":"step","inputs":{}}`, "request: inputs: there is no such field (byte 31)", 3},
		{`{"id":3,"kind":"step"} {}`, "request: text after the value (byte 23)", 0},
		{`{"id":3,"kind":"step","cancel":true}`, "request: a cancellation has a kind or an input", 3},
		{`{"id":3,"kind":"step"}`, "step: input: empty (byte 0)", 3},
		{`{"id":3,"kind":"step","input":7}`, "step: input: found a number, not an object (byte 0)", 3},
		{`{"id":3,"kind":"step","input":{"stepz":7}}`, "step: input: stepz: there is no such field (byte 9)", 3},
		{`{"id":3,"kind":"step","input":"` + strings.Repeat("x", maxRequest) + `"}`, "request of 1048609 bytes: more than 1048576", 0},
	} {
		p := talk(t, letter{0, c.text}, letter{0, request(8, stepInput{Steps: 1})})
		got := p.ends()
		if len(got) != 3 || got[1].Event != Failed || got[1].ID != c.id || got[1].Error != c.err {
			t.Errorf("%.60s: got %+v, want %q about job %d", c.text, got, c.err, c.id)
		} else if !reflect.DeepEqual(got[2], done(8, "1")) {
			t.Errorf("%.60s: and then %+v", c.text, got[2])
		}
	}
}

// TestCancelInTime cancels jobs whose checkpoints are up to 40 ms apart, at every
// phase of them.
func TestCancelInTime(t *testing.T) {
	for _, millis := range []int{1, 7, 16, 17, 40} {
		for phase := range 5 {
			at := 700*time.Millisecond + time.Duration(phase*millis)*time.Millisecond/5
			p := talk(t, letter{0, request(1, stepInput{Steps: 100_000 / millis, Millis: millis})}, letter{at, `{"id":1,"cancel":true}`})
			last := len(p.got) - 1
			if p.got[last].Event != Cancelled {
				t.Fatalf("step %d ms, phase %d: %+v", millis, phase, p.got[last])
			}
			if late := p.at[last] - at; late > time.Duration(16+millis)*time.Millisecond {
				t.Errorf("step %d ms, phase %d: cancelled after %v", millis, phase, late)
			}
		}
	}
}

func TestProgress(t *testing.T) {
	for _, millis := range []int{1, 20, 49, 100, 450} {
		p := talk(t, letter{0, request(1, stepInput{Steps: 5000 / millis, Millis: millis})})
		var last time.Duration
		var fraction float64
		n := 0
		for i, m := range p.got {
			if m.Event == Ready {
				continue
			}
			if gap := p.at[i] - last; gap > 500*time.Millisecond {
				t.Errorf("step %d ms: no sign of life for %v", millis, gap)
			}
			last = p.at[i]
			if m.Event != Progress {
				continue
			}
			n++
			if m.ID != 1 || m.Fraction <= fraction || m.Fraction > 1 {
				t.Errorf("step %d ms: %+v after %v", millis, m, fraction)
			}
			fraction = m.Fraction
		}
		if seconds := p.at[len(p.at)-1].Seconds(); float64(n) > 20*seconds+1 {
			t.Errorf("step %d ms: %d reports in %v s", millis, n, seconds)
		}
	}
}

func TestFraction(t *testing.T) {
	for f, want := range map[float64]float64{-1: 0, 0: 0, 0.5: 0.5, 1: 1, 2: 1, math.Inf(1): 1, math.Inf(-1): 0} {
		if got := fraction(f); got != want {
			t.Errorf("fraction(%v) = %v", f, got)
		}
	}
	if got := fraction(math.NaN()); got != 0 {
		t.Errorf("fraction(NaN) = %v", got)
	}
}
