// The traces of searches, and the trainings that they may continue, for the worker that
// runs them: files of the private file system, each in a folder of its kind. A trace that
// cannot be stored is posted to the page, on the channel of the folder's name, as
// { append: name, at, set }: its bytes from at on are then those of the Blob set. What
// the functions return says in the place of a result what went wrong: { error }, or
// { missing } for a file that is not there.

import { openFile } from "./lent.js";
import { reason } from "./room.js";

const traces = "protocell-traces";
const trainings = "protocell-trainings";
const room = 256 << 20; // bytes of all trainings: beyond that the oldest go
const said = (error) => ({ error: reason(error) });

async function folder(name) {
  if (!navigator.storage?.getDirectory) throw new Error("browsers give private storage to secure pages only");
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(name, { create: true });
}

const open = new Map(); // handles of traces under way, by name
const flushed = new Map(); // when each was written to the disk
const flushEvery = 2000; // milliseconds
const lent = new Set(); // names of those that are in the page's memory

// Opens a trace to be written at an offset.
async function writable(name, at) {
  if (open.has(name)) return open.get(name);
  const files = await folder(traces);
  let handle;
  try {
    const file = await files.getFileHandle(name, { create: at === 0 });
    handle = await file.createSyncAccessHandle();
  } catch (error) {
    if (error?.name === "NoModificationAllowedError") throw new Error("another tab has the search open", { cause: error });
    if (error?.name === "NotFoundError") throw new Error("its beginning could not be stored", { cause: error });
    throw error;
  }
  if (handle.getSize() < at) {
    handle.close();
    throw new Error("the trace has changed meanwhile");
  }
  open.set(name, handle);
  return handle;
}

// Lets others open a trace.
async function close(name) {
  open.get(name)?.close();
  open.delete(name);
  return {};
}

// Posts to the page what cannot be stored, with what was stored before it.
async function lend(name, at, bytes) {
  let before = [];
  if (!lent.has(name) && at > 0) {
    close(name);
    const file = await openFile(traces, name);
    if (file?.size >= at) before = [await file.slice(0, at).arrayBuffer()];
  }
  const channel = new BroadcastChannel(traces);
  channel.postMessage({ append: name, at: before.length ? 0 : at, set: new Blob([...before, bytes]) });
  channel.close();
  close(name);
  lent.add(name);
  await (await folder(traces)).removeEntry(name).catch(() => {}); // so that the page is asked
}

const why = new Map(); // why a trace is lent, by name

// Makes bytes what a trace has from an offset on. It says in unkept why it is in the
// page's memory.
async function append(name, at, bytes) {
  if (!lent.has(name)) {
    try {
      const handle = await writable(name, at);
      handle.truncate(at);
      if (handle.write(bytes, { at }) !== bytes.length) throw new Error("its storage is full");
      // What is written outlives the tab; the machine is another matter.
      if (performance.now() - (flushed.get(name) ?? 0) > flushEvery) {
        handle.flush();
        flushed.set(name, performance.now());
      }
      return {};
    } catch (error) {
      why.set(name, reason(error));
    }
  }
  try {
    await lend(name, at, bytes);
  } catch {
    // There is no private file system to remove it from.
    lent.add(name);
  }
  return { unkept: why.get(name) };
}

// Says the name of a trace if it is stored.
async function has(name) {
  try {
    await (await folder(traces)).getFileHandle(name);
    return { name };
  } catch {
    return {};
  }
}

async function read(name, most, whole) {
  try {
    const handle = open.get(name);
    if (handle) {
      const size = handle.getSize();
      if (whole && size > most) throw new Error(`it has ${size} bytes, more than ${most}`);
      const bytes = new Uint8Array(Math.min(size, most));
      handle.read(bytes, { at: 0 });
      return { bytes };
    }
    const blob = await openFile(traces, name);
    if (!blob) return { missing: true };
    if (whole && blob.size > most) throw new Error(`it has ${blob.size} bytes, more than ${most}`);
    return { bytes: new Uint8Array(await blob.slice(0, most).arrayBuffer()) };
  } catch (error) {
    return said(error);
  }
}

// Lists the stored traces: a line each of name, size and time of the last change.
async function list() {
  const lines = [];
  try {
    const files = await folder(traces);
    for await (const handle of files.values()) {
      const file = await handle.getFile();
      lines.push(`${handle.name} ${file.size} ${file.lastModified}`);
    }
  } catch {
    // There is no private file system.
  }
  return { text: lines.join("\n") };
}

// Removes a trace, and the trainings of its search.
async function remove(name) {
  close(name);
  lent.delete(name);
  try {
    await (await folder(traces)).removeEntry(name).catch(() => {});
    const files = await folder(trainings);
    for await (const key of files.keys()) {
      if (key.startsWith(`${name}.`)) await files.removeEntry(key).catch(() => {});
    }
  } catch {
    // There is no private file system, and so nothing to remove.
  }
  return {};
}

// Returns the state of a training, or { missing }.
async function training(name) {
  try {
    const file = await (await (await folder(trainings)).getFileHandle(name)).getFile();
    return { bytes: new Uint8Array(await file.arrayBuffer()) };
  } catch {
    return { missing: true };
  }
}

// Keeps the state of a training in the place of an earlier one, or says why not in
// unkept.
async function keepTraining(name, bytes) {
  try {
    const files = await folder(trainings);
    await make(files, name, bytes.length);
    const handle = await (await files.getFileHandle(name, { create: true })).createSyncAccessHandle();
    try {
      handle.truncate(0);
      if (handle.write(bytes, { at: 0 }) !== bytes.length) throw new Error("its storage is full");
      handle.flush();
    } catch (error) {
      handle.truncate(0);
      throw error;
    } finally {
      handle.close();
    }
    return {};
  } catch (error) {
    return { unkept: reason(error) };
  }
}

let held = null; // sizes of the trainings of all workers, as last counted
let kept = 0; // trainings since then

// Makes room for a training.
async function make(files, name, bytes) {
  if (held !== null && held + bytes <= room && kept++ < 64) {
    held += bytes;
    return;
  }
  const all = [];
  for await (const handle of files.values()) {
    try {
      const { size, lastModified } = await handle.getFile();
      all.push({ name: handle.name, size, lastModified });
    } catch {
      // Another worker has removed it.
    }
  }
  all.sort((a, b) => a.lastModified - b.lastModified);
  held = all.reduce((sum, { size }) => sum + size, bytes);
  kept = 0;
  for (const old of all) {
    if (held <= room) break;
    if (old.name !== name) await files.removeEntry(old.name).then(() => { held -= old.size; }, () => {});
  }
}

export const states = { append, close, has, read, list, remove, training, keepTraining };
