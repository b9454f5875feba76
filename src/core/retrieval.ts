import { type Block, verifyBlock } from "./block.ts";
import { type CID, cidDigest, RAW } from "./cid.ts";
import { walk } from "./dag/walk.ts";
import type { Digest } from "./digest.ts";
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

export interface ReadBackOptions {
  readonly sha256: Sha256;
  readonly onBlock?: (bytes: number) => void;
  /** The root alone, without what it links to. */
  readonly alone?: boolean;
}

/**
 * Reads a whole DAG back from one store, hashing every block before following its links. Never throws. Where the store
 * can have its blocks hashed where they lie, its leaves are: they link to nothing, and their digests are all that
 * counts.
 */
export async function readBack(store: Store, root: CID, options: ReadBackOptions): Promise<Copy> {
  const tally = new Tally(options.onBlock);
  const missing: string[] = [];
  const corrupt: string[] = [];
  const malformed: string[] = [];
  const result = () => ({
    ...{ store: store.id, operator: store.operator },
    ...{ blocks: tally.blocks, verified: tally.verified, bytes: tally.bytes },
    ...{ missing, corrupt, malformed },
  });
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
  try {
    const hashes = options.alone === true ? undefined : await store.hashes?.(root);
    const readOrKnow = (cid: CID) => (tally.takes(leafAmong(hashes, cid)) ? nothingBelow : read(cid));
    const onMalformed = (cid: CID) => void malformed.push(cid.toString());
    for await (const { block } of walk(root, readOrKnow, onMalformed)) {
      tally.count(block?.bytes.length);
      if (block !== undefined && options.alone === true) break;
    }
    return result();
  } catch (error) {
    return { ...result(), failure: asFailure(error) };
  }
}

const nothingBelow = Promise.resolve(undefined);

/** How many bytes a leaf has that was hashed where it lies; undefined for what has to be read. */
function leafAmong(hashes: ReadonlyMap<Digest, number> | undefined, cid: CID): number | undefined {
  return cid.code === RAW ? hashes?.get(cidDigest(cid)) : undefined;
}

class Tally {
  blocks = 0;
  verified = 0;
  bytes = 0;
  readonly #onBlock: ReadBackOptions["onBlock"];

  constructor(onBlock: ReadBackOptions["onBlock"]) {
    this.#onBlock = onBlock;
  }

  /** Each block counts, and once more as verified when its right bytes were seen. */
  count(bytes: number | undefined): void {
    this.blocks += 1;
    if (bytes !== undefined) this.takes(bytes);
  }

  takes(bytes: number | undefined): boolean {
    if (bytes === undefined) return false;
    this.verified += 1;
    this.bytes += bytes;
    this.#onBlock?.(bytes);
    return true;
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
      // Of wrong bytes and no answer the latter is what leaves the question open.
      if (unanswered === undefined || !isFailure(error, "BLOCK_MISMATCH")) unanswered = asFailure(error);
    }
  }
  if (unanswered !== undefined) throw unanswered;
  return undefined;
}
