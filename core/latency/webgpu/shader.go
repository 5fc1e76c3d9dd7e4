package webgpu

import (
	"strconv"
	"strings"

	"protocell/core/graph"
)

// group is the number of threads that a device runs together.
const group = 64

// shader writes the text of a compute shader: constants, storage buffers and what a
// thread does for element i of the output.
type shader struct {
	text    strings.Builder
	bound   int
	threads int
}

func newShader(threads int) *shader {
	s := &shader{threads: threads}
	s.number("COUNT", threads)
	x, _ := groups(threads)
	s.number("LINE", x*group)
	return s
}

// number declares a constant, an unsigned integer.
func (s *shader) number(name string, v int) {
	s.text.WriteString("const " + name + " = " + strconv.Itoa(v) + "u;\n")
}

// shape declares the sides and channels of an image.
func (s *shader) shape(prefix string, of graph.Shape) {
	s.number(prefix+"H", of.H)
	s.number(prefix+"W", of.W)
	s.number(prefix+"C", of.C)
}

// reads declares the next buffer, which is read.
func (s *shader) reads(name, element string) { s.buffer(name, element, "read") }

// writes declares the next buffer, which is written.
func (s *shader) writes(name, element string) { s.buffer(name, element, "read_write") }

func (s *shader) buffer(name, element, access string) {
	s.text.WriteString("@group(0) @binding(" + strconv.Itoa(s.bound) + ") var<storage, " + access + "> " + name + ": array<" + element + ">;\n")
	s.bound++
}

// source returns the whole text.
func (s *shader) source(body string) string {
	return s.text.String() + `
@compute @workgroup_size(` + strconv.Itoa(group) + `)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.y * LINE + id.x;
  if (i >= COUNT) { return; }
` + body + "\n}\n"
}

// maxGroups is how many groups a dispatch may have along an axis, by the specification.
const maxGroups = 65535

// groups returns how many groups there are along each axis for so many threads.
func groups(threads int) (x, y int) {
	n := (threads + group - 1) / group
	x = min(n, maxGroups)
	return x, (n + x - 1) / x
}

// assign writes or adds to the output.
func assign(adds bool) string {
	if adds {
		return "  y[i] += "
	}
	return "  y[i] = "
}

// place is where element i of an output is: image, row, column, channel.
const place = `  let c = i % OC;
  let ox = i / OC % OW;
  let oy = i / (OC * OW) % OH;
  let n = i / (OC * OW * OH);
`

// convolution returns the shader of a convolution of a batch, and whether its threads
// compute four channels each.
func convolution(v graph.Node, in graph.Shape, batch int, relu, bias bool) *step {
	wide := v.Groups == 1 && v.Out.C%4 == 0
	threads, element := batch*v.Out.Len(), "f32"
	if wide {
		threads, element = threads/4, "vec4f"
	}
	s := newShader(threads)
	out := v.Out
	if wide {
		out.C /= 4
	}
	s.shape("I", in)
	s.shape("O", out)
	s.number("K", v.Kernel)
	s.number("STRIDE", v.Stride)
	s.number("DILATION", v.Dilation)
	s.number("PAD", v.Pad)
	s.number("GI", in.C/v.Groups)    // channels of the input in a group
	s.number("GO", v.Out.C/v.Groups) // and of the output
	s.reads("x", "f32")
	s.reads("w", element)
	if bias {
		s.reads("b", element)
	}
	s.writes("y", element)
	first, read := "0u", "x[at + k]"
	if !wide {
		first = "c / GO * GI"
	}
	if relu {
		read = "max(x[at + k], 0.0)"
	}
	end := "  y[i] = sum;"
	if bias {
		end = "  y[i] = sum + b[c];"
	}
	return &step{threads: threads, source: s.source(place + `  var sum = ` + element + `(0.0);
  for (var ky = 0u; ky < K; ky++) {
    let iy = oy * STRIDE + ky * DILATION - PAD;
    if (iy >= IH) { continue; }
    for (var kx = 0u; kx < K; kx++) {
      let ix = ox * STRIDE + kx * DILATION - PAD;
      if (ix >= IW) { continue; }
      let at = ((n * IH + iy) * IW + ix) * IC + ` + first + `;
      let wt = (ky * K + kx) * GI * OC + c;
      for (var k = 0u; k < GI; k++) {
        sum += ` + read + ` * w[wt + k * OC];
      }
    }
  }
` + end)}
}

// pooling returns the shader of an average or a maximum over the cells inside the image.
func pooling(v graph.Node, in graph.Shape, batch int, adds bool) *step {
	threads := batch * v.Out.Len()
	s := newShader(threads)
	s.shape("I", in)
	s.shape("O", v.Out)
	s.number("K", v.Kernel)
	s.number("STRIDE", v.Stride)
	s.number("PAD", v.Pad)
	s.reads("x", "f32")
	s.writes("y", "f32")
	begin, each, end := "0.0", "sum += v; cells += 1.0;", "sum / cells;"
	if v.Op == graph.MaxPool {
		begin, each, end = "-3.4e38", "sum = max(sum, v); cells += 1.0;", "select(0.0, sum, cells > 0.0);"
	}
	return &step{threads: threads, source: s.source(place + `  var sum = ` + begin + `;
  var cells = 0.0;
  for (var ky = 0u; ky < K; ky++) {
    let iy = oy * STRIDE + ky - PAD;
    if (iy >= IH) { continue; }
    for (var kx = 0u; kx < K; kx++) {
      let ix = ox * STRIDE + kx - PAD;
      if (ix >= IW) { continue; }
      let v = x[((n * IH + iy) * IW + ix) * IC + c];
      ` + each + `
    }
  }
` + assign(adds) + end)}
}

// pointwise returns the shader of y = f(v), v being a number of x and c its channel.
func pointwise(shape graph.Shape, batch int, f string, adds bool, more ...string) *step {
	threads := batch * shape.Len()
	s := newShader(threads)
	s.number("OC", shape.C)
	s.number("AREA", shape.Len())
	s.reads("x", "f32")
	for _, name := range more {
		s.reads(name, "f32")
	}
	s.writes("y", "f32")
	return &step{threads: threads, source: s.source("  let v = x[i];\n" + assign(adds) + f + ";")}
}

// channelwise are the functions of pointwise.
var channelwise = map[graph.Op]string{
	graph.BatchNorm: "v * scale[i % OC] + shift[i % OC]",
	graph.ReLU:      "max(v, 0.0)",
	graph.ReLU6:     "clamp(v, 0.0, 6.0)",
	graph.HSwish:    "v * clamp(v + 3.0, 0.0, 6.0) / 6.0",
	graph.Sigmoid:   "1.0 / (1.0 + exp(-v))",
	graph.Scale:     "v * scale[i / AREA * OC + i % OC]",
}

// mean returns the shader of the mean over the positions of each channel.
func mean(in graph.Shape, batch int) *step {
	threads := batch * in.C
	s := newShader(threads)
	s.shape("I", in)
	s.reads("x", "f32")
	s.writes("y", "f32")
	return &step{threads: threads, source: s.source(`  var sum = 0.0;
  for (var k = 0u; k < IH * IW; k++) {
    sum += x[(i / IC * IH * IW + k) * IC + i % IC];
  }
  y[i] = sum / f32(IH * IW);`)}
}

// linear returns the shader of a fully connected layer.
func linear(in, out, batch int) *step {
	threads := batch * out
	s := newShader(threads)
	s.number("IC", in)
	s.number("OC", out)
	s.reads("x", "f32")
	s.reads("w", "f32")
	s.reads("b", "f32")
	s.writes("y", "f32")
	return &step{threads: threads, source: s.source(`  var sum = b[i % OC];
  for (var k = 0u; k < IC; k++) {
    sum += x[i / OC * IC + k] * w[k * OC + i % OC];
  }
  y[i] = sum;`)}
}

// concat returns the shader that copies an input to where it is in a concatenation.
func concat(in, out graph.Shape, offset, batch int) *step {
	threads := batch * in.Len()
	s := newShader(threads)
	s.number("IC", in.C)
	s.number("OC", out.C)
	s.number("OFFSET", offset)
	s.reads("x", "f32")
	s.writes("y", "f32")
	return &step{threads: threads, source: s.source("  y[i / IC * OC + OFFSET + i % IC] = x[i];")}
}

// shift returns the shader of graph.Shift.
func shift(of graph.Shape, batch int) *step {
	threads := batch * of.Len()
	s := newShader(threads)
	s.shape("O", of)
	s.reads("x", "f32")
	s.writes("y", "f32")
	return &step{threads: threads, source: s.source(place + `  var v = 0.0;
  if (oy + 1u < OH && ox + 1u < OW) {
    v = x[((n * OH + oy + 1u) * OW + ox + 1u) * OC + c];
  }
  y[i] = v;`)}
}
