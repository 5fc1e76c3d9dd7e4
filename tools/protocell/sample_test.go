package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"protocell/core/score"
)

// sampled are the flags of a sample of 4 architectures under 3 settings.
const sampled = "sample -count 4 -repeats 2 -vary init -batches 4 -proxies nwot,synflow,snip" + tiny

// inFile runs a command with its results in a file, and returns the file as well.
func inFile(t *testing.T, name, args string) (result, string) {
	t.Helper()
	r := try("", append(strings.Fields(args), "-out", name)...)
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return r, string(text)
}

// TestSampleOfAnyWorkers wants the same table and the same file from any number of
// workers, and in it what the command score prints.
func TestSampleOfAnyWorkers(t *testing.T) {
	first, file := inFile(t, filepath.Join(t.TempDir(), "1"), sampled+" -workers 1")
	if first.code != exitOK || strings.Count(file, "\n") != 13 {
		t.Fatalf("%+v\n%s", first, file)
	}
	for _, workers := range []string{"2", "7"} {
		r, again := inFile(t, filepath.Join(t.TempDir(), workers), sampled+" -workers "+workers)
		if r != first || again != file {
			t.Errorf("%s workers: %+v\n%s\nwant %+v\n%s", workers, r, again, first, file)
		}
	}
	for _, text := range strings.Split(strings.TrimSpace(file), "\n")[1:] {
		var l line
		if err := json.Unmarshal([]byte(text), &l); err != nil {
			t.Fatal(err)
		}
		flags := map[string]string{"as set up": "", "repeat 2": " -shift-init 1", "batch 4": " -batch 4"}[l.Setting]
		alone := try("", strings.Fields("score -json -data shapes -proxies nwot,synflow,snip"+tiny+flags+" -arch "+l.Result.Arch)...)
		var want score.Result
		if err := json.Unmarshal([]byte(alone.stdout), &want); err != nil {
			t.Fatal(err)
		}
		if l.Result.Digest != want.Digest {
			t.Errorf("%s is %+v, and alone %+v", l.Setting, l.Result, want)
		}
	}
}

// TestSampleGoesOn stops the writing of a file at any byte: the same command then
// ends in the same table and the same file.
func TestSampleGoesOn(t *testing.T) {
	name := filepath.Join(t.TempDir(), "results")
	want, file := inFile(t, name, sampled)
	lines := strings.SplitAfter(file, "\n")
	first, second := len(lines[0]), len(lines[0])+len(lines[1])
	for _, c := range []struct {
		end    int
		stderr string
	}{
		{0, ""},
		{first, ""},
		{first + 1, "line 2, the last, is broken"},
		{second - 1, "line 2, the last, is broken and is left out: it has no end\n"},
		{second, "protocell: 1 results are in " + name + " already\n"},
		{second + 40, "line 3, the last, is broken"},
		{len(file), "protocell: 12 results are in " + name + " already\n"},
	} {
		if err := os.WriteFile(name, []byte(file[:c.end]), 0o644); err != nil {
			t.Fatal(err)
		}
		r, again := inFile(t, name, sampled)
		if r.code != exitOK || r.stdout != want.stdout || again != file || !strings.Contains(r.stderr, c.stderr) || c.stderr == "" && r.stderr != "" {
			t.Fatalf("after %d bytes: %+v\n%s\nwant %+v\n%s", c.end, r, again, want, file)
		}
	}
}

// TestSampleGrows adds architectures and settings to a file, and takes some away: what
// is there is kept.
func TestSampleGrows(t *testing.T) {
	name := filepath.Join(t.TempDir(), "results")
	small, _ := inFile(t, name, "sample -count 2 -vary init -proxies nwot,synflow,snip"+tiny)
	larger, file := inFile(t, name, sampled)
	whole := try("", strings.Fields(sampled)...)
	if larger.stdout != whole.stdout || strings.Count(file, "\n") != 13 {
		t.Errorf("grown: %+v\n%s\nwant %+v", larger, file, whole)
	}
	again, same := inFile(t, name, "sample -count 2 -vary init -proxies nwot,synflow,snip"+tiny)
	if again.stdout != small.stdout || same != file || !strings.Contains(again.stderr, "12 results are in "+name+" already, of which 10 are of other architectures or settings") {
		t.Errorf("shrunk: %+v\n%s\nwant %+v", again, same, small)
	}
}

// TestSampleRefusesFiles wants an error that says where a file is wrong, and the file
// left as it was.
func TestSampleRefusesFiles(t *testing.T) {
	name := filepath.Join(t.TempDir(), "results")
	_, file := inFile(t, name, sampled)
	lines := strings.SplitAfter(file, "\n")
	replace := func(i int, old, by string) string {
		l := slices.Clone(lines)
		l[i] = strings.Replace(l[i], old, by, 1)
		return strings.Join(l, "")
	}
	for title, c := range map[string]struct{ text, args, want string }{
		"another seed":    {file, strings.Replace(sampled, "-seed 5", "-seed 6", 1), "are of another experiment"},
		"other proxies":   {file, strings.Replace(sampled, ",snip", "", 1), "are of another experiment"},
		"another draw":    {file, sampled + " -draw 3", "are of another experiment"},
		"not ours":        {"Dear diary,\n", sampled, "is no file of results"},
		"not ours either": {"Dear diary,\ntoday\n", sampled, "line 1: "},
		"a changed value": {replace(3, `"value":`, `"value":1`), sampled, "line 4: the digest is not that of the result"},
		"no result":       {replace(3, `"result"`, `"outcome"`), sampled, "line 4: the digest"},
		"a broken line":   {replace(5, "{", ""), sampled, "line 6: "},
	} {
		if err := os.WriteFile(name, []byte(c.text), 0o644); err != nil {
			t.Fatal(err)
		}
		r, after := inFile(t, name, c.args)
		if r.code == exitOK || !strings.Contains(r.stderr, name) || !strings.Contains(r.stderr, c.want) {
			t.Errorf("%s: %+v, want %q", title, r, c.want)
		}
		if after != c.text {
			t.Errorf("%s: the file has changed", title)
		}
	}
	if r := try("", strings.Fields(sampled+" -out "+t.TempDir())...); r.code != exitFailure {
		t.Errorf("into a folder: %+v", r)
	}
}

// TestSampleInterrupted keeps what is there, and says so.
func TestSampleInterrupted(t *testing.T) {
	name := filepath.Join(t.TempDir(), "results")
	if _, file := inFile(t, name, "sample -count 2 -vary init -proxies nwot,synflow,snip"+tiny); strings.Count(file, "\n") != 3 {
		t.Fatal(file)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var stderr bytes.Buffer
	code := run(ctx, env{strings.NewReader(""), io.Discard, &stderr, func() float64 { return 0 }}, strings.Fields(sampled+" -out "+name))
	if want := "protocell: 2 of 12 results are in " + name + "; the same command goes on from there\nprotocell: interrupted\n"; code != exitInterrupted || !strings.HasSuffix(stderr.String(), want) {
		t.Errorf("exit %d, %s", code, stderr.String())
	}
}

func TestInOrder(t *testing.T) {
	const n = 100
	for _, workers := range []int{1, 3, n + 1} {
		var got []int
		first := make(chan struct{})
		err := inOrder(t.Context(), n, workers, func(_ context.Context, _ *worker, i int) (*score.Result, error) {
			switch {
			case workers == 1:
			case i == 0:
				<-first // the first result is not the first to be there
			case i == 1:
				close(first)
			}
			return &score.Result{Params: int64(i)}, nil
		}, func(i int, r *score.Result) error {
			got = append(got, i)
			if r.Params != int64(i) {
				return fmt.Errorf("result %d is %d", i, r.Params)
			}
			return nil
		})
		if err != nil || len(got) != n || !slices.IsSorted(got) {
			t.Errorf("%d workers: %v, %v", workers, got, err)
		}
	}
}

// TestInOrderStops stops at an error of either side, and at the end of the context.
func TestInOrderStops(t *testing.T) {
	wrong := errors.New("wrong")
	result := &score.Result{}
	var working atomic.Int32
	for name, c := range map[string]struct{ work, emit error }{"work": {work: wrong}, "emit": {emit: wrong}} {
		emitted := 0
		err := inOrder(t.Context(), 1000, 3, func(ctx context.Context, _ *worker, i int) (*score.Result, error) {
			working.Add(1)
			defer working.Add(-1)
			switch {
			case i == 7:
				return result, c.work
			case i > 7:
				<-ctx.Done() // at work still when the error is known
				time.Sleep(time.Millisecond)
			}
			return result, nil
		}, func(i int, _ *score.Result) error {
			emitted++
			if i == 7 {
				return c.emit
			}
			return nil
		})
		if !errors.Is(err, wrong) || emitted < 7 || emitted > 8 || working.Load() != 0 {
			t.Errorf("%s: %v after %d; %d are at work", name, err, emitted, working.Load())
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	err := inOrder(ctx, 1000, 3, func(ctx context.Context, _ *worker, i int) (*score.Result, error) {
		if i == 2 {
			cancel()
		}
		return result, ctx.Err()
	}, func(int, *score.Result) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// TestProgress has a clock that goes on by a second with each result.
func TestProgress(t *testing.T) {
	for name, c := range map[string]struct {
		terminal bool
		steps    int
		want     string
	}{
		"file": {false, 19, "20 of 1010, 1 a second, 16m30s left\n19 results in 19s, 1 a second, by 2 at once\n"},
		"terminal": {true, 2, "\r11 of 1010, 1 a second, 16m39s left\x1b[K\r12 of 1010, 1 a second, 16m38s left\x1b[K" +
			"\r\x1b[K2 results in 2s, 1 a second, by 2 at once\n"},
		"nothing": {false, 0, ""},
	} {
		var out bytes.Buffer
		now := 100.0
		p := newProgress(env{stderr: &out, clock: func() float64 { return now }}, 10, 1000)
		p.terminal = c.terminal
		for range c.steps {
			now++
			p.step()
		}
		p.end(2)
		if got := out.String(); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}
