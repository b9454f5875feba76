import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseCid } from "../../src/core/cid.ts";
import { untilAtRest } from "./archive-fixture.ts";

/** Takes one block out of an archive's embedded store, or spoils a byte of it; the others stay whole. */
export async function damage(archive: string, cid: string, how: "lose" | "spoil"): Promise<void> {
  await untilAtRest(archive);
  const store = join(archive, "data", "store");
  const name = Buffer.from(parseCid(cid).bytes);
  for (const file of await readdir(join(store, "blocks"), { recursive: true })) {
    const path = join(store, "blocks", file);
    if (!file.endsWith(".car")) continue;
    const bytes = await readFile(path);
    // Manifests and lists are linked as text: only the header, before it, names a root as well.
    const at = bytes.lastIndexOf(name);
    if (at === -1) continue;
    const touched = at + name.length + (how === "lose" ? -1 : 1);
    bytes[touched] = (bytes[touched] ?? 0) ^ 1;
    await writeFile(path, bytes);
  }
  for (const file of await readdir(store)) if (file.startsWith("index")) await rm(join(store, file));
}
