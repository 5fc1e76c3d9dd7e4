package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"protocell/core/space/nb201"
)

// searchFlags are those of a search by a proxy that takes a moment.
const searchFlags = " -evaluator proxy:nwot -budget trials=12 -c 3 -n 1 -input 3x8x8 -batch 4"

// searchTable writes a file of a table of all cells, whose accuracies are how many
// convolutions they have, give or take.
func searchTable(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("arch,cifar10_valid12,cifar10_valid200,cifar10_test200,cifar10_cost12_s,cifar10_naswot\n")
	sp := nb201.Space{}
	for i := range sp.Info().Size {
		a := sp.At(i)
		v := 20.0
		for k, o := range []byte(a) {
			if o >= 2 {
				v += 8 + float64(k)/10
			}
		}
		fmt.Fprintf(&b, "%s,%.2f,%.2f,%.2f,%d,%.1f\n", sp.Print(a), v-float64(i%7), v, v+1, 90+i%40, v+float64(i%11))
	}
	name := filepath.Join(t.TempDir(), "nb201_cells.csv")
	if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// succeed runs the program and returns what it prints.
func succeed(t *testing.T, args ...string) string {
	t.Helper()
	r := try("", args...)
	if r.code != exitOK {
		t.Fatalf("%v: exit %d\n%s%s", args, r.code, r.stdout, r.stderr)
	}
	return r.stdout
}

// TestSearchResumes: a trace that is cut anywhere is completed to the same bytes, by
// any number of workers.
func TestSearchResumes(t *testing.T) {
	name := filepath.Join(t.TempDir(), "t.jsonl")
	args := strings.Fields("search -strategy rea -set population=4 -parallel 3 -out " + name + searchFlags)
	want := succeed(t, append(args, "-workers", "4")...)
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for at := 1; at < len(whole); at += len(whole) / 5 {
		head := bytes.IndexByte(whole, '\n') + 1
		if err := os.WriteFile(name, whole[:max(head, at)], 0o644); err != nil {
			t.Fatal(err)
		}
		if got := succeed(t, append(args, "-workers", "1")...); got != want {
			t.Errorf("resumed at byte %d it prints\n%swant\n%s", at, got, want)
		}
		if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, whole) {
			t.Errorf("resumed at byte %d the trace is another: %v", at, err)
		}
	}
	said := succeed(t, "search", "replay", name, "-trials")
	if digest := want[strings.Index(want, "digest"):]; !strings.HasSuffix(said, digest) {
		t.Errorf("replayed:\n%swant %s", said, digest)
	}
	if r := try("", append(args, "-draw", "2")...); r.code != exitFailure || !strings.Contains(r.stderr, "another search") {
		t.Errorf("the trace of another seed: exit %d, %s", r.code, r.stderr)
	}
	if err := os.WriteFile(name, bytes.Replace(whole, []byte(`"tell":{"id":2,"value":`), []byte(`"tell":{"id":2,"value":9`), 1), 0o644); err != nil {
		t.Fatal(err)
	}
	if r := try("", args...); r.code == exitOK && strings.HasSuffix(r.stdout, want[strings.Index(want, "digest"):]) {
		t.Error("a trace with another value has the same digest")
	}
}

func TestSearchOnATable(t *testing.T) {
	file := searchTable(t)
	out := succeed(t, "search", "-strategy", "area", "-evaluator", "table:"+file, "-repeats", "12", "-workers", "2")
	for _, want := range []string{"12 searches", "of the proxy", "... and 2 more", "cifar10/test200"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if again := succeed(t, "search", "-strategy", "area", "-evaluator", "table:"+file, "-repeats", "12", "-workers", "1"); again != out {
		t.Errorf("with one worker:\n%s", again)
	}
	out = succeed(t, "search", "table", file, "-repeats", "3", "-rows", "rs,rea,naswot10,random,gdas,local")
	for _, want := range []string{"RS", "REA", "NASWOT (N=10)", "Local search"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if strings.Contains(out, "published") || strings.Contains(out, "=\n") {
		t.Errorf("figures of another table are beside it:\n%s", out)
	}
}

// TestSearchOfASpec: a search of a trace's spec makes the same trace.
func TestSearchOfASpec(t *testing.T) {
	dir := t.TempDir()
	first, again, table := filepath.Join(dir, "a.jsonl"), filepath.Join(dir, "b.jsonl"), searchTable(t)
	for name, c := range map[string]struct{ flags, spec string }{
		"a proxy": {"-strategy tpe" + searchFlags, ""},
		"a table": {"-strategy bohb -evaluator table:" + table, " -evaluator table:" + table},
	} {
		want := succeed(t, strings.Fields("search "+c.flags+" -out "+first)...)
		if got := succeed(t, strings.Fields("search -spec "+first+c.spec+" -out "+again)...); got != want {
			t.Errorf("%s: it prints\n%swant\n%s", name, got, want)
		}
		a, err := os.ReadFile(first)
		if err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(again)
		if err != nil || !bytes.Equal(a, b) {
			t.Errorf("%s: the traces differ: %v", name, err)
		}
		head := a[bytes.Index(a, []byte(`{"space"`)) : bytes.IndexByte(a, '\n')-1]
		if err := os.WriteFile(again, head, 0o644); err != nil {
			t.Fatal(err)
		}
		if got := succeed(t, strings.Fields("search -spec "+again+c.spec)...); got != want {
			t.Errorf("%s: of the spec alone it prints\n%swant\n%s", name, got, want)
		}
		if err := os.Remove(first); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(again); err != nil {
			t.Fatal(err)
		}
	}
}

// TestSearchTrains: real training, in brackets.
func TestSearchTrains(t *testing.T) {
	out := succeed(t, strings.Fields("search -strategy halving -evaluator train -set min=1,max=4,eta=2,brackets=1 -budget trials=20"+
		" -epochs 4 -train 32 -validation 16 -batch 16 -c 2 -n 1 -input 3x8x8 -classes 4 -workers 2 -parallel 2")...)
	if !strings.Contains(out, "of 7; cost") || !strings.Contains(out, "; done; ") {
		t.Errorf("it prints\n%s", out)
	}
}

func TestSearchRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		args string
		want string
	}{
		"a strategy":     {"-strategy magic", `no strategy "magic"`},
		"an evaluator":   {"-evaluator oracle", "none of table"},
		"a proxy":        {"-evaluator proxy:magic", "magic"},
		"a parameter":    {"-set crowd=3", `"crowd"`},
		"a range":        {"-set population=1", "population"},
		"a budget":       {"-budget weeks=2", "weeks"},
		"no budget":      {"-budget trials=0", "without a bound"},
		"a measure":      {"-limit beauty=3" + searchFlags, "beauty"},
		"an objective":   {"-minimise macs", "one objective"},
		"an arch":        {"-warm 99", "warm"},
		"a policy":       {"-failures pray" + searchFlags, "pray"},
		"workers":        {"-workers -1", "-workers"},
		"a table":        {"-evaluator table:" + filepath.Join(t.TempDir(), "none"), "none"},
		"no arguments":   {"now", "no flag"},
		"a dear network": {"-limit params=1" + searchFlags, "nothing meets the limits"},
	} {
		r := try("", append([]string{"search"}, strings.Fields(c.args)...)...)
		if !strings.Contains(r.stderr+r.stdout, c.want) || r.code == exitOK && name != "a dear network" {
			t.Errorf("%s: exit %d\n%s%s", name, r.code, r.stdout, r.stderr)
		}
	}
}

// TestSearchIsInterrupted: it says so, and what was done stays.
func TestSearchIsInterrupted(t *testing.T) {
	name := filepath.Join(t.TempDir(), "t.jsonl")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var stdout, stderr bytes.Buffer
	e := env{strings.NewReader(""), &stdout, &stderr, func() float64 { return 0 }}
	code := run(ctx, e, strings.Fields("search -strategy random -out "+name+searchFlags))
	if code != exitInterrupted || !strings.Contains(stderr.String(), "goes on from there") {
		t.Errorf("exit %d\n%s", code, stderr.String())
	}
	if info, err := os.Stat(name); err != nil || info.Size() == 0 {
		t.Errorf("the trace is not there: %v", err)
	}
}

// TestSearchInOtherSpaces: strategies do not know the space.
func TestSearchInOtherSpaces(t *testing.T) {
	for _, args := range []string{
		"-space darts -strategy tpe -set startup=3", "-space tnb101_macro -strategy nsga2 -set population=4 -minimise macs",
	} {
		out := succeed(t, strings.Fields("search "+args+" -evaluator proxy:synflow -budget trials=6 -c 4 -n 1 -input 3x16x16 -batch 4")...)
		if !strings.Contains(out, "of 6; cost 0; budget") {
			t.Errorf("%s\n%s", args, out)
		}
	}
}
