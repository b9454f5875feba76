import { randomUUID } from "node:crypto";
import { mkdir, readdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import type { CID } from "../../core/cid.ts";
import { failure } from "../../core/errors/error.ts";
import type { Staging } from "../../core/ports.ts";
import { DiskCarWriter } from "./car-writer.ts";
import { diskProblem, errnoOf, isDiskFull } from "./errno.ts";

const PARTIAL = ".partial";
const WHOLE = ".car";

/**
 * A folder with one CAR file per root. What an interrupted run left is removed when the next one begins, also what was
 * whole: that run packs afresh, and need not come to the same root (an issue that was revised meanwhile). One process
 * at a time begins (the publisher's lock sees to that).
 */
export function createStaging(directory: string): Staging {
  const own = new Set<string>();
  const fileOf = (root: CID): string => join(directory, `${root.toString()}${WHOLE}`);
  return {
    async begin() {
      await prepare(directory, own);
      const name = `${randomUUID()}${PARTIAL}`;
      own.add(name);
      return await DiskCarWriter.create({
        partial: join(directory, name),
        finished: (root) => {
          own.add(basename(fileOf(root)));
          return fileOf(root);
        },
        released: () => own.delete(name),
      });
    },

    async remove(root) {
      await rm(fileOf(root), { force: true });
    },
  };
}

async function prepare(directory: string, own: ReadonlySet<string>): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    for (const name of await readdir(directory))
      if ([PARTIAL, WHOLE].some((ending) => name.endsWith(ending)) && !own.has(name))
        await rm(join(directory, name), { force: true });
  } catch (cause) {
    if (errnoOf(cause) === undefined) throw cause;
    if (isDiskFull(cause))
      throw failure("STORE_FULL", { store: directory, problem: diskProblem(cause) }, cause);
    throw failure("ARCHIVE_DISK", { path: directory, problem: diskProblem(cause) }, cause);
  }
}
