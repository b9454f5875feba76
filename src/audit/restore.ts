import { documentCid, parseCid } from "../core/cid.ts";
import type { Hashing } from "../core/dag/pack.ts";
import { asFailure } from "../core/errors/error.ts";
import type { Car, SourceFile, Staging, Store } from "../core/ports.ts";
import { type Copy, isWhole, readBack } from "../core/retrieval.ts";
import { type DecodedIssue, repack } from "./repack.ts";

export interface Restoring {
  /** Of its own: one restoring at a time uses it. */
  readonly staging: Staging;
  readonly stores: readonly Store[];
  readonly hashing: Hashing;
  /** How often in a row each store failed, for as long as one run lasts: one that hangs is not to hold up thousands. */
  readonly failures: Map<string, number>;
  /** Says what would be done and writes nothing to a store. */
  readonly dryRun?: boolean;
  readonly onNote?: (note: string) => void;
  /** Told of the files' bytes as they are packed. */
  readonly onBytes?: (count: number) => void;
}

/** What came of one store: whether it gave every block back before, does so now, would be given them, or does not. */
export interface RestoredCopy {
  readonly store: string;
  readonly outcome: "whole-before" | "restored" | "would-restore" | "not-restored";
  /** How many blocks it gave back intact at the end. */
  readonly verified: number;
  /** Why it was not restored. */
  readonly problem?: string;
}

/**
 * Puts an issue that was kept elsewhere back into every store that does not give all of it. What is put is packed from
 * the files and held against the manifest before any store is touched, and read back afterwards. Nothing is anchored.
 *
 * @throws ISSUE_UNLIKE_MANIFEST; SOURCE_CHANGED | SOURCE_UNREADABLE; STORE_FULL | ARCHIVE_DISK of the staging area
 */
export async function restoreIssue(
  issue: DecodedIssue,
  files: readonly SourceFile[],
  restoring: Restoring,
): Promise<readonly RestoredCopy[]> {
  const { staging, stores, hashing, onBytes } = restoring;
  const writer = await staging.begin();
  let car: Car;
  try {
    await repack(issue, files, { writer, hashing, onBytes });
    car = await writer.finish(documentCid(issue.digest));
  } catch (error) {
    await writer.discard();
    throw error;
  }
  try {
    const copies: RestoredCopy[] = [];
    for (const store of stores)
      copies.push(await patiently(store, restoring, () => restoreTo(store, car, restoring)));
    return copies;
  } finally {
    await staging.remove(car.root);
  }
}

const MOST_FAILURES = 3;

/** A store that failed a few times in a row is left alone. */
export async function patiently(
  { id }: Pick<Store, "id">,
  { failures }: Pick<Restoring, "failures">,
  restore: () => Promise<RestoredCopy>,
): Promise<RestoredCopy> {
  const before = failures.get(id) ?? 0;
  if (before >= MOST_FAILURES) {
    const problem = `it failed ${before} times in a row, and is asked no more`;
    return { store: id, outcome: "not-restored", verified: 0, problem };
  }
  const copy = await restore();
  failures.set(id, copy.outcome === "not-restored" ? before + 1 : 0);
  return copy;
}

async function restoreTo(store: Store, car: Car, restoring: Restoring): Promise<RestoredCopy> {
  const { sha256 } = restoring.hashing;
  const before = await readBack(store, car.root, { sha256 });
  const { id } = store;
  if (isWhole(before)) return { store: id, outcome: "whole-before", verified: before.verified };
  if (before.failure !== undefined) return notRestored(before, before.failure.message);
  if (restoring.dryRun === true) return { store: id, outcome: "would-restore", verified: before.verified };
  try {
    // The replacement of what is wrong is in the CAR, on disk.
    if (before.corrupt.length > 0) await store.drop?.(before.corrupt.map(parseCid));
    await store.put(car, (said) => restoring.onNote?.(`${id}: ${said}`));
  } catch (error) {
    return notRestored(before, asFailure(error).message);
  }
  const after = await readBack(store, car.root, { sha256 });
  if (isWhole(after)) return { store: id, outcome: "restored", verified: after.verified };
  const left = after.missing.length + after.corrupt.length;
  return notRestored(
    after,
    after.failure?.message ?? `it took the CAR, and ${left} blocks are still missing or wrong`,
  );
}

function notRestored({ store, verified }: Copy, problem: string): RestoredCopy {
  return { store, outcome: "not-restored", verified, problem };
}
