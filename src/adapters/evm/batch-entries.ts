import type { Address } from "../../core/address.ts";
import type { Bytes32 } from "../../core/digest.ts";
import type { PublicationId } from "../../core/publication.ts";
import { type AnswerReader, answerReader } from "./answer.ts";
import { createJsonRpc, type JsonRpcSettings, resultOf } from "./json-rpc.ts";

/** Which publication of which registry, at a block named by its hash. */
export interface BatchEntriesQuery {
  readonly registry: Address;
  readonly id: PublicationId;
  readonly at: Bytes32;
  /** Only entries before this one. */
  readonly before: number;
}

/** The numbers of a publication's entries that are batches, in rising order, as one node has them: its word alone. */
export type BatchEntriesReader = (query: BatchEntriesQuery) => Promise<readonly number[]>;

const METHOD = "eth_call";
/** `batchLists(uint256,uint256,uint256)` (docs/spec/registry.md, Views). */
const SELECTOR = "0x930910d0";
/** At 2,100 gas for each that it looks at, well below what nodes give a call. */
const ENTRIES_AT_ONCE = 4_096;
const WORD_DIGITS = 64;

/** Failures are those of `Chain`. @throws USAGE_INVALID when the URL is none */
export function createBatchEntriesReader(settings: JsonRpcSettings): BatchEntriesReader {
  const rpc = createJsonRpc(settings);
  return async ({ registry, id, at, before }) => {
    const found: number[] = [];
    const block = { blockHash: at, requireCanonical: true };
    for (let from = 1; from < before; from += ENTRIES_AT_ONCE) {
      const limit = Math.min(ENTRIES_AT_ONCE, before - from);
      const data = SELECTOR + [BigInt(id), BigInt(from), BigInt(limit)].map(word).join("");
      const answer = await rpc.ask(METHOD, [{ to: registry, data }, block], { idempotent: true });
      const reader = answerReader(rpc.node, METHOD);
      const page = entriesIn(reader, reader.data(resultOf(rpc.node, METHOD, answer), "the answer"));
      if (page.some((entry, i) => entry < (page[i - 1] ?? from - 1) + 1 || entry >= from + limit))
        reader.refuse("a batch is out of its order");
      found.push(...page);
    }
    return found;
  };
}

function word(value: bigint): string {
  return value.toString(16).padStart(WORD_DIGITS, "0");
}

/** Of `(uint64 entry, bytes32 listDigest)[], uint256` as Solidity's ABI has it: offset, next, length, then the pairs. */
function entriesIn(reader: AnswerReader, data: string): readonly number[] {
  const words = data.slice(2).match(/.{64}/g) ?? [];
  const [offset, , length, ...pairs] = words.map((digits) => BigInt(`0x${digits}`));
  if (offset !== 64n || length === undefined || pairs.length !== Number(length) * 2)
    reader.refuse("the answer is no list of batches");
  return pairs.filter((_, at) => at % 2 === 0).map(Number);
}
