package layout

import (
	"flag"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"protocell/core/space/spaces"
)

var update = flag.Bool("update", false, "write the golden files")

// byHand are the drawings of a cell of four nodes, drawings also those by rule of the
// other spaces.
var (
	byHand   = map[string]Cell{"wide": Wide(), "tall": Tall()}
	drawings = allDrawings()
)

func allDrawings() map[string]Cell {
	all := maps.Clone(byHand)
	for _, sp := range spaces.All() {
		for _, preset := range sp.Presets() {
			for i, c := range sp.Diagram(preset.Arch).Cells {
				name := fmt.Sprintf("%s, %s, cell %d", sp.Info().ID, preset.Name, i)
				all[name+", wide"], all[name+", narrow"] = Of(c, false), Of(c, true)
			}
		}
	}
	return all
}

// A pill that covers another, or a node, would take its clicks.
func TestNothingOverlaps(t *testing.T) {
	for name, c := range drawings {
		var boxes []Rect
		var what []string
		for i, n := range c.Nodes {
			boxes = append(boxes, Rect{n.Center.X - n.R, n.Center.Y - n.R, 2 * n.R, 2 * n.R})
			what = append(what, fmt.Sprintf("node %d", i))
		}
		for _, e := range c.Edges {
			if e.Pill.W == 0 {
				continue
			}
			boxes = append(boxes, e.Pill)
			what = append(what, fmt.Sprintf("pill %d<-%d", e.To, e.From))
		}
		for i, a := range boxes {
			if a.X < 10 || a.Y < 10 || a.X+a.W > c.W-10 || a.Y+a.H > c.H-10 {
				t.Errorf("%s: %s at %v leaves the drawing", name, what[i], a)
			}
			for j, b := range boxes[:i] {
				if a.Overlaps(b, 6) {
					t.Errorf("%s: %s at %v meets %s at %v", name, what[i], a, what[j], b)
				}
			}
		}
	}
}

// A line behind the pill of another edge would seem to be that edge.
func TestLinesPassOtherPillsAndNodes(t *testing.T) {
	for name, c := range drawings {
		for k, e := range c.Edges {
			for i := range 301 {
				p := e.Line.At(float64(i) / 300)
				for j, other := range c.Edges {
					if j != k && other.Pill.W > 0 && other.Pill.Overlaps(Rect{X: p.X, Y: p.Y}, 5) {
						t.Errorf("%s: the line %d<-%d meets the pill %d<-%d at %v", name, e.To, e.From, other.To, other.From, p)
					}
				}
				for n, node := range c.Nodes {
					if d := math.Hypot(p.X-node.Center.X, p.Y-node.Center.Y); n != e.From && n != e.To && d < node.R+5 {
						t.Errorf("%s: the line %d<-%d meets node %d at %v", name, e.To, e.From, n, p)
					}
				}
			}
		}
	}
}

func TestEdgesAreThoseOfTheCell(t *testing.T) {
	for name, c := range byHand {
		i := 0
		for to := 1; to < 4; to++ {
			for from := 0; from < to; from++ {
				if e := c.Edges[i]; e.From != from || e.To != to {
					t.Errorf("%s: edge %d is %d<-%d, want %d<-%d", name, i, e.To, e.From, to, from)
				}
				i++
			}
		}
	}
}

func TestSplitStaysOnTheCurve(t *testing.T) {
	c := Curve{{0, 0}, {10, 40}, {70, -30}, {100, 20}}
	part := c.split(0.2, 0.7)
	for i := 0.0; i <= 1; i += 0.125 {
		got, want := part.At(i), c.At(0.2+0.5*i)
		if Coord(got.X) != Coord(want.X) || Coord(got.Y) != Coord(want.Y) {
			t.Errorf("at %g: %v, want %v", i, got, want)
		}
	}
}

func TestGolden(t *testing.T) {
	for name, c := range byHand {
		var b strings.Builder
		fmt.Fprintf(&b, "%g x %g\n", c.W, c.H)
		for _, n := range c.Nodes {
			fmt.Fprintf(&b, "node %s r %g\n", pair(n.Center), n.R)
		}
		for _, e := range c.Edges {
			fmt.Fprintf(&b, "edge %d<-%d %s arrow %s pill %s\n", e.To, e.From, e.Line.Path(), e.Arrow, pair(e.Pill.Center()))
		}
		for _, m := range c.Membrane {
			fmt.Fprintf(&b, "membrane %s\n", m)
		}
		file := filepath.Join("testdata", name+".txt")
		if *update {
			if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if b.String() != string(want) {
			t.Errorf("%s differs from %s; if that is meant, run go test -update", name, file)
		}
	}
}
