package nbmacro

import (
	"strings"
	"testing"

	"protocell/core/graph"
	"protocell/core/space/spacetest"
)

func TestConformance(t *testing.T) { spacetest.Run(t, Space{}) }

func FuzzParse(f *testing.F) {
	for _, text := range []string{"", "(2,2,2", "['id', 'ir_3x3_t3'", "222122020", "MB6_K5,", "\x00", "é"} {
		f.Add(text)
	}
	spacetest.Fuzz(f, Space{})
}

// checkCosts compares networks with the benchmark's counts. Its MACs are those of
// the convolutions and of the linear layer without a bias.
func checkCosts(t *testing.T, rows []spacetest.Row) {
	t.Helper()
	full := Space{}.Skeletons().Full
	for _, row := range rows {
		a, err := Space{}.Parse(row["code"])
		if err != nil {
			t.Fatal(err)
		}
		g, err := Space{}.Build(a, full)
		if err != nil {
			t.Fatal(err)
		}
		c := g.Costs().Total
		if c.Params != row.Int(t, "params") || c.MACs-int64(full.Classes) != row.Int(t, "flops") {
			t.Errorf("%s: %d parameters, %d MACs, want %s, %s", row["code"], c.Params, c.MACs, row["params"], row["flops"])
		}
	}
}

func TestCosts(t *testing.T) { checkCosts(t, spacetest.Table(t, "testdata/costs.csv")) }

func TestCostsOfAll(t *testing.T) {
	rows := spacetest.Published(t, "nbmacro_c10.csv")
	if int64(len(rows)) != (Space{}).Info().Size {
		t.Fatalf("%d rows", len(rows))
	}
	if testing.Short() {
		rows = rows[:300]
	}
	checkCosts(t, rows)
}

// Isomorphic architectures are the same network: 3 choices for each layer that
// changes the width and for the second, and for each of the two pairs of other layers
// 7, the 9 without the order of an identity and another block.
func TestCanonicalCount(t *testing.T) {
	seen := map[string]bool{}
	for i := range (Space{}).Info().Size {
		seen[Space{}.Canonical(Space{}.At(i))] = true
	}
	if want := 3 * 3 * 3 * 7 * 3 * 7; len(seen) != want {
		t.Errorf("%d classes, want %d", len(seen), want)
	}
}

// Members of a class differ in where an identity stands, and in no operation.
func TestCanonicalNetworks(t *testing.T) {
	k := Space{}.Skeletons().Default
	shape := map[string]string{}
	for i := int64(0); i < (Space{}).Info().Size; i += 7 {
		a := Space{}.At(i)
		g, err := Space{}.Build(a, k)
		if err != nil {
			t.Fatal(err)
		}
		var ops strings.Builder
		for _, n := range g.Nodes {
			if n.Op == graph.Add && len(n.Inputs) == 1 {
				continue // an identity
			}
			ops.WriteString(n.Out.String())
			ops.WriteByte(byte('a' + n.Op))
			ops.WriteByte(byte('0' + n.Kernel))
		}
		c := Space{}.Canonical(a)
		if old, ok := shape[c]; ok && old != ops.String() {
			t.Fatalf("%s has two networks", c)
		}
		shape[c] = ops.String()
	}
}

func TestNotations(t *testing.T) {
	s := Space{}
	for text, want := range map[string]string{
		"22212202":                 "22212202",
		"'22212202'":               "22212202",
		"[2, 2, 2, 1, 2, 2, 0, 2]": "22212202",
		"(2,2,2,1,2,2,0,2,)":       "22212202",
		"MB6_K5, MB6_K5, MB6_K5, MB3_K3, MB6_K5, MB6_K5, Identity, MB6_K5":                             "22212202",
		"['ir_5x5_t6','ir_5x5_t6','ir_5x5_t6','ir_3x3_t3','ir_5x5_t6','ir_5x5_t6','id', 'ir_5x5_t6' ]": "22212202",
		"":                       "at byte 0: there is no architecture; write eight digits, such as 22212202",
		"2221220":                "at byte 0: as digits: 7 decisions, want 8; write eight digits 0 to 2, such as 22212202",
		"22212203":               "at byte 0: as digits: decision 7 takes option 3, want 0 to 2; write eight digits 0 to 2, such as 22212202",
		"[2, 2, 3]":              "at byte 7: a block is 0 to 2, and not 3",
		"[2, 2]":                 `at byte 5: expected ',' after block 2 of 8, found "]"`,
		"MB6_K5, MB6_K3":         `at byte 8: no block is called "MB6_K3"; the blocks are Identity, MB3_K3, MB6_K5`,
		"id,id,id,id,id,id,id,:": `at byte 21: expected a block, found ":"; the blocks are Identity, MB3_K3, MB6_K5`,
		"22212202 0":             `at byte 9: the architecture is complete, but "0" follows`,
	} {
		a, err := s.Parse(text)
		got := ""
		if err != nil {
			got = err.Error()
		} else {
			got = s.Print(a)
		}
		if got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	if _, err := s.PrintAs(s.At(0), "nosuch"); err == nil || err.Error() != `nbmacro: no notation "nosuch"; there are code, names` {
		t.Errorf("got %v", err)
	}
}

func TestParameterNames(t *testing.T) {
	a, err := Space{}.Parse("10000000")
	if err != nil {
		t.Fatal(err)
	}
	g, err := Space{}.Build(a, graph.Skeleton{C: 4, N: 1, Input: graph.Shape{C: 3, H: 8, W: 8}, Classes: 2})
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Fields(`stem.0.weight stem.1.weight stem.1.bias
		features.0.conv.0.weight features.0.conv.1.weight features.0.conv.1.bias
		features.0.conv.3.weight features.0.conv.4.weight features.0.conv.4.bias
		features.0.conv.6.weight features.0.conv.7.weight features.0.conv.7.bias
		features.2.downsample.0.weight features.2.downsample.1.weight features.2.downsample.1.bias
		features.5.downsample.0.weight features.5.downsample.1.weight features.5.downsample.1.bias
		out.0.weight out.1.weight out.1.bias classifier.weight classifier.bias`)
	for i, p := range g.Params {
		if i >= len(want) || p.Name != want[i] {
			t.Fatalf("parameter %d is %s", i, p.Name)
		}
	}
	if len(g.Params) != len(want) {
		t.Errorf("%d parameters, want %d", len(g.Params), len(want))
	}
}
