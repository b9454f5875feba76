import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { registryInterface } from "../../src/adapters/evm/interface.ts";
import { REGISTRY_RULES } from "../../src/adapters/evm/registry-code.ts";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { parseDigest } from "../../src/core/digest.ts";
import type { Entry } from "../../src/core/history/entry.ts";
import { type Folded, foldOn } from "../../src/core/history/fold.ts";
import { parseLabel } from "../../src/core/label.ts";
import { publicationRef } from "../../src/core/publication.ts";
import { eventOf } from "./events.ts";
import { historyOf, OWNER } from "./histories.ts";

/*
 * A node of a chain that is nothing but a registry's state, in a thread of its own: it answers for the heads that it was
 * given, makes the logs of their histories up when it is asked for them, and counts what it is asked. Entry n of the
 * histories stands in block n.
 */

/** Of each publication, by number less one. */
export interface SyntheticState {
  readonly heads: readonly string[];
  readonly entries: number;
  readonly profile: string;
  readonly registry: string;
  readonly block: { readonly number: number; readonly hash: string; readonly time: number };
}

/** What the thread is told: to count, or to mine a block in which some publications get one more issue each. */
export type NodeOrder = { readonly do: "count" } | { readonly do: "mine"; readonly gaining: number };

interface Question {
  readonly id: number;
  readonly method: string;
  readonly params: readonly never[];
}

interface Filter {
  readonly topics: readonly [unknown, string];
  readonly fromBlock: string;
  readonly toBlock: string;
}

interface Located {
  readonly entry: Entry;
  readonly block: number;
}

const state = workerData as SyntheticState;
const HOUR = 3_600;
const START = 1_700_000_000;
let counts: Record<string, number> = {};
let tip = state.block.number;
/** What came after the histories that it was given. */
const gained = new Map<number, { readonly folded: Folded; readonly entries: readonly Located[] }>();

function hashOf(number: number): string {
  return number === state.block.number ? state.block.hash : `0x${number.toString(16).padStart(64, "b10c")}`;
}

function timeOf(number: number): number {
  const { block } = state;
  return number < block.number ? START + number * HOUR : block.time + number - block.number;
}

function blockAt(number: number): object {
  return { number: hex(number), hash: hashOf(number), timestamp: hex(timeOf(number)) };
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

function answer({ method, params }: Question): unknown {
  counts[method] = (counts[method] ?? 0) + 1;
  const [first] = params as readonly unknown[];
  if (method === "eth_chainId") return "0x7a69";
  if (method === "eth_blockNumber") return hex(tip);
  if (method === "eth_getCode") return "0x00";
  if (method === "eth_getBlockByNumber") return blockAt(String(first).startsWith("0x") ? Number(first) : tip);
  if (method === "eth_getBlockByHash") return blockAt(first === hashOf(tip) ? tip : state.block.number);
  if (method === "eth_call") return called((first as { readonly data: string }).data);
  if (method === "eth_getLogs") return logs(first as Filter);
  return undefined;
}

function called(data: string): string | undefined {
  const call = registryInterface.parseTransaction({ data });
  if (call?.name === "version") return registryInterface.encodeFunctionResult("version", [REGISTRY_RULES]);
  if (call?.name === "publications")
    return registryInterface.encodeFunctionResult("publications", [state.heads.length]);
  if (call?.name !== "publication") return undefined;
  const { head, entries } = foldedOf(Number(call.args[0]));
  const { profile, block } = state;
  const told = { owner: `0x${"a1".repeat(20)}`, pendingOwner: `0x${"00".repeat(20)}`, head: `0x${head}` };
  const rest = { entries, registeredAt: START + HOUR, updatedAt: block.time, closed: false };
  return registryInterface.encodeFunctionResult("publication", [
    { ...told, ...rest, profile: `0x${profile}` },
  ]);
}

function foldedOf(id: number): Folded {
  const given = { head: parseDigest(state.heads[id - 1] ?? ""), entries: state.entries };
  return gained.get(id)?.folded ?? given;
}

function logs({ topics: [, topic], fromBlock, toBlock }: Filter): readonly object[] {
  const id = Number(topic);
  const [from, to] = [Number(fromBlock), Number(toBlock)];
  return located(id, from)
    .filter(({ block }) => block >= from && block <= to)
    .map(({ entry, block }) => ({
      address: state.registry,
      ...eventOf(id, entry),
      ...{ blockNumber: hex(block), blockHash: hashOf(block), transactionHash: hashOf(block) },
      ...{ logIndex: "0x0", removed: false },
    }));
}

function located(id: number, from: number): readonly Located[] {
  const newer = gained.get(id)?.entries ?? [];
  if (from > state.entries) return newer;
  const spec = { name: `publication ${id}`, profile: parseDigest(state.profile), sha256: nodeSha256 };
  const history = historyOf({ ...spec, entries: state.entries });
  return [...Array.from(history, (entry) => ({ entry, block: entry.number })), ...newer];
}

/** One more block, and one more issue for each of the first so many publications. */
function mine(gaining: number): void {
  tip += 1;
  for (let id = 1; id <= gaining; id++) {
    const before = foldedOf(id);
    const number = before.entries + 1;
    const name = `publication ${id} new ${number}`;
    const entry: Entry = {
      ...{ number, time: timeOf(tip), actor: OWNER, kind: "anchored" },
      ...{ label: parseLabel(`new-${number}`), digest: parseDigest(sha256Hex(name)) },
    };
    const ref = publicationRef("eip155:31337", state.registry, String(id));
    const folded = foldOn(before, ref, [entry], nodeSha256);
    const entries = [...(gained.get(id)?.entries ?? []), { entry, block: tip }];
    gained.set(id, { folded, entries });
  }
}

function sha256Hex(text: string): string {
  return Buffer.from(nodeSha256(Buffer.from(text))).toString("hex");
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
parentPort?.on("message", (order: NodeOrder) => {
  if (order.do === "mine") mine(order.gaining);
  parentPort?.postMessage(counts);
  counts = {};
});
