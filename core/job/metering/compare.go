package metering

import (
	"fmt"

	"protocell/core/job"
	"protocell/core/latency"
	"protocell/core/predict"
	"protocell/core/rank"
	"protocell/core/space"
	"protocell/core/table"
)

// CompareInput asks how profiles go with each other, and with published devices.
type CompareInput struct {
	Profiles []latency.Profile `json:"profiles"`
	Table    string            `json:"table,omitempty"` // reference of a table with latencies of devices
}

// CompareOutput says it.
type CompareOutput struct {
	Pairs     []Pair      `json:"pairs"` // of profiles, i < j
	Published []Published `json:"published"`
}

// Pair is a comparison of two profiles: latency.Comparison.
type Pair struct {
	I         int     `json:"i"`
	J         int     `json:"j"`
	Alike     bool    `json:"alike"` // of one space, skeleton and batch: else networks do not compare
	Networks  int     `json:"networks"`
	Operators int     `json:"operators"`
	Spearman  float64 `json:"spearman"` // of the networks' times
	Defined   bool    `json:"defined"`
	Scale     float64 `json:"scale"`   // how many times as long the second takes, the median; 0 if they have nothing in common
	Within5   float64 `json:"within5"` // share of the networks that agree to 5 % after scaling
}

// Published is a profile beside a published device.
type Published struct {
	Profile  int     `json:"profile"` // index
	Column   string  `json:"column"`  // id, in the table
	Name     string  `json:"name"`
	Dataset  string  `json:"dataset"`
	Unit     string  `json:"unit"`
	Networks int     `json:"networks"` // measured ones that the column has
	Spearman float64 `json:"spearman"` // of their times
	Defined  bool    `json:"defined"`
	Scale    float64 `json:"scale"` // published units for a second here, the median
	// All is Spearman's correlation over all architectures that the column has, with
	// what the predictor "corrected" says of them; it is not defined if AllOf is 0.
	All    float64  `json:"all"`
	AllOf  int      `json:"allOf"`
	Points []Beside `json:"points"` // the networks
}

// Beside is a network on both devices, in seconds.
type Beside struct {
	Code  string  `json:"arch"`
	Here  float64 `json:"here"`
	There float64 `json:"there"` // the column's value over Scale
}

// maxProfiles is how many profiles are compared at once.
const maxProfiles = 64

// compare compares profiles with each other, and with the devices of a table.
func (m *meter) compare(k *job.Task, in CompareInput) (*CompareOutput, error) {
	if len(in.Profiles) > maxProfiles {
		return nil, fmt.Errorf("%d profiles; choose at most %d", len(in.Profiles), maxProfiles)
	}
	out := &CompareOutput{Pairs: []Pair{}, Published: []Published{}}
	for j := range in.Profiles {
		if _, err := checked(&in.Profiles[j]); err != nil {
			return nil, fmt.Errorf("%s: %w", in.Profiles[j].Name, err)
		}
		for i := range j {
			c := latency.Compare(&in.Profiles[i], &in.Profiles[j])
			out.Pairs = append(out.Pairs, Pair{i, j, c.Alike, c.Networks, c.Operators, c.Spearman.Value, c.Spearman.Defined, c.Scale, c.Within5})
		}
		if err := k.Checkpoint(0); err != nil {
			return nil, err
		}
	}
	if in.Table == "" {
		return out, nil
	}
	t, err := m.tables.Read(k, in.Table)
	if err != nil {
		return nil, err
	}
	for i := range in.Profiles {
		if in.Profiles[i].Space != t.Table.Space {
			continue
		}
		if err := m.published(k, out, t.Table, i, &in.Profiles[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// published compares a profile with each device of a table.
func (m *meter) published(k *job.Task, out *CompareOutput, t *table.Table, i int, profile *latency.Profile) error {
	p, err := m.pose(k, Question{Profile: *profile})
	if err != nil {
		return err
	}
	var model predict.Model // nil if there is too little to fit to
	if f, ok := predict.Lookup("corrected"); ok {
		if model, err = p.fit(k, f); err != nil {
			model = nil
		}
	}
	measured := append(append([]predict.Measured(nil), p.problem.Measured...), p.measured...)
	for c := range t.Columns {
		column := &t.Columns[c]
		if column.Kind != table.Latency {
			continue
		}
		one := Published{Profile: i, Column: column.ID, Name: column.Name, Dataset: column.Dataset, Unit: column.Unit, Points: []Beside{}}
		one.beside(t, column.Values, measured)
		if model != nil {
			one.all(t, column.Values, model)
		}
		out.Published = append(out.Published, one)
		if err := k.Checkpoint(0); err != nil {
			return err
		}
	}
	return nil
}

// beside compares what was measured with a column.
func (o *Published) beside(t *table.Table, values []float64, measured []predict.Measured) {
	var codes []string
	var here, there, ratios []float64
	seen := map[space.Arch]bool{}
	for _, m := range measured {
		row, ok := t.Row(m.Arch)
		if !ok || seen[m.Arch] || !predict.Known(values[row]) {
			continue
		}
		seen[m.Arch] = true
		codes = append(codes, space.PrintCode(m.Arch))
		here, there = append(here, m.Value), append(there, values[row])
		ratios = append(ratios, values[row]/m.Value)
	}
	if o.Networks = len(here); o.Networks == 0 {
		return
	}
	rho := rank.Spearman(rank.New(here), rank.New(there))
	o.Spearman, o.Defined = rho.Value, rho.Defined
	o.Scale = predict.Median(ratios)
	for i := range here {
		o.Points = append(o.Points, Beside{codes[i], here[i], there[i] / o.Scale})
	}
}

// all compares what is predicted with a column.
func (o *Published) all(t *table.Table, values []float64, model predict.Model) {
	var archs []space.Arch
	var there []float64
	for row, v := range values {
		if predict.Known(v) {
			archs, there = append(archs, t.Arch(row)), append(there, v)
		}
	}
	here := make([]float64, len(archs))
	model.Predict(here, archs)
	if rho := rank.Spearman(rank.New(here), rank.New(there)); rho.Defined {
		o.All, o.AllOf = rho.Value, len(archs)
	}
}
