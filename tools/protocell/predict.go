package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"protocell/core/latency"
	"protocell/core/predict"
	"protocell/core/space"
	"protocell/core/space/spaces"
	"protocell/core/table"
)

// runPredict predicts by a profile.
func runPredict(ctx context.Context, e env, args []string) error {
	f := flagSet("predict", `predict -profile FILE [flags]

Fits predictors of latency to the networks of a profile that "protocell measure" wrote,
and says how well they predict its test networks. With -arch it predicts architectures;
with -out, all of the space, as a benchmark table.`)
	name := f.String("profile", "", "`file` of the profile")
	other := f.String("compare", "", "`file` of another profile, to compare with")
	var ids []string
	f.Func("predictors", "`ids`, joined by commas: "+strings.Join(predict.IDs(), ", ")+" (default all)", func(text string) error {
		ids = strings.Split(text, ",")
		return nil
	})
	var archs texts
	f.Var(&archs, "arch", "`architecture` in any notation; can be given several times")
	devices := f.String("devices", "", "`file` of a table with latencies of other devices, for few-shot adaptation (default simulated ones)")
	joules := f.Bool("energy", false, "predict energy: by a model, and by what the machine's counters measured, if the profile has it")
	few := f.Int("few", 0, "fit to so many of the networks, for what few measurements are worth (default all)")
	curve := f.Bool("curve", false, "say how good each predictor is with fewer networks")
	out := f.String("out", "", "`file` of a table, for all architectures of the space by the first of -predictors (default corrected)")
	if err := parse(e, f, args); err != nil {
		return err
	}
	if *name == "" || f.NArg() > 0 {
		return misused(f, errors.New("give -profile, and flags only"))
	}
	list, err := predictors(ids)
	if err != nil {
		return misused(f, err)
	}
	profile, err := openProfile(*name)
	if err != nil {
		return err
	}
	s, err := spaces.ByID(profile.Space)
	if err != nil {
		return err
	}
	if *other != "" {
		return compareProfiles(e, profile, *other)
	}
	of := predict.OfProfile
	if *joules {
		of = predict.EnergyOfProfile
	}
	p, test, err := of(profile, s)
	if err != nil {
		return err
	}
	if *few < 0 || *few > len(p.Measured) {
		return misused(f, fmt.Errorf("-few %d; the profile has %d networks to fit to", *few, len(p.Measured)))
	}
	if *few > 0 {
		p.Measured = p.Measured[:*few]
	}
	if *devices != "" {
		t, err := openTable(*devices)
		if err != nil {
			return err
		}
		if t.Space != profile.Space {
			return fmt.Errorf("%s: a table of the space %s, not %s", *devices, t.Space, profile.Space)
		}
		p.Devices = predict.DevicesOf(t, table.Latency)
	}
	if *joules {
		return predictEnergy(e, p, test, list, archs)
	}
	predict.SimulateFor(p)
	switch {
	case *out != "":
		first := "corrected"
		if len(ids) > 0 {
			first = ids[0]
		}
		return predictSpace(e, p, profile, first, *out)
	case len(archs) > 0:
		return predictArchs(ctx, e, p, test, list, archs)
	case *curve:
		return printCurves(ctx, e, p, test, list)
	}
	if err := printProfile(e.stdout, profile); err != nil {
		return err
	}
	fmt.Fprintln(e.stdout)
	return printTrials(e.stdout, "ms", 1e3, predict.Try(list, p, test))
}

// predictors returns the predictors with the ids, or all.
func predictors(ids []string) ([]predict.Predictor, error) {
	if len(ids) == 0 {
		return predict.All(), nil
	}
	var list []predict.Predictor
	for _, id := range ids {
		p, ok := predict.Lookup(id)
		if !ok {
			return nil, fmt.Errorf("no predictor %q; there are: %s", id, strings.Join(predict.IDs(), ", "))
		}
		list = append(list, p)
	}
	return list, nil
}

func openProfile(name string) (*latency.Profile, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, latency.MaxFile+1))
	if err != nil {
		return nil, err
	}
	p, err := latency.Decode(b, spaces.ByID)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return p, nil
}

// printTrials prints how well predictors do, errors in a unit.
func printTrials(w io.Writer, unit string, scale float64, trials []predict.Trial) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "predictor\tSpearman\twithin 5 %%\twithin 10 %%\tmean error\tworst\tRMSE %s\t\n", unit)
	for _, r := range trials {
		switch {
		case r.Err != nil:
			fmt.Fprintf(t, "%s\t-\t-\t-\t-\t-\t-\t %v\n", r.ID, r.Err)
		case r.Ranks:
			fmt.Fprintf(t, "%s\t%.3f\t-\t-\t-\t-\t-\t\n", r.ID, r.Spearman.Value)
		default:
			fmt.Fprintf(t, "%s\t%.3f\t%.0f %%\t%.0f %%\t%.1f %%\t%.1f %%\t%.3g\t\n",
				r.ID, r.Spearman.Value, 100*r.Within5, 100*r.Within10, 100*r.MAPE, 100*r.Worst, scale*r.RMSE)
		}
	}
	return t.Flush()
}

// parseArchs reads the values of -arch.
func parseArchs(s space.Space, texts []string) ([]space.Arch, error) {
	archs := make([]space.Arch, len(texts))
	for i, text := range texts {
		a, err := s.Parse(text)
		if err != nil {
			return nil, fmt.Errorf("-arch %s: %w", text, err)
		}
		archs[i] = a
	}
	return archs, nil
}

// predictArchs prints predictions in milliseconds, a line an architecture.
func predictArchs(ctx context.Context, e env, p *predict.Problem, test []predict.Measured, list []predict.Predictor, texts []string) error {
	archs, err := parseArchs(p.Space, texts)
	if err != nil {
		return err
	}
	known := map[space.Arch]float64{}
	for _, m := range append(test, p.Measured...) {
		known[m.Arch] = m.Value
	}
	t := tabwriter.NewWriter(e.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(t, "architecture\tmeasured ms\t")
	var columns [][]float64
	for _, f := range list {
		if err := ctx.Err(); err != nil {
			return err
		}
		if f.Info().Ranks {
			continue
		}
		m, err := f.Fit(p)
		if err != nil {
			fmt.Fprintln(e.stderr, err)
			continue
		}
		fmt.Fprintf(t, "%s\t", f.Info().ID)
		values := make([]float64, len(archs))
		m.Predict(values, archs)
		columns = append(columns, values)
	}
	fmt.Fprintln(t)
	for i, a := range archs {
		fmt.Fprintf(t, "%s\t", p.Space.Print(a))
		if v, ok := known[a]; ok {
			fmt.Fprintf(t, "%.3g\t", 1e3*v)
		} else {
			fmt.Fprint(t, "-\t")
		}
		for _, c := range columns {
			fmt.Fprintf(t, "%.3g\t", 1e3*c[i])
		}
		fmt.Fprintln(t)
	}
	return t.Flush()
}

// printCurves prints how good predictors are with fewer networks.
func printCurves(ctx context.Context, e env, p *predict.Problem, test []predict.Measured, list []predict.Predictor) error {
	t := tabwriter.NewWriter(e.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(t, "predictor\tnetworks\tSpearman\tleast\twithin 10 %\tmean error\t\n")
	for _, f := range list {
		if f.Info().Least == 0 {
			continue
		}
		curve, err := predict.Curve(f, p, test, []int{3, 5, 10, 20, 40, 80, 160}, 3, func(float64) error { return ctx.Err() })
		if err != nil {
			return err
		}
		for _, c := range curve {
			fmt.Fprintf(t, "%s\t%d\t%.3f\t%.3f\t", f.Info().ID, c.Measured, c.Spearman, c.Low)
			if f.Info().Ranks {
				fmt.Fprint(t, "-\t-\t\n")
				continue
			}
			fmt.Fprintf(t, "%.0f %%\t%.1f %%\t\n", 100*c.Within10, 100*c.MAPE)
		}
	}
	return t.Flush()
}
