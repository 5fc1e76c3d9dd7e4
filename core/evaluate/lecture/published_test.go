package lecture

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"protocell/core/space"
	"protocell/core/space/nb201"
	"protocell/core/table"
	"protocell/core/table/importer"
)

// published returns the table of NAS-Bench-201 with its proxies. It is not part of the
// repository: the folder is $PROTOCELL_TABLES, or shared/data beside it.
func published(t testing.TB) *table.Table {
	t.Helper()
	folder := os.Getenv("PROTOCELL_TABLES")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	var files []importer.File
	for _, name := range []string{"nb201_main.csv.gz", "nb201_proxies_full.csv.gz"} {
		b, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Skipf("%s: not in the repository, and not in the folder $PROTOCELL_TABLES", name)
		}
		files = append(files, importer.File{Name: name, Data: b})
	}
	made, _, err := importer.Import(files, importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// TestAgreesWithThePublished: every figure of a row that is run is within the published
// spread, and the searches make as many evaluations.
func TestAgreesWithThePublished(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of searches, in short tests")
	}
	p := replay(t, published(t))
	evaluations := map[string]int{"rs": 109, "rea": 102, "area": 100, "reinforce": 107}
	for _, row := range Rows() {
		if p.Runnable(row) != "" {
			continue
		}
		n := 60
		all := runs(t, p, row, n)
		for i, s := range Summarise(all, len(p.Layout.Reports)) {
			if f := row.Published[i]; f.Given && (s.Runs != n || !s.Agrees(f)) {
				t.Errorf("%s, %s %s: %.2f ± %.2f in %d runs, published %.2f ± %.2f", row.Name,
					p.Layout.Reports[i].Dataset, p.Layout.Reports[i].Split, s.Mean, s.SD, s.Runs, f.Mean, f.SD)
			}
		}
		if want := evaluations[row.ID]; want > 0 {
			sum := 0
			for _, r := range all {
				sum += r.Trials
				if r.Cost > 12000 || r.Cost < 11700 {
					t.Errorf("%s: a run took %v s", row.Name, r.Cost)
				}
			}
			if mean := float64(sum) / float64(n); math.Abs(mean-float64(want)) > 5 {
				t.Errorf("%s: %.1f evaluations, want about %d", row.Name, mean, want)
			}
		}
	}
}

// TestLocalSearch: it beats every row of the table, as in the recomputation of the
// whole space: 94.14 ± 0.28 test accuracy on CIFAR-10.
func TestLocalSearch(t *testing.T) {
	p := replay(t, published(t))
	s := Summarise(runs(t, p, Row{ID: "local", Name: "Local search", Strategy: "local"}, 60), 6)[1]
	if math.Abs(s.Mean-94.14) > 0.15 || s.SD > 0.5 {
		t.Errorf("%.2f ± %.2f", s.Mean, s.SD)
	}
}

// TestLocalOptima: the landscape that searches see has 21 architectures without a better
// neighbour, and that after 200 epochs 18, as recomputed from the same accuracies.
func TestLocalOptima(t *testing.T) {
	if testing.Short() {
		t.Skip("the neighbours of the whole space, in short tests")
	}
	tb := published(t)
	sp := nb201.Space{}
	for id, want := range map[string]int{"cifar10/valid12": 21, "cifar10/valid200": 18} {
		values := tb.Column(id).Values
		value := func(a space.Arch) float64 {
			row, ok := tb.Row(a)
			if !ok {
				t.Fatalf("%s is not in the table", sp.Print(a))
			}
			return values[row]
		}
		optima := 0
		for _, a := range tb.Archs() {
			v := value(a)
			if !slices.ContainsFunc(sp.Neighbours(a), func(b space.Arch) bool { return value(b) > v }) {
				optima++
			}
		}
		if optima != want {
			t.Errorf("%s has %d local optima, want %d", id, optima, want)
		}
	}
}
