package pool

import (
	"errors"
	"testing"
	"time"
)

func TestLostWorker(t *testing.T) {
	for _, c := range []struct {
		how, err string
		took     time.Duration // from the loss until the pool notices
	}{
		{"error", "unreachable executed", 0},
		{"exit", "the worker's program ended: out of memory", 0},
		{"noise", "the worker sent an unreadable message: found '<', not an object (byte 0)", 0},
		{"silence", "the worker fell silent", 4050 * ms},
	} {
		inBubble(t, Options{Size: 1}, func(t *testing.T, b *bench) {
			k := b.do(order{Name: "a", For: 400, Fatal: 1, How: c.how}, DoOptions{})
			other := b.do(order{Name: "b", For: 100}, background)
			b.want(k, other)
			b.wantBegan("a", "a", "b")
			// 50 ms to start, 200 ms until the loss, 50 ms to start again, 400 ms.
			if want := 700*ms + c.took; k.at < want-50*ms || k.at > want {
				t.Errorf("%s: ended at %v, want %v", c.how, k.at, want)
			}
			b.wantStatus(Status{Size: 1, Ready: 1, Restarts: 1, Kernels: "fake"})

			k = b.do(order{Name: "c", For: 400, Fatal: 2, How: c.how}, DoOptions{})
			next := b.do(order{Name: "d", For: 100}, DoOptions{})
			<-k.ended
			var lost *WorkerLostError
			if !errors.As(k.err, &lost) || lost.Kind != "test" || lost.Cause.Error() != c.err {
				t.Errorf("%s: %v", c.how, k.err)
			}
			b.want(next)
			b.wantBegan("a", "a", "b", "c", "c", "d")
		})
	}
}

func TestRestartsAreBounded(t *testing.T) {
	inBubble(t, Options{Size: 1}, func(t *testing.T, b *bench) {
		bad := b.do(order{Name: "bad", For: 100, Fatal: 2, How: "error"}, DoOptions{})
		worse := b.do(order{Name: "worse", For: 100, Fatal: 2, How: "error"}, DoOptions{})
		last := b.do(order{Name: "last", For: 100}, DoOptions{})
		for _, k := range []*ticket{bad, worse, last} {
			<-k.ended
		}
		var lost *WorkerLostError
		if !errors.As(bad.err, &lost) || !errors.As(worse.err, &lost) {
			t.Errorf("%v and %v, want lost workers", bad.err, worse.err)
		}
		var none *UnavailableError
		if !errors.As(last.err, &none) || none.Cause.Error() != "unreachable executed" {
			t.Errorf("last: %v", last.err)
		}
		// 50 ms after the first loss, then 250 ms and 1 s of back-off.
		gaps := []time.Duration{100 * ms, 350 * ms, 1100 * ms}
		for i, want := range gaps {
			if got := b.spawns[i+1] - b.spawns[i]; got < want || got > want+50*ms {
				t.Errorf("restart %d came after %v, want %v", i, got, want)
			}
		}
		b.wantStatus(Status{Size: 1, Restarts: 3, Kernels: "fake", Err: none})
		if err := b.Do(t.Context(), "test", order{Name: "x"}, nil, DoOptions{}); err != error(none) {
			t.Errorf("afterwards: %v", err)
		}
		time.Sleep(time.Hour)
		b.wantStatus(Status{Size: 1, Restarts: 3, Kernels: "fake", Err: none})
		b.Reset()
		b.want(b.do(order{Name: "again", For: 100}, DoOptions{}))
		b.wantStatus(Status{Size: 1, Ready: 1, Restarts: 3, Kernels: "fake"})
	})
}

func TestRareFaultsAreForgotten(t *testing.T) {
	inBubble(t, Options{Size: 1}, func(t *testing.T, b *bench) {
		for i := range 20 {
			b.want(b.do(order{Name: name(i), For: 100, Fatal: 1, How: "exit"}, DoOptions{}))
			time.Sleep(20 * time.Second)
		}
		b.wantStatus(Status{Size: 1, Ready: 1, Restarts: 20, Kernels: "fake"})
	})
}

// TestOthersGoOn loses one of two workers for good.
func TestOthersGoOn(t *testing.T) {
	inBubble(t, Options{Size: 2}, func(t *testing.T, b *bench) {
		long := b.do(order{Name: "long", For: 10_000}, DoOptions{})
		for i := range 2 {
			<-b.do(order{Name: name(i), For: 100, Fatal: 2, How: "error"}, DoOptions{}).ended
		}
		if b.Status().Err == nil || b.Status().Ready != 1 {
			t.Errorf("status %+v", b.Status())
		}
		queued := b.do(order{Name: "queued", For: 100}, DoOptions{})
		b.want(long, queued)
	})
}

func TestNoWorkers(t *testing.T) {
	for _, c := range []struct {
		err  string
		prep func(b *bench)
	}{
		{"no worker is available: offline", func(b *bench) { b.spawnErr = errors.New("offline") }},
		{"no worker is available: the worker did not start", func(b *bench) { b.mute = true }},
	} {
		inBubble(t, Options{Size: 4}, func(t *testing.T, b *bench) {
			c.prep(b)
			var ks []*ticket
			for i := range 6 {
				ks = append(ks, b.do(order{Name: name(i)}, DoOptions{Background: i%2 == 0}))
			}
			for _, k := range ks {
				<-k.ended
				if k.err == nil || k.err.Error() != c.err {
					t.Errorf("%s: %v", k.name, k.err)
				}
			}
			b.spawnErr, b.mute = nil, false
			b.Reset()
			b.want(b.do(order{Name: "again"}, DoOptions{}))
		})
	}
}

func TestMemory(t *testing.T) {
	inBubble(t, Options{Size: 3, MaxMemory: 1600}, func(t *testing.T, b *bench) {
		three := func(memory uint64) {
			t.Helper()
			b.mu.Lock()
			b.memory = memory
			b.mu.Unlock()
			b.want(b.do(order{Name: "a", For: 100}, DoOptions{}), b.do(order{Name: "b", For: 100}, DoOptions{}), b.do(order{Name: "c", For: 100}, DoOptions{}))
		}
		// While they hold little, there are as many workers as jobs, and they stay.
		three(200)
		time.Sleep(time.Minute)
		b.wantStatus(Status{Size: 3, Ready: 3, Memory: 600, Kernels: "fake"})
		// One has to go, and is not replaced while there are jobs.
		three(700)
		b.wantStatus(Status{Size: 3, Ready: 2, Memory: 1400, Kernels: "fake"})
		three(700)
		if len(b.spawns) != 3 {
			t.Errorf("%d workers, want 3", len(b.spawns))
		}
		// The others have gone when nothing has happened for a while.
		time.Sleep(9 * time.Second)
		b.wantStatus(Status{Size: 3, Ready: 2, Memory: 1400, Kernels: "fake"})
		time.Sleep(2 * time.Second)
		b.wantStatus(Status{Size: 3, Kernels: "fake"})
		// There is always one for the next job.
		three(5000)
		three(5000)
		b.wantStatus(Status{Size: 3, Kernels: "fake"})
	})
}

func TestKill(t *testing.T) {
	inBubble(t, Options{Size: 2}, func(t *testing.T, b *bench) {
		if b.Kill() {
			t.Error("there was no worker to kill")
		}
		b.want(b.do(order{Name: "a"}, DoOptions{}))
		k := b.do(order{Name: "b", For: 1000}, DoOptions{})
		time.Sleep(500 * ms)
		if !b.Kill() {
			t.Error("there was a worker to kill")
		}
		b.want(k)
		b.wantBegan("a", "b", "b")
		if b.Status().Restarts != 1 {
			t.Errorf("status %+v", b.Status())
		}
	})
}

// TestPageAsleep runs a pool whose timers are held back: by a minute each, as in a
// hidden tab, and for an hour with all that happens, as in a sleeping computer.
func TestPageAsleep(t *testing.T) {
	hidden := Options{Size: 1, After: func(d time.Duration, f func()) func() {
		timer := time.AfterFunc(time.Minute, f)
		return func() { timer.Stop() }
	}}
	inBubble(t, hidden, func(t *testing.T, b *bench) {
		b.want(b.do(order{Name: "a", For: 3_600_000}, DoOptions{}))
		b.wantBegan("a")
	})

	// The clock jumps from 1 s to 1 h; the page's timer runs first, then it hears
	// what the worker has to say.
	var bed *bench
	asleep := Options{Size: 1, After: func(d time.Duration, f func()) func() {
		if at := bed.now(); at < time.Second && at+d >= time.Second {
			d = time.Hour - at
		}
		timer := time.AfterFunc(d, f)
		return func() { timer.Stop() }
	}}
	inBubble(t, asleep, func(t *testing.T, b *bench) {
		bed = b
		k := b.do(order{Name: "a", For: 400, Fatal: 1, How: "silence"}, DoOptions{})
		time.Sleep(time.Hour + ms)
		b.update(func() { // the worker speaks
			for _, s := range b.slots {
				if s.state != busy {
					t.Errorf("the worker was given up after one late timer")
					return
				}
				b.receive(s, `{"id":1,"event":"done","output":"a"}`)
			}
		})
		b.want(k)
		b.wantBegan("a")
	})
}
