package analysis

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"testing"

	"protocell/core/job"
	"protocell/core/job/jobtest"
	"protocell/core/job/shelf"
	"protocell/core/rng"
	"protocell/core/space"
	"protocell/core/space/nb201"
	"protocell/core/space/spaces"
	"protocell/core/study"
	"protocell/core/table"
)

// call has an analyst do a job, and returns what it says went wrong.
func call(t testing.TB, files shelf.Files, kind job.Kind, input, output any) string {
	t.Helper()
	return jobtest.New(t, Kinds(files), job.Options{}).Call(t, kind, input, output)
}

// must is call for a job that succeeds.
func must(t testing.TB, files shelf.Files, kind job.Kind, input, output any) {
	t.Helper()
	if problem := call(t, files, kind, input, output); problem != "" {
		t.Fatal(problem)
	}
}

const ref = "site:small.table"

// small is a shelf with a table of two data sets: a proxy that knows the truth, one that
// knows the opposite, one that is not known of a third of the rows and not finite for some,
// costs, and a learning curve.
func small(t testing.TB) (jobtest.Files, *table.Table) {
	t.Helper()
	const rows = 60
	s := nb201.Space{}
	var archs []space.Arch
	for i := range rows {
		archs = append(archs, s.At(int64(200*i)))
	}
	tab, err := table.New("nb201", archs)
	if err != nil {
		t.Fatal(err)
	}
	tab.Title, tab.Sources = "Small", []table.Source{{Title: "made up"}}
	r := rng.Named(1, "analysis/test")
	truth, other, opposite, partly, params := make([]float64, rows), make([]float64, rows), make([]float64, rows), make([]float64, rows), make([]float64, rows)
	for i := range rows {
		truth[i] = math.Floor(1000*r.Float64()) / 10
		other[i] = truth[i] + 30*r.Float64()
		opposite[i] = -truth[i]
		partly[i] = truth[i] + 50*r.Float64()
		params[i] = truth[i] + 80*r.Float64()
		switch {
		case i%3 == 0:
			partly[i] = math.NaN()
		case i%10 == 1:
			partly[i] = math.Inf(-1)
		}
	}
	acc := func(id, dataset string) table.Meta {
		return table.Meta{ID: id, Name: "Accuracy", Kind: table.Accuracy, Unit: "%", Higher: true, Dataset: dataset, Split: "test", Epochs: 10}
	}
	tab.Columns = []table.Column{
		{Meta: acc("a/test", "A"), Values: truth},
		{Meta: acc("b/test", "B"), Values: other},
		{Meta: table.Meta{ID: "a/snip", Name: "SNIP", Kind: table.Proxy, Proxy: "snip", Higher: true, Dataset: "A"}, Values: truth},
		{Meta: table.Meta{ID: "a/ntk", Name: "NTK", Kind: table.Proxy, Proxy: "ntk", Dataset: "A"}, Values: opposite},
		{Meta: table.Meta{ID: "a/nwot", Name: "NWOT", Kind: table.Proxy, Proxy: "nwot", Higher: true, Dataset: "A"}, Values: partly},
		{Meta: table.Meta{ID: "params", Name: "Params", Kind: table.Params, Proxy: "params"}, Values: params},
		{Meta: table.Meta{ID: "a/synflow", Name: "SynFlow", Kind: table.Proxy, Proxy: "synflow", Higher: true, Dataset: "A"}, Values: other},
		{Meta: table.Meta{ID: "a/jacob_cov", Name: "Jacobian", Kind: table.Proxy, Proxy: "jacob_cov", Higher: true, Dataset: "A"}, Values: params},
	}
	curve := table.Curve{Meta: acc("a/curve", "A"), Steps: []int{1, 2}, Runs: []string{"1", "2"}}
	for i := range rows {
		curve.Values = append(curve.Values, params[i], truth[i]-1, params[i], truth[i]+1)
	}
	tab.Curves = []table.Curve{curve}
	content, err := table.Encode(tab)
	if err != nil {
		t.Fatal(err)
	}
	return jobtest.Files{ref: content}, tab
}

func TestOpen(t *testing.T) {
	files, tab := small(t)
	var d Description
	must(t, files, Open, OpenInput{ref}, &d)
	if d.Title != "Small" || d.Rows != 60 || d.Space != "nb201" || d.ID != table.ID(files[ref]) || len(d.Curves) != 1 {
		t.Errorf("%+v", d)
	}
	if c := d.Columns[4]; c.ID != "a/nwot" || c.Known != 40 || c.Infinite != tab.Columns[4].Infinite() {
		t.Errorf("column %+v", c)
	}
	if codes := strings.Split(d.Codes, "\n"); len(codes) != 60 || codes[1] != space.PrintCode(tab.Arch(1)) {
		t.Errorf("%d codes, the second is %s", len(codes), codes[1])
	}
	for in, want := range map[string]string{"site:none": "open: there is no none", "given:x": "given:x is not on this machine"} {
		if got := call(t, files, Open, OpenInput{in}, nil); !strings.HasSuffix(got, want) {
			t.Errorf("%s: %s", in, got)
		}
	}
	files["table:bad"] = files[ref][:100]
	if got := call(t, files, Open, OpenInput{"table:bad"}, nil); !strings.Contains(got, "damaged or cut short") {
		t.Errorf("a table that is cut short: %s", got)
	}
}

func TestCompare(t *testing.T) {
	files, tab := small(t)
	q := Question{Table: ref, Truth: "a/test", Proxies: []string{"a/snip", "a/ntk", "params", Combined + "vote"}, Given: []string{"params"}, Draws: 50, Repeats: 3, Top: study.Defaults().Top}
	var c Comparison
	must(t, files, Compare, q, &c)
	if c.Rows != 60 || c.Missing != 0 || len(c.Proxies) != 4 {
		t.Fatalf("%d rows, %d missing, %d proxies", c.Rows, c.Missing, len(c.Proxies))
	}
	for i, want := range []bool{true, true, false} {
		if got := c.Proxies[i].Spearman; (got.Value == 1) != want {
			t.Errorf("%s: ρ = %v", c.Proxies[i].ID, got.Value)
		}
	}
	if p := c.Proxies[2].Spearman; !(p.Low < p.Value && p.Value < p.High && p.Value > 0) {
		t.Errorf("params, of which more is better: %+v", p)
	}
	if vote := c.Proxies[3].Spearman; !vote.Defined || vote.Value < 0.5 {
		t.Errorf("the vote of three good ones: %+v", vote)
	}

	// A proxy that is not known of all rows leaves out rows, of all.
	q.Proxies = []string{"a/snip", "a/nwot"}
	q.Given = nil
	must(t, files, Compare, q, &c)
	if c.Rows != 40 || c.Missing != 20 || c.Proxies[1].Unranked != tab.Columns[4].Infinite() {
		t.Errorf("%d rows, %d missing, %d last", c.Rows, c.Missing, c.Proxies[1].Unranked)
	}
	q.Finite = true
	must(t, files, Compare, q, &c)
	if c.Left != tab.Columns[4].Infinite() || c.Proxies[1].Unranked != 0 {
		t.Errorf("%d left out, %d last", c.Left, c.Proxies[1].Unranked)
	}
}

func TestQuestionErrors(t *testing.T) {
	files, _ := small(t)
	for want, q := range map[string]Question{
		`the table has no column "x"`:        {Truth: "x", Proxies: []string{"a/snip"}},
		`the table has no column "y"`:        {Truth: "a/test", Proxies: []string{"y"}},
		`there is no ensemble "z"`:           {Truth: "a/test", Proxies: []string{Combined + "z"}},
		"nwot has not been computed here":    {Truth: "a/test", Proxies: []string{Here + "nwot"}},
		"AZ-NAS needs az_expressivity":       {Truth: "a/test", Proxies: []string{Combined + "az_nas"}},
		"no proxies":                         {Truth: "a/test"},
		"run:none is not on this machine":    {Truth: "a/test", Proxies: []string{Here + "nwot"}, Run: "run:none"},
		`given "params", which is not among`: {Truth: "a/test", Proxies: []string{"a/snip"}, Given: []string{"params"}},
	} {
		q.Table = ref
		if got := call(t, files, Compare, q, nil); !strings.Contains(got, want) {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestSameQuestion: what is at hand is taken for the same rows and columns alone.
func TestSameQuestion(t *testing.T) {
	files, _ := small(t)
	a := &analyst{tables: shelf.Tables{Files: files}}
	o := &shelf.Opened{Ref: ref}
	var err error
	if o.Table, err = table.Decode(files[ref], spaces.ByID); err != nil {
		t.Fatal(err)
	}
	a.tables.Hold(o)
	q := Question{Table: ref, Truth: "a/test", Proxies: []string{"a/snip"}, Draws: 5}
	load := func(q Question) *asked {
		t.Helper()
		got, err := a.load(nil, q)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	first := load(q)
	q.Draws, q.Finite = 100, true
	if load(q) != first {
		t.Error("the same rows and columns are found again")
	}
	for name, change := range map[string]func(q *Question){
		"truth": func(q *Question) { q.Truth = "b/test" }, "proxies": func(q *Question) { q.Proxies = []string{"params"} },
		"size": func(q *Question) { q.Size = 9 }, "draw": func(q *Question) { q.Size, q.Draw = 9, 4 },
	} {
		other := q
		change(&other)
		if load(other) == first {
			t.Errorf("another %s is taken for the same", name)
		}
		first = load(q)
	}
}

// TestChoose: a sample is a part of a larger one, whoever is eligible.
func TestChoose(t *testing.T) {
	all := func(int) bool { return true }
	if got := Choose(5, 0, 9, all); !slices.Equal(got, []int{0, 1, 2, 3, 4}) {
		t.Errorf("all are %v", got)
	}
	few, more := Choose(1000, 20, 7, all), Choose(1000, 50, 7, all)
	if len(few) != 20 || len(more) != 50 || !slices.IsSorted(more) {
		t.Fatalf("%d and %d", len(few), len(more))
	}
	for _, row := range few {
		if !slices.Contains(more, row) {
			t.Errorf("row %d is not in the larger sample", row)
		}
	}
	odd := Choose(1000, 20, 7, func(row int) bool { return row%2 == 1 })
	for _, row := range few {
		if row%2 == 1 && !slices.Contains(odd, row) {
			t.Errorf("row %d went as others became ineligible", row)
		}
	}
	if slices.Equal(few, Choose(1000, 20, 8, all)) {
		t.Error("another seed draws the same")
	}
}

func TestPoints(t *testing.T) {
	files, tab := small(t)
	in := PointsInput{Question{Table: ref, Truth: "a/test", Proxies: []string{"a/nwot", "params"}, Size: 15, Draw: 3}, "params"}
	var out PointsOutput
	must(t, files, Points, in, &out)
	if len(out.Rows) != 4*15 || len(out.X) != 8*15 || len(out.Y) != 8*15 {
		t.Fatalf("%d, %d and %d bytes", len(out.Rows), len(out.X), len(out.Y))
	}
	for i := range 15 {
		row := binary.LittleEndian.Uint32(out.Rows[4*i:])
		x, y := math.Float64frombits(binary.LittleEndian.Uint64(out.X[8*i:])), math.Float64frombits(binary.LittleEndian.Uint64(out.Y[8*i:]))
		if row%3 == 0 || x != tab.Column("params").Values[row] || y != tab.Column("a/test").Values[row] {
			t.Errorf("row %d is at %v, %v", row, x, y)
		}
	}
}

func TestTasks(t *testing.T) {
	files, _ := small(t)
	var out TasksOutput
	must(t, files, Tasks, Question{Table: ref, Truth: "a/test", Proxies: []string{"params", "a/snip", Combined + "vote"}}, &out)
	if len(out.Tasks) != 2 || out.Tasks[1].Truth != "b/test" || len(out.Proxies) != 2 {
		t.Fatalf("%+v", out)
	}
	if p := out.Proxies[1]; p.ID != "a/snip" || p.Rho[0] != 1 || p.Borrowed != 1 {
		t.Errorf("%+v", p)
	}
	if f := out.Friedman; f == nil || f.Average[1] != 1 || f.Average[0] != 2 {
		t.Errorf("%+v", f)
	}
}

func TestCurves(t *testing.T) {
	files, tab := small(t)
	var out CurvesOutput
	must(t, files, Curves, CurvesInput{Question{Table: ref, Truth: "a/test", Proxies: []string{"params"}}, "a/curve"}, &out)
	truth := tab.Column("a/test").Values
	best := slices.Index(truth, slices.Max(truth))
	if out.Rows != 60 || out.BestRow != best || math.Abs(out.Best[1]-truth[best]) > 1e-9 {
		t.Errorf("%+v, the best is row %d", out, best)
	}
	if out.Rho[1] != 1 || out.Rho[0] >= 1 || !(out.Low[0] <= out.Median[0] && out.Median[0] <= out.High[0]) {
		t.Errorf("%+v", out)
	}
	if got := call(t, files, Curves, CurvesInput{Question{Table: ref, Truth: "a/test", Proxies: []string{"params"}}, "x"}, nil); !strings.Contains(got, `no curve "x"`) {
		t.Errorf("got %s", got)
	}
}

// cell is an architecture of one operation, as the benchmark writes it.
func cell(op string) string {
	return strings.ReplaceAll("|@~0|+|@~0|@~1|+|@~0|@~1|@~2|", "@", op)
}

func TestImport(t *testing.T) {
	files := jobtest.Files{
		"given:1": []byte("arch,accuracy,synflow\n" + cell("nor_conv_3x3") + ",93.5,20\n" + cell("skip_connect") + ",80,10\n" + cell("none") + ",10,1\n"),
		"given:2": []byte("arch,accuracy\n" + cell("nor_conv_3x3") + ",93.5\n" + cell("nor_conv_9x9") + ",80\n"),
	}
	var out ImportOutput
	must(t, files, Import, ImportInput{Files: []GivenFile{{"given:1", "mine.csv"}}, Space: "nb201"}, &out)
	if out.Table.Rows != 3 || out.Table.Space != "nb201" || files[out.Table.Ref] == nil {
		t.Fatalf("%+v", out)
	}
	var list KeptOutput
	must(t, files, Kept, KeptInput{}, &list)
	if len(list.Tables) != 1 || list.Tables[0] != out.Table {
		t.Errorf("kept: %+v", list)
	}
	got := call(t, files, Import, ImportInput{Files: []GivenFile{{"given:2", "broken.csv"}}}, nil)
	if !strings.Contains(got, "broken.csv, row 2") {
		t.Errorf("a wrong architecture: %s", got)
	}
	// A table of this program is kept as it is.
	small, _ := small(t)
	files["given:3"] = small[ref]
	must(t, files, Import, ImportInput{Files: []GivenFile{{"given:3", "small.table"}}}, &out)
	if out.Table.Ref != table.ID(small[ref]) || out.Table.Title != "Small" {
		t.Errorf("%+v", out)
	}
}
