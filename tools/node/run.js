// Runs a Go program for js/wasm in Node: wasm_exec.js, kernels.wasm, program, arguments.
"use strict";

const [support, kernels, ...argv] = process.argv.slice(1);
globalThis.require = require;
globalThis.fs = require("fs");
globalThis.path = require("path");
globalThis.crypto ??= require("crypto");
require(support);

const go = new Go();
go.argv = argv;
// wasm_exec.js has little room for the environment.
const { PATH, HOME, PROTOCELL_NO_SIMD } = process.env;
go.env = { TMPDIR: require("os").tmpdir(), PATH, HOME, ...(PROTOCELL_NO_SIMD && { PROTOCELL_NO_SIMD }) };
go.exit = process.exit;

// The program's imports call the kernels, which need the program's memory and so
// are instantiated after it.
const simd = !PROTOCELL_NO_SIMD;
const module_ = new WebAssembly.Module(fs.readFileSync(kernels));
let instance;
const kern = { available: () => (simd ? 1 : 0) };
for (const { name } of WebAssembly.Module.exports(module_)) {
	let kernel;
	kern[name] = (args) => (kernel ??= instance.exports[name])(args);
}

WebAssembly.instantiate(fs.readFileSync(argv[0]), { ...go.importObject, kern }).then((result) => {
	if (simd) {
		instance = new WebAssembly.Instance(module_, { go: { mem: result.instance.exports.mem } });
	}
	process.on("exit", (code) => {
		if (code === 0 && !go.exited) {
			// A deadlock: have Go print its goroutines.
			go._pendingEvent = { id: 0 };
			go._resume();
		}
	});
	return go.run(result.instance);
}).catch((error) => {
	console.error(error);
	process.exit(1);
});
