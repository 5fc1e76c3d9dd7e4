import "wasm_exec";

// Starts our program with its kernels, as the worker's script does.
export async function startProgram() {
  const go = new Go();
  const [program, kernelModule] = await Promise.all(
    ["program.wasm", "kernels.wasm"].map((url) => WebAssembly.compileStreaming(fetch(url))));
  let instance;
  const kern = { available: () => 1 };
  for (const { name } of WebAssembly.Module.exports(kernelModule)) {
    let f;
    kern[name] = (args) => (f ??= instance.exports[name])(args);
  }
  const running = await WebAssembly.instantiate(program, { ...go.importObject, kern });
  instance = new WebAssembly.Instance(kernelModule, { go: { mem: running.exports.mem } });
  const started = new Promise((resolve) => { globalThis.programStarted = resolve; });
  go.run(running);
  await started;
}
