// The graphics processor, for the worker that measures. Programs come from
// core/latency/webgpu as JSON, with the values of their buffers as bytes. What the
// functions return says in the place of a result what went wrong: { error }.

const said = (error) => ({ error: String(error?.message ?? error) });
const least = 16; // bytes of a buffer
const most = 4096; // dispatches that are handed over at once

let opened = null; // { adapter, device, name, lost, pipelines }
let next = 0;
const programs = new Map(); // by id: { steps, buffers, output }

async function device() {
  if (opened && !opened.lost) return opened;
  programs.clear();
  opened = null;
  if (!navigator.gpu) throw new Error(isSecureContext ? "the browser has no WebGPU" : "the browser has WebGPU on secure pages only");
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) throw new Error("the browser offers no graphics adapter");
  const { maxStorageBufferBindingSize, maxBufferSize } = adapter.limits;
  const gpu = await adapter.requestDevice({ requiredLimits: { maxStorageBufferBindingSize, maxBufferSize } });
  const { vendor, architecture, device: model, description } = adapter.info ?? {};
  const state = { device: gpu, lost: "", pipelines: new Map(), name: description || [vendor, architecture, model].filter(Boolean).join(" ") || "unnamed" };
  gpu.lost.then(({ message, reason }) => { state.lost = `the graphics device is lost: ${message || reason || "no reason given"}`; });
  return opened = state;
}

// Returns the device that is open, if programs can still run on it.
function running() {
  if (!opened) throw new Error("no graphics device is open");
  if (opened.lost) throw new Error(opened.lost);
  return opened;
}

// Calls f, and fails if the device found its calls wrong.
async function checked(gpu, f) {
  gpu.pushErrorScope("out-of-memory");
  gpu.pushErrorScope("validation");
  let result;
  try {
    result = await f();
  } finally {
    const wrong = await gpu.popErrorScope();
    const full = await gpu.popErrorScope();
    if (wrong) throw new Error(wrong.message);
    if (full) throw new Error("the graphics device has no memory left");
  }
  return result;
}

// Hands over n runs of a program.
function submit(gpu, { steps }, n) {
  let encoder = null, pass = null, dispatches = 0;
  const end = () => {
    if (!pass) return;
    pass.end();
    gpu.queue.submit([encoder.finish()]);
    pass = null;
  };
  for (let i = 0; i < n; i++) {
    for (const { pipeline, group, x, y } of steps) {
      if (!pass) {
        encoder = gpu.createCommandEncoder();
        pass = encoder.beginComputePass();
        dispatches = 0;
      }
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(x, y);
      if (++dispatches === most) end();
    }
  }
  end();
}

export const gpu = {
  // Opens a device, if need be, and returns what it is called and how many seconds it
  // takes to wait for it.
  async open() {
    try {
      const { device: gpu, name } = await device();
      const times = [];
      for (let i = 0; i < 21; i++) {
        const start = performance.now();
        gpu.queue.submit([]);
        await gpu.queue.onSubmittedWorkDone();
        times.push(performance.now() - start);
      }
      times.sort((a, b) => a - b);
      return { name, delay: times[10] / 1e3 };
    } catch (error) {
      return said(error);
    }
  },

  // Makes a program ready to run and returns its id.
  async load(text, values) {
    const made = [];
    try {
      const state = running();
      const { device: gpu, pipelines } = state;
      const { shaders, buffers, fills, steps, output } = JSON.parse(text);
      const program = await checked(gpu, async () => {
        for (const length of buffers) {
          const size = Math.max(least, 4 * length);
          if (size > gpu.limits.maxStorageBufferBindingSize) throw new Error(`a tensor of ${size} bytes, more than the graphics device can bind`);
          made.push(gpu.createBuffer({ size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST }));
        }
        let at = 0;
        for (const b of fills ?? []) {
          gpu.queue.writeBuffer(made[b], 0, values, at, 4 * buffers[b]);
          at += 4 * buffers[b];
        }
        await Promise.all((shaders ?? []).map(async (code) => {
          if (pipelines.has(code)) return;
          const module = gpu.createShaderModule({ code });
          pipelines.set(code, await gpu.createComputePipelineAsync({ layout: "auto", compute: { module, entryPoint: "main" } }));
        }));
        return {
          buffers: made,
          output: { buffer: made[output], size: 4 * buffers[output] },
          steps: (steps ?? []).map(({ shader, binds, x, y }) => {
            const pipeline = pipelines.get(shaders[shader]);
            const entries = binds.map((b, binding) => ({ binding, resource: { buffer: made[b] } }));
            return { pipeline, group: gpu.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }), x, y };
          }),
        };
      });
      programs.set(++next, program);
      return { id: next };
    } catch (error) {
      for (const b of made) b.destroy();
      return said(error);
    }
  },

  // Runs a program n times and waits for the last.
  async run(id, n) {
    try {
      const { device: gpu } = running();
      submit(gpu, programs.get(id), n);
      await gpu.queue.onSubmittedWorkDone();
      running();
      return {};
    } catch (error) {
      return said(error);
    }
  },

  // Returns the output of the last run, as bytes.
  async read(id) {
    try {
      const { device: gpu } = running();
      const { buffer, size } = programs.get(id).output;
      const copy = gpu.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
      const encoder = gpu.createCommandEncoder();
      encoder.copyBufferToBuffer(buffer, 0, copy, 0, size);
      gpu.queue.submit([encoder.finish()]);
      await copy.mapAsync(GPUMapMode.READ);
      const bytes = new Uint8Array(copy.getMappedRange().slice(0));
      copy.destroy();
      return { bytes };
    } catch (error) {
      return said(error);
    }
  },

  // Gives back what a program holds.
  async drop(id) {
    for (const b of programs.get(id)?.buffers ?? []) b.destroy();
    programs.delete(id);
    return {};
  },
};
