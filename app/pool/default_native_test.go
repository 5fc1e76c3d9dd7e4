//go:build !js

package pool

import (
	"context"
	"encoding/base64"
	"errors"
	"sync"
	"testing"

	"protocell/core/experiment"
	"protocell/core/job"
)

// TestScorers runs real jobs on the real worker, side by side.
func TestScorers(t *testing.T) {
	spec := experiment.Default()
	spec.Arch, spec.Data = "331330", "noise" // as workers are told
	var wg sync.WaitGroup
	for seed := range uint64(50) {
		spec := spec
		spec.Seed = seed
		wg.Go(func() {
			in := job.PreviewInput{Spec: spec, Count: 3}
			var out job.PreviewOutput
			if err := Scorers().Do(t.Context(), job.Preview, in, &out, DoOptions{Background: seed%2 == 0}); err != nil {
				t.Error(err)
				return
			}
			want, err := spec.Images().Preview(nil, 3)
			if err != nil {
				t.Error(err)
				return
			}
			for i, image := range want {
				if got, err := base64.StdEncoding.DecodeString(out.Images[i]); err != nil || string(got) != string(image.RGB) || out.Labels[i] != image.Class {
					t.Errorf("seed %d: image %d differs", seed, i)
				}
			}
		})
	}
	wg.Wait()
	if s := Scorers().Status(); s.Kernels != "go" || s.Ready == 0 || s.Busy != 0 || s.Restarts != 0 {
		t.Errorf("status %+v", s)
	}

	spec.Data = "no such data"
	err := Scorers().Do(context.Background(), job.Preview, job.PreviewInput{Spec: spec, Count: 1}, nil, DoOptions{})
	var failed *JobError
	if !errors.As(err, &failed) {
		t.Errorf("no data: %v", err)
	}
}

// TestGoroutineTerminates ends a worker in all of its states.
func TestGoroutineTerminates(t *testing.T) {
	p := New(Options{Size: 2, Spawn: goroutines(job.Scoring)})
	for range 20 {
		ctx, cancel := context.WithCancel(t.Context())
		go p.Do(ctx, job.Preview, job.PreviewInput{Count: 1}, nil, DoOptions{})
		p.Kill()
		cancel()
	}
	p.Close()
	if s := p.Status(); s.Ready != 0 || s.Busy != 0 || s.Queued != 0 {
		t.Errorf("status %+v", s)
	}
}
