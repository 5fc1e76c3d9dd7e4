package export

import (
	"encoding/binary"
	"encoding/json"
	"flag"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"protocell/core/engine"
	"protocell/core/graph"
)

var update = flag.Bool("update", false, "write the golden files anew")

// small is a network of few layers.
func small(t *testing.T) *Model {
	t.Helper()
	b := graph.NewBuilder(graph.Shape{C: 3, H: 6, W: 4})
	b.Block(graph.Stem, 0, -1)
	x := b.BatchNorm("stem.bn", "stem.1", b.Conv("stem.conv", "stem.0", 0, 4, graph.Square(3, 1)))
	b.Block(graph.Cell, 0, 0)
	b.Edge(0)
	y := b.Conv("cells.0.edge.1<-0.conv", "cells.0.layers.0.op.1", b.ReLU("cells.0.edge.1<-0.relu", x), 4, graph.Window{Kernel: 3, Stride: 1, Pad: 2, Dilation: 2, Groups: 4})
	b.Edge(1)
	z := b.Zero("cells.0.edge.2<-0.none", x)
	b.Edge(-1)
	x = b.Add("cells.0.node.2", y, z, x)
	b.Block(graph.Head, 0, -1)
	b.Linear("head.linear", "classifier", b.GlobalAvgPool("head.pool", b.AvgPool("head.average", x, 2, 2, 0)), 5)
	g, err := b.Graph()
	if err != nil {
		t.Fatal(err)
	}
	m := &Model{Name: `say "hello" \ world`, Graph: g, Params: engine.InitParams(g, 1), Running: make([]float64, 8)}
	for i := range m.Running {
		m.Running[i] = float64(i) / 8
	}
	return m
}

func write(t *testing.T, id string, m *Model) []byte {
	t.Helper()
	f, ok := Lookup(id)
	if !ok {
		t.Fatalf("there is no format %s", id)
	}
	text, err := f.Write(m)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestGolden(t *testing.T) {
	for _, id := range []string{"pytorch", "dot", "json"} {
		got := write(t, id, small(t))
		file := filepath.Join("testdata", "small."+id)
		if *update {
			if err := os.WriteFile(file, got, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(want) {
			t.Errorf("%s differs from %s: %s", id, file, got)
		}
	}
	if text := write(t, "json", small(t)); !json.Valid(text) {
		t.Errorf("this is not JSON: %s", text)
	}
}

func TestFormats(t *testing.T) {
	ids := map[string]bool{}
	for _, f := range Formats() {
		if f.ID == "" || f.Name == "" || ids[f.ID] || !strings.HasPrefix(f.Extension, ".") || !strings.Contains(f.MediaType, "/") || !strings.HasSuffix(f.Summary, ".") {
			t.Errorf("%+v is incomplete, or there twice", f)
		}
		ids[f.ID] = true
		m := small(t)
		m.Params = nil
		if _, err := f.Write(m); (err != nil) != f.Weights {
			t.Errorf("%s without weights: %v", f.ID, err)
		}
	}
	if _, ok := Lookup("absent"); ok {
		t.Error("there is a format absent")
	}
}

func TestSafetensors(t *testing.T) {
	m := small(t)
	file := write(t, "safetensors", m)
	size := binary.LittleEndian.Uint64(file)
	if size%8 != 0 {
		t.Errorf("a header of %d bytes", size)
	}
	var header map[string]json.RawMessage
	if err := json.Unmarshal(file[8:8+size], &header); err != nil {
		t.Fatal(err)
	}
	var about map[string]string
	if err := json.Unmarshal(header["__metadata__"], &about); err != nil || about["network"] != m.Name {
		t.Errorf("%v, %v", about, err)
	}
	data, bytes := file[8+size:], 0
	check := func(name string, shape []int, want []float32) {
		var entry tensorEntry
		if err := json.Unmarshal(header[name], &entry); err != nil || entry.Type != "F32" || !slices.Equal(entry.Shape, shape) {
			t.Fatalf("%s: %+v, %v", name, entry, err)
		}
		raw := data[entry.Offsets[0]:entry.Offsets[1]]
		if len(raw) != 4*len(want) {
			t.Fatalf("%s has %d bytes", name, len(raw))
		}
		for i, v := range want {
			if got := math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:])); got != v {
				t.Fatalf("%s[%d] is %v, want %v", name, i, got, v)
			}
		}
		bytes += len(raw)
	}
	for i, p := range m.Graph.Params {
		check(p.Name, p.Shape, m.Params[i])
	}
	check("stem.1.running_mean", []int{4}, []float32{0, 0.125, 0.25, 0.375})
	check("stem.1.running_var", []int{4}, []float32{0.5, 0.625, 0.75, 0.875})
	if bytes != len(data) || len(header) != len(m.Graph.Params)+3 {
		t.Errorf("%d bytes of %d in %d entries", bytes, len(data), len(header))
	}
}

// fields reads the fields of a message of protocol buffers: the payload of each
// delimited one, by field number.
func fields(t *testing.T, b []byte) map[int][][]byte {
	t.Helper()
	out := map[int][][]byte{}
	next := func() uint64 {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			t.Fatalf("no number in % x", b)
		}
		b = b[n:]
		return v
	}
	for len(b) > 0 {
		switch tag := next(); tag & 7 {
		case varint:
			out[int(tag>>3)] = append(out[int(tag>>3)], binary.AppendUvarint(nil, next()))
		case fixedWidth:
			out[int(tag>>3)] = append(out[int(tag>>3)], b[:4])
			b = b[4:]
		case delimited:
			size := next()
			out[int(tag>>3)] = append(out[int(tag>>3)], b[:size])
			b = b[size:]
		default:
			t.Fatalf("wire type %d", tag&7)
		}
	}
	return out
}

// TestONNX reads the file: versions, and that whatever a node reads is there before it.
func TestONNX(t *testing.T) {
	m := small(t)
	model := fields(t, write(t, "onnx", m))
	opset := fields(t, model[8][0])
	if model[1][0][0] != irVersion || opset[2][0][0] != Opset {
		t.Errorf("format %v, opset %v", model[1], opset)
	}
	g := fields(t, model[7][0])
	if string(g[10][0]) != m.Name {
		t.Errorf("the network is called %s", g[10][0])
	}
	known := map[string]bool{string(fields(t, g[11][0])[1][0]): true}
	for _, c := range g[5] {
		f := fields(t, c)
		known[string(f[8][0])] = true
		if string(f[8][0]) == "classifier.weight" && (len(f[1]) != 2 || len(f[9][0]) != 4*5*4) {
			t.Errorf("the classifier has %d dimensions and %d bytes", len(f[1]), len(f[9][0]))
		}
	}
	for _, n := range g[1] {
		f := fields(t, n)
		for _, in := range f[1] {
			if !known[string(in)] {
				t.Errorf("%s reads %s, which is not there yet", f[3][0], in)
			}
		}
		known[string(f[2][0])] = true
	}
	if out := string(fields(t, g[12][0])[1][0]); out != onnxOutput || !known[out] {
		t.Errorf("the output is %s", out)
	}
}

func TestRefuses(t *testing.T) {
	for want, change := range map[string]func(m *Model){
		"no network":                    func(m *Model) { m.Graph = nil },
		"7 running moments":             func(m *Model) { m.Running = m.Running[:7] },
		"running moment is NaN":         func(m *Model) { m.Running[3] = math.NaN() },
		"values of 1 parameter tensors": func(m *Model) { m.Params = m.Params[:1] },
		"1 values of stem.0.weight":     func(m *Model) { m.Params[0] = m.Params[0][:1] },
		"value 2 of stem.0.weight":      func(m *Model) { m.Params[0][1] = float32(math.NaN()) },
		"two nodes are called stem.bn":  func(m *Model) { m.Graph.Nodes[1].Label = "stem.bn" },
		"two tensors are called logits": func(m *Model) { m.Graph.Nodes[1].Label = "logits" },
		"a second input":                func(m *Model) { m.Graph.Nodes[3].Op = graph.Input },
		"stem.conv: the operation":      func(m *Model) { m.Graph.Nodes[1].Op = 200 },
	} {
		m := small(t)
		change(m)
		f, _ := Lookup("onnx")
		if _, err := f.Write(m); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	for _, id := range []string{"pytorch", "dot", "json"} {
		m := small(t)
		m.Graph.Nodes[3].Op = 200
		f, _ := Lookup(id)
		if _, err := f.Write(m); err == nil || !strings.Contains(err.Error(), "cells.0.edge.1<-0.relu") {
			t.Errorf("%s with an operation that is not known: %v", id, err)
		}
	}
}
