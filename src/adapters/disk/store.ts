import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type CID, cidDigest } from "../../core/cid.ts";
import { type Digest, digestFromBytes } from "../../core/digest.ts";
import { fail, failure } from "../../core/errors/error.ts";
import type { Claim, HashingPool, Store } from "../../core/ports.ts";
import type { Sha256 } from "../../core/sha256.ts";
import { BlockFiles } from "./block-files.ts";
import { isSqlite, SQLITE_FULL } from "./block-index.ts";
import { diskProblem, errnoOf, isDiskFull } from "./errno.ts";
import { JustTaken } from "./just-taken.ts";
import { takeCar } from "./take-car.ts";

export interface DiskStoreOptions {
  /** Made when it is not there; several processes may use one at once. */
  readonly directory: string;
  /** Where the CAR files lie; `blocks` in the directory when left out. Then only the index is in the directory. */
  readonly cars?: string;
  readonly id: string;
  readonly operator: string;
  readonly sha256: Sha256;
  /** Folders of CAR files of other stores: a file that is one of theirs, by a link, is no copy. */
  readonly apart?: readonly string[];
  /** Hashes on other cores, where there are any. */
  readonly pool?: HashingPool;
}

/** The embedded store, which lies on this machine's disk. */
export interface DiskStore extends Store {
  claim(root: CID): Promise<Claim>;
  /** The roots of all CARs it holds, in no particular order. */
  roots(): Promise<CID[]>;
  close(): void;
}

/**
 * One CAR file per root under `blocks/`, and an index over all their blocks that is made anew from them whenever it is
 * missing, damaged or behind. `put` takes nothing that it has not hashed; `block` hands out nothing that it has not.
 * A block damaged in one CAR is read from another that has it. Putting a root again repairs its CAR.
 *
 * @throws STORE_UNREACHABLE | STORE_FULL when the directory cannot be used
 */
export function createDiskStore(options: DiskStoreOptions): DiskStore {
  const { directory, id, operator, sha256, pool, cars = join(directory, "blocks") } = options;
  // On the same disk as the CARs, since a file is given its name there only when it is whole.
  const incoming = join(options.cars ?? directory, "incoming");
  const files = naming(id, () => {
    mkdirSync(incoming, { recursive: true });
    return new BlockFiles(directory, cars, options.apart);
  });

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

  const justTaken = new JustTaken();

  async function hashes(root: CID, pool: HashingPool): Promise<ReadonlyMap<Digest, number>> {
    files.reconcile();
    const known = files.has(root) ? justTaken.hashes(root) : undefined;
    if (known !== undefined) return known;
    const found = new Map<Digest, number>();
    for await (const [{ length }, digest] of pool.digests(files.fileOf(root), files.blocksOf(root)))
      if (digest !== undefined) found.set(digestFromBytes(digest), length);
    return found;
  }

  return {
    id,
    operator,
    put: async (car) =>
      await namingAsync(id, async () => await takeCar(car, { files, incoming, sha256, pool, justTaken })),
    // Synchronous reads of at most 2 MiB, async by the port.
    block: async (cid) => naming(id, () => block(cid)),
    claim: async (root) => naming(id, () => (files.has(root) ? "pinned" : "absent")),
    ...(pool && { hashes: async (root) => await namingAsync(id, async () => await hashes(root, pool)) }),
    places: async () => naming(id, () => [files.where()]),
    roots: async () => naming(id, () => files.roots()),
    close: () => {
      files.close();
    },
  };
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
