package main

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"protocell/core/oracle"
	"protocell/core/score"
)

// With noise and the seed of the reference numbers, the program prints the numbers
// that the field's PyTorch code computes in float64. Tolerances are relative: a few
// times what PyTorch's own float32 is off.
func TestOracle(t *testing.T) {
	for _, c := range []struct {
		file     string
		archs    int // of the file, from its beginning
		gradient float64
		code     float64
	}{
		{"small", 16, 1e-6, 1e-8},
		{"medium", 4, 5e-4, 5e-8},
	} {
		networks, err := oracle.Load(c.file)
		if err != nil {
			t.Fatal(err)
		}
		archs := networks.Archs[:c.archs]
		var texts strings.Builder
		for _, a := range archs {
			fmt.Fprintln(&texts, a.Arch)
		}
		k := networks.Config
		r := try(texts.String(), strings.Fields(fmt.Sprintf("score -archs - -data noise -c %d -n %d -input %dx%dx%d -classes %d -batch %d -seed %d",
			k.C, k.N, k.Input[0], k.Input[1], k.Input[2], k.Classes, k.Batch, k.Seed))...)
		if r.code != exitOK {
			t.Fatalf("%+v", r)
		}
		lines := strings.Split(strings.TrimSpace(r.stdout), "\n")
		if len(lines) != len(archs) {
			t.Fatalf("%d lines for %d architectures", len(lines), len(archs))
		}
		tolerance := map[string]float64{"nwot": c.code, "naswot": c.code, "synflow": 1e-11, "grad_norm": c.gradient, "snip": c.gradient}
		for i, line := range lines {
			var got score.Result
			if err := json.Unmarshal([]byte(line), &got); err != nil {
				t.Fatal(err)
			}
			if got.Arch != archs[i].Arch || got.Params != archs[i].Static.Params || got.MACs != archs[i].Static.MACs {
				t.Errorf("%s: %d parameters, %d MACs, want %+v", got.Arch, got.Params, got.MACs, archs[i].Static)
			}
			compared := 0
			for _, s := range got.Scores {
				want, ok := archs[i].Score(s.ID)
				if !ok || tolerance[s.ID] == 0 {
					continue
				}
				compared++
				value := float64(s.Value)
				if value != want && !(math.Abs(value-want) <= tolerance[s.ID]*math.Abs(want)) {
					t.Errorf("%s, %s, %s: %v, want %v", c.file, got.Arch, s.ID, value, want)
				}
			}
			if compared != len(tolerance) {
				t.Errorf("%s: %d of %d scores compared", got.Arch, compared, len(tolerance))
			}
		}
	}
}
