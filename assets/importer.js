// The importer: runs the importer's program on the visitor's files, and keeps the
// set that it makes. The one message has { program, files, edge, room }, files being
// [{ path, file }], and room true or why the page has no private file system. What it
// posts is { text }, a JSON text of wasm/importer, with { set, id } if the set has to be
// kept in memory, and ended with the last.

import "wasm_exec";
import { reason, room } from "./page/room.js";

const reader = new FileReaderSync();

let allowed = true; // to keep sets, or why not
let parts = []; // of the set, as the program writes it

// What the program asks of its host.
globalThis.host = {
  files: [],
  edge: 0,
  read: (i, at, n) => new Uint8Array(reader.readAsArrayBuffer(globalThis.host.files[i].file.slice(at, at + n))),
  post: (text) => postMessage({ text }),
  write: (bytes) => { parts.push(new Blob([bytes])); },
  // Keeps the set and posts the text, which is the program's last.
  async keep(id, text) {
    const set = new Blob(parts);
    parts = [];
    try {
      await store(id, set);
      postMessage({ text, ended: true });
    } catch (error) {
      const message = { ...JSON.parse(text), unkept: reason(error) };
      postMessage({ text: JSON.stringify(message), id, set, ended: true });
    }
  },
  fail: (text) => postMessage({ text, ended: true }),
};

// Writes a set into the private file system, whole or not at all.
async function store(id, set) {
  if (allowed !== true) throw new Error(allowed);
  const sets = await room();
  const file = await sets.getFileHandle(id, { create: true });
  if ((await file.getFile()).size === set.size) return; // it is there already
  try {
    const handle = await file.createSyncAccessHandle();
    try {
      handle.truncate(0);
      const step = 4 << 20;
      for (let at = 0; at < set.size; at += step) {
        const bytes = new Uint8Array(reader.readAsArrayBuffer(set.slice(at, at + step)));
        if (handle.write(bytes, { at }) !== bytes.length) throw new DOMException("", "QuotaExceededError");
      }
      handle.flush();
    } finally {
      handle.close();
    }
  } catch (error) {
    await sets.removeEntry(id).catch(() => {});
    throw error;
  }
}

// What the program says first when it dies.
let lastWords = "";
const { fs } = globalThis;
const { writeSync } = fs;
const decoder = new TextDecoder();
fs.writeSync = (fd, bytes) => {
  lastWords ||= /^(?:panic|fatal error|runtime): .*/m.exec(decoder.decode(bytes))?.[0] ?? "";
  return writeSync.call(fs, fd, bytes);
};

addEventListener("message", async ({ data }) => {
  Object.assign(globalThis.host, { files: data.files, edge: data.edge });
  allowed = data.room;
  const go = new Go();
  let error = "";
  go.exit = (code) => {
    if (code) error = `exit code ${code}`;
  };
  try {
    await go.run(await WebAssembly.instantiate(data.program, go.importObject));
  } catch (reason) {
    error = String(reason?.message ?? reason);
  }
  if (error) {
    globalThis.host.fail(JSON.stringify({ event: "failed", error: `the importer has stopped: ${lastWords || error}` }));
  }
});
