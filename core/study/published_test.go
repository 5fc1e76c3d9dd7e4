package study

import (
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"protocell/core/space/spacetest"
)

// published returns a benchmark's table by the index of the architecture, or skips the
// test where it is not there.
func published(t *testing.T, name string) map[string]spacetest.Row {
	t.Helper()
	if os.Getenv("PROTOCELL_TABLES") == "" {
		t.Setenv("PROTOCELL_TABLES", filepath.Join("..", "..", "..", "shared", "data"))
	}
	rows := map[string]spacetest.Row{}
	for _, row := range spacetest.Published(t, name) {
		rows[row["idx"]] = row
	}
	return rows
}

// column returns a column of the rows with some indices; an empty cell is not a number.
func column(t *testing.T, rows map[string]spacetest.Row, indices []string, name string) Column {
	t.Helper()
	c := Column{ID: name}
	for _, index := range indices {
		v := math.NaN()
		if text := rows[index][name]; text != "" {
			var err error
			if v, err = strconv.ParseFloat(text, 64); err != nil {
				t.Fatal(err)
			}
		}
		c.Values = append(c.Values, v)
	}
	return c
}

// indices lists the indices of NAS-Bench-201 that rows has.
func indices(rows map[string]spacetest.Row) (out []string) {
	for i := range 15625 {
		if s := strconv.Itoa(i); rows[s] != nil {
			out = append(out, s)
		}
	}
	return out
}

// TestSuiteZero has what was recomputed, apart from this code, from the 13 proxies of
// NAS-Bench-Suite-Zero for the 9,445 architectures of NAS-Bench-201 without a dead
// operation (Krishnakumar et al., NeurIPS 2022).
func TestSuiteZero(t *testing.T) {
	main, proxies := published(t, "nb201_main.csv.gz"), published(t, "nb201_nbsz_c10.csv.gz")
	list := indices(proxies)
	if len(list) != 9445 {
		t.Fatalf("%d architectures", len(list))
	}
	rho := []struct {
		id   string
		want float64
	}{
		{"nwot", .811}, {"jacov", .799}, {"synflow", .778}, {"params", .799}, {"l2_norm", .746}, {"flops", .770}, {"epe_nas", .772},
		{"snip", .603}, {"grad_norm", .600}, {"fisher", .552}, {"grasp", .537}, {"zen", .115}, {"plain", -.352},
	}
	var columns []Column
	for _, p := range rho {
		columns = append(columns, column(t, proxies, list, p.id))
	}
	r, err := Compute(column(t, main, list, "c10_test200"), columns, Options{Seed: 1, Draws: 40, Top: Defaults().Top, Given: []string{"params"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range rho {
		got := r.Proxies[i]
		if math.Abs(got.Spearman.Value-p.want) > 0.0006 || got.Spearman.Low > got.Spearman.Value || got.Spearman.High < got.Spearman.Value {
			t.Errorf("%s has ρ %+v, want %v", p.id, got.Spearman, p.want)
		}
	}
	// Is SynFlow good only because it follows the parameters?
	if got := r.Proxies[2].Partial[0].Rho; math.Abs(got.Value-.28) > 0.015 {
		t.Errorf("given params, synflow has ρ %+v", got)
	}
	for pair, want := range map[[2]int]float64{{2, 3}: .87, {7, 8}: .99, {7, 9}: .98, {0, 4}: .94, {0, 1}: .80} {
		if got := r.Heat[pair[0]][pair[1]]; math.Abs(got.Value-want) > 0.006 {
			t.Errorf("%s and %s have ρ %v, want %v", rho[pair[0]].id, rho[pair[1]].id, got.Value, want)
		}
	}
	// A good correlation, and yet a useless pick: 83.82 %, where the best has 94.37 %.
	for _, i := range []int{7, 8, 9, 10} {
		if got := r.Proxies[i].Best[0].Regret; math.Abs(got.Value-(94.37-83.82)) > 0.01 {
			t.Errorf("the pick of %s has a regret of %+v", rho[i].id, got)
		}
	}
	// Against the accuracy of one training, as the suite itself has it.
	if r, err = Compute(column(t, proxies, list, "val_acc"), columns, Options{}, nil); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]float64{"jacov": .815, "nwot": .801, "params": .796, "epe_nas": .794, "synflow": .768, "flops": .762} {
		for _, p := range r.Proxies {
			if p.ID == id && math.Abs(p.Pairs.Value-want) > 0.0015 {
				t.Errorf("%s orders %v of the pairs, want %v", id, p.Pairs.Value, want)
			}
		}
	}
}

// TestCompleteNB201 has what was recomputed for all 15,625 architectures.
func TestCompleteNB201(t *testing.T) {
	main, proxies := published(t, "nb201_main.csv.gz"), published(t, "nb201_proxies_full.csv.gz")
	list := indices(proxies)
	if len(list) != 15625 {
		t.Fatalf("%d architectures", len(list))
	}
	for set, want := range map[string]struct{ synflow, naswot, zen, connected, tau float64 }{
		"c10": {.769, .793, .386, .785, .598}, "c100": {.761, .808, .361, .800, .615}, "in16": {.747, .780, .399, .771, .587},
	} {
		truth, columns := column(t, main, list, set+"_test200"), []Column{
			column(t, proxies, list, "synflow_"+set), column(t, proxies, list, "naswot_"+set), column(t, proxies, list, "zen_"+set),
		}
		r, err := Compute(truth, columns, Options{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range []float64{want.synflow, want.naswot, want.zen} {
			if got := r.Proxies[i].Spearman; math.Abs(got.Value-want) > 0.0006 {
				t.Errorf("%s has ρ %+v, want %v", r.Proxies[i].ID, got, want)
			}
		}
		if r, err = Compute(truth, columns, Options{Finite: true}, nil); err != nil {
			t.Fatal(err)
		}
		if got := r.Proxies[1]; math.Abs(got.Spearman.Value-want.connected) > 0.0006 || math.Abs(got.Kendall.Value-want.tau) > 0.0006 {
			t.Errorf("without %d rows %s has ρ %+v and τ %+v, want %v and %v", r.Left, got.ID, got.Spearman, got.Kendall, want.connected, want.tau)
		}
	}
}
