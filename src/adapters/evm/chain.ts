import type { Call, Chain } from "../../core/ports.ts";
import { answerReader } from "./answer.ts";
import { blocksOver, blockTag } from "./blocks.ts";
import { callAt } from "./call.ts";
import { readFees } from "./fees.ts";
import { createJsonRpc, type JsonRpc, type JsonRpcSettings, refusal, resultOf } from "./json-rpc.ts";
import { readLogs } from "./logs.ts";
import { readReceipt } from "./receipt.ts";
import { revertOf } from "./reverts.ts";

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
    ...blocksOver(rpc),
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
