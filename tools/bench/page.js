// The page of the benchmark: it prepares one case for every contestant, and takes
// samples of them in turn. All run on this one thread.

import { startProgram } from "./program.js";
import * as tf from "@tensorflow/tfjs-core";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as ort from "onnxruntime-web/wasm";

// A contestant makes, of a case, a function that runs it n times and, where it
// cannot wait itself, returns a promise.
const contestants = {
  go: ({ conv, operation }) => kernels("go", operation, JSON.stringify(conv)),
  simd: ({ conv, operation }) => kernels("simd128", operation, JSON.stringify(conv)),
  forward: ({ conv }) => kernels("simd128", "forward", JSON.stringify(conv)),
  tfjs,
  ort: onnx,
  peak,
};

let peakKernel;

// Starts everything. Runs once, before any case.
async function start() {
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setWasmPaths("tfjs/");
  await tf.setBackend("wasm");
  await tf.ready();
  if (!tf.env().getBool("WASM_HAS_SIMD_SUPPORT")) throw new Error("tfjs runs without SIMD");

  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = new URL("ort/", location.href).href;

  const module = await WebAssembly.compileStreaming(fetch("peak.wasm"));
  peakKernel = (await WebAssembly.instantiate(module, { go: { mem: new WebAssembly.Memory({ initial: 1 }) } })).exports.peak;
  await startProgram();
}

function random(n) {
  return Float32Array.from({ length: n }, () => Math.random() * 2 - 1);
}

function tfjs({ conv: c, gemm }) {
  let compute;
  if (gemm) {
    const a = tf.tensor2d(random(c.InW * c.InC), [c.InW, c.InC]);
    const b = tf.tensor2d(random(c.InC * c.OutC), [c.InC, c.OutC]);
    compute = () => tf.matMul(a, b);
  } else {
    const x = tf.tensor4d(random(c.Batch * c.InH * c.InW * c.InC), [c.Batch, c.InH, c.InW, c.InC]);
    const w = tf.tensor4d(random(c.Kernel ** 2 * c.InC * c.OutC), [c.Kernel, c.Kernel, c.InC, c.OutC]);
    compute = () => tf.conv2d(x, w, c.Stride, "same");
  }
  return (n) => {
    for (let i = 0; i < n; i++) compute().dispose();
  };
}

async function onnx({ conv: c, gemm, model }) {
  const session = await ort.InferenceSession.create(model, { executionProviders: ["wasm"] });
  const inputs = gemm
    ? { a: new ort.Tensor("float32", random(c.InW * c.InC), [c.InW, c.InC]),
        b: new ort.Tensor("float32", random(c.InC * c.OutC), [c.InC, c.OutC]) }
    : { x: new ort.Tensor("float32", random(c.Batch * c.InH * c.InW * c.InC), [c.Batch, c.InC, c.InH, c.InW]) };
  return async (n) => {
    for (let i = 0; i < n; i++) await session.run(inputs);
  };
}

function peak() {
  return (n) => peakKernel(n * 1000);
}

// Times one sample of n runs, in milliseconds.
async function time(run, n) {
  const from = performance.now();
  const waiting = run(n);
  if (waiting) await waiting;
  return performance.now() - from;
}

// Measures a case: for each contestant, milliseconds a run in each of rounds
// samples. In every round each contestant has one sample; all are of about the
// same length, sampleMs or the longest single run. Another one begins each round, so
// that what disturbs at intervals does not always meet the same one.
async function measure({ names, rounds, sampleMs, ...task }) {
  const runs = {}, single = {};
  for (const name of names) {
    const run = runs[name] = await contestants[name](task);
    await time(run, 1);
    // Run until the engine has compiled it for good.
    for (const until = performance.now() + 300; performance.now() < until;) await time(run, 1);
    let n = 1, ms = await time(run, 1);
    while (ms < 2) {
      n *= 2;
      ms = await time(run, n);
    }
    single[name] = ms / n;
  }
  const length = Math.max(sampleMs, ...Object.values(single));
  const result = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(round + i) % names.length];
      const n = Math.max(1, Math.round(length / single[name]));
      result[name].push(await time(runs[name], n) / n);
    }
    await new Promise((resolve) => setTimeout(resolve));
  }
  return result;
}

// Scores an experiment in each of rounds rounds, after one that does not count.
function scores({ experiment, rounds }) {
  const times = [];
  for (let round = -1; round < rounds; round++) {
    const t = JSON.parse(score("simd128", JSON.stringify(experiment)));
    if (round >= 0) times.push(t);
  }
  return times;
}

// Scores experiments on one worker and on two, in turn, rounds times; returns the
// milliseconds of each round.
async function scaling({ experiments, rounds }) {
  const workers = await Promise.all([0, 1].map(() => new Promise((resolve, reject) => {
    const worker = new Worker("worker.js", { type: "module" });
    worker.onerror = reject;
    worker.onmessage = () => resolve(worker);
  })));
  const on = async (used) => {
    const waiting = [...experiments];
    const from = performance.now();
    await Promise.all(used.map((worker) => new Promise((resolve, reject) => {
      const next = () => (waiting.length ? worker.postMessage(waiting.shift()) : resolve());
      worker.onerror = reject;
      worker.onmessage = next;
      next();
    })));
    return performance.now() - from;
  };
  await on(workers); // compiles and grows memories
  const one = [], two = [];
  for (let round = 0; round < rounds; round++) {
    one.push(await on(workers.slice(0, 1)));
    two.push(await on(workers));
  }
  for (const worker of workers) worker.terminate();
  return { One: one, Two: two };
}

globalThis.bench = { start, measure, scores, scaling };
