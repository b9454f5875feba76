import { randomUUID } from "node:crypto";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { CID } from "../../core/cid.ts";
import { failure } from "../../core/errors/error.ts";
import type { Staging } from "../../core/ports.ts";
import { DiskCarWriter } from "./car-writer.ts";
import { diskProblem, errnoOf, isDiskFull } from "./errno.ts";

const PARTIAL = ".partial";

/**
 * A folder with one CAR file per root. What an interrupted run left half written is removed when the next one begins;
 * one process at a time begins (the publisher's lock sees to that).
 */
export function createStaging(directory: string): Staging {
  const open = new Set<string>();
  const fileOf = (root: CID): string => join(directory, `${root.toString()}.car`);
  return {
    async begin() {
      await prepare(directory, open);
      const name = `${randomUUID()}${PARTIAL}`;
      open.add(name);
      return await DiskCarWriter.create({
        partial: join(directory, name),
        finished: fileOf,
        released: () => open.delete(name),
      });
    },

    async remove(root) {
      await rm(fileOf(root), { force: true });
    },
  };
}

async function prepare(directory: string, open: ReadonlySet<string>): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    for (const name of await readdir(directory))
      if (name.endsWith(PARTIAL) && !open.has(name)) await rm(join(directory, name), { force: true });
  } catch (cause) {
    if (errnoOf(cause) === undefined) throw cause;
    if (isDiskFull(cause))
      throw failure("STORE_FULL", { store: directory, problem: diskProblem(cause) }, cause);
    throw failure("ARCHIVE_DISK", { path: directory, problem: diskProblem(cause) }, cause);
  }
}
