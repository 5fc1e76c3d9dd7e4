// The visitor's image sets: files of the browser's private file system, in a
// folder of ours, each under its id. Where there is none, or it is full, a set is
// kept in memory for this visit, and lent to the workers that ask for it.

import { reason, room } from "./room.js";

const channelName = "protocell-sets";
const startSize = 260; // of a set, up to its header; see core/data
const shown = 8; // images of a set that the list has

const kept = new Map(); // sets in memory, by id

// Returns a set as a Blob, or null.
async function blob(id) {
  if (kept.has(id)) return kept.get(id);
  try {
    return await (await (await room()).getFileHandle(id)).getFile();
  } catch {
    return null;
  }
}

const bytes = async (part) => new Uint8Array(await part.arrayBuffer());

// Reads what the page shows of a set: its beginning with the header, and a few
// images with their labels, from all over it.
async function describe(id, set, inMemory) {
  const start = new DataView(await set.slice(0, startSize).arrayBuffer());
  const images = startSize + start.getUint32(startSize - 4, true);
  const head = await bytes(set.slice(0, images));
  const entry = { id, head, size: set.size, inMemory, labels: [], images: [] };
  const { c, h, w, count, classes } = JSON.parse(new TextDecoder().decode(head.subarray(startSize)));
  const pixels = images + (classes?.length ? 2 * count : 0);
  for (let i = 0; i < Math.min(shown, count); i++) {
    const at = Math.floor((i * count) / Math.min(shown, count));
    entry.images.push(await bytes(set.slice(pixels + at * c * h * w, pixels + (at + 1) * c * h * w)));
    if (pixels > images) {
      const label = await bytes(set.slice(images + 2 * at, images + 2 * at + 2));
      entry.labels.push(label[0] + 256 * label[1]);
    }
  }
  return entry;
}

// Lists all sets, and says how much room they have.
async function list() {
  const sets = [];
  const add = async (id, set, inMemory) => {
    try {
      sets.push(await describe(id, set, inMemory));
    } catch (error) {
      sets.push({ id, size: set.size, inMemory, error: String(error) });
    }
  };
  let problem = "";
  try {
    for await (const handle of (await room()).values()) {
      if (handle.name.startsWith("set-")) await add(handle.name, await handle.getFile(), false);
    }
  } catch (error) {
    problem = reason(error);
  }
  for (const [id, set] of kept) await add(id, set, true);
  sets.sort((a, b) => (a.id < b.id ? -1 : 1));
  let amount = {};
  try {
    amount = await navigator.storage.estimate();
  } catch {
    // The page then says nothing of it.
  }
  return { sets, problem, usage: amount.usage ?? 0, quota: amount.quota ?? 0 };
}

async function remove(id) {
  if (kept.delete(id)) return;
  await changed(async () => (await room()).removeEntry(id));
}

// Changes something in the folder, and says in words why that is not possible.
async function changed(change) {
  try {
    await change();
  } catch (error) {
    throw new Error(reason(error));
  }
}

// Gives a set another beginning, which has its name.
async function rename(id, start) {
  if (kept.has(id)) {
    kept.set(id, new Blob([start, kept.get(id).slice(start.length)]));
    return;
  }
  await changed(async () => {
    const file = await (await room()).getFileHandle(id);
    const writable = await file.createWritable({ keepExistingData: true });
    await writable.write({ type: "write", position: 0, data: start });
    await writable.close();
  });
}

async function save(id, name) {
  const set = await blob(id);
  if (!set) throw new Error("it is not here any more");
  const url = URL.createObjectURL(set);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

// Returns the files in a drop, those of folders too, as [{ path, file }]. It must
// be called while the drop is being handled.
function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return Promise.resolve([...transfer.files].map((file) => ({ path: file.name, file })));
  const found = [];
  async function walk(entry, path) {
    if (entry.isFile) {
      found.push({ path, file: await new Promise((kept, broken) => entry.file(kept, broken)) });
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      // It gives some at a time, and in the end none.
      const some = await new Promise((kept, broken) => reader.readEntries(kept, broken));
      if (!some.length) return;
      for (const inner of some) await walk(inner, `${path}/${inner.name}`);
    }
  }
  return (async () => {
    for (const entry of entries) await walk(entry, entry.name);
    return found;
  })();
}

// Returns the files of a picker.
const picked = (files) => [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));

let importer = null; // the worker of the import under way
let program = null; // its program, once compiled

async function compiled(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return WebAssembly.compile(await response.arrayBuffer());
}

// Imports files as a set. tell is called with a JSON text for each step; see
// wasm/importer.
async function start(files, edge, tell) {
  cancel();
  const own = new Worker(protocell.importerURL, { name: "protocell importer" });
  importer = own;
  const end = (message) => {
    if (importer !== own) return;
    cancel();
    tell(JSON.stringify(message));
  };
  own.onerror = (event) => {
    event.preventDefault();
    end({ event: "failed", error: `the importer has stopped: ${event.message || "its script could not be loaded"}` });
  };
  own.onmessage = ({ data }) => {
    if (importer !== own) return;
    if (data.set) kept.set(data.id, data.set);
    if (data.text) tell(data.text);
    if (data.ended) cancel();
  };
  try {
    program ??= compiled(protocell.importerWasmURL);
    const allowed = await room().then(() => true, reason);
    own.postMessage({ program: await program, files, edge, room: allowed });
  } catch (error) {
    program = null;
    end({ event: "failed", error: `the importer could not be loaded: ${error?.message ?? error}` });
  }
  // Asks the browser not to clear what is stored. It may say no.
  navigator.storage?.persist?.().catch(() => {});
}

function cancel() {
  importer?.terminate();
  importer = null;
}

// Lends the sets in memory to workers.
if (globalThis.BroadcastChannel) {
  try {
    const channel = new BroadcastChannel(channelName);
    channel.onmessage = ({ data }) => {
      if (kept.has(data.wanted)) channel.postMessage({ id: data.wanted, set: kept.get(data.wanted) });
    };
  } catch {
    // A frame without an origin has none; its sets are then missing, and that is said.
  }
}

export const sets = { list, remove, rename, save, dropped, picked, start, cancel };
