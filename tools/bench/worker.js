// A worker of the benchmark: it scores the experiments that are posted to it.

import { startProgram } from "./program.js";

await startProgram();
onmessage = ({ data }) => {
  score("simd128", JSON.stringify(data));
  postMessage("done");
};
postMessage("ready");
