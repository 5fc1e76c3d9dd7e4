package state

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"protocell/core/job/metering"
	"protocell/core/latency"
	"protocell/core/space"
	"protocell/core/space/spaces"
)

// Device is a profile that was measured, and is kept on the visitor's machine.
type Device struct {
	Ref string // what it is kept under
	*latency.Profile
}

// Latency is where the time of a network goes on a device.
type Latency struct {
	Devices []Device // all that there are, the one that was measured last first
	Chosen  string   // the Ref of the one that the visitor has chosen; "" is the first of the space
	Arch    space.Arch
	Value   *metering.BreakdownOutput // of Arch, the latest; nil if there is none
	id      string                    // of the job that it is from
}

// Device returns the device whose times are on show, or nil if none was measured on the
// space.
func (s State) Device() *Device {
	var first *Device
	for i, d := range s.Latency.Devices {
		if d.Space != s.Spec.Space {
			continue
		}
		if d.Ref == s.Latency.Chosen {
			return &s.Latency.Devices[i]
		}
		if first == nil {
			first = &s.Latency.Devices[i]
		}
	}
	return first
}

// LatencyProblem says why there is no latency, or is nil.
func (s State) LatencyProblem() error { return s.failed[s.latencyID()] }

// latencyID is the id of the job for the network on show; "" if there is no device.
func (s State) latencyID() string {
	d := s.Device()
	if d == nil || s.Embed {
		return ""
	}
	return fmt.Sprintf("latency/%s/%s/%v", d.Ref, s.Net.Code, s.Spec.Skeleton)
}

// latencyJob returns the job that takes the network apart, unless that is done.
func (s State) latencyJob() (Job, bool) {
	id := s.latencyID()
	if id == "" || id == s.Latency.id {
		return Job{}, false
	}
	skeleton := s.Spec.Skeleton
	in := metering.BreakdownInput{Profile: *s.Device().Profile, Arch: space.PrintCode(s.Net.Arch), Skeleton: &skeleton}
	return Job{id: id, purpose: forLatency, key: s.key, arch: s.Net.Arch, effect: RunJob{ID: id, Kind: metering.Breakdown, Input: in}}, true
}

func (a TakenApart) reduce(s State, _ float64) (State, []Effect) {
	s, j, ok := s.ended(a.ID)
	if ok {
		s.Latency.id, s.Latency.Arch, s.Latency.Value = a.ID, j.arch, a.Output
	}
	return s, nil
}

func (a ChooseDevice) reduce(s State, _ float64) (State, []Effect) {
	s.Latency.Chosen = a.Ref
	return s, nil
}

// DevicesListed takes in what is kept. A profile that cannot be read is left out: the
// device page says why.
func (a DevicesListed) reduce(s State, _ float64) (State, []Effect) {
	var files []struct{ Name, Text string }
	if a.Err != nil || json.Unmarshal([]byte(a.Text), &files) != nil {
		s.still = true
		return s, nil
	}
	var list []Device
	for _, f := range files {
		if p, err := latency.Decode([]byte(f.Text), spaces.ByID); err == nil {
			list = append(list, Device{f.Name, p})
		}
	}
	slices.SortStableFunc(list, func(a, b Device) int { return cmp.Compare(b.Conditions.Date, a.Conditions.Date) })
	s.Latency.Devices = list
	return s, nil
}
