import { type Block, verifyBlock } from "../core/block.ts";
import type { CID } from "../core/cid.ts";
import { type ColophonError, asFailure, isFailure } from "../core/errors/error.ts";
import type { Claim, Store } from "../core/ports.ts";
import type { Sha256 } from "../core/sha256.ts";
import type { Deadline } from "./holding.ts";

/** A store as an audit asks it: within its deadline, and not again once it was given up. */
export interface Source {
  readonly store: Store;
  /** As the store's, and hostile like it. @throws STORE_UNREACHABLE | STORE_SILENT */
  block(cid: CID): Promise<Uint8Array | undefined>;
  /** Undefined where it cannot be asked, or does not say. Never throws. */
  claim(root: CID): Promise<Claim | undefined>;
  /** Why it is asked no more. */
  readonly broken: ColophonError | undefined;
  giveUp(why: ColophonError): void;
}

/** How often in a row a claim may fail before the store is asked for none any more. */
const MOST_FAILURES = 3;

export function sourceOf(store: Store, deadline?: Deadline): Source {
  const within = deadline?.begin(store.id) ?? (<T>(answer: Promise<T>) => answer);
  let broken: ColophonError | undefined;
  const claim = untilFailing((root: CID) =>
    store.claim === undefined ? Promise.resolve(undefined) : within(store.claim(root)),
  );
  return {
    store,
    get broken() {
      return broken;
    },
    giveUp: (why) => {
      broken = why;
    },
    block: async (cid) => {
      if (broken !== undefined) throw broken;
      return within(store.block(cid));
    },
    claim: async (root) => (broken === undefined ? claim(root) : undefined),
  };
}

/**
 * Asks what is no evidence anyway, and gives undefined where there is no answer. What fails a few times in a row is asked
 * no more: something that hangs must not hold up thousands of issues.
 */
export function untilFailing<Args extends readonly unknown[], T>(
  ask: (...args: Args) => Promise<T>,
): (...args: Args) => Promise<T | undefined> {
  let failures = 0;
  return async (...args) => {
    if (failures >= MOST_FAILURES) return undefined;
    try {
      const said = await ask(...args);
      failures = 0;
      return said;
    } catch {
      failures += 1;
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
      const given = await giveBlock(source, cid, sha256);
      if (typeof given === "object") return given;
    } catch {
      // It is told of where the store itself is audited.
    }
  }
  return undefined;
}
