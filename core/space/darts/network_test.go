package darts

import (
	"bufio"
	"strconv"
	"strings"
	"testing"

	"protocell/core/graph"
	"protocell/core/space/spacetest"
)

// evaluation is the network that DARTS reports: 20 cells that begin with 36
// channels.
var evaluation = graph.Skeleton{C: 36, N: 6, Input: graph.Shape{C: 3, H: 32, W: 32}, Classes: 10}

// The paper gives 3.3 M parameters for DARTS_V2. The auxiliary head, which is for
// training alone, would have 476,426 more, which is not in that number.
func TestPublishedParameters(t *testing.T) {
	for _, p := range (Space{}).Presets()[:2] {
		g, err := Space{}.Build(p.Arch, evaluation)
		if err != nil {
			t.Fatal(err)
		}
		cells := 0
		for _, b := range g.Blocks {
			if b.Index >= 0 {
				cells++
				if (b.Kind == graph.Reduction) != (b.Index == 20/3 || b.Index == 2*20/3) {
					t.Errorf("cell %d is of kind %d", b.Index, b.Kind)
				}
			}
		}
		want := map[string]int64{"DARTS_V2": 3349342, "DARTS_V1": 3169414}[p.Name]
		if got := g.Costs().Total.Params; got != want || cells != 20 {
			t.Errorf("%s: %d parameters in %d cells, want %d in 20", p.Name, got, cells, want)
		}
	}
}

// naslibParams returns the parameters of the network that NASLib scores: the
// batch normalisations on the edges have none there, as in the search.
func naslibParams(t *testing.T, code string) int64 {
	t.Helper()
	g, err := Space{}.Build(mustParse(t, code), Space{}.Skeletons().Full)
	if err != nil {
		t.Fatal(err)
	}
	c := g.Costs()
	n := c.Total.Params
	for i, node := range g.Nodes {
		if node.Op == graph.BatchNorm && node.Edge >= 0 {
			n -= c.Nodes[i].Params
		}
	}
	return n
}

// checkParams compares the networks of a table with its column of parameters.
func checkParams(t *testing.T, rows []spacetest.Row) {
	t.Helper()
	for _, row := range rows {
		got := strconv.FormatFloat(float64(naslibParams(t, row["code"]))/1e6, 'g', 6, 64)
		if got != row["params"] {
			t.Errorf("%s: %s M parameters, want %s", row["code"], got, row["params"])
		}
	}
}

func TestParametersAreNASLibs(t *testing.T) {
	checkParams(t, spacetest.Table(t, "testdata/nb301.csv"))
}

func TestParametersAreNASLibsOnEveryRow(t *testing.T) {
	rows := spacetest.Published(t, "nb301_nbsz.csv")
	if testing.Short() {
		rows = rows[:100]
	}
	checkParams(t, rows)
}

// TestParameterNames has the names of the authors' modules, in their order, for a
// small network.
func TestParameterNames(t *testing.T) {
	// Node 2 adds a separable and a dilated convolution, node 3 a skip and a pooling.
	a := mustParse(t, "[[(0, 3), (1, 6), (0, 2), (1, 0), (0, 2), (1, 2), (0, 2), (1, 2)], [(0, 2), (1, 0), (0, 1), (2, 2), (0, 0), (1, 0), (0, 0), (1, 0)]]")
	g, err := Space{}.Build(a, graph.Skeleton{C: 4, N: 1, Input: graph.Shape{C: 3, H: 8, W: 8}, Classes: 10})
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, p := range g.Params {
		got.WriteString(p.Name)
		for _, d := range p.Shape {
			got.WriteString(" " + strconv.Itoa(d))
		}
		got.WriteByte('\n')
	}
	in := bufio.NewScanner(strings.NewReader(`stem.0.weight 12 3 3 3
stem.1.weight 12
stem.1.bias 12
cells.0.preprocess0.op.1.weight 4 12 1 1
cells.0.preprocess0.op.2.weight 4
cells.0.preprocess0.op.2.bias 4
cells.0.preprocess1.op.1.weight 4 12 1 1
cells.0.preprocess1.op.2.weight 4
cells.0.preprocess1.op.2.bias 4
cells.0._ops.0.op.1.weight 4 1 3 3
cells.0._ops.0.op.2.weight 4 4 1 1
cells.0._ops.0.op.3.weight 4
cells.0._ops.0.op.3.bias 4
cells.0._ops.0.op.5.weight 4 1 3 3
cells.0._ops.0.op.6.weight 4 4 1 1
cells.0._ops.0.op.7.weight 4
cells.0._ops.0.op.7.bias 4
cells.0._ops.1.op.1.weight 4 1 5 5
cells.0._ops.1.op.2.weight 4 4 1 1
cells.0._ops.1.op.3.weight 4
cells.0._ops.1.op.3.bias 4
cells.1.preprocess0.op.1.weight 8 12 1 1
cells.1.preprocess0.op.2.weight 8
cells.1.preprocess0.op.2.bias 8
cells.1.preprocess1.op.1.weight 8 16 1 1
cells.1.preprocess1.op.2.weight 8
cells.1.preprocess1.op.2.bias 8
cells.1._ops.0.conv_1.weight 4 8 1 1
cells.1._ops.0.conv_2.weight 4 8 1 1
cells.1._ops.0.bn.weight 8
cells.1._ops.0.bn.bias 8
cells.2.preprocess0.conv_1.weight 4 16 1 1
cells.2.preprocess0.conv_2.weight 4 16 1 1
cells.2.preprocess0.bn.weight 8
cells.2.preprocess0.bn.bias 8
cells.2.preprocess1.op.1.weight 8 32 1 1`))
	lines := strings.Split(got.String(), "\n")
	for i := 0; in.Scan(); i++ {
		if lines[i] != in.Text() {
			t.Fatalf("parameter %d is %s, want %s", i, lines[i], in.Text())
		}
	}
}

func TestBuildNamesTheField(t *testing.T) {
	for field, k := range map[string]graph.Skeleton{
		"input.h": {C: 4, N: 1, Input: graph.Shape{C: 3, H: 10, W: 8}, Classes: 2},
		"input.w": {C: 4, N: 1, Input: graph.Shape{C: 3, H: 8, W: 9}, Classes: 2},
		"c":       {C: 0, N: 1, Input: graph.Shape{C: 3, H: 8, W: 8}, Classes: 2},
	} {
		if _, err := (Space{}).Build(Space{}.At(0), k); err == nil || !strings.Contains(err.Error(), field+" is ") {
			t.Errorf("%s: the error is %v", field, err)
		}
	}
}
