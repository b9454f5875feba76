import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { fail, failure, isFailure } from "../../core/errors/error.ts";
import type { IssuePath } from "../../core/path.ts";
import type { SourceFile } from "../../core/ports.ts";
import type { FileIdentity } from "../../core/ports/hashing.ts";
import { diskProblem, errnoOf } from "./errno.ts";

const CHUNK_BYTES = 1024 * 1024;
// A link or a pipe put in the file's place since the listing is neither followed nor waited for.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

export interface Listed {
  readonly path: IssuePath;
  /** The path on disk, spelled as the system spells it. */
  readonly at: string;
  readonly identity: FileIdentity;
}

/** A listed file, read with the promise that what is read is what was listed. */
export function diskFile(listed: Listed): SourceFile {
  const { path, at, identity } = listed;
  return { path, size: Number(identity.size), read: () => read(listed), file: { path: at, identity } };
}

// Synchronous reads are several times faster than the thread pool for the many small files of an issue.
async function* read(listed: Listed): AsyncGenerator<Uint8Array> {
  const file = opened(listed);
  try {
    assertUnchanged(listed, fstatSync(file, { bigint: true }));
    let left = Number(listed.identity.size);
    while (left > 0) {
      const chunk = Buffer.allocUnsafeSlow(Math.min(left, CHUNK_BYTES));
      const count = readSync(file, chunk);
      if (count === 0) break;
      left -= count;
      yield count === chunk.length ? chunk : chunk.subarray(0, count);
    }
    assertUnchanged(listed, fstatSync(file, { bigint: true }));
  } catch (cause) {
    throw named(listed, cause);
  } finally {
    closeSync(file);
  }
}

function opened(listed: Listed): number {
  try {
    return openSync(listed.at, FLAGS);
  } catch (cause) {
    const got = { ENOENT: "nothing", ELOOP: "a symbolic link", ENOTDIR: "nothing" }[errnoOf(cause) ?? ""];
    if (got !== undefined) fail("SOURCE_CHANGED", { path: listed.path, expected: "a file", got }, cause);
    throw named(listed, cause);
  }
}

/** Identity, size and times: a writer that restores the modification time is still seen by the change time. */
function assertUnchanged({ path, identity }: Listed, now: FileIdentity): void {
  if (now.dev !== identity.dev || now.ino !== identity.ino)
    fail("SOURCE_CHANGED", { path, expected: "the file that was listed", got: "another file in its place" });
  if (now.size !== identity.size)
    fail("SOURCE_CHANGED", { path, expected: `${identity.size} bytes`, got: `${now.size} bytes` });
  if (now.mtimeNs !== identity.mtimeNs || now.ctimeNs !== identity.ctimeNs)
    fail("SOURCE_CHANGED", { path, expected: written(identity), got: written(now) });
}

function written({ mtimeNs }: FileIdentity): string {
  return `last written ${new Date(Number(mtimeNs / 1_000_000n)).toISOString()}`;
}

function named(listed: Listed, cause: unknown): unknown {
  if (isFailure(cause) || errnoOf(cause) === undefined) return cause;
  return failure("SOURCE_UNREADABLE", { path: listed.path, problem: diskProblem(cause) }, cause);
}
