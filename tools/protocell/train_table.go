package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"strings"

	"protocell/core/space"
	"protocell/core/space/spaces"
	"protocell/core/table"
	"protocell/core/train"
)

// Details of the source of a table of trainings.
const (
	specDetail = "spec" // the Spec of all, without architecture and seed, as JSON
	runDetail  = "run"  // one for each run: see trainingRun.String
)

// The curves of a table of trainings, after the id of the image set.
const testCurve, validCurve, trainCurve, lossCurve = "/test_curve", "/valid_curve", "/train_curve", "/loss_curve"

// lossUnits is what a loss is a multiple of in a table: 1/lossUnits.
const lossUnits = 1e4

// writeTable makes a table of all trainings and writes it to its file.
func (t *training) writeTable(r *trainings) error {
	if len(r.done) == 0 {
		return errors.New("nothing is trained yet: there is no table to make")
	}
	made, err := r.table(t.space)
	if err != nil {
		return err
	}
	return finishTable(t.env, made, t.table)
}

// table makes a table of the architectures that are trained under the first seed.
func (r *trainings) table(sp space.Space) (*table.Table, error) {
	seeds := r.seeds()
	archs, codes, err := r.archs(sp, seeds)
	if err != nil {
		return nil, err
	}
	made, err := table.New(r.spec.Space, archs)
	if err != nil {
		return nil, err
	}
	set := r.spec.Data
	made.Title = fmt.Sprintf("%s trained on %s", sp.Info().Name, set)
	made.Sources = []table.Source{r.source(len(codes), seeds)}

	fewest, most := len(seeds), 0 // seeds of a row
	for _, code := range codes {
		n := 0
		for _, seed := range seeds {
			if _, ok := r.done[trainingTask{code, seed}]; ok {
				n++
			}
		}
		fewest, most = min(fewest, n), max(most, n)
	}
	column := func(m table.Meta, value func(code string) float64) {
		values := make([]float64, len(codes))
		for i, code := range codes {
			values[i] = value(code)
		}
		made.Columns = append(made.Columns, table.Column{Meta: m, Values: values})
	}
	accuracy := func(split, of string, right func(train.Epoch) int, images int) {
		column(table.Meta{
			ID: set + "/" + split, Name: of + " accuracy", Kind: table.Accuracy, Unit: "%", Higher: true,
			Meaning: fmt.Sprintf("Share of the %s images that the trained network is right about, mean over %s.", strings.ToLower(of), seedsOf(fewest, most)),
			Dataset: set, Split: split, Epochs: r.spec.Epochs, Seeds: fewest,
		}, func(code string) float64 {
			sum, n := 0.0, 0
			for _, seed := range seeds {
				if curve, ok := r.done[trainingTask{code, seed}]; ok {
					sum, n = sum+at(curve, r.spec.Epochs-1, right, images), n+1
				}
			}
			return sum / float64(n)
		})
	}
	validation := func(e train.Epoch) int { return e.Validation }
	test := func(e train.Epoch) int { return e.Test }
	accuracy("test", "Test", test, r.spec.Test)
	accuracy("valid", "Validation", validation, r.spec.Validation)
	costs, err := r.costs(sp, archs)
	if err != nil {
		return nil, err
	}
	made.Columns = append(made.Columns, costs...)
	r.addCurves(made, codes, seeds)
	return made, nil
}

// addCurves adds the learning curves.
func (r *trainings) addCurves(made *table.Table, codes []string, seeds []uint64) {
	set, spec := r.spec.Data, r.spec
	seen := spec.Train / spec.Batch * spec.Batch // in an epoch
	base := table.Meta{Kind: table.Accuracy, Unit: "%", Higher: true, Dataset: set, Epochs: spec.Epochs, Seeds: len(seeds)}
	for _, c := range []struct {
		id, name, meaning, split string
		value                    func(curve []train.Epoch, epoch int) float64
	}{
		{testCurve, "Test accuracy", "Share of the test images that the network is right about after an epoch.", "test",
			func(c []train.Epoch, e int) float64 {
				return at(c, e, func(e train.Epoch) int { return e.Test }, spec.Test)
			}},
		{validCurve, "Validation accuracy", "Share of the validation images that the network is right about after an epoch.", "valid",
			func(c []train.Epoch, e int) float64 {
				return at(c, e, func(e train.Epoch) int { return e.Validation }, spec.Validation)
			}},
		{trainCurve, "Training accuracy", "Share of the training images that the network was right about as they came in an epoch.", "train",
			func(c []train.Epoch, e int) float64 {
				return at(c, e, func(e train.Epoch) int { return e.Train }, seen)
			}},
		{lossCurve, "Training loss", "Mean cross-entropy of the batches of an epoch as they came.", "train",
			func(c []train.Epoch, e int) float64 {
				if e >= len(c) {
					return math.NaN()
				}
				return math.Round(c[e].Loss*lossUnits) / lossUnits
			}},
	} {
		m := base
		m.ID, m.Name, m.Meaning, m.Split = set+c.id, c.name, c.meaning, c.split
		if c.id == lossCurve {
			m.Kind, m.Unit, m.Higher = table.Loss, "", false
		}
		curve := table.Curve{Meta: m}
		for e := range spec.Epochs {
			curve.Steps = append(curve.Steps, e+1)
		}
		for _, seed := range seeds {
			curve.Runs = append(curve.Runs, strconv.FormatUint(seed, 10))
		}
		for _, code := range codes {
			for _, seed := range seeds {
				for e := range spec.Epochs {
					curve.Values = append(curve.Values, c.value(r.done[trainingTask{code, seed}], e))
				}
			}
		}
		made.Curves = append(made.Curves, curve)
	}
}

// at returns the share of right answers after an epoch in percent, NaN if the curve
// has no such epoch.
func at(curve []train.Epoch, epoch int, right func(train.Epoch) int, images int) float64 {
	if epoch >= len(curve) {
		return math.NaN()
	}
	return 100 * float64(right(curve[epoch])) / float64(images)
}

// seeds returns the seeds that there are, ascending.
func (r *trainings) seeds() []uint64 {
	var list []uint64
	for task := range r.done {
		if !slices.Contains(list, task.seed) {
			list = append(list, task.seed)
		}
	}
	slices.Sort(list)
	return list
}

// archs returns the architectures that are trained under the first seed, in the order
// of the space.
func (r *trainings) archs(sp space.Space, seeds []uint64) (archs []space.Arch, codes []string, err error) {
	for task := range r.done {
		if task.seed != seeds[0] {
			continue
		}
		a, err := sp.Parse(task.code)
		if err != nil {
			return nil, nil, err
		}
		archs = append(archs, a)
	}
	slices.SortFunc(archs, func(a, b space.Arch) int { return cmp.Compare(sp.Index(a), sp.Index(b)) })
	for _, a := range archs {
		code, err := sp.PrintAs(a, space.Code)
		if err != nil {
			return nil, nil, err
		}
		codes = append(codes, code)
	}
	return archs, codes, nil
}

// costs returns what the networks cost.
func (r *trainings) costs(sp space.Space, archs []space.Arch) ([]table.Column, error) {
	columns := []table.Column{
		{Meta: table.Meta{ID: "params", Name: "Params", Kind: table.Params, Proxy: "params", Higher: true, Meaning: "Parameters of the network that was trained."}},
		{Meta: table.Meta{ID: "flops", Name: "FLOPs", Kind: table.MACs, Proxy: "flops", Higher: true, Meaning: "Multiply-accumulates for one image in the network that was trained."}},
	}
	for _, a := range archs {
		g, err := sp.Build(a, r.spec.Skeleton)
		if err != nil {
			return nil, err
		}
		c := g.Costs().Total
		columns[0].Values = append(columns[0].Values, float64(c.Params))
		columns[1].Values = append(columns[1].Values, float64(c.MACs))
	}
	return columns, nil
}

// source says how the trainings were made.
func (r *trainings) source(rows int, seeds []uint64) table.Source {
	s, k := r.spec, r.spec.Skeleton
	in := shape(k.Input)
	augment := "no crops and flips"
	if s.Augment {
		augment = "random crops and flips"
	}
	spec, err := json.Marshal(s)
	if err != nil {
		panic(err) // numbers and texts have a JSON form
	}
	details := []table.Detail{
		{Name: "rows", Value: fmt.Sprintf("%d classes of isomorphic architectures, spread evenly over their multiply-accumulates; one architecture stands for a class", rows)},
		{Name: "network", Value: fmt.Sprintf("C=%d channels in the first stage, N=%d cells a stage, images of %s, %d classes", k.C, k.N, &in, k.Classes)},
		{Name: "images", Value: fmt.Sprintf("the first of %s under seed %d: %d to train on, then %d of validation, then %d of test", s.Data, s.Images, s.Train, s.Validation, s.Test)},
		{Name: "training", Value: fmt.Sprintf("%d epochs, batches of %d, SGD with Nesterov momentum %g, learning rate from %g to 0 by half a cosine, weight decay %g, %s",
			s.Epochs, s.Batch, s.Momentum, s.Rate, s.Decay, augment)},
		{Name: "seeds", Value: fmt.Sprint(seeds)},
		{Name: specDetail, Value: string(spec)},
	}
	for _, d := range r.past {
		same := func(run trainingRun) bool { return strings.HasPrefix(d.Value, run.Start) }
		if !slices.ContainsFunc(r.runs, same) { // the file may have what the table was made of
			details = append(details, d)
		}
	}
	for i := range r.runs {
		details = append(details, table.Detail{Name: runDetail, Value: r.runs[i].String()})
	}
	return table.Source{
		Title:   "Protocell, trained by protocell train",
		Licence: "MIT",
		Note: "Small networks, trained briefly on small drawn images: true of these trainings, which anyone can repeat to the bit, " +
			"and related to, but no substitute for, benchmarks on photographs at full size.",
		Details: details,
	}
}

// readTable adds what a table has, if there is one with the name.
func (r *trainings) readTable(name string) error {
	t, err := openTable(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := r.addTable(t); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// addTable adds the trainings of a table.
func (r *trainings) addTable(t *table.Table) error {
	sp, err := spaces.ByID(t.Space)
	if err != nil {
		return err
	}
	var spec train.Spec
	found := false
	for _, s := range t.Sources {
		for _, d := range s.Details {
			switch d.Name {
			case specDetail:
				found = true
				if err := json.Unmarshal([]byte(d.Value), &spec); err != nil {
					return fmt.Errorf("detail %s: %w", specDetail, err)
				}
			case runDetail:
				r.past = append(r.past, d)
			}
		}
	}
	if !found || spec != r.spec {
		return errors.New("the table is of no trainings, or of others than the flags ask for")
	}
	set := spec.Data
	test, valid, trained, loss := t.Curve(set+testCurve), t.Curve(set+validCurve), t.Curve(set+trainCurve), t.Curve(set+lossCurve)
	if test == nil || valid == nil || trained == nil || loss == nil || len(test.Steps) != spec.Epochs ||
		len(test.Values) != len(valid.Values) || len(test.Values) != len(trained.Values) || len(test.Values) != len(loss.Values) {
		return errors.New("the table lacks curves of trainings")
	}
	right := func(percent float64, images int) int { return int(math.Round(percent * float64(images) / 100)) }
	for row := range t.Len() {
		code, err := sp.PrintAs(t.Arch(row), space.Code)
		if err != nil {
			return err
		}
		for run, name := range test.Runs {
			seed, err := strconv.ParseUint(name, 10, 64)
			if err != nil {
				return fmt.Errorf("curve %s: run %q is no seed", test.ID, name)
			}
			var curve []train.Epoch
			for e, v := range test.At(row, run) {
				if math.IsNaN(v) {
					break
				}
				curve = append(curve, train.Epoch{
					Loss: loss.At(row, run)[e], Train: right(trained.At(row, run)[e], spec.Train/spec.Batch*spec.Batch),
					Validation: right(valid.At(row, run)[e], spec.Validation), Test: right(v, spec.Test),
				})
			}
			if len(curve) > 0 {
				r.done[trainingTask{code, seed}] = curve
			}
		}
	}
	return nil
}

// seedsOf says how many seeds values are means of.
func seedsOf(fewest, most int) string {
	switch {
	case fewest < most:
		return fmt.Sprintf("the seeds that a row has, %d to %d", fewest, most)
	case most == 1:
		return "one seed"
	}
	return fmt.Sprintf("%d seeds", most)
}
