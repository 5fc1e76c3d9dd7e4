package tnbmacro_test

import (
	"fmt"
	"testing"

	"protocell/core/graph"
	"protocell/core/space"
	"protocell/core/space/spacetest"
	"protocell/core/space/tnbmacro"
)

func TestConformance(t *testing.T) { spacetest.Run(t, tnbmacro.Space{}) }

func FuzzParse(f *testing.F) { spacetest.Fuzz(f, tnbmacro.Space{}) }

func TestCosts(t *testing.T) { checkCosts(t, spacetest.Table(t, "testdata/costs.csv")) }

func TestCostsOfAll(t *testing.T) { checkCosts(t, spacetest.Published(t, "tnb101_macro_nbsz.csv")) }

// checkCosts compares parameters and operations with those that NAS-Bench-Suite-Zero
// has, in millions, of networks with the numbers of classes of the full Taskonomy
// data. Its counter of operations takes two for each output of a batch
// normalisation, one for each of a ReLU, a window larger by a row and a column than
// the image for the head's pooling, and none for biases.
func checkCosts(t *testing.T, rows []spacetest.Row) {
	s := tnbmacro.Space{}
	classes := map[string]int{"class_scene": 63, "class_object": 100, "room_layout": 9, "jigsaw": 1000}
	checked := 0
	for _, row := range rows {
		k := s.Skeletons().Full
		if k.Classes = classes[row["task"]]; k.Classes == 0 {
			continue // a decoder
		}
		a, err := s.Parse(row["code"])
		if err != nil {
			t.Fatal(err)
		}
		g, err := s.Build(a, k)
		if err != nil {
			t.Fatal(err)
		}
		params, flops := g.Costs().Total.Params, g.Costs().Total.MACs
		last := g.Nodes[len(g.Nodes)-3].Out
		if row["task"] == "jigsaw" {
			params += 8 * int64(last.C) * 1000 // its classifier reads nine tiles
		}
		if got := fmt.Sprintf("%.6g", float64(params)/1e6); got != row["params"] {
			t.Errorf("%s, %s: %s M parameters, want %s", row["code"], row["task"], got, row["params"])
		}
		for _, n := range g.Nodes {
			switch n.Op {
			case graph.BatchNorm:
				flops += 2 * int64(n.Out.Len())
			case graph.ReLU:
				flops += int64(n.Out.Len())
			}
		}
		flops += int64(last.C*(last.H+1)*(last.W+1) - k.Classes)
		if got := fmt.Sprintf("%.6g", float64(flops)/1e6); got != row["flops"] && row["task"] != "jigsaw" {
			t.Errorf("%s, %s: %s M operations, want %s", row["code"], row["task"], got, row["flops"])
		}
		checked++
	}
	if checked < 10 {
		t.Errorf("%d rows", checked)
	}
}

// No network exceeds the largest ones.
func TestLargest(t *testing.T) {
	s := tnbmacro.Space{}
	for _, k := range []graph.Skeleton{s.Skeletons().Default, {C: 2, N: 2, Input: graph.Shape{C: 3, H: 8, W: 16}, Classes: 2}} {
		var most graph.Cost
		cost := func(a space.Arch) graph.Cost {
			g, err := s.Build(a, k)
			if err != nil {
				t.Fatal(err)
			}
			return g.Costs().Total
		}
		for _, a := range s.Largest() {
			c := cost(a)
			most = graph.Cost{Params: max(most.Params, c.Params), MACs: max(most.MACs, c.MACs), Bytes: max(most.Bytes, c.Bytes)}
		}
		for i := range s.Info().Size {
			if c := cost(s.At(i)); c.Params > most.Params || c.MACs > most.MACs || c.Bytes > most.Bytes {
				t.Fatalf("%s in %+v costs %+v, more than %+v", s.Print(s.At(i)), k, c, most)
			}
		}
	}
}

// The table has every architecture once.
func TestAllOfTheBenchmark(t *testing.T) {
	s := tnbmacro.Space{}
	rows := spacetest.Published(t, "tnb101_macro.csv")
	seen := map[space.Arch]bool{}
	for _, row := range rows {
		a, err := s.Parse(row["code"])
		if err != nil {
			t.Fatal(err)
		}
		seen[a] = true
	}
	if int64(len(seen)) != s.Info().Size || len(rows) != len(seen) {
		t.Errorf("%d rows, %d architectures, want %d", len(rows), len(seen), s.Info().Size)
	}
}

func TestNotations(t *testing.T) {
	s := tnbmacro.Space{}
	for text, want := range map[string]string{
		"64-22231-basic":        "64-22231-basic",
		"22231":                 "64-22231-basic",
		"222310":                "64-22231-basic",
		"2243":                  "64-2243-basic",
		"(2, 2, 4, 3, 0, 0)":    "64-2243-basic",
		"(2, 2, 4, 3)":          "64-2243-basic",
		"[2,2,2,1,1,3,]":        "64-222113-basic",
		"224":                   `at byte 0: 3 modules, fewer than 4; write four to six modules, such as 64-22231-basic`,
		"64-2221-basic":         `at byte 3: no module halves the image; write four to six modules, such as 64-22231-basic`,
		"64-3331-basic":         `at byte 3: no module doubles the width; write four to six modules, such as 64-22231-basic`,
		"444421":                `at byte 0: 5 modules double the width, more than 3; write four to six modules, such as 64-22231-basic`,
		"343333":                `at byte 0: 6 modules halve the image, more than 4; write four to six modules, such as 64-22231-basic`,
		"220431":                `at byte 0: module 3 is none, but module 4 is not; write four to six modules, such as 64-22231-basic`,
		"64-2243-bottleneck":    `at byte 8: every network of this space ends with -basic, and not with "b"; write four to six modules, such as 64-22231-basic`,
		"(2, 2, 4, 5)":          `at byte 10: a module is 0 to 4, and not 5`,
		"64-41414-3_32_132":     `at byte 9: every network of this space ends with -basic, and not with "3"; write four to six modules, such as 64-22231-basic`,
		"(2, 2, 4, 3, 0, 0, 0)": `at byte 0: 7 decisions, want 6; write four to six modules, such as 64-22231-basic`,
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
}
