package app

import (
	"strconv"
	"strings"
	"testing"

	"protocell/app/state"
)

// TestProductsAddUp multiplies and adds what the page writes, and comes to the costs.
func TestProductsAddUp(t *testing.T) {
	p := visitAt(t, "")
	for _, id := range []string{"flops", "params"} {
		lines, total := p.products(id), int64(0)
		for _, l := range lines[:len(lines)-1] {
			terms, sum, ok := strings.Cut(l.value, " = ")
			each, times, found := strings.Cut(terms, " × ")
			if !ok || !found {
				t.Fatalf("%s: %q", id, l.value)
			}
			each, bias, _ := strings.Cut(strings.Trim(each, "()"), " + ")
			n := int64(1)
			for _, factor := range strings.Split(each, "·") {
				n *= integer(t, factor)
			}
			if bias != "" {
				n += integer(t, bias)
			}
			if n *= integer(t, times); n != integer(t, sum) {
				t.Errorf("%s: %s is %d", id, l.value, n)
			}
			total += n
		}
		want := p.state.Net.Costs.Total.MACs
		if id == "params" {
			want = p.state.Net.Costs.Total.Params
		}
		if last := lines[len(lines)-1].value; total != want || integer(t, last) != want {
			t.Errorf("%s: %d, and %s on the page, want %d", id, total, last, want)
		}
	}
}

func integer(t *testing.T, text string) int64 {
	t.Helper()
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestPassesInWords: every proxy but those that count says what it runs.
func TestPassesInWords(t *testing.T) {
	p := visitAt(t, "")
	for id, want := range map[string]string{
		"params": "none", "nwot": "forward, shared", "grad_norm": "forward and backward, shared",
		"zen": "its own: 2 forward, float64", "synflow_bn": "its own: 1 forward, 1 backward, float64",
		"grasp": "its own: 1 forward, 1 backward, 1 tangent, float32",
	} {
		info, _ := state.Proxy(id)
		if got := p.passes(info); got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
	for _, info := range state.Proxies() {
		if got := p.passes(info); info.Needs != 0 && got == "none" {
			t.Errorf("%s costs nothing", info.ID)
		}
	}
}
