import type { BlockRef, Call, Chain } from "../../core/ports.ts";
import { type ChainId, parseChainId } from "../../core/publication.ts";
import type { Bytes32 } from "../../core/digest.ts";
import { fail } from "../../core/errors/error.ts";
import { answerReader } from "./answer.ts";
import { callAt } from "./call.ts";
import { readFees } from "./fees.ts";
import { createJsonRpc, type JsonRpc, type JsonRpcSettings, refusal, resultOf } from "./json-rpc.ts";
import { readLogs } from "./logs.ts";
import { readReceipt } from "./receipt.ts";
import { revertOf } from "./reverts.ts";

/** Error codes with which nodes say that they have no finalized block, or do not know the word. */
const NO_FINALIZED = new Set([-32000, -32001, -32601, -32602, -39001]);
/** go-ethereum, Nethermind, anvil and others: the very transaction is there already, which is what was asked for. */
const ALREADY_THERE = /already (known|imported|exists)|known transaction|alreadyknown/i;

/**
 * One node over raw JSON-RPC (ethereum/execution-apis). Every answer is parsed defensively and held against what was
 * asked: a block must have the asked hash or number, a receipt must be of the asked transaction.
 * `createChain({ url: "http://127.0.0.1:8545" }).chainId()` gives `eip155:31337` for the embedded chain.
 * @throws USAGE_INVALID when the URL is none
 */
export function createChain(settings: JsonRpcSettings): Chain {
  const rpc = createJsonRpc(settings);
  const { node } = rpc;

  const read = async (method: string, ...params: readonly unknown[]): Promise<unknown> =>
    resultOf(node, method, await rpc.ask(method, params, { idempotent: true }));
  const quantity = async (method: string, ...params: readonly unknown[]): Promise<bigint> =>
    answerReader(node, method).quantity(await read(method, ...params), "the answer");
  const integer = async (method: string, ...params: readonly unknown[]): Promise<number> =>
    answerReader(node, method).integer(await read(method, ...params), "the answer");

  const chain: Chain = {
    node,
    chainId: async () => chainIdOf(node, await integer("eth_chainId")),
    block: (at) => (at === "finalized" ? finalizedBlock(rpc) : readBlock(rpc, at)),
    hasCode: async (address) =>
      answerReader(node, "eth_getCode").data(await read("eth_getCode", address, "latest"), "the code") !==
      "0x",
    call: (call, at) => callAt(rpc, call, at),
    estimateGas: (call) => estimateGas(rpc, call),
    balance: (account) => quantity("eth_getBalance", account, "latest"),
    transactionCount: (account, at) => integer("eth_getTransactionCount", account, blockTag(at)),
    fees: () => readFees(rpc),
    send: (raw) => send(rpc, raw),
    receipt: (transaction) => readReceipt(rpc, transaction),
    logs: (filter) => readLogs(rpc, filter),
  };
  return chain;
}

function chainIdOf(node: string, id: number): ChainId {
  if (id === 0) fail("CHAIN_ANSWER_INVALID", { node, problem: "eth_chainId: the answer is 0" });
  return parseChainId(`eip155:${id}`);
}

/** As execution-apis name a block: block 26 is `0x1a`. */
function blockTag(at: string | number): string {
  return typeof at === "number" ? `0x${at.toString(16)}` : at;
}

/** Undefined when the node does not know the block. @throws CHAIN_ANSWER_INVALID when it is not the one asked for */
async function readBlock(rpc: JsonRpc, at: "latest" | number | Bytes32): Promise<BlockRef | undefined> {
  const byHash = typeof at === "string" && at !== "latest";
  const method = byHash ? "eth_getBlockByHash" : "eth_getBlockByNumber";
  const answer = await rpc.ask(method, [blockTag(at), false], { idempotent: true });
  const block = blockOf(rpc.node, method, resultOf(rpc.node, method, answer));
  if (block === undefined) return undefined;
  const asked = typeof at === "number" ? block.number === at : !byHash || block.hash === at.toLowerCase();
  if (!asked) answerReader(rpc.node, method).refuse("the answer is another block than the one asked for");
  return block;
}

/**
 * Undefined when there is none yet. Some nodes answer with the first block then, which would be final on any chain:
 * it only counts while the chain has no other.
 */
async function finalizedBlock(rpc: JsonRpc): Promise<BlockRef | undefined> {
  const method = "eth_getBlockByNumber";
  const answer = await rpc.ask(method, ["finalized", false], { idempotent: true });
  if (!answer.ok && NO_FINALIZED.has(answer.error.code)) return undefined;
  const block = blockOf(rpc.node, method, resultOf(rpc.node, method, answer));
  if (block?.number !== 0) return block;
  const latest = await readBlock(rpc, "latest");
  return latest?.number === 0 ? block : undefined;
}

function blockOf(node: string, method: string, answer: unknown): BlockRef | undefined {
  if (answer === null) return undefined;
  const reader = answerReader(node, method);
  const { number, hash, timestamp } = reader.object(answer, "the block");
  return {
    number: reader.integer(number, "number"),
    hash: reader.hash(hash, "hash"),
    time: reader.integer(timestamp, "timestamp"),
  };
}

/** On the latest block, stated: some nodes take waiting transactions for mined, and one could not be repriced then. */
async function estimateGas(rpc: JsonRpc, call: Call): Promise<bigint> {
  const method = "eth_estimateGas";
  const answer = await rpc.ask(method, [call, "latest"], { idempotent: true });
  if (answer.ok) return answerReader(rpc.node, method).quantity(answer.result, "the answer");
  throw revertOf(answer.error, call) ?? refusal(rpc.node, method, answer.error);
}

/** Not retried: the caller sends again when its own hash does not turn up, which is safe, since the nonce is in it. */
async function send(rpc: JsonRpc, raw: `0x${string}`): Promise<void> {
  const method = "eth_sendRawTransaction";
  const answer = await rpc.ask(method, [raw], { idempotent: false });
  if (!answer.ok && !ALREADY_THERE.test(answer.error.message)) throw refusal(rpc.node, method, answer.error);
}
