// The profiles of devices that were measured here or imported, which stay on the
// visitor's machine.

import { sets } from "./sets.js";

const folderName = "protocell-profiles";
const largest = 4 << 20; // bytes, of latency.MaxFile
const most = 64; // files at once

async function folder() {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(folderName, { create: true });
}

// Reads files and returns JSON of [{ name, text }]. What is too large is cut, and so will
// not be read as a profile.
async function read(files) {
  const texts = [];
  for (const { path, file } of files.slice(0, most)) {
    texts.push({ name: path, text: await file.slice(0, largest + 1).text() });
  }
  return JSON.stringify(texts);
}

// Returns the profiles that are kept, as read does.
async function list() {
  const files = [];
  for await (const [path, handle] of (await folder()).entries()) {
    if (handle.kind === "file") files.push({ path, file: await handle.getFile() });
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return read(files);
}

async function keep(ref, text) {
  const writable = await (await (await folder()).getFileHandle(ref, { create: true })).createWritable();
  await writable.write(text);
  await writable.close();
}

async function remove(ref) {
  await (await folder()).removeEntry(ref).catch(() => {});
}

export const profiles = {
  list, keep, remove,
  dropped: async (transfer) => read(await sets.dropped(transfer)),
  picked: (files) => read(sets.picked(files)),
};
