package state

import (
	"encoding/json"
	"fmt"

	"protocell/core/job/metering"
	"protocell/core/latency"
	"protocell/core/space/spaces"
)

// unfinishedRef is what a measurement under way is kept under, so that it outlives the
// page.
const unfinishedRef = "unfinished"

// keepEvery is the least time in milliseconds between two times that it is kept.
const keepEvery = 3000

// unfinished is the file of a measurement under way.
type unfinished struct {
	Plan    metering.Plan   `json:"plan"`
	Profile json.RawMessage `json:"profile"` // a file of latency.Encode
}

// keepUnfinished keeps a measurement under way, now and then.
func (s State) keepUnfinished(now float64) (State, []Effect) {
	r := *s.Run
	if r.Profile == nil || now < r.keptAt+keepEvery {
		return s, nil
	}
	p := *r.Profile
	p.Name = unfinishedRef
	file, err := latency.Encode(&p, spaces.ByID)
	if err != nil {
		return s, nil // at the end it is told
	}
	text, err := json.Marshal(unfinished{r.Plan, file})
	if err != nil {
		return s, nil
	}
	r.keptAt = now
	s.Run = &r
	return s, []Effect{KeepProfile{unfinishedRef, string(text)}}
}

// resume takes up a measurement that was kept: it waits for the visitor to go on.
func (s State) resume(text string) (State, error) {
	var u unfinished
	if err := json.Unmarshal([]byte(text), &u); err != nil {
		return s, err
	}
	p, err := latency.Decode(u.Profile, spaces.ByID)
	if err != nil {
		return s, err
	}
	if p.Space != u.Plan.Space || p.Skeleton != u.Plan.Skeleton || p.Batch != u.Plan.Batch {
		return s, fmt.Errorf("its plan is of another space, skeleton or batch than what was measured")
	}
	if s.Run != nil {
		return s, nil
	}
	p.Name = ""
	s.Run = &Run{Plan: u.Plan, Profile: p, Stopped: "The page was closed while it measured"}
	return s, nil
}
