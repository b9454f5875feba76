import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { registryInterface } from "../../src/adapters/evm/interface.ts";

/*
 * A node of a chain that is nothing but a registry's state, in a thread of its own: it answers for the heads that it was
 * given, and counts what it is asked.
 */

/** Of each publication, by number less one. */
export interface SyntheticState {
  readonly heads: readonly string[];
  readonly entries: number;
  readonly profile: string;
  readonly block: { readonly number: number; readonly hash: string; readonly time: number };
}

interface Question {
  readonly id: number;
  readonly method: string;
  readonly params: readonly [{ readonly data: string }, ...unknown[]];
}

const state = workerData as SyntheticState;
const counts: Record<string, number> = {};

const block = {
  number: `0x${state.block.number.toString(16)}`,
  hash: state.block.hash,
  timestamp: `0x${state.block.time.toString(16)}`,
};

function answer({ method, params }: Question): unknown {
  counts[method] = (counts[method] ?? 0) + 1;
  if (method === "eth_chainId") return "0x7a69";
  if (method === "eth_blockNumber") return block.number;
  if (method === "eth_getBlockByNumber" || method === "eth_getBlockByHash") return block;
  if (method === "eth_call") return called(params[0].data);
  return undefined;
}

function called(data: string): string | undefined {
  const call = registryInterface.parseTransaction({ data });
  if (call?.name === "publications")
    return registryInterface.encodeFunctionResult("publications", [state.heads.length]);
  if (call?.name !== "publication") return undefined;
  const head = state.heads[Number(call.args[0]) - 1];
  if (head === undefined) return undefined;
  const { entries, profile } = state;
  const told = { owner: `0x${"a1".repeat(20)}`, pendingOwner: `0x${"00".repeat(20)}`, head: `0x${head}` };
  const rest = { entries, registeredAt: 1_700_003_600, updatedAt: state.block.time, closed: false };
  return registryInterface.encodeFunctionResult("publication", [
    { ...told, ...rest, profile: `0x${profile}` },
  ]);
}

const server = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk: Buffer) => (body += chunk.toString()));
  request.on("end", () => {
    const question = JSON.parse(body) as Question;
    const result = answer(question);
    const said = result === undefined ? { error: { code: -32601, message: "not here" } } : { result };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ jsonrpc: "2.0", id: question.id, ...said }));
  });
});
server.listen(0, "127.0.0.1", () => parentPort?.postMessage((server.address() as AddressInfo).port));
parentPort?.on("message", () => parentPort?.postMessage(counts));
