package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"protocell/core/data"
	"protocell/core/engine"
	"protocell/core/export"
	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/rng"
	"protocell/core/space"
	"protocell/core/space/spaces"
	"protocell/tools/site/build"
)

// exportBatch is the number of images that other programs compute logits of.
const exportBatch = 3

// exportCase is a network that is exported, with the engine's own logits.
type exportCase struct {
	model  *export.Model
	images []float32
	batch  []float32 // logits under the statistics of the batch
	eval   []float32 // logits under the running statistics
}

// exportCases are networks of every space, with every operation.
func exportCases(t *testing.T) (cases []exportCase) {
	seen := map[graph.Op]bool{}
	for _, s := range spaces.All() {
		archs := []space.Arch{}
		for _, p := range s.Presets() {
			if len(archs) < 2 || s.Valid(p.Arch) != nil {
				archs = append(archs, p.Arch)
			}
		}
		r := rng.Named(1, "export/test")
		for range 2 {
			archs = append(archs, s.Sample(r))
		}
		for i, a := range archs {
			k := graph.Skeleton{C: 4, N: 1, Input: graph.Shape{C: 3, H: 16, W: 16}, Classes: 5}
			if i%2 == 1 {
				k.Input = graph.Shape{C: 2, H: 8, W: 12}
			}
			g, err := s.Build(a, k)
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range g.Nodes {
				seen[n.Op] = true
			}
			cases = append(cases, newExportCase(t, s.Info().ID+" "+s.Print(a), g))
		}
	}
	rest := restNetwork(t)
	for _, n := range rest.Nodes {
		seen[n.Op] = true
	}
	cases = append(cases, newExportCase(t, "the rest", rest))
	for op := graph.Input; op <= graph.Sigmoid; op++ {
		if !seen[op] {
			t.Errorf("no network has operation %d", op)
		}
	}
	return cases
}

// restNetwork has what no search space has: two readers of the image, a linear layer
// within, a sum of zeros, zeros of another shape.
func restNetwork(t *testing.T) *graph.Graph {
	b := graph.NewBuilder(graph.Shape{C: 3, H: 5, W: 6})
	b.Block(graph.Stem, 0, -1)
	x := b.ConvBias("conv", "conv", 0, 4, graph.Window{Kernel: 3, Stride: 2, Pad: 2, Dilation: 2, Groups: 1})
	y := b.MaxPool("max", b.Conv("again", "again", 0, 4, graph.Square(3, 1)), 3, 2, 1)
	x = b.ReLU6("relu6", b.Add("sum", x, y))
	zero := b.ZeroAs("zero", x, graph.Shape{C: 2, H: 3, W: 3})
	x = b.Concat("concat", x, b.Add("zeros", zero, zero), b.Shift("shift", x))
	b.Block(graph.Reduction, 1, 0)
	factors := b.Sigmoid("sigmoid", b.Linear("squeeze", "squeeze", b.GlobalAvgPool("mean", x), 10))
	x = b.AvgPool("average", b.HSwish("hswish", b.Scale("scale", b.BatchNorm("bn", "bn", x), factors)), 3, 1, 1)
	b.Block(graph.Head, 1, -1)
	b.GlobalAvgPool("pool", b.Conv("last", "last", x, 7, graph.Square(1, 1)))
	g, err := b.Graph()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func newExportCase(t *testing.T, name string, g *graph.Graph) exportCase {
	c := exportCase{model: &export.Model{Name: name, Graph: g, Params: engine.InitParams(g, 7)}}
	var err error
	if c.images, _, err = data.Batch("noise", 8, exportBatch, g.In, g.Classes); err != nil {
		t.Fatal(err)
	}
	plan, err := engine.NewPlan(g, kernel.Go().F32, engine.Config{Batch: exportBatch})
	if err != nil {
		t.Fatal(err)
	}
	net := engine.NewNet(plan, nil)
	net.SetParams(c.model.Params, false)
	net.SetInput(c.images)
	forward := func() []float32 {
		if err := net.Forward(engine.Hooks[float32]{}); err != nil {
			t.Fatal(err)
		}
		return append([]float32(nil), net.Output()...)
	}
	c.batch = forward()
	net.Average(0.7)
	net.Evaluate(true)
	c.eval = forward()
	c.model.Running = append([]float64(nil), net.Running()...)
	return c
}

// write exports the networks into a folder, and their images.
func writeCases(t *testing.T, cases []exportCase) (dir string) {
	dir = t.TempDir()
	var index []map[string]any
	for i, c := range cases {
		for _, f := range export.Formats() {
			text, err := f.Write(c.model)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("m%d%s", i, f.Extension)), text, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		var raw []byte
		for _, v := range c.images {
			raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(v))
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("m%d.raw", i)), raw, 0o666); err != nil {
			t.Fatal(err)
		}
		in := c.model.Graph.In
		index = append(index, map[string]any{"shape": []int{exportBatch, in.C, in.H, in.W}})
	}
	text, err := json.Marshal(index)
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "index.json"), text, 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// The tolerances of logits, as fractions of the largest one: float32 in another order of
// addition, which the statistics of a few positions in the batch enlarge.
const (
	evalTolerance  = 2e-5
	batchTolerance = 1e-3
)

// compareLogits compares with the engine's.
func compareLogits(t *testing.T, name string, got []float64, want []float32, tolerance float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d logits, want %d", name, len(got), len(want))
		return
	}
	scale := 1e-3
	for _, v := range want {
		scale = max(scale, math.Abs(float64(v)))
	}
	for i := range want {
		if d := math.Abs(got[i]-float64(want[i])) / scale; !(d < tolerance) {
			t.Errorf("%s: logits %v, want %v", name, got, want)
			return
		}
	}
}

// onnxScript computes the logits of all networks of a folder by ONNX Runtime Web.
const onnxScript = `
const [packages, dir] = process.argv.slice(1);
const fs = require("fs"), path = require("path");
const ort = require(require.resolve("onnxruntime-web", { paths: [packages] }));
ort.env.wasm.numThreads = 1;
ort.env.logLevel = "error";
(async () => {
	const out = [];
	for (const [i, { shape }] of JSON.parse(fs.readFileSync(path.join(dir, "index.json"))).entries()) {
		const session = await ort.InferenceSession.create(fs.readFileSync(path.join(dir, "m" + i + ".onnx")), { executionProviders: ["wasm"] });
		const raw = fs.readFileSync(path.join(dir, "m" + i + ".raw"));
		const images = new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
		const { logits } = await session.run({ input: new ort.Tensor("float32", images, shape) });
		out.push({ shape: logits.dims, logits: [...logits.data] });
		await session.release();
	}
	console.log(JSON.stringify(out));
})().catch((error) => { console.error(error); process.exit(1); });
`

// TestONNXRuntime runs the exported networks in ONNX Runtime Web, in Node.
func TestONNXRuntime(t *testing.T) {
	packages := filepath.Join("..", "bench")
	for _, name := range []string{"node", "npm"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("%s is not on the PATH", name)
		}
	}
	var log bytes.Buffer
	if err := build.InstallPackages(t.Context(), packages, &log); err != nil {
		t.Skipf("ONNX Runtime Web cannot be installed: %v\n%s", err, &log)
	}
	absolute, err := filepath.Abs(packages)
	if err != nil {
		t.Fatal(err)
	}
	cases := exportCases(t)
	dir := writeCases(t, cases)
	cmd := exec.CommandContext(t.Context(), "node", "-e", onnxScript, "--", absolute, dir)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	text, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, &stderr)
	}
	var got []struct {
		Shape  []int
		Logits []float64
	}
	if err := json.Unmarshal(text, &got); err != nil || len(got) != len(cases) {
		t.Fatalf("%d results of %d: %v", len(got), len(cases), err)
	}
	for i, c := range cases {
		if s := got[i].Shape; len(s) != 2 || s[0] != exportBatch || s[1] != c.model.Graph.Classes {
			t.Errorf("%s: logits of shape %v", c.model.Name, s)
		}
		compareLogits(t, c.model.Name, got[i].Logits, c.eval, evalTolerance)
	}
}

// torchScript computes the logits of all networks of a folder by their PyTorch code, in
// training and in evaluation.
const torchScript = `
import importlib.util, json, os, struct, sys
import torch
folder = sys.argv[1]
torch.set_num_threads(1)
out = []
for i, entry in enumerate(json.load(open(os.path.join(folder, "index.json")))):
    spec = importlib.util.spec_from_file_location(f"m{i}", os.path.join(folder, f"m{i}.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    network = module.Network()
    module.load(network, os.path.join(folder, f"m{i}.safetensors"))
    raw = bytearray(open(os.path.join(folder, f"m{i}.raw"), "rb").read())
    images = torch.frombuffer(raw, dtype=torch.float32).reshape(entry["shape"])
    with torch.no_grad():
        network.eval()
        evaluated = network(images).flatten().tolist()
        network.train()
        trained = network(images).flatten().tolist()
    names = [name for name, _ in network.named_parameters()]
    out.append({"eval": evaluated, "train": trained, "names": names})
print(json.dumps(out))
`

// python returns a Python that has PyTorch, or skips the test.
func python(t *testing.T) string {
	for _, name := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(name, "-c", "import torch").Run() == nil {
			return name
		}
	}
	t.Skip("no Python with PyTorch; on Debian it is the package python3-torch")
	return ""
}

// TestPyTorch runs the exported code.
func TestPyTorch(t *testing.T) {
	name := python(t)
	cases := exportCases(t)
	cmd := exec.CommandContext(t.Context(), name, "-W", "ignore", "-c", torchScript, writeCases(t, cases))
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	text, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, &stderr)
	}
	var got []struct {
		Eval, Train []float64
		Names       []string
	}
	if err := json.Unmarshal(text, &got); err != nil || len(got) != len(cases) {
		t.Fatalf("%d results of %d: %v", len(got), len(cases), err)
	}
	for i, c := range cases {
		compareLogits(t, c.model.Name+" in evaluation", got[i].Eval, c.eval, evalTolerance)
		compareLogits(t, c.model.Name+" in training", got[i].Train, c.batch, batchTolerance)
		names := map[string]bool{}
		for _, n := range got[i].Names {
			names[n] = true
		}
		for _, p := range c.model.Graph.Params {
			if !names[p.Name] {
				t.Errorf("%s: there is no parameter %s", c.model.Name, p.Name)
			}
		}
		if len(names) != len(c.model.Graph.Params) {
			t.Errorf("%s: %d parameters, want %d", c.model.Name, len(names), len(c.model.Graph.Params))
		}
	}
}

// TestExport runs the command.
func TestExport(t *testing.T) {
	dir := t.TempDir()
	for _, f := range export.Formats() {
		name := filepath.Join(dir, "network"+f.Extension)
		args := []string{"export", "-arch", "133123", "-format", f.ID, "-c", "4", "-n", "1", "-input", "3x8x8", "-calibrate", "4"}
		var stdout, stderr bytes.Buffer
		if code := run(t.Context(), env{stdout: &stdout, stderr: &stderr}, append(args, "-o", name)); code != exitOK || stdout.Len()+stderr.Len() > 0 {
			t.Fatalf("%s: exit code %d: %s%s", f.ID, code, &stdout, &stderr)
		}
		written, err := os.ReadFile(name)
		if err != nil || len(written) == 0 {
			t.Fatalf("%s: %d bytes, %v", f.ID, len(written), err)
		}
		if code := run(t.Context(), env{stdout: &stdout, stderr: &stderr}, args); code != exitOK || !bytes.Equal(stdout.Bytes(), written) {
			t.Errorf("%s: exit code %d and %d bytes, but %d in the file", f.ID, code, stdout.Len(), len(written))
		}
	}
	for want, args := range map[string][]string{
		"no architecture": {"-format", "onnx"},
		"choose one of":   {"-arch", "133123"},
		"choose small":    {"-arch", "133123", "-format", "dot", "-skeleton", "large"},
		"c is 0":          {"-arch", "133123", "-format", "dot", "-c", "0"},
		"-calibrate -1":   {"-arch", "133123", "-format", "onnx", "-calibrate", "-1"},
		"-data":           {"-arch", "133123", "-format", "onnx", "-c", "4", "-n", "1", "-calibrate", "2", "-data", "cats"},
		"133129":          {"-arch", "133129", "-format", "dot"},
		"is no flag":      {"133123"},
		"no such file":    {"-arch", "133123", "-format", "dot", "-o", filepath.Join(dir, "absent", "x")},
		"no search space": {"-space", "absent", "-arch", "133123", "-format", "dot"},
	} {
		var stdout, stderr bytes.Buffer
		if code := run(t.Context(), env{stdout: &stdout, stderr: &stderr}, append([]string{"export"}, args...)); code == exitOK || !strings.Contains(stderr.String(), want) {
			t.Errorf("%v: exit code %d: %s, want %q", args, code, &stderr, want)
		}
	}
}
