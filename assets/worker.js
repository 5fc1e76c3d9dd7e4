// A worker: runs the worker's program with the kernels. The first message has both,
// as the modules that the page has compiled: { program, kernels }, kernels being
// null where SIMD is missing. All other messages, both ways, are the JSON texts of
// core/job; here they are only handed on.

import "wasm_exec";
import { gpu } from "./page/gpu.js";
import { openFile } from "./page/lent.js";
import { shelf } from "./page/shelf.js";
import { states } from "./page/states.js";

// What the program asks of its host.
const reader = new FileReaderSync();
const backlog = [];
let receive = (text) => backlog.push(text);
let memory = null;
globalThis.host = {
  // Has every message handed to f, the ones that came before included.
  listen(f) {
    receive = f;
    for (const text of backlog.splice(0)) queueMicrotask(() => f(text));
  },
  memory: () => memory.buffer.byteLength,
  openSet: (id) => openFile("protocell-sets", id),
  readSet: (set, at, n) => new Uint8Array(reader.readAsArrayBuffer(set.slice(at, at + n))),
  shelf,
  gpu,
  states,
};

addEventListener("message", ({ data }) => {
  if (typeof data === "string") receive(data);
  else run(data).then(exited, exited);
});

// What the program says first when it dies, which otherwise only the console gets.
let lastWords = "";
const { fs } = globalThis;
const { writeSync } = fs;
const decoder = new TextDecoder();
fs.writeSync = (fd, bytes) => {
  if (!lastWords) lastWords = /^(?:panic|fatal error|runtime): .*/m.exec(decoder.decode(bytes))?.[0] ?? "";
  return writeSync.call(fs, fd, bytes);
};

// Tells the page that the program has ended, and why.
function exited(error) {
  postMessage(JSON.stringify({ event: "exited", error: lastWords || String(error ?? "") }));
}

async function run({ program, kernels }) {
  const go = new Go();
  go.exit = (code) => { lastWords ||= `exit code ${code}`; };
  const { imports, connect } = kernelImports(program, kernels);
  const instance = await WebAssembly.instantiate(program, { ...go.importObject, kern: imports });
  memory = instance.exports.mem;
  connect(memory);
  await go.run(instance);
}

// Returns the functions that the program imports from "kern", and connect, which
// puts the kernels behind them once there is the memory that they work on. They
// are whatever the program declares; kern.available says whether the rest may be
// called.
function kernelImports(program, kernels) {
  const names = WebAssembly.Module.imports(program)
    .filter(({ module, name }) => module === "kern" && name !== "available")
    .map(({ name }) => name);
  const exported = new Set(kernels && WebAssembly.Module.exports(kernels).map(({ name }) => name));
  const available = kernels !== null && names.every((name) => exported.has(name));
  const forwarders = names.map(forwarder);
  return {
    imports: Object.fromEntries([
      ["available", () => Number(available)],
      ...names.map((name, i) => [name, forwarders[i].call]),
    ]),
    connect(mem) {
      if (!available) return;
      const { exports } = new WebAssembly.Instance(kernels, { go: { mem } });
      names.forEach((name, i) => forwarders[i].connect(exports[name]));
    },
  };
}

// Returns a function that passes its argument, the address of a kernel's arguments,
// on to the kernel that it is connected to later.
function forwarder() {
  let f = () => {
    throw new Error("kern: no kernels here");
  };
  return {
    connect: (kernel) => { f = kernel; },
    call: (args) => f(args),
  };
}
