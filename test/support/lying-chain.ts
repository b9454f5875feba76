import { registryInterface } from "../../src/adapters/evm/interface.ts";
import { type Asked, playNode, type PlayedNode } from "../adapters/evm/node-server.ts";

/** What a node answers over JSON-RPC; `hang` keeps the question for ever, `hang up` ends the connection. */
export type Reply = { readonly result: unknown } | { readonly error: object } | "hang" | "hang up";

/** Hands on what the real node answers, unless it has something else to say. */
export type Lie = (asked: Asked, ask: Ask) => Promise<Reply | undefined> | Reply | undefined;

/** Asks the real node. */
export type Ask = (method: string, ...params: readonly unknown[]) => Promise<unknown>;

export interface LyingChain extends PlayedNode {
  /** Absent while it is honest. */
  lie: Lie | undefined;
  /** The real node behind it. */
  real: string;
}

/** A real node behind a proxy that may lie, with an address of its own. */
export async function startLyingChain(real: string): Promise<LyingChain> {
  const state: Pick<LyingChain, "lie" | "real"> = { lie: undefined, real };
  const played = await playNode((asked, response) => {
    const ask: Ask = async (method, ...params) => {
      const reply = await askReal(state.real, method, params);
      return "result" in reply ? reply.result : null;
    };
    const answered = async () =>
      (await state.lie?.(asked, ask)) ?? askReal(state.real, asked.method, asked.params);
    void answered()
      .catch((): Reply => "hang up")
      .then((reply) => {
        if (reply === "hang") return;
        if (reply === "hang up") {
          response.destroy();
          return;
        }
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify({ ...reply, jsonrpc: "2.0", id: asked.id }));
      });
  });
  return Object.assign(state, played);
}

async function askReal(
  url: string,
  method: string,
  params: readonly unknown[],
): Promise<{ result: unknown } | { error: object }> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  return (await response.json()) as { result: unknown } | { error: object };
}

// --- lies ---

type Block = Readonly<Record<string, unknown>> & { readonly number: string; readonly hash: string };

const TAGS: ReadonlySet<unknown> = new Set(["latest", "finalized"]);
const GONE: Reply = { error: { code: -32000, message: "header not found" } };

/** The block that a question is about, whichever way it names it. */
async function blockAsked({ method, params }: Asked, ask: Ask): Promise<Block | undefined> {
  const [first, second, third] = params;
  const pinned = { eth_call: second, eth_getProof: third }[method];
  if (method === "eth_getBlockByHash") return (await ask(method, first, false)) as Block | undefined;
  if (method === "eth_getBlockByNumber") return (await ask(method, first, false)) as Block | undefined;
  if (typeof pinned !== "object" || pinned === null || !("blockHash" in pinned)) return undefined;
  return (await ask("eth_getBlockByHash", pinned.blockHash, false)) as Block | undefined;
}

/** Stopped at a block: it knows of nothing later. */
export function stuckAt(height: number): Lie {
  const hex = `0x${height.toString(16)}`;
  return async (asked, ask) => {
    const { method, params } = asked;
    if (method === "eth_blockNumber") return { result: hex };
    if (method === "eth_getBlockByNumber" && TAGS.has(params[0]))
      return { result: await ask(method, hex, false) };
    const block = await blockAsked(asked, ask);
    if (block === undefined || Number(block.number) <= height) return undefined;
    return method.startsWith("eth_getBlockBy") ? { result: null } : GONE;
  };
}

/** Honest but for the blocks that it takes for the latest and the final one. */
export function pretendingTip(height: (real: number) => number, forged = false): Lie {
  return async ({ method, params }, ask) => {
    if (method !== "eth_getBlockByNumber" || !TAGS.has(params[0])) return undefined;
    const real = (await ask(method, params[0], false)) as Block;
    const number = `0x${height(Number(real.number)).toString(16)}`;
    if (!forged) return { result: await ask(method, number, false) };
    const timestamp = `0x${(Number(real["timestamp"]) + 1_000_000).toString(16)}`;
    return { result: { ...real, number, timestamp, hash: bent(real.hash) } };
  };
}

/** Another hash for each block from a height on. */
export function otherBlocks(height: number): Lie {
  return async (asked, ask) => {
    if (asked.method !== "eth_getBlockByNumber") return undefined;
    const block = await blockAsked(asked, ask);
    if (block === undefined || Number(block.number) < height) return undefined;
    return { result: { ...block, hash: bent(block.hash) } };
  };
}

/** Another answer to one of the registry's views; `forge` gets the fields of the real one. */
export function otherAnswer(view: string, forge: (fields: Record<string, unknown>) => object): Lie {
  const selector = registryInterface.getFunction(view)?.selector ?? "none";
  return async ({ method, params }, ask) => {
    const [call] = params as [{ readonly data?: string } | undefined];
    if (method !== "eth_call" || call?.data?.startsWith(selector) !== true) return undefined;
    const real = (await ask(method, ...params)) as string | null;
    if (real === null) return undefined;
    const [struct] = registryInterface.decodeFunctionResult(view, real) as unknown as [
      { toObject(): Record<string, unknown> },
    ];
    return { result: registryInterface.encodeFunctionResult(view, [forge(struct.toObject())]) };
  };
}

/** Proofs with a node bent, and the value to go with it. */
export const forgedProof: Lie = async ({ method, params }, ask) => {
  if (method !== "eth_getProof") return undefined;
  const real = (await ask(method, ...params)) as { storageProof: { key: string; proof: string[] }[] };
  const storageProof = real.storageProof.map(({ key, proof }) => ({
    ...{ key, value: "0x0" },
    proof: [...proof.slice(0, -1), bent(proof.at(-1) ?? "0x00")],
  }));
  return { result: { ...real, storageProof } };
};

/** Leaves logs out. */
export function withoutLogs(isHidden: (topic: unknown) => boolean): Lie {
  return async ({ method, params }, ask) => {
    if (method !== "eth_getLogs") return undefined;
    const real = (await ask(method, ...params)) as readonly { readonly topics: readonly unknown[] }[];
    return { result: real.filter(({ topics }) => !isHidden(topics[0])) };
  };
}

/** The first of several that has something to say. */
export function allOf(...lies: readonly Lie[]): Lie {
  return async (asked, ask) => {
    for (const lie of lies) {
      const reply = await lie(asked, ask);
      if (reply !== undefined) return reply;
    }
    return undefined;
  };
}

/** The same but for its last digit. */
function bent(hex: string): string {
  return `${hex.slice(0, -1)}${hex.endsWith("0") ? "1" : "0"}`;
}
