package metering

import (
	"cmp"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"

	"protocell/core/job"
	"protocell/core/latency"
	"protocell/core/rank"
	"protocell/core/rng"
	"protocell/core/space"
)

// SpreadInput asks for a prediction of every architecture of the space.
type SpreadInput struct {
	Question
	Predictor string `json:"predictor"` // id
	Most      int    `json:"most"`      // of a larger space, so many are drawn
}

// SpreadOutput has them: why FLOPs are not latency.
type SpreadOutput struct {
	Count     int     `json:"count"`
	Size      int64   `json:"size"`            // of the space
	Codes     string  `json:"codes,omitempty"` // a line each, if they were drawn; else they are all, in the space's order
	Predicted string  `json:"predicted"`       // base64 of float32, little-endian, in the unit of Question
	MACs      string  `json:"macs"`            // the same, in millions for one image
	Spearman  float64 `json:"spearman"`        // of MACs and predictions
	Defined   bool    `json:"defined"`
	Millis    float64 `json:"millis"` // that the predictions took
	// Alike are those MACs that most architectures have, with what is predicted of them.
	Alike []Alike `json:"alike"`
}

// Alike is what architectures with the same MACs are predicted.
type Alike struct {
	MACs  float64 `json:"macs"` // millions
	Count int     `json:"count"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// Bounds of a spread.
const (
	maxSpread = 1 << 16 // architectures
	mostAlike = 12      // classes of MACs
	portion   = 2048    // architectures that are predicted at a stretch
)

// spread predicts a whole space.
func (m *meter) spread(k *job.Task, in SpreadInput) (*SpreadOutput, error) {
	if in.Most < 1 || in.Most > maxSpread {
		return nil, fmt.Errorf("%d architectures; choose 1 to %d", in.Most, maxSpread)
	}
	p, err := m.pose(k, in.Question)
	if err != nil {
		return nil, err
	}
	f, err := p.predictor(in.Predictor)
	if err != nil {
		return nil, err
	}
	model, err := p.fit(k, f)
	if err != nil {
		return nil, err
	}
	if err := k.Checkpoint(0); err != nil {
		return nil, err
	}
	archs, whole := some(p.problem.Space, in.Most, p.problem.Seed)
	out := &SpreadOutput{Count: len(archs), Size: p.problem.Space.Info().Size}
	if !whole {
		out.Codes = codes(archs)
	}
	values, macs := make([]float64, len(archs)), make([]float64, len(archs))
	for at := 0; at < len(archs); at += portion {
		end := min(len(archs), at+portion)
		start := m.here.Clock()
		model.Predict(values[at:end], archs[at:end])
		out.Millis += 1e3 * (m.here.Clock() - start)
		p.problem.Counts().Sums(macs[at:end], archs[at:end], 1, func(sum []float64, o latency.Operator, times float64) {
			sum[0] += float64(times * float64(o.MACs()) / 1e6)
		})
		if err := k.Checkpoint(float64(end) / float64(len(archs))); err != nil {
			return nil, err
		}
	}
	rho := rank.Spearman(rank.New(macs), rank.New(values))
	out.Spearman, out.Defined = rho.Value, rho.Defined
	out.Predicted, out.MACs, out.Alike = floats(values), floats(macs), alike(macs, values)
	return out, nil
}

// some returns all architectures of a space, in its order, or so many of it.
func some(s space.Space, most int, seed uint64) (archs []space.Arch, whole bool) {
	if n := s.Info().Size; n <= int64(most) {
		for i := range n {
			archs = append(archs, s.At(i))
		}
		return archs, true
	}
	r := rng.Named(seed, "spread")
	seen := map[space.Arch]bool{}
	for tries := 0; len(archs) < most && tries < 4*most; tries++ {
		if a := s.Sample(r); !seen[a] {
			seen[a] = true
			archs = append(archs, a)
		}
	}
	return archs, false
}

// codes writes architectures, a line each.
func codes(archs []space.Arch) string {
	list := make([]string, len(archs))
	for i, a := range archs {
		list[i] = space.PrintCode(a)
	}
	return strings.Join(list, "\n")
}

// floats writes values as base64 of float32.
func floats(values []float64) string {
	b := make([]byte, 0, 4*len(values))
	for _, v := range values {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(v)))
	}
	return base64.StdEncoding.EncodeToString(b)
}

// alike returns the MACs that most architectures have, from the least.
func alike(macs, values []float64) []Alike {
	classes := map[float64]*Alike{}
	var list []*Alike
	for i, n := range macs {
		c := classes[n]
		if c == nil {
			c = &Alike{MACs: n, Low: values[i], High: values[i]}
			classes[n], list = c, append(list, c)
		}
		c.Count++
		c.Low, c.High = min(c.Low, values[i]), max(c.High, values[i])
	}
	slices.SortStableFunc(list, func(a, b *Alike) int { return cmp.Compare(b.Count, a.Count) })
	list = list[:min(len(list), mostAlike)]
	slices.SortFunc(list, func(a, b *Alike) int { return cmp.Compare(a.MACs, b.MACs) })
	out := []Alike{}
	for _, c := range list {
		if c.Count > 1 {
			out = append(out, *c)
		}
	}
	return out
}
