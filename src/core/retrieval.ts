import { type Block, verifyBlock } from "./block.ts";
import type { CID } from "./cid.ts";
import { walk } from "./dag/walk.ts";
import { asFailure, type ColophonError, isFailure } from "./errors/error.ts";
import type { Store } from "./ports.ts";
import type { Sha256 } from "./sha256.ts";

/** What one store gave back of everything below a root. Only bytes read from it and hashed count. */
export interface Copy {
  readonly store: string;
  readonly operator: string;
  readonly blocks: number;
  readonly verified: number;
  /** In bytes, of the blocks that were verified. */
  readonly bytes: number;
  readonly missing: readonly string[];
  readonly corrupt: readonly string[];
  /** Given back intact, but no links can be read from them: what is below them was not seen. */
  readonly malformed: readonly string[];
  /** Set when the store stopped answering: then the counts say only how far it got. */
  readonly failure?: ColophonError;
}

/** Is every block there, and is every byte right? */
export function isWhole(copy: Copy): boolean {
  const faulty = [...copy.missing, ...copy.corrupt, ...copy.malformed];
  return copy.failure === undefined && faulty.length === 0;
}

/** Reads a whole DAG back from one store, hashing every block before following its links. Never throws. */
export async function readBack(
  store: Store,
  root: CID,
  options: {
    readonly sha256: Sha256;
    readonly onBlock?: (bytes: number) => void;
    /** The root alone, without what it links to. */
    readonly alone?: boolean;
  },
): Promise<Copy> {
  const tally = { blocks: 0, verified: 0, bytes: 0 };
  const missing: string[] = [];
  const corrupt: string[] = [];
  const malformed: string[] = [];
  const read = async (cid: CID): Promise<Block | undefined> => {
    try {
      const bytes = await store.block(cid);
      if (bytes === undefined) missing.push(cid.toString());
      else return verifyBlock(cid, bytes, options.sha256);
    } catch (error) {
      if (!isFailure(error, "BLOCK_MISMATCH")) throw error;
      corrupt.push(cid.toString());
    }
    return undefined;
  };
  const result = { store: store.id, operator: store.operator };
  try {
    const onMalformed = (cid: CID) => void malformed.push(cid.toString());
    for await (const { block } of walk(root, read, onMalformed)) {
      tally.blocks += 1;
      if (block === undefined) continue;
      tally.verified += 1;
      tally.bytes += block.bytes.length;
      options.onBlock?.(block.bytes.length);
      if (options.alone === true) break;
    }
    return { ...result, ...tally, missing, corrupt, malformed };
  } catch (error) {
    return { ...result, ...tally, missing, corrupt, malformed, failure: asFailure(error) };
  }
}

/** A block from the first store that gives the right bytes; undefined when all were asked and none has it. */
export async function blockFromAny(
  stores: readonly Store[],
  cid: CID,
  sha256: Sha256,
): Promise<Block | undefined> {
  let unanswered: ColophonError | undefined;
  for (const store of stores) {
    try {
      const bytes = await store.block(cid);
      if (bytes !== undefined) return verifyBlock(cid, bytes, sha256);
    } catch (error) {
      unanswered = asFailure(error);
    }
  }
  if (unanswered !== undefined) throw unanswered;
  return undefined;
}
