package predict_test

import (
	"os"
	"path/filepath"
	"testing"

	"protocell/core/predict"
	"protocell/core/rank"
	"protocell/core/space"
	"protocell/core/space/nb201"
	"protocell/core/table"
	"protocell/core/table/importer"
)

// publishedTables returns the latencies of NAS-Bench-201 on real devices, by HW-NAS-Bench
// and HELP, or skips the test where there are none.
func publishedTables(t *testing.T) *table.Table {
	t.Helper()
	if testing.Short() {
		t.Skip("large files are left out of short tests")
	}
	dir := os.Getenv("PROTOCELL_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "data")
	}
	var files []importer.File
	for _, name := range []string{"nb201_main.csv.gz", "nb201_help_latency.csv.gz", "nb201_hwnasbench.csv.gz"} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Skip("no tables of latencies: " + err.Error())
		}
		files = append(files, importer.File{Name: name, Data: b})
	}
	tab, _, err := importer.Import(files, importer.Options{Space: "nb201"})
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

// TestPublished repeats HELP's experiment: of each of six devices that are not among
// thirteen to learn from, ten architectures are measured, and the others are ranked.
// Published, table 1 of HELP: .987 .989 .802 .890 .940 .985, mean .932.
func TestPublished(t *testing.T) {
	tab := publishedTables(t)
	find := func(id string) predict.Device {
		for _, name := range []string{id, "cifar10/" + id + "_latency"} {
			if c := tab.Column(name); c != nil {
				return predict.Device{Name: id, Archs: tab.Archs(), Values: c.Values}
			}
		}
		t.Fatalf("no column of %s", id)
		return predict.Device{}
	}
	var sources []predict.Device
	for _, id := range []string{
		"1080ti_1", "1080ti_32", "1080ti_256", "titanx_1", "titanx_32", "titanx_256", "silver_4114", "silver_4210r",
		"gold_6240", "samsung_a50", "samsung_s7", "essential_ph_1", "pixel3",
	} {
		sources = append(sources, find(id))
	}
	sum := 0.0
	targets := []string{"titan_rtx_256", "gold_6226", "pixel2", "raspi4", "eyeriss", "fpga"}
	for _, id := range targets {
		v := tenShots(t, sources, find(id), 1)
		t.Logf("%-14s %.3f", id, v)
		sum += v / float64(len(targets))
	}
	t.Logf("mean %.3f", sum)
	if sum < 0.932 {
		t.Errorf("the mean correlation is %.3f; HELP's is .932", sum)
	}

	// Each device of HW-NAS-Bench from all others.
	devices := []string{"edgegpu", "raspi4", "edgetpu", "pixel3", "eyeriss", "fpga"}
	sum = 0
	for _, id := range devices {
		var others []predict.Device
		for _, other := range devices {
			if other != id {
				others = append(others, find(other))
			}
		}
		v := tenShots(t, others, find(id), 1)
		t.Logf("%-14s %.3f, learned from HW-NAS-Bench alone", id, v)
		sum += v / float64(len(devices))
	}
	t.Logf("mean %.3f", sum)
	if sum < 0.87 {
		t.Errorf("the mean correlation over HW-NAS-Bench is %.3f", sum)
	}
}

// tenShots returns the correlation for valid architectures after ten references.
func tenShots(t *testing.T, sources []predict.Device, target predict.Device, seed uint64) float64 {
	t.Helper()
	s := nb201.Space{}
	row := map[space.Arch]float64{}
	for i, a := range target.Archs {
		if target.Values[i] > 0 {
			row[a] = target.Values[i]
		}
	}
	refs, err := predict.References(s, sources, 10, seed)
	if err != nil {
		t.Fatal(err)
	}
	p := &predict.Problem{Space: s, Skeleton: s.Skeletons().Full, Batch: 1, Devices: sources, Seed: seed}
	for _, a := range refs {
		if v := row[a]; v > 0 {
			p.Measured = append(p.Measured, predict.Measured{Arch: a, Value: v})
			delete(row, a)
		}
	}
	f, _ := predict.Lookup("fewshot")
	m, err := f.Fit(p)
	if err != nil {
		t.Fatal(err)
	}
	var archs []space.Arch
	var truth []float64
	for _, a := range target.Archs {
		if v := row[a]; v > 0 && s.Valid(a) == nil {
			archs, truth = append(archs, a), append(truth, v)
		}
	}
	got := make([]float64, len(archs))
	m.Predict(got, archs)
	return rank.Spearman(rank.New(got), rank.New(truth)).Value
}
