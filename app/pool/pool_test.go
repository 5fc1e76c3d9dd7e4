package pool

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

const ms = time.Millisecond

var background = DoOptions{Background: true}

func TestDo(t *testing.T) {
	inBubble(t, Options{Size: 3}, func(t *testing.T, b *bench) {
		b.wantStatus(Status{Size: 3})
		var got []float64
		k := b.do(order{Name: "a", For: 200}, DoOptions{Progress: func(f float64) { got = append(got, f) }})
		time.Sleep(100 * ms)
		b.wantStatus(Status{Size: 3, Ready: 1, Busy: 1, Kernels: "fake"})
		b.want(k)
		b.wantStatus(Status{Size: 3, Ready: 1, Kernels: "fake"})
		if !slices.Equal(got, []float64{0.25, 0.5, 0.75, 1}) && !slices.Equal(got, []float64{0.25, 0.5, 0.75}) {
			t.Errorf("progress %v", got)
		}
		if k.at != 250*ms {
			t.Errorf("took %v, want 50 ms to start and 200 ms", k.at)
		}
		var ks []*ticket
		for i := range 7 {
			ks = append(ks, b.do(order{Name: name(i), For: 100}, DoOptions{}))
		}
		b.wantStatus(Status{Size: 3, Ready: 1, Busy: 1, Queued: 6, Kernels: "fake"})
		b.want(ks...)
		if len(b.spawns) != 3 {
			t.Errorf("%d workers for 7 jobs", len(b.spawns))
		}
	})
}

func TestDoErrors(t *testing.T) {
	inBubble(t, Options{}, func(t *testing.T, b *bench) {
		k := b.do(order{Name: "a", Fail: "score: no such space"}, DoOptions{})
		<-k.ended
		var failed *JobError
		if !errors.As(k.err, &failed) || failed.Kind != "test" || k.err.Error() != "score: no such space" {
			t.Errorf("failed job: %v", k.err)
		}
		if err := b.Do(t.Context(), "test", make(chan int), nil, DoOptions{}); err == nil {
			t.Error("a channel was sent")
		}
		var n int
		if err := b.Do(t.Context(), "test", order{Name: "a"}, &n, DoOptions{}); err == nil {
			t.Error("a string was read as a number")
		}
		if err := b.Do(t.Context(), "test", order{Name: "a"}, nil, DoOptions{}); err != nil {
			t.Errorf("without an output: %v", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := b.Do(ctx, "test", order{Name: "z"}, nil, DoOptions{}); err != context.Canceled {
			t.Errorf("cancelled before: %v", err)
		}
		b.wantBegan("a", "a", "a")
	})
}

func TestOnChange(t *testing.T) {
	inBubble(t, Options{Size: 1}, func(t *testing.T, b *bench) {
		var mu sync.Mutex
		var seen []Status
		b.OnChange(func() {
			mu.Lock()
			defer mu.Unlock()
			seen = append(seen, b.Status())
		})
		b.want(b.do(order{Name: "a", For: 500}, DoOptions{}))
		synctest.Wait()
		want := []Status{
			{Size: 1, Queued: 1},
			{Size: 1, Ready: 1, Busy: 1, Kernels: "fake"},
			{Size: 1, Ready: 1, Kernels: "fake"},
		}
		if !slices.Equal(seen, want) {
			t.Errorf("seen %+v, want %+v", seen, want)
		}
	})
}

func TestInteractiveFirst(t *testing.T) {
	inBubble(t, Options{Size: 1}, func(t *testing.T, b *bench) {
		b1 := b.do(order{Name: "b1", For: 1000}, background)
		b2 := b.do(order{Name: "b2", For: 100}, background)
		time.Sleep(500 * ms)
		i1 := b.do(order{Name: "i1", For: 100}, DoOptions{})
		i2 := b.do(order{Name: "i2", For: 100}, DoOptions{})
		b.want(i1)
		if i1.at != 605*ms {
			t.Errorf("the interactive job ended at %v; want the background job to give way within 5 ms", i1.at)
		}
		b.want(i2, b1, b2)
		b.wantBegan("b1", "i1", "i2", "b1", "b2")
		if len(b.spawns) != 1 {
			t.Error("the worker was replaced")
		}
	})
}

func TestNoNeedToGiveWay(t *testing.T) {
	inBubble(t, Options{Size: 2}, func(t *testing.T, b *bench) {
		warm1, warm2 := b.do(order{Name: "w1", For: 100}, DoOptions{}), b.do(order{Name: "w2", For: 100}, DoOptions{})
		b.want(warm1, warm2)
		b1 := b.do(order{Name: "b1", For: 500}, background)
		i1 := b.do(order{Name: "i1", For: 100}, DoOptions{})
		b.want(i1, b1)
		b.wantBegan("w1", "w2", "b1", "i1")

		// The background job that began last gives way.
		b1 = b.do(order{Name: "b1", For: 500}, background)
		time.Sleep(20 * ms)
		b2 := b.do(order{Name: "b2", For: 500}, background)
		time.Sleep(20 * ms)
		i1 = b.do(order{Name: "i1", For: 100}, DoOptions{})
		b.update(func() {}) // and that one only, whatever happens meanwhile
		b.want(i1, b1, b2)
		b.wantBegan("w1", "w2", "b1", "i1", "b1", "b2", "i1", "b2")
	})
}

func TestCancel(t *testing.T) {
	inBubble(t, Options{Size: 1}, func(t *testing.T, b *bench) {
		running := b.do(order{Name: "running", For: 10_000}, DoOptions{})
		queued := b.do(order{Name: "queued", For: 100}, DoOptions{})
		last := b.do(order{Name: "last", For: 100}, DoOptions{})
		time.Sleep(1000 * ms)
		for _, k := range []*ticket{queued, running} {
			k.cancel()
			<-k.ended
			if k.err != context.Canceled || k.at != 1000*ms {
				t.Errorf("%s: %v at %v", k.name, k.err, k.at)
			}
		}
		b.want(last)
		if last.at != 1105*ms || len(b.spawns) != 1 {
			t.Errorf("the last job ended at %v, with %d workers", last.at, len(b.spawns))
		}
		b.wantBegan("running", "last")
	})
}

// TestCancelDeaf cancels jobs that do not stop: in time to end by themselves, and
// not.
func TestCancelDeaf(t *testing.T) {
	inBubble(t, Options{Size: 1}, func(t *testing.T, b *bench) {
		k := b.do(order{Name: "a", For: 300, Deaf: true}, DoOptions{})
		time.Sleep(300 * ms)
		k.cancel()
		<-k.ended
		next := b.do(order{Name: "b", For: 100}, DoOptions{})
		b.want(next)
		if k.err != context.Canceled || k.output != "" || len(b.spawns) != 1 {
			t.Errorf("ended late: %q, %v, %d workers", k.output, k.err, len(b.spawns))
		}

		began := b.now()
		k = b.do(order{Name: "c", For: 5000, Deaf: true}, DoOptions{})
		time.Sleep(200 * ms)
		k.cancel()
		<-k.ended
		next = b.do(order{Name: "d", For: 100}, DoOptions{})
		b.want(next)
		if k.at-began != 200*ms {
			t.Errorf("Do returned after %v", k.at-began)
		}
		if took := next.at - began; took != 450*ms || len(b.spawns) != 2 {
			t.Errorf("the next job ended after %v, want 200 ms, 100 ms of patience, 50 ms to start and 100 ms", took)
		}
		b.wantStatus(Status{Size: 1, Ready: 1, Kernels: "fake"}) // Restarts counts no such replacement
	})
}

// TestLateAnswers has a worker speak of a job that has ended, and one speak that
// has been replaced.
func TestLateAnswers(t *testing.T) {
	inBubble(t, Options{Size: 1}, func(t *testing.T, b *bench) {
		b.want(b.do(order{Name: "a", For: 100}, DoOptions{}))
		first := b.slots[0].worker.(*fakeWorker)
		k := b.do(order{Name: "b", For: 1000, Fatal: 1, How: "error"}, DoOptions{})
		first.onMessage(`{"id":1,"event":"done","output":"a"}`)
		first.onMessage(`{"id":1,"event":"failed","error":"late"}`)
		time.Sleep(700 * ms)
		synctest.Wait()
		if b.slots[0].worker == Worker(first) {
			t.Fatal("the worker was not replaced")
		}
		first.onMessage(`{"id":3,"event":"done","output":"a"}`)
		first.onMessage(`{"event":"failed","error":"late"}`)
		first.onMessage(`{"event":"exited"}`)
		first.onError(errors.New("late"))
		b.want(k)
		b.wantBegan("a", "b", "b")
		b.wantStatus(Status{Size: 1, Ready: 1, Restarts: 1, Kernels: "fake"})
	})
}

// TestResultOfInterrupted has a background job end when it is to give way.
func TestResultOfInterrupted(t *testing.T) {
	inBubble(t, Options{Size: 1}, func(t *testing.T, b *bench) {
		b1 := b.do(order{Name: "b1", For: 300, Deaf: true}, background)
		time.Sleep(300 * ms)
		i1 := b.do(order{Name: "i1", For: 100}, DoOptions{})
		b.want(b1, i1)
		b.wantBegan("b1", "i1")
	})
}

func TestClose(t *testing.T) {
	inBubble(t, Options{Size: 1}, func(t *testing.T, b *bench) {
		running, queued := b.do(order{Name: "a", For: 1000}, DoOptions{}), b.do(order{Name: "b"}, background)
		time.Sleep(500 * ms)
		b.Close()
		<-running.ended
		<-queued.ended
		b.Reset()
		late := b.do(order{Name: "c"}, DoOptions{})
		<-late.ended
		for _, k := range []*ticket{running, queued, late} {
			var none *UnavailableError
			if !errors.As(k.err, &none) {
				t.Errorf("%s: %v", k.name, k.err)
			}
		}
	})
	inBubble(t, Options{Size: 1}, func(t *testing.T, b *bench) {
		k := b.do(order{Name: "a"}, DoOptions{})
		b.Close() // while a worker starts
		<-k.ended
	})
}

// TestAnything runs random jobs on random pools, with cancellations, faults and
// kills, and checks that each job ends as it must.
func TestAnything(t *testing.T) {
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 0))
		inBubble(t, Options{Size: 1 + r.IntN(4), MaxMemory: 100}, func(t *testing.T, b *bench) {
			var ks []*ticket
			var os []order
			cancelled := map[int]bool{}
			for i := range 40 {
				o := order{Name: name(i), For: r.IntN(400), Deaf: r.IntN(8) == 0}
				switch r.IntN(20) {
				case 0:
					o.Fatal, o.How = 1, "error"
				case 1:
					o.Fatal, o.How = 2, "exit"
				case 2:
					o.Fatal, o.How = 1, "silence"
				case 3:
					o.Fail = "no"
				}
				os = append(os, o)
				ks = append(ks, b.do(o, DoOptions{Background: r.IntN(2) == 0}))
				time.Sleep(time.Duration(r.IntN(150)) * ms)
				switch r.IntN(20) {
				case 0, 1, 2:
					j := r.IntN(len(ks))
					cancelled[j] = true
					ks[j].cancel()
				case 3:
					b.Kill()
				case 4:
					b.Reset()
				case 5:
					b.mu.Lock()
					b.memory = uint64(r.IntN(120))
					b.mu.Unlock()
				}
			}
			// Whoever waits for the pool to come back would wait for ever.
			for range 20 {
				time.Sleep(time.Minute)
				b.Reset()
			}
			for i, k := range ks {
				<-k.ended
				var failed *JobError
				var lost *WorkerLostError
				var none *UnavailableError
				switch {
				case k.err == nil && k.output == k.name && os[i].Fail == "":
				case errors.As(k.err, &failed) && failed.Message == os[i].Fail:
				case errors.As(k.err, &lost), errors.As(k.err, &none):
				case k.err == context.Canceled && cancelled[i]:
				default:
					t.Errorf("seed %d: job %d %+v: %q, %v", seed, i, os[i], k.output, k.err)
				}
			}
			if s := b.Status(); s.Busy != 0 || s.Queued != 0 {
				t.Errorf("seed %d: in the end %+v", seed, s)
			}
		})
	}
}
