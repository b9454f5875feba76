import type { CID } from "../core/cid.ts";
import { fail, isFailure } from "../core/errors/error.ts";
import type { Car, Clock, Store } from "../core/ports.ts";
import { distinct, type Places, placesOf } from "../core/places.ts";
import { counted } from "../core/plural.ts";
import { type Copy, isWhole, readBack } from "../core/retrieval.ts";
import type { Sha256 } from "../core/sha256.ts";
import type { OnProgress } from "./progress.ts";

export interface CopyPolicy {
  /** Stores that must give every block back before anything is anchored. */
  readonly minCopies: number;
  /** How many different operators they must belong to. */
  readonly minOperators: number;
}

export interface Replication {
  readonly stores: readonly Store[];
  readonly policy: CopyPolicy;
  readonly sha256: Sha256;
  readonly clock: Clock;
  readonly onProgress: OnProgress;
}

/** What came of handing something to a store: `done`, or why the store has not taken it. */
export interface Placed {
  readonly store: string;
  readonly put: string;
}

const PUT_TRIES = 3;
const FIRST_PAUSE_MS = 500;

/**
 * Hands the CAR to every store. One store that fails does not stop the others: whether enough of them hold it is
 * asked by reading back, not by what they say.
 */
export async function putEverywhere(
  car: Car,
  what: string,
  replication: Replication,
): Promise<readonly Placed[]> {
  return Promise.all(
    replication.stores.map(async (store) => ({
      store: store.id,
      put: await putPatiently(store, car, {
        clock: replication.clock,
        note: (said) => replication.onProgress({ kind: "note", what, message: `${store.id}: ${said}` }),
      }),
    })),
  ).then((placed) => {
    for (const { store, put } of placed)
      if (put !== "done") replication.onProgress({ kind: "note", what, message: named(store, put) });
    return placed;
  });
}

/**
 * Reads every block back from every store and hashes it.
 *
 * @throws COPIES_TOO_FEW when fewer stores or operators than the policy asks hold every block
 */
export async function readBackEverywhere(
  root: CID,
  what: string,
  replication: Replication,
): Promise<readonly Copy[]> {
  const copies: Copy[] = [];
  for (const store of replication.stores) {
    const copy = await readBack(store, root, { sha256: replication.sha256 });
    if (isWhole(copy))
      replication.onProgress({ kind: "store", what, store: store.id, blocks: copy.verified });
    else replication.onProgress({ kind: "note", what, message: `not read back: ${problemOf(copy)}` });
    copies.push(copy);
  }
  assertEnough(copies, replication.policy, await placesOf(replication.stores));
  return copies;
}

function assertEnough(copies: readonly Copy[], policy: CopyPolicy, places: Places): void {
  const given = copies.filter(isWhole);
  const whole = distinct(given, places, ({ store }) => store);
  const operators = new Set(whole.map((copy) => copy.operator));
  if (whole.length >= policy.minCopies && operators.size >= policy.minOperators) return;
  const [lone] = copies;
  // With a single store its own failure says more than a count of one.
  if (copies.length === 1 && lone?.failure !== undefined) throw lone.failure;
  const same = given.filter((copy) => !whole.includes(copy));
  const problem = [
    ...copies.filter((copy) => !isWhole(copy)).map(problemOf),
    ...same.map(({ store }) => `${store}: the same place as ${places.get(store) ?? ""}`),
  ].join("; ");
  fail("COPIES_TOO_FEW", {
    got: whole.length,
    expected: policy.minCopies,
    problem: problem === "" ? `${operators.size} operators of ${policy.minOperators}` : problem,
  });
}

function problemOf(copy: Copy): string {
  if (copy.failure !== undefined) return named(copy.store, copy.failure.message);
  return `${copy.store}: ${counted(copy.missing.length, "block")} missing, ${copy.corrupt.length} corrupt`;
}

/** Most failures of a store name it themselves. */
function named(store: string, problem: string): string {
  return problem.startsWith(`The store ${store} `) ? problem : `${store}: ${problem}`;
}

async function putPatiently(
  store: Store,
  car: Car,
  { clock, note }: Pick<Replication, "clock"> & { note: (message: string) => void },
): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      await store.put(car, note);
      return "done";
    } catch (error) {
      const passing = isFailure(error, "STORE_UNREACHABLE");
      if (!passing || attempt === PUT_TRIES) return error instanceof Error ? error.message : String(error);
      await clock.sleep(FIRST_PAUSE_MS * 2 ** attempt);
    }
  }
}
