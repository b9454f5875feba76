import { randomUUID } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { CID } from "../../core/cid.ts";
import { digestFromBytes } from "../../core/digest.ts";
import { isFailure } from "../../core/errors/error.ts";
import type { Car, HashingPool } from "../../core/ports.ts";
import type { Sha256 } from "../../core/sha256.ts";
import type { BlockFiles } from "./block-files.ts";
import { bringCar } from "./bring-car.ts";
import { errnoOf } from "./errno.ts";
import { contentStamp, type JustTaken } from "./just-taken.ts";
import { syncFile, syncFolder } from "./sync.ts";
import { verifyCar } from "./verify-car.ts";

const INCOMING = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.car$/;
const ABANDONED_MS = 60 * 60 * 1000;

export interface Taking {
  readonly files: BlockFiles;
  /** Where a CAR waits until it is found to be whole: on the disk of the others. */
  readonly incoming: string;
  readonly sha256: Sha256;
  readonly pool: HashingPool | undefined;
  readonly justTaken: JustTaken;
}

/**
 * Takes a CAR of which every block was hashed where it lies now; one that is held intact already is left as it is.
 *
 * @throws CAR_MALFORMED | BLOCK_MISMATCH | BLOCK_MALFORMED
 */
export async function takeCar(car: Car, taking: Taking): Promise<void> {
  const { files, incoming, justTaken } = taking;
  // Whoever put it there may have died before its name was made durable, or copied it without a thought of that.
  if (await holdsIntact(car.root, taking)) {
    await syncFile(files.fileOf(car.root));
    return syncFolder(files.folder);
  }
  const temporary = join(incoming, `${randomUUID()}.car`);
  try {
    await removeAbandoned(incoming);
    await bringCar(car, temporary);
    const before = contentStamp(temporary);
    const blocks = await verified(temporary, car.root, taking);
    files.place(temporary, car.root, blocks);
    await nameDurably(car.root, files);
    justTaken.note({ root: car.root, file: files.fileOf(car.root), before, blocks });
  } finally {
    await rm(temporary, { force: true });
  }
}

/** What could be lost in a power cut must not be read back as if it were held: without its sync it has no name. */
async function nameDurably(root: CID, files: BlockFiles): Promise<void> {
  try {
    await syncFolder(files.folder);
  } catch (error) {
    await rm(files.fileOf(root), { force: true });
    throw error;
  }
}

async function holdsIntact(root: CID, taking: Taking): Promise<boolean> {
  const { files, justTaken } = taking;
  const file = files.fileOf(root);
  try {
    if (!files.has(root)) return false;
    const before = contentStamp(file);
    const blocks = await verified(file, root, taking);
    files.reconcile();
    justTaken.note({ root, file, before, blocks });
    return true;
  } catch (error) {
    const damaged = isFailure(error, "CAR_MALFORMED", "BLOCK_MISMATCH", "BLOCK_MALFORMED");
    if (damaged || errnoOf(error) !== undefined) return false;
    throw error;
  }
}

/** What other CARs hold need not be in this one, if it is intact there: it is read, since an index knows only of a place. */
function verified(file: string, root: CID, { files, sha256, pool }: Taking) {
  const hash = (bytes: Uint8Array) => digestFromBytes(sha256(bytes));
  return verifyCar(file, root, { sha256, pool, holds: (digest) => files.givesBeside(digest, root, hash) });
}

/** What a crashed process left behind; young files may belong to a living one. The change time is set by linking too. */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of readdirSync(folder)) {
    // A mirror's folder is its owner's: what has no name of ours is not ours to remove.
    if (!INCOMING.test(name)) continue;
    const file = join(folder, name);
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats !== undefined && Date.now() - stats.ctimeMs > ABANDONED_MS) await rm(file, { force: true });
  }
}
