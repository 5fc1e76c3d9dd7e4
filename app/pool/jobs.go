package pool

import (
	"context"
	"sync"

	"protocell/core/job"
)

// Jobs are those of a page that are under way, by the ids that the page gives them. How
// they end is told as a value of A, an action of the page. Methods may be called from any
// goroutine.
type Jobs[A any] struct {
	hear func(A)

	mu       sync.Mutex
	underway map[string]*underway
}

// underway is a job under way.
type underway struct{ stop context.CancelFunc }

// NewJobs returns the jobs of a page that hears how they end.
func NewJobs[A any](hear func(A)) *Jobs[A] {
	return &Jobs[A]{hear: hear, underway: map[string]*underway{}}
}

// Start has a job run by a pool, as Pool.Do says, and the page hear what end returns,
// which gets the error of Do. If the job is stopped, nothing is heard of it any more.
func (j *Jobs[A]) Start(id string, p *Pool, kind job.Kind, input, output any, o DoOptions, end func(error) A) {
	ctx, stop := context.WithCancel(context.Background())
	own := &underway{stop}
	j.mu.Lock()
	j.underway[id] = own
	j.mu.Unlock()
	go func() {
		defer stop()
		err := p.Do(ctx, kind, input, output, o)
		j.mu.Lock()
		wanted := j.underway[id] == own
		if wanted {
			delete(j.underway, id)
		}
		j.mu.Unlock()
		if wanted {
			j.hear(end(err))
		}
	}()
}

// Stop stops a job.
func (j *Jobs[A]) Stop(id string) {
	j.mu.Lock()
	own := j.underway[id]
	delete(j.underway, id)
	j.mu.Unlock()
	if own != nil {
		own.stop()
	}
}

// Watch tells how pools are, together, now and whenever more changes than how busy they
// are: the status of the first, with the problem of any.
func Watch(tell func(Status), pools ...*Pool) {
	var mu sync.Mutex
	var told *Status
	check := func() {
		mu.Lock()
		defer mu.Unlock()
		s := pools[0].Status()
		s.Busy, s.Queued, s.Memory = 0, 0, 0
		for _, p := range pools {
			if err := p.Status().Err; err != nil {
				s.Err = err
			}
		}
		if told == nil || s != *told {
			told = &s
			tell(s)
		}
	}
	for _, p := range pools {
		p.OnChange(check)
	}
	check()
}
