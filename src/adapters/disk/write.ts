import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { fail } from "../../core/errors/error.ts";
import { diskProblem } from "./errno.ts";
import { renameDurably } from "./sync.ts";

/** Writes a small file whole or not at all; durable on return. @throws ARCHIVE_DISK */
export async function writeDurably(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(draft, "w");
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renameDurably(draft, path);
  } catch (error) {
    fail("ARCHIVE_DISK", { path, problem: diskProblem(error) }, error);
  }
}
