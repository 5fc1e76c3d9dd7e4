package state

import (
	"maps"
	"math"
	"slices"

	"protocell/core/job"
	"protocell/core/proxy"
	"protocell/core/score"
)

// Card is the scorecard of the edited architecture.
type Card struct {
	// last has for each proxy the score that was shown last, which stays until a
	// new one has been computed.
	last map[string]score.Entry
}

// Row is one line of the scorecard.
type Row struct {
	Info  proxy.Info
	Entry score.Entry
	Known bool // whether there is an Entry at all
	Fresh bool // whether it is that of the architecture on show
	Asked bool // whether the experiment asks for it
}

// Rows returns the scorecard, in the order of the proxies: all of them, or embedded
// those of the experiment.
func (s State) Rows() []Row {
	record := s.known.of(s.key, s.Net.Arch)
	rows := []Row(nil)
	for _, info := range infos {
		r := Row{Info: info, Asked: s.Asked(info.ID)}
		if s.Embed && !r.Asked {
			continue
		}
		if record != nil {
			r.Entry, r.Fresh = record.Scores[info.ID]
		}
		if !r.Fresh {
			r.Entry, r.Fresh = s.Net.exact(info.ID)
		}
		if r.Known = r.Fresh; !r.Known {
			r.Entry, r.Known = s.Card.last[info.ID]
		}
		rows = append(rows, r)
	}
	return rows
}

// exact returns the score of a proxy that is known without computing, as it is a
// cost of the network.
func (n *Net) exact(id string) (score.Entry, bool) {
	e := score.Entry{ID: id, Score: proxy.Score{Status: proxy.OK}}
	switch id {
	case "params":
		e.Value = proxy.Number(n.Costs.Total.Params)
	case "flops":
		e.Value = proxy.Number(n.Costs.Total.MACs)
	default:
		return score.Entry{}, false
	}
	if n.Broken != nil {
		e.Status = proxy.Disconnected
	}
	return e, true
}

// Complete reports whether all scores on show are those of the architecture.
func (s State) Complete() bool {
	return s.known.of(s.key, s.Net.Arch).has(s.proxies())
}

// Matrix returns the kernel matrix of the architecture, or nil.
func (s State) Matrix() *score.Matrix {
	if r := s.known.of(s.key, s.Net.Arch); r != nil {
		return r.Matrix
	}
	return nil
}

// Kernels returns what has computed the scores, or "".
func (s State) Kernels() string {
	if r := s.known.of(s.key, s.Net.Arch); r != nil {
		return r.Kernels
	}
	return s.Pool.Kernels
}

// Scoring returns whether scores of the architecture are being computed, and how
// much is done.
func (s State) Scoring() (fraction float64, running bool) {
	n := 0
	for _, j := range s.jobs {
		if j.purpose == forCard {
			fraction += j.fraction
			n++
		}
	}
	if n == 0 {
		return 0, false
	}
	return fraction / float64(n), true
}

// Underway is how far the job is that scores a slow proxy; the zero value is that of
// none.
type Underway struct {
	Percent int
	Seconds int // that it still takes, about, 1 or more; 0 if that is not known yet
}

// Underway returns how far the job is that scores a slow proxy.
func (s State) Underway(id string) Underway {
	info, _ := Proxy(id)
	if !info.Slow {
		return Underway{}
	}
	for _, j := range s.jobs {
		if in, ok := j.effect.Input.(job.ScoreInput); ok && j.purpose == forCard && slices.Contains(in.Spec.Proxies, id) {
			return Underway{int(100 * j.fraction), int(math.Ceil(j.pace.left / 1000))}
		}
	}
	return Underway{}
}

// Problem returns why the scores could not be computed, or nil.
func (s State) Problem() error {
	for _, part := range s.parts() {
		if err := s.failed[part.id]; err != nil {
			return err
		}
	}
	return nil
}

// remember keeps what the card shows, to be shown until there is something new.
func (s State) remember() State {
	record := s.known.of(s.key, s.Net.Arch)
	if record == nil {
		return s
	}
	last := maps.Clone(s.Card.last)
	if last == nil {
		last = map[string]score.Entry{}
	}
	maps.Copy(last, record.Scores)
	s.Card.last = last
	return s
}
