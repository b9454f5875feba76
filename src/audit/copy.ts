import type { Block } from "../core/block.ts";
import { type CID, DAG_JSON, documentCid, RAW } from "../core/cid.ts";
import { linksOf } from "../core/dag/walk.ts";
import { type ColophonError, asFailure, fail, failure, isFailure } from "../core/errors/error.ts";
import type { Store } from "../core/ports.ts";
import { readBack } from "../core/retrieval.ts";
import type { Sha256 } from "../core/sha256.ts";
import type { CopyEvidence } from "./evidence.ts";
import type { Holding } from "./holding.ts";
import { giveBlock, intactFrom, type Source } from "./source.ts";

export interface Reading {
  readonly sha256: Sha256;
  readonly onBlock?: (store: string, bytes: number) => void;
  /** Whom to ask for a node that the store does not give, to see what else of it is missing. */
  readonly others: readonly Source[];
}

/** What reading gave; the store's claims are asked apart. */
export type ReadCopy = Omit<CopyEvidence, "claim" | "indexed">;

/** Reads every block of a holding from one store. Never throws. */
export async function readWhole(holding: Holding, source: Source, reading: Reading): Promise<ReadCopy> {
  const watched = watch(source, reading);
  const { sha256, onBlock } = reading;
  const copy = await readBack(watched.store, documentCid(holding.digest), {
    sha256,
    onBlock: (bytes) => onBlock?.(source.store.id, bytes),
    alone: holding.alone === true,
  });
  const { missing, corrupt, lent } = watched;
  return {
    blocks: copy.blocks,
    verified: copy.verified - lent.length,
    bytes: copy.bytes - lent.reduce((sum, { bytes }) => sum + bytes.length, 0),
    // A node that nobody gives is in both.
    missing: [...new Set([...copy.missing.filter((name) => !corrupt.has(name)), ...missing])],
    corrupt: [...new Set([...copy.corrupt, ...corrupt])],
    malformed: copy.malformed,
    full: true,
    ...(copy.failure === undefined ? {} : { failure: copy.failure }),
  };
}

/** Reads the blocks that were drawn. Never throws. */
export async function readSample(
  cids: readonly CID[],
  source: Source,
  { sha256, onBlock }: Pick<Reading, "sha256" | "onBlock">,
): Promise<ReadCopy> {
  const tally = { blocks: 0, verified: 0, bytes: 0 };
  const wrong = { missing: [] as string[], corrupt: [] as string[], malformed: [] as string[] };
  const done = (failed?: ColophonError): ReadCopy => ({
    ...{ ...tally, ...wrong, full: false },
    ...(failed === undefined ? {} : { failure: failed }),
  });
  for (const cid of cids) {
    try {
      const given = await giveBlock(source, cid, sha256);
      tally.blocks += 1;
      if (typeof given === "string") {
        wrong[given].push(cid.toString());
        continue;
      }
      tally.verified += 1;
      tally.bytes += given.bytes.length;
      if (hidesLinks(given)) wrong.malformed.push(cid.toString());
      onBlock?.(source.store.id, given.bytes.length);
    } catch (error) {
      return done(asFailure(error));
    }
  }
  return done();
}

/** Nothing below it could be drawn. Documents are read, and judged, where the history is. */
function hidesLinks(block: Block): boolean {
  if (block.cid.code === DAG_JSON) return false;
  try {
    linksOf(block);
    return false;
  } catch (error) {
    if (!isFailure(error, "BLOCK_MALFORMED")) throw error;
    return true;
  }
}

/** What is said of a holding that a store was not asked for, because it had stopped answering. */
export function notAsked(source: Source, full: boolean): ReadCopy {
  const broken = source.broken ?? failure("INTERNAL", { problem: "a store was left out without a reason" });
  const nothing = { missing: [], corrupt: [], malformed: [] };
  return { blocks: 0, verified: 0, bytes: 0, ...nothing, full, failure: broken };
}

/**
 * The store, but that nodes with links which it does not give intact are lent by the others: one lost directory must
 * not hide what else is lost. Leaves are passed on as they are: who reads back hashes them.
 */
function watch(source: Source, { sha256, others }: Reading) {
  const missing = new Set<string>();
  const corrupt = new Set<string>();
  const lent: Block[] = [];
  const node = async (cid: CID): Promise<Uint8Array | undefined> => {
    const given = await giveBlock(source, cid, sha256);
    if (typeof given === "object") return given.bytes;
    (given === "missing" ? missing : corrupt).add(cid.toString());
    const block = await intactFrom(others, cid, sha256);
    if (block !== undefined) lent.push(block);
    return block?.bytes;
  };
  const { id, operator, hashes } = source.store;
  const store: Store = {
    ...{ id, operator },
    ...(hashes === undefined ? {} : { hashes: (root) => hashes.call(source.store, root) }),
    put: async () => fail("STORE_REFUSED", { store: id, problem: "it is only read from" }),
    block: (cid) => (cid.code === RAW ? source.block(cid) : node(cid)),
  };
  return { store, missing, corrupt, lent };
}
