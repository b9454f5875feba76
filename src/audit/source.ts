import { type Block, verifyBlock } from "../core/block.ts";
import type { CID } from "../core/cid.ts";
import { type ColophonError, asFailure, fail, isFailure } from "../core/errors/error.ts";
import type { Claim, Store } from "../core/ports.ts";
import type { Sha256 } from "../core/sha256.ts";
import type { Deadline } from "./holding.ts";

/** A store as an audit asks it: within its deadline, and not again once it was given up. */
export interface Source {
  readonly store: Store;
  /** As the store's, and hostile like it. @throws STORE_UNREACHABLE | STORE_SILENT */
  block(cid: CID): Promise<Uint8Array | undefined>;
  /**
   * The same for somebody else's sake: a store that fails a few times in a row is asked for that no more, so that one
   * that hangs does not hold up every block that others give.
   */
  lend(cid: CID): Promise<Uint8Array | undefined>;
  /** Why it did not answer when it was last asked to lend; undefined when it did. */
  readonly unlent: ColophonError | undefined;
  /** Undefined where it cannot be asked, or does not say. Never throws. */
  claim(root: CID): Promise<Claim | undefined>;
  /** Why it is asked no more. */
  readonly broken: ColophonError | undefined;
  giveUp(why: ColophonError): void;
}

/** How often in a row a claim or a loan may fail before the store is asked for none any more. */
const MOST_FAILURES = 3;

export function sourceOf(store: Store, deadline?: Deadline): Source {
  const within = deadline?.begin(store.id) ?? (<T>(answer: Promise<T>) => answer);
  let broken: ColophonError | undefined;
  const claim = untilFailing((root: CID) =>
    store.claim === undefined ? Promise.resolve(undefined) : within(store.claim(root)),
  );
  const block = async (cid: CID) => {
    if (broken !== undefined) throw broken;
    return within(store.block(cid));
  };
  const lending = lenderOver(block);
  return {
    store,
    block,
    lend: lending.lend,
    get unlent() {
      return lending.failure();
    },
    get broken() {
      return broken;
    },
    giveUp: (why) => {
      broken = why;
    },
    claim: async (root) => (broken === undefined ? claim(root) : undefined),
  };
}

/** The store as one that is only asked to lend. */
export function lendingStore(store: Store, deadline?: Deadline): Store {
  const { id, operator } = store;
  const { lend } = sourceOf(store, deadline);
  const put = async () => fail("STORE_REFUSED", { store: id, problem: "it is only read from" });
  return { id, operator, put, block: lend };
}

function lenderOver(block: Source["block"]) {
  let failures = 0;
  let last: ColophonError | undefined;
  const lend: Source["lend"] = async (cid) => {
    if (failures >= MOST_FAILURES && last !== undefined) throw last;
    try {
      const bytes = await block(cid);
      failures = 0;
      last = undefined;
      return bytes;
    } catch (error) {
      if (isFailure(error, "BLOCK_MISMATCH")) throw error;
      failures += 1;
      last = asFailure(error);
      throw last;
    }
  };
  return { lend, failure: () => last };
}

/**
 * Asks what is no evidence anyway, and gives undefined where there is no answer. What fails a few times in a row is asked
 * no more: something that hangs must not hold up thousands of issues.
 */
export function untilFailing<Args extends readonly unknown[], T>(
  ask: (...args: Args) => Promise<T>,
  onFirstFailure: (why: ColophonError) => void = () => undefined,
): (...args: Args) => Promise<T | undefined> {
  let failures = 0;
  let isTold = false;
  return async (...args) => {
    if (failures >= MOST_FAILURES) return undefined;
    try {
      const said = await ask(...args);
      failures = 0;
      return said;
    } catch (error) {
      failures += 1;
      if (!isTold) onFirstFailure(asFailure(error));
      isTold = true;
      return undefined;
    }
  };
}

/** What came of asking one store for one block: told apart, since they mean different things. */
export type Given = Block | "missing" | "corrupt";

/** @throws STORE_UNREACHABLE | STORE_SILENT */
export async function giveBlock(source: Pick<Source, "block">, cid: CID, sha256: Sha256): Promise<Given> {
  try {
    const bytes = await source.block(cid);
    return bytes === undefined ? "missing" : verifyBlock(cid, bytes, sha256);
  } catch (error) {
    // A store that looks at its own blocks says so before we can.
    if (isFailure(error, "BLOCK_MISMATCH")) return "corrupt";
    throw asFailure(error);
  }
}

/** An intact block from the first that gives it; undefined when nobody does, for whatever reason. */
export async function intactFrom(
  sources: readonly Source[],
  cid: CID,
  sha256: Sha256,
): Promise<Block | undefined> {
  for (const source of sources) {
    if (source.broken !== undefined) continue;
    try {
      const given = await giveBlock({ block: source.lend }, cid, sha256);
      if (typeof given === "object") return given;
    } catch {
      // It is told of where the store itself is audited.
    }
  }
  return undefined;
}
