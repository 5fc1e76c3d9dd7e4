// The folder of the browser's private file system that has the visitor's image sets.

const folderName = "protocell-sets";

// Returns the folder. A browser may have none for the page, and says so in an error.
export async function room() {
  if (!navigator.storage?.getDirectory) throw new Error("browsers give private storage to secure pages only");
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(folderName, { create: true });
}

// Says in words why the browser keeps no file.
export function reason(error) {
  switch (error?.name) {
    case "QuotaExceededError":
      return "its storage is full";
    case "SecurityError":
    case "NotAllowedError":
      return "it denies the page private storage";
  }
  return String(error?.message ?? error);
}
