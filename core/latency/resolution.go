package latency

import (
	"errors"
	"math"
)

// Bounds of the search for the resolution of a clock.
const (
	clockReads = 100_000 // at most
	clockTicks = 200     // differences that are enough
)

// Resolution returns the smallest difference between two readings of a clock, in
// seconds. An error says that the clock stands still, or goes backwards.
func Resolution(clock Clock) (float64, error) {
	least, ticks := math.Inf(1), 0
	last := clock()
	if !finite(last) {
		return 0, errors.New("the clock does not tell a time")
	}
	for range clockReads {
		now := clock()
		switch {
		case now > last:
			least = min(least, now-last)
			ticks++
		case now < last || now != now:
			return 0, errors.New("the clock goes backwards")
		}
		if last = now; ticks == clockTicks {
			break
		}
	}
	if !finite(least) {
		return 0, errors.New("the clock stands still")
	}
	return least, nil
}

func finite(v float64) bool { return math.Abs(v) <= math.MaxFloat64 }
