// The page's side of the traces of searches: lends those that the visitor gives, and
// those that could not be stored, to the workers that run searches.

const folderName = "protocell-traces"; // as states.js has it
const kept = new Map(); // files in memory, by name
const visit = crypto.getRandomValues(new Uint32Array(1))[0].toString(16); // tells tabs apart
let given = 0;

// Takes files, as [{ path, file }], and returns what a worker finds them by, and their
// names: a line each of reference, tab, name.
function give(files) {
  return files.map(({ path, file }) => {
    const name = `given-${visit}-${++given}`;
    kept.set(name, file);
    return `${name.replace("-", ":")}\t${path.replace(/[\t\n]/g, " ")}`;
  }).join("\n");
}

// Lends what is in memory, and takes what a worker could not store.
if (globalThis.BroadcastChannel) {
  try {
    const channel = new BroadcastChannel(folderName);
    channel.onmessage = ({ data }) => {
      if (data.append) {
        const before = kept.get(data.append)?.slice(0, data.at);
        kept.set(data.append, new Blob(before ? [before, data.set] : [data.set]));
      } else if (kept.has(data.wanted)) {
        channel.postMessage({ id: data.wanted, set: kept.get(data.wanted) });
      } else if (data.wanted) {
        // A worker need not wait for what nobody has; another tab that has it is faster.
        setTimeout(() => channel.postMessage({ id: data.wanted, set: null }), 20);
      }
    };
  } catch {
    // A frame without an origin has none; its files are then missing, and that is said.
  }
}

export const traces = { give };
