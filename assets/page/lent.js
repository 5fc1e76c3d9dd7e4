// Opens the visitor's image sets for a worker: files of the private file system or,
// where there is none, sets that the page keeps in memory and lends.

const name = "protocell-sets";
const patience = 1000; // milliseconds that the page has to answer

// Returns the set as a Blob, or null if it is not on this machine.
export async function openSet(id) {
  try {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle(name);
    return await (await folder.getFileHandle(id)).getFile();
  } catch {
    return borrow(id).catch(() => null);
  }
}

function borrow(id) {
  return new Promise((done) => {
    const channel = new BroadcastChannel(name);
    const end = (set) => {
      channel.close();
      clearTimeout(timer);
      done(set);
    };
    const timer = setTimeout(() => end(null), patience);
    channel.onmessage = ({ data }) => {
      if (data.id === id) end(data.set);
    };
    channel.postMessage({ wanted: id });
  });
}
