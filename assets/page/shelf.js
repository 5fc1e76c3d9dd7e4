// The files of tables, for the worker that computes with them: of the site, of the
// private file system, or lent by the page. What the functions return says in the place
// of a result what went wrong: { error }, or { missing } for a file that is not there.

import { openFile } from "./lent.js";

const folder = "protocell-tables";
const nameOf = (ref) => ref.replace(":", "-");
const said = (error) => ({ error: String(error?.message ?? error) });

async function blobOf(ref) {
  const site = /^site:(.*)/.exec(ref)?.[1];
  if (!site) return openFile(folder, nameOf(ref));
  const url = new URL(site);
  if (url.origin !== location.origin) throw new Error("a table is loaded from the site of this page alone");
  const response = await fetch(url);
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response.blob();
}

export const shelf = {
  // Returns the first bytes of a file or, if whole is true, all of them.
  async read(ref, most, whole) {
    try {
      const blob = await blobOf(ref);
      if (!blob) return { missing: true };
      if (whole && blob.size > most) throw new Error(`it has ${blob.size} bytes, more than ${most}`);
      return { bytes: new Uint8Array(await blob.slice(0, most).arrayBuffer()) };
    } catch (error) {
      return said(error);
    }
  },

  // Keeps a file, whole or not at all; if that fails it says so in unkept, and the page
  // keeps it in memory.
  async keep(ref, bytes) {
    const name = nameOf(ref);
    try {
      const root = await navigator.storage.getDirectory();
      const files = await root.getDirectoryHandle(folder, { create: true });
      try {
        const handle = await (await files.getFileHandle(name, { create: true })).createSyncAccessHandle();
        try {
          handle.truncate(0);
          if (handle.write(bytes, { at: 0 }) !== bytes.length) throw new Error("the storage is full");
          handle.flush();
        } finally {
          handle.close();
        }
      } catch (error) {
        await files.removeEntry(name).catch(() => {});
        throw error;
      }
      return {};
    } catch (error) {
      try {
        const channel = new BroadcastChannel(folder);
        channel.postMessage({ keep: name, set: new Blob([bytes]) });
        channel.close();
        return { unkept: said(error).error };
      } catch {
        return said(error);
      }
    }
  },

  // Returns the references of the tables that are kept, a line each.
  async list() {
    const refs = [];
    try {
      const root = await navigator.storage.getDirectory();
      const files = await root.getDirectoryHandle(folder);
      for await (const name of files.keys()) if (name.startsWith("table-")) refs.push(name.replace("-", ":"));
    } catch {
      // There is no folder yet, or no private file system.
    }
    return { text: refs.sort().join("\n") };
  },
};
