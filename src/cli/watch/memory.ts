import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { writeDurably } from "../../adapters/disk/write.ts";
import { dataPath } from "../config.ts";

const schema = z.strictObject({
  type: z.literal("colophon/watch/1"),
  /** What it is about, for whoever finds the file. */
  of: z.string(),
  kind: z.string().optional(),
  etag: z.string().max(4096).optional(),
  lastModified: z.string().max(200).optional(),
});

type Remembered = Omit<z.output<typeof schema>, "type" | "of">;

/**
 * What spares work in the next run, or shows that a folder is not what it was. Nothing depends on it: without it a feed
 * is read once more, and everything is found to stand.
 */
export interface Memory {
  recall(): Remembered;
  /** @throws ARCHIVE_DISK */
  remember(what: Remembered): Promise<void>;
}

/** One file for each source, publication and way of reading. */
export function memoryAt(folder: string, of: readonly string[]): Memory {
  const about = of.join(" ");
  const name = createHash("sha256").update(about).digest("hex").slice(0, 16);
  const path = dataPath(folder, `watch/${name}.json`);
  return {
    recall: () => read(path, about),
    remember: (what) =>
      writeDurably(path, `${JSON.stringify({ type: "colophon/watch/1", of: about, ...what })}\n`),
  };
}

function read(path: string, about: string): Remembered {
  try {
    const { of, type: _, ...what } = schema.parse(JSON.parse(readFileSync(path, "utf8")));
    return of === about ? what : {};
  } catch {
    return {};
  }
}
