package importer

import (
	"bytes"
	"compress/gzip"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"protocell/core/space"
	"protocell/core/space/spaces"
	"protocell/core/table"
)

// Architectures in the notations of NAS-Bench-201.
const (
	zeroNASLib = "(4, 0, 3, 1, 4, 3)"
	zeroString = "|avg_pool_3x3~0|+|skip_connect~0|none~1|+|nor_conv_1x1~0|avg_pool_3x3~1|nor_conv_1x1~2|"
	zeroCode   = "410242"
	oneString  = "|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_3x3~1|skip_connect~2|"
	oneCode    = "334131"
)

func gz(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// imported imports texts by the names of their files: name, text, name, text, ...
func imported(o Options, pairs ...string) (*table.Table, []Note, error) {
	var files []File
	for i := 0; i < len(pairs); i += 2 {
		files = append(files, File{Name: pairs[i], Data: []byte(pairs[i+1])})
	}
	return Import(files, o)
}

func must(t *testing.T, o Options, pairs ...string) *table.Table {
	t.Helper()
	tab, _, err := imported(o, pairs...)
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

// values returns a column as text by the code of the architecture.
func values(t *testing.T, tab *table.Table, id string) map[string]float64 {
	t.Helper()
	c := tab.Column(id)
	if c == nil {
		var ids []string
		for _, c := range tab.Columns {
			ids = append(ids, c.ID)
		}
		t.Fatalf("no column %s in %v", id, ids)
	}
	m := map[string]float64{}
	for i, v := range c.Values {
		if v == v {
			m[space.PrintCode(tab.Arch(i))] = v
		}
	}
	return m
}

func check(t *testing.T, tab *table.Table, id string, want map[string]float64) {
	t.Helper()
	got := values(t, tab, id)
	same := len(got) == len(want)
	for k, v := range want {
		if w, ok := got[k]; !ok || w != v {
			same = false
		}
	}
	if !same {
		t.Errorf("%s is %v, want %v", id, got, want)
	}
}

func TestCSV(t *testing.T) {
	want := map[string]float64{zeroCode: 84.99, oneCode: 93.5}
	for name, text := range map[string]string{
		"NASLib tuples": "net,acc\n\"" + zeroNASLib + "\",84.99\n\"(2, 2, 0, 4, 2, 0)\",93.5\n",
		"strings":       "acc,arch\n84.99," + zeroString + "\n93.5," + oneString + "\n",
		"semicolons":    "arch;acc\n" + zeroString + ";84.99\n" + oneString + ";93.5",
		"tabs":          "arch\tacc\n" + zeroString + "\t84.99\n" + oneString + "\t93.5\n",
		"byte order":    "\xEF\xBB\xBFarch,acc\r\n" + zeroString + ",84.99\r\n" + oneString + ",93.5\r\n",
		"gzip":          gz(t, "arch,acc\n"+zeroString+",84.99\n"+oneString+",93.5\n"),
		"another name":  "cell of mine,acc\n" + zeroString + ",8.499e1\n" + oneString + ",+93.5\n",
		"codes":         "code,acc\n" + zeroCode + ",84.99\n" + oneCode + ",93.5\n",
		"two notations": "net,net_str,acc\n\"" + zeroNASLib + "\"," + zeroString + ",84.99\n\"(2, 2, 0, 4, 2, 0)\"," + oneString + ",93.5\n",
		"as pandas":     ",arch,acc\n0," + zeroString + ",84.99\n1," + oneString + ",93.5\n",
	} {
		t.Run(name, func(t *testing.T) {
			tab := must(t, Options{Space: "nb201", Dataset: "cifar10"}, "mine.csv", text)
			check(t, tab, "cifar10/acc", want)
			if len(tab.Columns) != 1 || tab.Space != "nb201" || tab.Sources[0].Title != "mine.csv" {
				t.Errorf("%+v", tab)
			}
		})
	}
}

func TestMissingValues(t *testing.T) {
	tab := must(t, Options{}, "nb201_cifar100.csv", "code,nwot,empty\n000000,,\n111111,nan,None\n222222,-inf,\n333333,1,NA\n444444,Infinity,\n")
	check(t, tab, "cifar100/nwot", map[string]float64{"222222": math.Inf(-1), "333333": 1, "444444": math.Inf(1)})
	if tab.Column("cifar100/empty") != nil {
		t.Error("there is a column without values")
	}
}

// TestMillions tells counts in millions from small counts, also where some are missing.
func TestMillions(t *testing.T) {
	tab := must(t, Options{}, "nb201.csv", "code,params_c10,flops_c10\n000000,73306,7.8\n111111,,15.25\n")
	if c, d := tab.Column("cifar10/params"), tab.Column("cifar10/flops"); c.Unit != "" || d.Unit != "M" {
		t.Errorf("the units are %q and %q", c.Unit, d.Unit)
	}
}

func TestNames(t *testing.T) {
	header := "code,c10_test200,in16_valid12,val_class_scene,test1,zen_c100,edgegpu_latency_c10,params_c10,jacov,pi5_ms,strange name,val_accs"
	tab := must(t, Options{}, "nb201.csv", header+"\n000000,1,2,3,4,5,6,7,8,9,10,11\n333333,71,2,3,4,5,6,7e6,8,9,10,11\n")
	for _, want := range []table.Meta{
		{ID: "cifar10/test200", Name: "Test accuracy", Kind: table.Accuracy, Unit: "%", Higher: true, Dataset: "cifar10", Split: "test", Epochs: 200},
		{ID: "ImageNet16-120/valid12", Name: "Validation accuracy", Kind: table.Accuracy, Unit: "%", Higher: true, Dataset: "ImageNet16-120", Split: "valid", Epochs: 12},
		{ID: "class_scene/val", Name: "Validation accuracy", Kind: table.Accuracy, Unit: "%", Higher: true, Dataset: "class_scene", Split: "valid"},
		{ID: "test1", Name: "Test accuracy, run 1", Kind: table.Accuracy, Unit: "%", Higher: true, Split: "test", Seeds: 1},
		{ID: "cifar100/zen", Name: "Zen-Score", Kind: table.Proxy, Proxy: "zen", Higher: true, Dataset: "cifar100"},
		{ID: "cifar10/edgegpu_latency", Name: "Jetson TX2 latency", Kind: table.Latency, Unit: "ms", Dataset: "cifar10", Device: "Jetson TX2"},
		{ID: "cifar10/params", Name: "Params", Kind: table.Params, Proxy: "params", Higher: true, Dataset: "cifar10"},
		{ID: "jacob_cov", Name: "Jacobian correlation", Kind: table.Proxy, Proxy: "jacob_cov", Higher: true},
		{ID: "pi5_ms", Name: "pi5_ms", Kind: table.Latency, Unit: "ms"},
		{ID: "strange_name", Name: "strange name", Kind: table.Other, Higher: true},
		{ID: "val_accuracy", Name: "Test accuracy, one run", Kind: table.Accuracy, Unit: "%", Higher: true, Split: "test", Epochs: 200, Seeds: 1},
	} {
		c := tab.Column(want.ID)
		if c == nil {
			t.Errorf("no column %s", want.ID)
			continue
		}
		got := c.Meta
		if got.Meaning == "" {
			t.Errorf("%s has no meaning", want.ID)
		}
		if got.Meaning = ""; got != want {
			t.Errorf("got  %+v\nwant %+v", got, want)
		}
	}
}

func TestDatasetsByRow(t *testing.T) {
	tab := must(t, Options{Space: "nb201"}, "x.csv", "task,code,nwot\njigsaw,000000,1\nnormal,000000,2\njigsaw,333333,3\n")
	check(t, tab, "jigsaw/nwot", map[string]float64{"000000": 1, "333333": 3})
	check(t, tab, "normal/nwot", map[string]float64{"000000": 2})
}

func TestIndices(t *testing.T) {
	known := "CIFAR10TestAccuracy200Epochs,idx,arch\n10,0," + zeroString + "\n20,1," + oneString + "\n"
	indexed := "idx,nwot\n1,5\n0,4\n"
	for _, pairs := range [][]string{{"a.csv", known, "b.csv", indexed}, {"b.csv", indexed, "a.csv", known}} {
		tab := must(t, Options{}, pairs...)
		check(t, tab, "nwot", map[string]float64{zeroCode: 4, oneCode: 5})
		check(t, tab, "cifar10/test_accuracy_200", map[string]float64{zeroCode: 10, oneCode: 20})
	}
	_, _, err := imported(Options{}, "a.csv", known, "b.csv", "idx,nwot\n1,5\n2,4\n")
	if want := "b.csv, row 2, column idx (line 3): no architecture is known that has the index 2"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if _, _, err := imported(Options{}, "b.csv", indexed); err == nil || !strings.HasPrefix(err.Error(), "b.csv: no column has architectures, but one has indices") {
		t.Errorf("got %v", err)
	}
}

const suiteJSON = `{"cifar10": {
  "(4, 0, 3, 1, 4, 3)": {"idx": "534", "arch": "(4, 0, 3, 1, 4, 3)", "val_accuracy": 84.99, "jacov": {"score": -100000000.0, "time": 0.5}, "epe_nas": {"score": -1e8}, "new": {"score": NaN}},
  "(2, 2, 0, 4, 2, 0)": {"val_accuracy": 93.5, "jacov": {"time": 1.5, "score": -32.5}, "epe_nas": {"score": -1e8}, "list": [1, {"a": null}], "yes": true}
}, "jigsaw": {"(2, 2, 0, 4, 2, 0)": {"synflow": {"score": Infinity}}}}`

func TestNASLibJSON(t *testing.T) {
	for name, text := range map[string]string{"plain": suiteJSON, "gzip": gz(t, suiteJSON), "spaced": " \n" + suiteJSON + "\n"} {
		tab, notes, err := imported(Options{Times: true}, "zc_nasbench201.json", text)
		if err != nil {
			t.Fatal(name, err)
		}
		check(t, tab, "cifar10/val_accuracy", map[string]float64{zeroCode: 84.99, oneCode: 93.5})
		check(t, tab, "cifar10/jacob_cov", map[string]float64{zeroCode: math.Inf(-1), oneCode: -32.5})
		check(t, tab, "cifar10/jacob_cov_time", map[string]float64{zeroCode: 0.5, oneCode: 1.5})
		check(t, tab, "jigsaw/synflow", map[string]float64{oneCode: math.Inf(1)})
		if len(tab.Columns) != 4 {
			t.Errorf("%d columns, want 4", len(tab.Columns))
		}
		said := ""
		for _, n := range notes {
			said += n.Text + "\n"
		}
		for _, want := range []string{"cifar10/epe_nas has no values", "cifar10/new has no values", "cifar10/jacob_cov: marks of NASLib for a score that is not finite, read as infinite: 1"} {
			if !strings.Contains(said, want) {
				t.Errorf("no note says %q in\n%s", want, said)
			}
		}
	}
}

func TestErrors(t *testing.T) {
	long := strings.Repeat("x", 100)
	for _, c := range []struct{ name, text, want string }{
		{"x.csv", "", "x.csv: the file is empty"},
		{"x.csv", "arch,acc\n", "x.csv: there is a header, but no row"},
		{"x.csv", "a,b\n1,2\n", "x.csv: no column has architectures of a search space"},
		{"x.csv", "acc,acc\n1,2\n", `x.csv: two columns are called "acc"`},
		{"x.csv", "arch,acc\n" + zeroString + ",1\n" + oneString + ",abc\n", `x.csv, row 2, column acc (line 3): "abc" is not a number`},
		{"x.csv", "arch,acc\n" + zeroString + ",1\n" + oneString + ",1e999\n", `x.csv, row 2, column acc (line 3): "1e999" is not a number`},
		{"x.csv", "arch,acc\n" + zeroString + ",1\n" + oneString + "\n", "x.csv, row 2 (line 3): not 2 values, as the header has"},
		{"x.csv", "arch,acc\n" + zeroString + ",1\n\"" + zeroNASLib + "\",1\n", "x.csv, row 2, column arch (line 3): the same architecture as in row 1: " + zeroString},
		{"x.csv", "arch,acc\n" + zeroString + ",1\n" + oneString + ",1\n|none~0|,2\n", `x.csv, row 3, column arch: "|none~0|": at byte 8: `},
		{"x.csv", "arch,acc\n" + zeroString + ",\"1\n", "x.csv, row 1 (line 2): "},
		{"x.csv", "arch,acc\n" + zeroString + ",1\n" + oneString + "," + long + "\n", `x.csv, row 2, column acc (line 3): "` + long[:60] + `..." is not a number`},
		{"x.csv", strings.Repeat("a,", 2000) + "b\n", "x.csv: 2001 columns, more than 1024"},
		{"x.zip", "PK\x03\x04", "x.zip: a zip archive"},
		{"x.pickle", "\x80\x04", "x.pickle: a Python pickle"},
		{"x.csv", "\xFF\xFEa\x00", "x.csv: text in UTF-16"},
		{"x.csv", "arch\x00", "x.csv: byte 4 is 0: not a text file"},
		{"x.gz", gz(t, "arch,acc\n")[:20], "x.gz: gzip, after "},
		{"x.gz", "\x1f\x8bxx", "x.gz: gzip: "},
		{"x.json", "{}", "x.json: there are no architectures in it"},
		{"x.json", "[1]", "x.json (byte 0): not as NASLib writes it"},
		{"x.json", `{"a": 1}`, "x.json (byte 6): not as NASLib writes it"},
		{"x.json", `{"a": {"b": {}}}`, `x.json: the architectures: no search space has them (the first is "b")`},
		{"nb201.json", suiteJSON[:200], "nb201.json, row 1 (byte 198): "},
		{"nb201.json", strings.Replace(suiteJSON, "93.5", `{"score": x}`, 1), `nb201.json, row 2 (byte `},
		{"nb201.json", strings.Replace(suiteJSON, "(2, 2, 0, 4, 2, 0)", "(4,0,3,1,4,3)", 1), "nb201.json, row 2, column cifar10 (byte "},
		{"nb201.json", strings.Replace(suiteJSON, `"new"`, `"jacov"`, 1) + " ", "nb201.json"},
		{"nb201.json", strings.Replace(suiteJSON, "(2, 2, 0, 4, 2, 0)", "(2, 2, 0, 4, 2, 5)", 1), `nb201.json, row 2: "(2, 2, 0, 4, 2, 5)": at byte 16: `},
		{"nb201.json", suiteJSON + "x", "nb201.json (byte "},
		{"nb201.json", `{"a": ` + strings.Repeat("[", 100), "nb201.json (byte 6): "},
		{"x.table", "protocell-table/1\nxx", "x.table: table, byte 20: the digest"},
	} {
		tab, _, err := imported(Options{}, c.name, c.text)
		var e *Error
		if tab != nil || !errors.As(err, &e) || !strings.HasPrefix(err.Error(), c.want) {
			if c.want == "nb201.json" && err == nil {
				continue // a score that is missing may come again
			}
			t.Errorf("%q: got %v, want %s", clip(c.text), err, c.want)
		}
	}
}

func TestUndecided(t *testing.T) {
	_, _, err := imported(Options{}, "x.csv", "arch,acc\n\"(0, 0, 0, 0, 0, 0)\",1\n\"(1, 0, 0, 0, 0, 0)\",1\n")
	if err == nil || !strings.Contains(err.Error(), "column arch has architectures, but they may be of the spaces nb201 and") {
		t.Errorf("got %v", err)
	}
	if tab := must(t, Options{Space: "nb201"}, "x.csv", "arch,acc\n\"(0, 0, 0, 0, 0, 0)\",1\n"); tab.Space != "nb201" {
		t.Error("it is of the space", tab.Space)
	}
}

func TestGzipBomb(t *testing.T) {
	if testing.Short() {
		t.Skip("it unpacks 128 MB")
	}
	// Members of a gzip follow one another.
	bomb := strings.Repeat(gz(t, strings.Repeat("1", 1<<20)), MaxUnpacked>>20+1)
	_, _, err := Import([]File{{Name: "bomb.gz", Data: []byte(bomb)}}, Options{})
	if want := "bomb.gz: it unpacks to more than 134217728 bytes"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestTable(t *testing.T) {
	tab := must(t, Options{}, "nb201.csv", "code,acc\n000000,1\n333333,2\n")
	b, err := table.Encode(tab)
	if err != nil {
		t.Fatal(err)
	}
	again := must(t, Options{Title: "Both"}, "x.table", string(b), "nb201_more.csv", "code,acc,nwot\n111111,3,4\n333333,5,6\n")
	check(t, again, "acc", map[string]float64{"000000": 1, "333333": 2})
	check(t, again, "acc:2", map[string]float64{"111111": 3, "333333": 5})
	check(t, again, "nwot", map[string]float64{"111111": 4, "333333": 6})
	if again.Title != "Both" || len(again.Sources) != 2 || again.Columns[1].Source != 1 {
		t.Errorf("%+v", again)
	}
	if _, _, err := imported(Options{Space: "darts"}, "x.table", string(b)); err == nil || err.Error() != "x.table: a table of the space nb201, not darts" {
		t.Errorf("got %v", err)
	}
}

func TestProgress(t *testing.T) {
	s, err := spaces.ByID("nb201")
	if err != nil {
		t.Fatal(err)
	}
	text := "code,acc\n"
	for i := range int64(1000) {
		text += space.PrintCode(s.At(i)) + ",1\n"
	}
	var done []int64
	must(t, Options{Space: "nb201", Progress: func(p Progress) error {
		done = append(done, p.Done)
		if p.Total != int64(2*len(text)) || p.File == "" {
			t.Errorf("progress is %+v", p)
		}
		return nil
	}}, "a.csv", text, "b.csv", text)
	if len(done) != 6 || !slices.IsSorted(done) || done[5] <= int64(len(text)) {
		t.Errorf("progress: %v", done)
	}
	stop := errors.New("stop")
	if _, _, err := imported(Options{Space: "nb201", Progress: func(Progress) error { return stop }}, "a.csv", text); err != stop {
		t.Errorf("got %v", err)
	}
}
