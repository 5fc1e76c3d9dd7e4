package pool

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// TestJobs hears of jobs that end, and of none that is stopped or replaced by one of the
// same id, and holds none of them.
func TestJobs(t *testing.T) {
	inBubble(t, Options{Size: 2}, func(t *testing.T, b *bench) {
		var heard []string
		j := NewJobs(func(a string) { heard = append(heard, a) })
		start := func(id string, o order) {
			var out string
			j.Start(id, b.Pool, "test", o, &out, DoOptions{}, func(err error) string {
				if err != nil {
					return id + ": " + err.Error()
				}
				return id + ": " + out
			})
		}
		start("a", order{Name: "one", For: 100})
		start("b", order{Name: "two", For: 300, Fail: "no"})
		start("c", order{Name: "three", For: 500})
		start("d", order{Name: "four", For: 700})
		time.Sleep(200 * ms)
		j.Stop("c")
		j.Stop("d")
		start("d", order{Name: "five", For: 100})
		j.Stop("nobody")
		time.Sleep(5 * time.Second)
		if slices.Sort(heard); fmt.Sprint(heard) != "[a: one b: no d: five]" {
			t.Errorf("heard %q", heard)
		}
		if len(j.underway) != 0 {
			t.Errorf("%d jobs are held after all have ended", len(j.underway))
		}
	})
}

// TestWatch is told of a pool at once, and when it has another worker, and not when that
// has a job.
func TestWatch(t *testing.T) {
	inBubble(t, Options{Size: 1}, func(t *testing.T, b *bench) {
		var told []Status
		Watch(func(s Status) { told = append(told, s) }, b.Pool)
		for range 3 {
			b.want(b.do(order{Name: "a", For: 100}, DoOptions{}))
		}
		want := []Status{{Size: 1}, {Size: 1, Ready: 1, Kernels: "fake"}}
		if !slices.Equal(told, want) {
			t.Errorf("told %+v, want %+v", told, want)
		}
	})
}
