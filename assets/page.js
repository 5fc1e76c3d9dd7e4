// Starts the page's program and keeps the reader informed: progress while it
// loads, and one clear message with a way out if it cannot load or stops.

import "wasm_exec";
import { profiles } from "./page/profiles.js";
import { sets } from "./page/sets.js";
import { tables } from "./page/tables.js";
import { traces } from "./page/traces.js";

const { dataset } = document.currentScript;
const address = (name) => (dataset[name] ? new URL(dataset[name], document.baseURI).href : "");
const element = (id) => document.getElementById(id);

// What the programs need to know of this build.
globalThis.protocell = {
  version: dataset.version,
  pageProgramURL: address("page"),
  workerURL: address("worker"),
  workerWasmURL: address("workerProgram"),
  analystWasmURL: address("analystProgram"),
  searcherWasmURL: address("searcherProgram"),
  meterWasmURL: address("meterProgram"),
  kernelsURL: address("kernels"),
  importerURL: address("importer"),
  importerWasmURL: address("importerProgram"),
  sets, // the visitor's image sets
  tables, // benchmark tables, and scores of their architectures
  profiles, // of devices that were measured
  traces, // of searches
  tablesURL: address("tables"),
  // The library that charts are drawn with, loaded when the first is.
  loadCharts: () => import(address("charts")).then(() => globalThis.protocellCharts),
};

// The one policy of trusted types: a script or worker is one of this build's, and
// text becomes markup only to empty an element.
globalThis.trustedTypes?.createPolicy("default", {
  createHTML: (text) => (text === "" ? text : null),
  createScriptURL: (url) =>
    [protocell.workerURL, protocell.importerURL].includes(new URL(url, document.baseURI).href) ? url : null,
});

// go-app asks for its environment. The path that the page is at is a prefix to
// all routes, so that one build works under any path.
const base = new URL(".", document.baseURI).pathname.replace(/\/$/, "");
globalThis.goappGetenv = (key) =>
  ({ GOAPP_ROOT_PREFIX: base, GOAPP_STATIC_RESOURCES_URL: base, GOAPP_INTERNAL_URLS: "null" })[key];

// The page has one route, its file; that of the first page is the folder.
const route = `${base}/${dataset.file}`;
if (location.pathname !== route) {
  history.replaceState(null, "", `${route}${location.search}${location.hash}`);
}

function fail(text, error) {
  console.error(text, error);
  // go-app's handlers would call into a program that has ended.
  globalThis.onclick = globalThis.onpopstate = null;
  element("failure-text").textContent = text;
  element("failure-detail").textContent = String(error?.stack ?? error ?? "");
  element("failure-reload").onclick = () => location.reload();
  element("failure-reset").onclick = () => location.assign(route);
  document.body.firstElementChild.hidden = true;
  element("failure").hidden = false;
}

// Counts the bytes of a response as they arrive, and hands them on under the type
// that streaming compilation asks for, whatever the host says.
function watched(response) {
  const total = Number(dataset.pageSize);
  const progress = element("boot-progress");
  const status = element("boot-status");
  let loaded = 0;
  const counter = new TransformStream({
    transform(chunk, controller) {
      loaded += chunk.byteLength;
      progress.value = Math.min(loaded / total, 1);
      status.textContent = loaded < total
        ? `Loading… ${Math.floor((100 * loaded) / total)} %`
        : "Starting…";
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(counter), {
    headers: { "Content-Type": "application/wasm" },
  });
}

async function load(imports) {
  const response = await fetch(protocell.pageProgramURL);
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${response.statusText}`);
  if (!WebAssembly.instantiateStreaming) {
    return WebAssembly.instantiate(await response.arrayBuffer(), imports);
  }
  return WebAssembly.instantiateStreaming(watched(response), imports);
}

async function start() {
  if (typeof WebAssembly !== "object") {
    fail("This browser has no WebAssembly, which Protocell computes with. A current Firefox, Chrome, Edge or Safari has it.");
    return;
  }
  const go = new Go();
  let program;
  try {
    program = await load(go.importObject);
  } catch (error) {
    fail("The page's program could not be loaded. Check the connection and load the page again.", error);
    return;
  }
  try {
    await go.run(program.instance);
    fail("The page's program has stopped.");
  } catch (error) {
    fail("The page's program has failed.", error);
  }
}

// After DOMContentLoaded every other script of the page has run.
if (document.readyState === "loading") {
  document.addEventListener("DOMContentLoaded", start, { once: true });
} else {
  start();
}
