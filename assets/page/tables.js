// The page's side of the files of tables: lends those that the visitor gives, and those
// that could not be kept, to the worker; keeps scores that were computed here.

import { sets } from "./sets.js";

const folderName = "protocell-tables";
const nameOf = (ref) => ref.replace(":", "-");
const kept = new Map(); // files in memory, by name
const visit = crypto.getRandomValues(new Uint32Array(1))[0].toString(16); // tells tabs apart
let given = 0;

async function folder() {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(folderName, { create: true });
}

// Takes files, as [{ path, file }], and returns what the worker finds them by, and their
// names: a line each of reference, tab, name.
function give(files) {
  return files.map(({ path, file }) => {
    const ref = `given:${visit}-${++given}`;
    kept.set(nameOf(ref), file);
    return `${ref}\t${path.replace(/[\t\n]/g, " ")}`;
  }).join("\n");
}

// Forgets files that were given.
function forget(refs) {
  for (const ref of refs.split("\n")) kept.delete(nameOf(ref));
}

async function remove(ref) {
  const name = nameOf(ref);
  if (kept.delete(name)) return;
  await (await folder()).removeEntry(name).catch(() => {});
}

// Keeps bytes under a reference, in memory if need be.
async function keep(ref, bytes) {
  const name = nameOf(ref);
  try {
    const writable = await (await (await folder()).getFileHandle(name, { create: true })).createWritable();
    await writable.write(bytes);
    await writable.close();
    kept.delete(name);
  } catch {
    kept.set(name, new Blob([bytes]));
  }
}

// Returns the bytes under a reference, or null.
async function load(ref) {
  const name = nameOf(ref);
  try {
    const blob = kept.get(name) ?? (await (await (await folder()).getFileHandle(name)).getFile());
    return new Uint8Array(await blob.arrayBuffer());
  } catch {
    return null;
  }
}

// Returns the list of the site's tables, as text, or "" if it has none.
async function index() {
  const { tablesURL } = globalThis.protocell;
  if (!tablesURL) return "";
  const response = await fetch(tablesURL);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response.text();
}

// Lends what is in memory, and takes what the worker could not keep.
if (globalThis.BroadcastChannel) {
  try {
    const channel = new BroadcastChannel(folderName);
    channel.onmessage = ({ data }) => {
      if (data.keep) kept.set(data.keep, data.set);
      else if (kept.has(data.wanted)) channel.postMessage({ id: data.wanted, set: kept.get(data.wanted) });
    };
  } catch {
    // A frame without an origin has none; its files are then missing, and that is said.
  }
}

export const tables = { give, forget, remove, keep, load, index, dropped: sets.dropped, picked: sets.picked };
