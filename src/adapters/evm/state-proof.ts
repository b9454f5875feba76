import { bytesToHex } from "@noble/hashes/utils.js";
import { fail, isFailure, reasonOf } from "../../core/errors/error.ts";
import { MOST_SLOTS, type StateProof } from "../../core/state-proof/form.ts";
import type { BlockProof, StateProofs, StateQuery } from "../../core/state-proof/port.ts";
import { type ProvenState, provenWord, verifyStateProof } from "../../core/state-proof/state-proof.ts";
import { answerReader } from "./answer.ts";
import { createJsonRpc, type JsonRpc, type JsonRpcSettings, refusal, resultOf } from "./json-rpc.ts";
import { type EncodedHeader, encodeHeader } from "./state-proof/header.ts";
import { type ProofAnswer, readProof } from "./state-proof/proof.ts";

const METHOD = "eth_getProof";
const HASH_UNSUPPORTED = new Set([-32600, -32601, -32602]);

/**
 * State proofs from one node: the block's header from `eth_getBlockByHash`, the nodes from `eth_getProof` (EIP-1186).
 * `createStateProofs({ url }).prove({ registry, slots, at: hash })`
 * @throws USAGE_INVALID when the URL is none
 */
export function createStateProofs(settings: JsonRpcSettings): StateProofs {
  const rpc = createJsonRpc(settings);
  return { node: rpc.node, prove: (query) => prove(rpc, query) };
}

async function prove(rpc: JsonRpc, query: StateQuery): Promise<BlockProof | undefined> {
  const asked = query.slots.length;
  if (asked > MOST_SLOTS) fail("STATE_PROOF_TOO_LARGE", { what: "slots", got: asked, limit: MOST_SLOTS });
  const header = await readHeader(rpc, query.at);
  if (header === undefined) return undefined;
  const { answer, pinned } = await readNodes(rpc, query, header);
  const proof: StateProof = {
    header: `0x${bytesToHex(header.bytes)}`,
    account: answer.account,
    slots: answer.slots,
  };
  try {
    return { block: verified(rpc, { proof, header, answer, query }).block, proof };
  } catch (error) {
    // An answer by number may be of a block that took the other's place meanwhile, which is nobody's lie.
    if (!pinned && isFailure(error, "CHAIN_ANSWER_INVALID")) await refuseMoved(rpc, header);
    throw error;
  }
}

interface Gathered {
  readonly proof: StateProof;
  readonly header: EncodedHeader;
  readonly answer: ProofAnswer;
  readonly query: StateQuery;
}

function verified(rpc: JsonRpc, gathered: Gathered): ProvenState {
  const state = provenState(rpc, gathered);
  for (const [slot, value] of gathered.answer.values)
    if (provenWord(state, slot) !== value)
      answerReader(rpc.node, METHOD).refuse("a value is another than the one that is proved");
  return state;
}

function provenState(rpc: JsonRpc, { proof, header, query }: Gathered): ProvenState {
  try {
    return verifyStateProof(proof, { blockHash: header.hash, registry: query.registry });
  } catch (error) {
    if (isFailure(error, "STATE_PROOF_ACCOUNT_ABSENT")) throw error;
    // It is what hashes to the block's hash: the chain's own, whoever gave it.
    if (isFailure(error, "STATE_PROOF_HEADER_MALFORMED"))
      fail(
        "STATE_PROOF_HEADER_UNKNOWN",
        { hash: header.hash, problem: "it is in no form known here" },
        error,
      );
    const problem = `${METHOD}: ${reasonOf(error).replace(/\.$/, "")}`;
    return fail("CHAIN_ANSWER_INVALID", { node: rpc.node, problem }, error);
  }
}

/** Undefined when the node does not know the block. */
async function readHeader(rpc: JsonRpc, at: StateQuery["at"]): Promise<EncodedHeader | undefined> {
  const byHash = typeof at === "string";
  const method = byHash ? "eth_getBlockByHash" : "eth_getBlockByNumber";
  const answer = await rpc.ask(method, [byHash ? at : numbered(at), false], { idempotent: true });
  const block = resultOf(rpc.node, method, answer);
  if (block === null) return undefined;
  const reader = answerReader(rpc.node, method);
  const { hash, number } = reader.object(block, "the block");
  const same = byHash
    ? reader.hash(hash, "hash") === at.toLowerCase()
    : reader.integer(number, "number") === at;
  return same
    ? encodeHeader(reader, block)
    : reader.refuse("the answer is another block than the one asked for");
}

/** By the block's hash (EIP-1898) where the node can, else by its number. */
async function readNodes(
  rpc: JsonRpc,
  query: StateQuery,
  { hash, number }: EncodedHeader,
): Promise<{ readonly answer: ProofAnswer; readonly pinned: boolean }> {
  const ask = (block: unknown) => rpc.ask(METHOD, [query.registry, query.slots, block], { idempotent: true });
  const byHash = await ask({ blockHash: hash, requireCanonical: true });
  const pinned = byHash.ok || !HASH_UNSUPPORTED.has(byHash.error.code);
  const answer = pinned ? byHash : await ask(numbered(number));
  const result = resultOf(rpc.node, METHOD, answer);
  return { answer: readProof(answerReader(rpc.node, METHOD), result, query), pinned };
}

async function refuseMoved(rpc: JsonRpc, { hash, number }: EncodedHeader): Promise<void> {
  const now = await readHeader(rpc, number);
  const message = `block ${number} is no longer the same`;
  if (now?.hash !== hash) throw refusal(rpc.node, METHOD, { code: 0, message, data: undefined });
}

function numbered(number: number): string {
  return `0x${number.toString(16)}`;
}
