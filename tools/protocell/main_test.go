package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// result is what a run of the program does.
type result struct {
	code           int
	stdout, stderr string
}

// try runs the program with a clock that stands still.
func try(stdin string, args ...string) result {
	var stdout, stderr bytes.Buffer
	e := env{strings.NewReader(stdin), &stdout, &stderr, func() float64 { return 0 }}
	code := run(context.Background(), e, args)
	return result{code, stdout.String(), stderr.String()}
}

// small are the flags of a score that takes a moment.
const small = " -c 4 -n 1 -input 3x16x16 -batch 8 -seed 20240917"

// tiny are the flags of a sample that takes a moment.
const tiny = " -c 3 -n 1 -input 3x8x8 -batch 6 -seed 5"

func TestGolden(t *testing.T) {
	for name, c := range map[string]struct {
		args  string
		stdin string
	}{
		"none":             {},
		"help":             {args: "help"},
		"unknown":          {args: "paint"},
		"score":            {args: "score -arch (4,0,3,1,4,3)" + small},
		"score_noise_json": {args: "score -json -arch 333123 -proxies synflow,nwot" + small},
		"score_shapes":     {args: "score -data shapes -arch 333123" + small},
		"score_broken":     {args: "score -arch 000000" + small},
		"score_several":    {args: "score -arch 111111 -arch 444444 -proxies params,nwot" + small},
		"score_layers":     {args: "score -json -layers -arch 111111 -proxies grad_norm" + small},
		"score_lines":      {args: "score -archs - -workers 3 -proxies flops" + small, stdin: "# a comment\n\n111111\n|nor_conv~0|\n  (2,2,0,2,3,2)  \n13714\nindex:13714\n"},
		"score_help":       {args: "score -h"},
		"train_help":       {args: "train -h"},
		"score_no_arch":    {args: "score"},
		"score_bad_arch":   {args: "score -arch |nor_conv~0|"},
		"score_bad_range":  {args: "score -arch 111111 -c 999"},
		"score_bad_flag":   {args: "score -arch 111111 -colour red"},
		"score_bad_number": {args: "score -arch 111111 -seed -1"},
		"score_bad_input":  {args: "score -arch 111111 -input 32x32"},
		"score_bad_proxy":  {args: "score -arch 111111 -proxies nwot,gpt"},
		"score_bad_data":   {args: "score -arch 111111 -data cifar10"},
		"score_argument":   {args: "score 111111"},
		"score_no_file":    {args: "score -archs testdata/no-such-file"},
		"score_placed":     {args: "score -arch 333123 -proxies params -ensembles vote,mix -mix nwot=1,synflow=0.5 -reference 9" + tiny},
		"score_placed_all": {args: "score -arch 333123 -arch 000000 -proxies params -ensembles borda -reference 5" + tiny},
		"score_choir":      {args: "score -arch 111111 -ensembles choir"},
		"score_placed_bad": {args: "score -arch 111111 -ensembles vote -reference 0"},
		"score_link_place": {args: "score -link #v=1&a=111111&c=3&i=3x8x8&b=6&x=nwot -ensembles vote -reference 5"},
		"score_link_mix":   {args: "score -link #v=1&a=111111&c=3&i=3x8x8&b=6&x=nwot&m=synflow=1 -ensembles mix -reference 5"},
		"score_link":       {args: "score -link https://example.org/protocell/#v=1&a=111111&c=4&i=3x16x16&b=8&x=nwot"},
		"score_link_wrong": {args: "score -json -link #v=1&a=111111&c=4&i=3x16x16&b=8&x=params&r=abc"},
		"score_link_arch":  {args: "score -link #v=1 -arch 111111"},
		"encode":           {args: "link encode -c 16 -n 5 -arch (0,0,0,0,0,0) -pin 333333 -pin 000000 -base https://example.org/"},
		"encode_default":   {args: "link encode"},
		"encode_embed":     {args: "link encode -proxies nwot,snip -digest abc -embed"},
		"encode_mix":       {args: "link encode -mix synflow=1,nwot=-.5"},
		"encode_mix_bad":   {args: "link encode -mix nwot=2"},
		"encode_bad":       {args: "link encode -digest a.b"},
		"encode_argument":  {args: "link encode 111111"},
		"decode":           {args: "link decode https://example.org/#v=1&s=18446744073709551615&x=snip&zoom=2&r=abc"},
		"decode_bad":       {args: "link decode v=1&c=1e9"},
		"decode_none":      {args: "link decode"},
		"link":             {args: "link"},
		"show":             {args: "space show (4,0,3,1,4,3) 000003"},
		"show_bad":         {args: "space show 12345"},
		"sample":           {args: "space sample -count 3 -seed 7 -notation string"},
		"sample_bad":       {args: "space sample -notation morse"},
		"sampled":          {args: "sample -count 8 -proxies params,nwot,naswot,synflow,grad_norm,snip -mix synflow=1,nwot=-0.5 -repeats 2 -vary init -batches 4 -widths 2x1 -workers 3" + tiny},
		"sampled_plain":    {args: "sample -count 3 -draw 9 -proxies params" + tiny},
		"sampled_none":     {args: "sample -count 1" + tiny},
		"sampled_arg":      {args: "sample 111111"},
		"sampled_twice":    {args: "sample -batches 16,16"},
		"sampled_vary":     {args: "sample -repeats 2 -vary weather"},
		"sampled_ensemble": {args: "sample -ensembles choir"},
		"sampled_weights":  {args: "sample -mix nwot=2"},
		"sampled_widths":   {args: "sample -widths 16"},
		"bench_bad":        {args: "bench -sample NaN"},
	} {
		t.Run(name, func(t *testing.T) {
			r := try(c.stdin, strings.Fields(c.args)...)
			got := fmt.Sprintf("$ protocell %s\n%s--- stderr\n%s--- exit %d\n", c.args, r.stdout, r.stderr, r.code)
			file := filepath.Join("testdata", name+".golden")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// A file of an experiment makes its link, and the link makes the file.
func TestFileAndLink(t *testing.T) {
	link := "#v=1&a=012340&c=16&b=64&s=42&p=111111.303101&r=abc&x=snip"
	file := try("", "link", "decode", link)
	name := filepath.Join(t.TempDir(), "experiment.json")
	if err := os.WriteFile(name, []byte(file.stdout), 0o644); err != nil {
		t.Fatal(err)
	}
	again := try("", "link", "encode", "@"+name)
	if want := "#v=1&a=012340&c=16&b=64&s=42&x=snip&p=111111.303101&r=abc\n"; again != (result{stdout: want}) {
		t.Errorf("got %+v, want %s", again, want)
	}
	if r := try("", "link", "encode", "-c", "4", "@"+name); r.code != exitUsage || !strings.Contains(r.stderr, "either a file or flags") {
		t.Errorf("a file and flags: %+v", r)
	}
}

// A link with the digest of its result is told to be identical.
func TestLinkIsIdentical(t *testing.T) {
	link := "#v=1&a=333123&c=4&i=3x16x16&b=8&x=nwot,snip"
	first := try("", "score", "-link", link)
	digest := regexp.MustCompile(`digest (\S+)`).FindStringSubmatch(first.stdout)
	if digest == nil {
		t.Fatalf("no digest in %+v", first)
	}
	second := try("", "score", "-link", link+"&r="+digest[1])
	if second.code != exitOK || second.stderr != "The result is identical to the link's.\n" {
		t.Errorf("got %+v", second)
	}
}

func TestListCountsTheSpace(t *testing.T) {
	for args, want := range map[string]int{"": 15625, "-unique": 6466, "-valid": 15284} {
		r := try("", strings.Fields("space list "+args)...)
		if got := strings.Count(r.stdout, "\n"); got != want || r.code != exitOK {
			t.Errorf("space list %s: %d lines, exit %d, want %d", args, got, r.code, want)
		}
	}
}

func TestInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, args := range []string{
		"score -arch 333333" + small, "score -arch 333333 -arch 111111" + small, "space list", "bench",
	} {
		var stderr bytes.Buffer
		code := run(ctx, env{strings.NewReader(""), &bytes.Buffer{}, &stderr, func() float64 { return 0 }}, strings.Fields(args))
		if code != exitInterrupted || stderr.String() != "protocell: interrupted\n" {
			t.Errorf("%s: exit %d, %s", args, code, stderr.String())
		}
	}
}

// An interrupt is heard while the input keeps the program waiting.
func TestInterruptWhileReading(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	in, feed := io.Pipe()
	defer feed.Close()
	var stdout bytes.Buffer
	go func() {
		io.WriteString(feed, "111111\n") // taken: the program reads, and would read on
		cancel()
	}()
	if code := run(ctx, env{in, &stdout, io.Discard, func() float64 { return 0 }}, strings.Fields("score -archs -"+small)); code != exitInterrupted {
		t.Errorf("exit %d", code)
	}
}

func TestBench(t *testing.T) {
	var stdout, stderr bytes.Buffer
	now := 0.0
	clock := func() float64 { now += 1e-3; return now }
	code := run(context.Background(), env{strings.NewReader(""), &stdout, &stderr, clock}, strings.Fields("bench -rounds 1 -sample 0.5"))
	rows := regexp.MustCompile(`(?m)^ *\dx\d, \d+ channels, \d+x\d+ +(1|32) +(forward|gradient of input|gradient of weight) +[0-9.]+ +1\.00 *$`)
	if n := len(rows.FindAllString(stdout.String(), -1)); code != exitOK || n != 36 || !strings.Contains(stdout.String(), "One score by") {
		t.Errorf("exit %d, %d rows of 36 in\n%s%s", code, n, stdout.String(), stderr.String())
	}
}
