package main

import (
	"context"
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"protocell/core/kernel"
	"protocell/core/space/spaces"
	"protocell/core/table"
	"protocell/core/train"
	"protocell/tools/site/build"
)

// trained are the flags of trainings of a moment.
const trained = "train -native -c 2 -n 1 -input 3x8x8 -classes 3 -train 24 -validation 8 -test 8 -epochs 2 -batch 8 -rate 0.05"

// of returns the flags for the first n of some architectures.
func of(n int) string {
	return " -arch " + strings.Join([]string{"133123", "111111", "430213", "000100"}[:n], " -arch ")
}

// runTrainings runs a training command and returns its trainings by architecture and
// seed, as their lines are without what depends on the clock.
func runTrainings(t *testing.T, name, args string) map[trainingTask]trainingLine {
	t.Helper()
	if r := try("", append(strings.Fields(args), "-out", name)...); r.code != exitOK {
		t.Fatalf("%+v", r)
	}
	lines, _ := readLines(t, name)
	return lines
}

func readLines(t *testing.T, name string) (lines map[trainingTask]trainingLine, runs int) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lines = map[trainingTask]trainingLine{}
	_, err = readTrainings(strings.NewReader(string(text)), func(n int, l trainingLine) error {
		switch {
		case l.Run != nil:
			runs++
		case n > 1:
			task := trainingTask{l.Arch, l.Seed}
			if _, twice := lines[task]; twice {
				t.Errorf("%+v is there twice", task)
			}
			l.Seconds = 0
			lines[task] = l
		}
		return nil
	}, t.Output())
	if err != nil {
		t.Fatal(err)
	}
	return lines, runs
}

// sameTrainings compares trainings by all that does not depend on the clock.
func sameTrainings(t *testing.T, title string, got, want map[trainingTask]trainingLine) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d trainings, want %d", title, len(got), len(want))
	}
	for task, w := range want {
		if g := got[task]; g.Digest != w.Digest || !slices.Equal(g.Curve, w.Curve) {
			t.Errorf("%s: %+v gave %+v, want %+v", title, task, g, w)
		}
	}
}

// TestTrainsOnAnyWorkers wants what train.Run gives, from any number of workers.
func TestTrainsOnAnyWorkers(t *testing.T) {
	want := runTrainings(t, filepath.Join(t.TempDir(), "1"), trained+of(3)+" -seeds 2 -workers 1")
	if len(want) != 6 {
		t.Fatalf("%d trainings", len(want))
	}
	got := runTrainings(t, filepath.Join(t.TempDir(), "3"), trained+of(3)+" -seeds 2 -workers 3")
	sameTrainings(t, "3 workers", got, want)
	even := runTrainings(t, filepath.Join(t.TempDir(), "even"), trained+" -count 2 -seeds 1")
	if len(even) != 2 {
		t.Errorf("%d trainings of 2 classes", len(even))
	}
	for task, l := range want {
		spec := train.Default()
		spec.Arch, spec.Seed = task.code, task.seed
		spec.Skeleton.C, spec.Skeleton.Classes = 2, 3
		spec.Train, spec.Validation, spec.Test, spec.Epochs, spec.Batch, spec.Rate = 24, 8, 8, 2, 8, 0.05
		r, err := train.Run(spec, train.Options{Kernels: kernel.Go()})
		if err != nil {
			t.Fatal(err)
		}
		if r.Digest != l.Digest || r.Status != l.Status || r.Params != l.Params || r.MACs != l.MACs {
			t.Errorf("%+v gave %+v, alone %+v", task, l, r)
		}
	}
}

// TestTrainGoesOn stops the writing of a file at some bytes: the same command then ends
// with the same trainings.
func TestTrainGoesOn(t *testing.T) {
	name := filepath.Join(t.TempDir(), "results")
	args := trained + of(2) + " -seeds 2 -workers 1"
	want := runTrainings(t, name, args)
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	head, first := len(lines[0]), len(lines[0])+len(lines[1])
	for _, end := range []int{0, head, head + 5, first, first + len(lines[2]) - 1, first + len(lines[2]), len(text)} {
		if err := os.WriteFile(name, text[:end], 0o644); err != nil {
			t.Fatal(err)
		}
		sameTrainings(t, "stopped", runTrainings(t, name, args), want)
	}
	more := runTrainings(t, name, trained+of(3)+" -seeds 2")
	if len(more) != 6 {
		t.Errorf("a larger count ends with %d trainings", len(more))
	}
}

// TestTrainInterrupted leaves a file that the command goes on from.
func TestTrainInterrupted(t *testing.T) {
	name := filepath.Join(t.TempDir(), "results")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out strings.Builder
	code := run(ctx, env{strings.NewReader(""), &out, &out, func() float64 { return 0 }}, append(strings.Fields(trained+of(1)+" -seeds 1"), "-out", name))
	if code != exitInterrupted || !strings.Contains(out.String(), "goes on from "+name) {
		t.Errorf("code %d: %s", code, out.String())
	}
	if lines := runTrainings(t, name, trained+of(1)+" -seeds 1"); len(lines) != 1 {
		t.Errorf("%d trainings", len(lines))
	}
}

// TestTrainTable makes a table in one go, and in two of which the second knows of the
// first by its table alone.
func TestTrainTable(t *testing.T) {
	dir := t.TempDir()
	whole, parts := filepath.Join(dir, "whole.table"), filepath.Join(dir, "parts.table")
	all := runTrainings(t, filepath.Join(dir, "all"), trained+of(4)+" -seeds 2 -table "+whole)
	runTrainings(t, filepath.Join(dir, "first"), trained+of(3)+" -seeds 1 -table "+parts)
	rest := runTrainings(t, filepath.Join(dir, "rest"), trained+of(4)+" -seeds 2 -table "+parts)
	if len(rest) != len(all)-3 {
		t.Errorf("%d trainings were done after the first 3, want %d", len(rest), len(all)-3)
	}
	want, err := openTable(whole)
	if err != nil {
		t.Fatal(err)
	}
	got, err := openTable(parts)
	if err != nil {
		t.Fatal(err)
	}
	if got.Len() != 4 || !slices.Equal(got.Archs(), want.Archs()) {
		t.Fatalf("%d rows", got.Len())
	}
	for i := range want.Curves {
		if w, g := want.Curves[i], got.Curves[i]; w.ID != g.ID || !slices.Equal(w.Values, g.Values) {
			t.Errorf("curve %s is %v, want %v", g.ID, g.Values, w.Values)
		}
	}
	test := want.Curve("shapes/test_curve")
	for row := range want.Len() {
		mean := (test.At(row, 0)[1] + test.At(row, 1)[1]) / 2
		if v := want.Column("shapes/test").Values[row]; math.Abs(v-mean) > 1e-12 {
			t.Errorf("row %d: test accuracy %v, want %v", row, v, mean)
		}
	}
	runs := 0
	for _, d := range got.Sources[0].Details {
		if d.Name == runDetail {
			runs++
		}
	}
	if runs != 2 {
		t.Errorf("the table tells of %d runs, want 2", runs)
	}
}

// TestTrainTableOfAnUnevenEnd: the columns are means over the seeds that a row has.
func TestTrainTableOfAnUnevenEnd(t *testing.T) {
	dir := t.TempDir()
	out, name := filepath.Join(dir, "out"), filepath.Join(dir, "t.table")
	runTrainings(t, out, trained+of(1)+" -seeds 2")
	runTrainings(t, out, trained+of(3)+" -seeds 1 -table "+name)
	made, err := openTable(name)
	if err != nil {
		t.Fatal(err)
	}
	c := made.Column("shapes/test")
	if made.Len() != 3 || c.Seeds != 1 || c.Missing() != 0 {
		t.Errorf("%d rows, means over %d seeds, %d missing", made.Len(), c.Seeds, c.Missing())
	}
	curve := made.Curve("shapes/test_curve")
	if len(curve.Runs) != 2 || curve.Missing() != 2*2 {
		t.Errorf("%d runs, %d values missing", len(curve.Runs), curve.Missing())
	}
	for row, got := range c.Values {
		want := curve.At(row, 0)[1]
		if second := curve.At(row, 1)[1]; second == second {
			want = (want + second) / 2
		}
		if got != want {
			t.Errorf("row %d: %v, want %v", row+1, got, want)
		}
	}
}

// TestTrainPrints what it would write to a file.
func TestTrainPrints(t *testing.T) {
	name := filepath.Join(t.TempDir(), "printed")
	args := trained + of(2) + " -seeds 1 -workers 1"
	r := try("", strings.Fields(args)...)
	if r.code != exitOK {
		t.Fatalf("%+v", r)
	}
	if err := os.WriteFile(name, []byte(r.stdout), 0o644); err != nil {
		t.Fatal(err)
	}
	got, _ := readLines(t, name)
	sameTrainings(t, "printed", got, runTrainings(t, filepath.Join(t.TempDir(), "file"), args))
}

func TestTrainRefuses(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return name
	}
	mine := filepath.Join(dir, "mine")
	runTrainings(t, mine, trained+of(1)+" -seeds 1 -table "+filepath.Join(dir, "mine.table"))
	text, err := os.ReadFile(mine)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	for title, c := range map[string]struct {
		args string
		code int
		want string
	}{
		"a word":          {trained + " now", exitUsage, `"now" is no flag`},
		"an arch":         {trained + " -arch 9 -out x", exitUsage, "-arch 9"},
		"no seed":         {trained + " -seeds 0 -out x", exitUsage, "nothing to train"},
		"epochs":          {trained + " -epochs 0 -out x", exitUsage, "epochs is 0"},
		"another rate":    {trained + of(1) + " -rate 0.1 -out " + mine, exitFailure, "line 1: the trainings are others"},
		"a diary":         {trained + of(1) + " -out " + file("diary", "Dear diary,\n"), exitFailure, "line 1"},
		"a broken line":   {trained + of(1) + " -out " + file("broken", lines[0]+"{\n"+lines[1]), exitFailure, "line 2"},
		"half a result":   {trained + of(1) + " -out " + file("half", lines[0]+`{"arch":"333333"}`+"\n"+lines[1]), exitFailure, "line 2: it is neither"},
		"another table":   {trained + of(1) + " -rate 0.1 -out " + filepath.Join(dir, "new") + " -table " + filepath.Join(dir, "mine.table"), exitFailure, "of others than the flags ask for"},
		"a file of lines": {trained + of(1) + " -out " + filepath.Join(dir, "new") + " -table " + mine, exitFailure, "not a table"},
	} {
		r := try("", strings.Fields(c.args)...)
		if r.code != c.code || !strings.Contains(r.stderr, c.want) {
			t.Errorf("%s: %+v, want %q", title, r, c.want)
		}
	}
}

// TestTrainsInNode wants the same from WebAssembly.
func TestTrainsInNode(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a WebAssembly program")
	}
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("Node.js is not there")
	}
	args := trained + of(2) + " -seeds 1"
	want := runTrainings(t, filepath.Join(t.TempDir(), "native"), args)
	got := runTrainings(t, filepath.Join(t.TempDir(), "node"), strings.Replace(args, "-native", "", 1))
	sameTrainings(t, "in Node", got, want)
}

// TestBuiltInTable trains two rows of the built-in table again, natively.
func TestBuiltInTable(t *testing.T) {
	root, err := build.Root()
	if err != nil {
		t.Fatal(err)
	}
	built, err := openTable(filepath.Join(root, "assets", "tables", "shapes.table"))
	if err != nil {
		t.Fatal(err)
	}
	spec := specOf(t, built)
	if spec != newTrainings(train.Default()).spec {
		t.Fatalf("the table is of %+v, not of what the command trains by default", spec)
	}
	if built.Len() < 1000 {
		t.Errorf("%d rows", built.Len())
	}
	sp, err := spaces.ByID(built.Space)
	if err != nil {
		t.Fatal(err)
	}
	classes := map[string]bool{}
	for _, a := range built.Archs() {
		classes[sp.Canonical(a)] = true
	}
	if len(classes) != built.Len() {
		t.Errorf("%d rows of %d classes", built.Len(), len(classes))
	}
	flops := built.Column("flops")
	distinct := slices.Clone(flops.Values)
	slices.Sort(distinct)
	if n := len(slices.Compact(distinct)); n != 28 {
		t.Errorf("%d numbers of FLOPs, want all 28", n)
	}
	r := newTrainings(spec)
	if err := r.addTable(built); err != nil {
		t.Fatal(err)
	}
	for _, row := range []int{0, built.Len() / 2} {
		code, err := sp.PrintAs(built.Arch(row), "code")
		if err != nil {
			t.Fatal(err)
		}
		s := spec
		s.Arch, s.Seed = code, 1
		again, err := train.Run(s, train.Options{Kernels: kernel.Go()})
		if err != nil {
			t.Fatal(err)
		}
		curve := again.Curve
		for i := range curve {
			curve[i].Loss = math.Round(curve[i].Loss*lossUnits) / lossUnits
		}
		if want := r.done[trainingTask{code, 1}]; !slices.Equal(curve, want) {
			t.Errorf("%s: trained again %+v, the table has %+v", code, curve, want)
		}
	}
}

// specOf returns what the trainings of a table have in common.
func specOf(t *testing.T, made *table.Table) (spec train.Spec) {
	t.Helper()
	for _, d := range made.Sources[0].Details {
		if d.Name == specDetail {
			if err := json.Unmarshal([]byte(d.Value), &spec); err != nil {
				t.Fatal(err)
			}
		}
	}
	return spec
}
