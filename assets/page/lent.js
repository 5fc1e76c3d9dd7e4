// Opens the visitor's files for a worker: those of a folder of the private file system
// or, where they are not there, those that the page has in memory and lends on the
// channel of the folder's name.

const patience = 1000; // milliseconds that the page has to answer

// Returns the file as a Blob, or null if it is not on this machine.
export async function openFile(folder, name) {
  try {
    const root = await navigator.storage.getDirectory();
    const files = await root.getDirectoryHandle(folder);
    return await (await files.getFileHandle(name)).getFile();
  } catch {
    return borrow(folder, name).catch(() => null);
  }
}

function borrow(folder, name) {
  return new Promise((done) => {
    const channel = new BroadcastChannel(folder);
    const end = (file) => {
      channel.close();
      clearTimeout(timer);
      done(file);
    };
    const timer = setTimeout(() => end(null), patience);
    channel.onmessage = ({ data }) => {
      if (data.id === name) end(data.set);
    };
    channel.postMessage({ wanted: name });
  });
}
