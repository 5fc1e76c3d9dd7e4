package main

import (
	"fmt"

	"protocell/core/latency"
	"protocell/core/predict"
	"protocell/core/space"
	"protocell/core/table"
)

// maxPredicted is how many architectures a space may have to be predicted as a whole.
const maxPredicted = 1 << 16

// predictSpace writes a table of the predictions, and of what was measured, for all
// architectures of a space.
func predictSpace(e env, p *predict.Problem, profile *latency.Profile, id, name string) error {
	n := p.Space.Info().Size
	if n > maxPredicted {
		return fmt.Errorf("the space has %d architectures, more than %d", n, maxPredicted)
	}
	f, _ := predict.Lookup(id)
	m, err := f.Fit(p)
	if err != nil {
		return err
	}
	archs := make([]space.Arch, n)
	for i := range archs {
		archs[i] = p.Space.At(int64(i))
	}
	t, err := table.New(profile.Space, archs)
	if err != nil {
		return err
	}
	t.Title = "Latency of " + profile.Name
	t.Sources = []table.Source{{Title: "Protocell", Licence: "not stated", Note: "Predicted on one device from a profile of " + profile.Conditions.Date + "."}}
	values := make([]float64, n)
	m.Predict(values, archs)
	meta := table.Meta{ID: "latency", Name: profile.Name + " latency", Kind: table.Latency, Unit: "ms", Device: profile.Name,
		Meaning: "Predicted by " + f.Info().Name + ", fitted to measured networks."}
	if f.Info().Ranks {
		meta.Unit = ""
	} else {
		for i := range values {
			values[i] *= 1e3
		}
	}
	t.Columns = []table.Column{{Meta: meta, Values: values}}
	return finishTable(e, t, name)
}

// compareProfiles says how two profiles differ.
func compareProfiles(e env, a *latency.Profile, name string) error {
	b, err := openProfile(name)
	if err != nil {
		return err
	}
	c := latency.Compare(a, b)
	fmt.Fprintf(e.stdout, "%s and %s have %d networks and %d operators in common.\n", a.Name, b.Name, c.Networks, c.Operators)
	if !c.Alike {
		fmt.Fprintln(e.stdout, "They are of different spaces, skeletons or batches: networks do not compare.")
	}
	if c.Scale > 0 {
		fmt.Fprintf(e.stdout, "The second takes %.3f times as long.\n", c.Scale)
	}
	if c.Networks > 1 {
		fmt.Fprintf(e.stdout, "Scaled, %.0f %% of the networks agree to 5 %%; Spearman's correlation is %.3f.\n", 100*c.Within5, c.Spearman.Value)
	}
	return nil
}
