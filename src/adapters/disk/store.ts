import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type CID, cidDigest } from "../../core/cid.ts";
import { digestFromBytes } from "../../core/digest.ts";
import { fail, failure, isFailure } from "../../core/errors/error.ts";
import type { Car, Claim, Store } from "../../core/ports.ts";
import type { Sha256 } from "../../core/sha256.ts";
import { BlockFiles } from "./block-files.ts";
import { isSqlite, SQLITE_FULL } from "./block-index.ts";
import { bringCar } from "./bring-car.ts";
import { diskProblem, errnoOf, isDiskFull } from "./errno.ts";
import { syncFolder } from "./sync.ts";
import { verifyCar } from "./verify-car.ts";

export interface DiskStoreOptions {
  /** Made when it is not there; several processes may use one at once. */
  readonly directory: string;
  /** Where the CAR files lie; `blocks` in the directory when left out. Then only the index is in the directory. */
  readonly cars?: string;
  readonly id: string;
  readonly operator: string;
  readonly sha256: Sha256;
}

/** The embedded store, which lies on this machine's disk. */
export interface DiskStore extends Store {
  claim(root: CID): Promise<Claim>;
  /** The roots of all CARs it holds, in no particular order. */
  roots(): Promise<CID[]>;
  close(): void;
}

const ABANDONED_MS = 60 * 60 * 1000;

/**
 * One CAR file per root under `blocks/`, and an index over all their blocks that is made anew from them whenever it is
 * missing, damaged or behind. `put` takes nothing that it has not hashed; `block` hands out nothing that it has not.
 * A block damaged in one CAR is read from another that has it. Putting a root again repairs its CAR.
 *
 * @throws STORE_UNREACHABLE | STORE_FULL when the directory cannot be used
 */
export function createDiskStore(options: DiskStoreOptions): DiskStore {
  const { directory, id, operator, sha256, cars = join(directory, "blocks") } = options;
  // On the same disk as the CARs, since a file is given its name there only when it is whole.
  const incoming = join(options.cars ?? directory, "incoming");
  const files = naming(id, () => {
    mkdirSync(incoming, { recursive: true });
    return new BlockFiles(directory, cars);
  });

  async function holdsIntact(root: CID): Promise<boolean> {
    try {
      await verifyCar(files.fileOf(root), root, {
        sha256,
        holds: (digest) => files.holdsBeside(digest, root),
      });
      files.reconcile();
      return true;
    } catch (error) {
      const damaged = isFailure(error, "CAR_MALFORMED", "BLOCK_MISMATCH", "BLOCK_MALFORMED");
      if (damaged || errnoOf(error) !== undefined) return false;
      throw error;
    }
  }

  async function put(car: Car): Promise<void> {
    if (await holdsIntact(car.root)) return;
    const temporary = join(incoming, `${randomUUID()}.car`);
    try {
      await removeAbandoned(incoming);
      await bringCar(car, temporary);
      const blocks = await verifyCar(temporary, car.root, {
        sha256,
        holds: (digest) => files.holdsBeside(digest, car.root),
      });
      files.place(temporary, car.root, blocks);
      await syncFolder(files.folder);
    } finally {
      await rm(temporary, { force: true });
    }
  }

  function block(cid: CID): Uint8Array | undefined {
    const digest = cidDigest(cid);
    const read = () => files.read(digest, (bytes) => digestFromBytes(sha256(bytes)));
    let found = read();
    // Another process may have added or replaced a CAR since the index was read.
    if (found.bytes === undefined && files.reconcile({ always: found.damaged !== undefined })) found = read();
    if (found.bytes === undefined && found.damaged !== undefined)
      fail("BLOCK_MISMATCH", { cid: cid.toString(), got: found.damaged });
    return found.bytes;
  }

  return {
    id,
    operator,
    put: async (car) => await namingAsync(id, async () => await put(car)),
    // Synchronous reads of at most 2 MiB, async by the port.
    block: async (cid) => naming(id, () => block(cid)),
    claim: async (root) => naming(id, () => (existsSync(files.fileOf(root)) ? "pinned" : "absent")),
    roots: async () => naming(id, () => files.roots()),
    close: () => {
      files.close();
    },
  };
}

/** What a crashed process left behind; young files may belong to a living one. The change time is set by linking too. */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats !== undefined && Date.now() - stats.ctimeMs > ABANDONED_MS) await rm(file, { force: true });
  }
}

function naming<T>(store: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw named(store, cause);
  }
}

async function namingAsync<T>(store: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw named(store, cause);
  }
}

function named(store: string, cause: unknown): unknown {
  if (errnoOf(cause) === undefined && !isSqlite(cause)) return cause;
  const full = isDiskFull(cause) || isSqlite(cause, SQLITE_FULL);
  return failure(full ? "STORE_FULL" : "STORE_UNREACHABLE", { store, problem: diskProblem(cause) }, cause);
}
