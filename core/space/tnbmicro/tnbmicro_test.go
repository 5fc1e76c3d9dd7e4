package tnbmicro_test

import (
	"fmt"
	"testing"

	"protocell/core/graph"
	"protocell/core/space"
	"protocell/core/space/nb201"
	"protocell/core/space/spacetest"
	"protocell/core/space/tnbmicro"
)

func TestConformance(t *testing.T) { spacetest.Run(t, tnbmicro.Space{}) }

func FuzzParse(f *testing.F) { spacetest.Fuzz(f, tnbmicro.Space{}) }

func TestCosts(t *testing.T) { checkCosts(t, spacetest.Table(t, "testdata/costs.csv")) }

func TestCostsOfAll(t *testing.T) { checkCosts(t, spacetest.Published(t, "tnb101_micro_nbsz.csv")) }

// checkCosts compares parameters and operations with those that NAS-Bench-Suite-Zero
// has, in millions, of networks with the numbers of classes of the full Taskonomy
// data. Its counter of operations takes two for each output of a batch
// normalisation, one for each of a ReLU, a window larger by a row and a column than
// the image for the head's pooling, and none for biases.
func checkCosts(t *testing.T, rows []spacetest.Row) {
	s := tnbmicro.Space{}
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

func TestNotations(t *testing.T) {
	s := tnbmicro.Space{}
	for text, want := range map[string]string{
		"64-41414-3_32_132":      "332132",
		"3_32_132":               "332132",
		"332132":                 "332132",
		"(3, 3, 2, 1, 3, 2)":     "332132",
		"[3,3,2,1,3,2]":          "332132",
		"naslib:2,2,0,3,2,3":     "332132",
		"naslib:(0,1,2,3,0,0)":   "102311",
		" 64 - 41414 - 3_32_132": "332132",
		"|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_1x1~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_1x1~2|": "332132",
		"|nor_conv_3x3~0|+|avg_pool_3x3~0|nor_conv_1x1~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_1x1~2|": "at byte 18: this space has no avg_pool_3x3",
		"32-41414-3_32_132":  `at byte 0: every network of this space begins with 64-41414-, and not with "3" here; write one such as 64-41414-3_32_132`,
		"64-4141-3_32_132":   `at byte 3: every network of this space begins with 64-41414-, and not with "4" here; write one such as 64-41414-3_32_132`,
		"64-41414-3_32_134":  `at byte 9: "3_32_134" is no cell: decision 5 takes option 4, want 0 to 3; write one such as 64-41414-3_32_132`,
		"(3, 3, 2, 1, 3)":    `at byte 14: expected ',' after number 5 of 6, found ")"`,
		"(3, 3, 2, 1, 3, 4)": `at byte 16: an operation's number is 0 to 3, and not 4`,
	} {
		a, err := s.Parse(text)
		got := space.PrintCode(a)
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// A skip from the input of a cell is an operation, any other is not.
func TestCanonical(t *testing.T) {
	s := tnbmicro.Space{}
	for _, c := range []struct {
		a, b space.Arch
		same bool
	}{
		{"\x03\x00\x01\x00\x00\x03", "\x00\x03\x00\x00\x00\x03", true},  // through an inner skip
		{"\x01\x00\x03\x00\x00\x01", "\x00\x03\x00\x00\x00\x01", false}, // through one from the input
		{"\x03\x00\x00\x03\x00\x00", "\x00\x02\x00\x03\x00\x00", true},  // what does not reach the output
	} {
		if got := s.Canonical(c.a) == s.Canonical(c.b); got != c.same {
			t.Errorf("%s and %s: %s and %s", s.Print(c.a), s.Print(c.b), s.Canonical(c.a), s.Canonical(c.b))
		}
	}
	if s.Canonical("\x01\x01\x01\x01\x01\x01") == (nb201.Space{}).Canonical("\x01\x01\x01\x01\x01\x01") {
		t.Error("a skip from the input is taken for the identity")
	}
}
