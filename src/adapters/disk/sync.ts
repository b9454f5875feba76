import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";

/** Makes the file's bytes and length survive a power cut. */
export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, "r");
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** Makes the names in a folder survive a power cut: POSIX promises nothing about a rename before this. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder; NTFS journals renames by itself.
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Gives a synced file its final name, replacing what had it; durable on return. */
export async function renameDurably(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncFolder(dirname(to));
}
