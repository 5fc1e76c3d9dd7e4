package score

import (
	"runtime"
	"testing"

	"protocell/core/kernel"
	"protocell/core/proxy"
)

// TestMemoryIsPlanned holds what the passes keep against what was planned for them.
func TestMemoryIsPlanned(t *testing.T) {
	s := spec(best)
	s.Skeleton.C, s.Batch = 8, 16
	coded, err := s.Coded()
	if err != nil {
		t.Fatal(err)
	}
	planned, err := MemoryCoded(coded, Options{Kernels: kernel.Go(), Matrix: true})
	if err != nil {
		t.Fatal(err)
	}
	held := func() int64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	memory := new(proxy.Memory)
	before := held()
	run(t, s, Options{Memory: memory, Matrix: true})
	actual := held() - before
	runtime.KeepAlive(memory)
	t.Logf("planned %d bytes, %d held", planned, actual)
	if float64(actual) > 1.2*float64(planned) || float64(actual) < 0.5*float64(planned) {
		t.Errorf("the passes hold %d bytes, %d were planned", actual, planned)
	}
}
