import type { Bytes32 } from "../../core/digest.ts";
import { fail } from "../../core/errors/error.ts";
import type { BlockRef, Chain } from "../../core/ports.ts";
import { type ChainId, parseChainId } from "../../core/publication.ts";
import { answerReader } from "./answer.ts";
import { createJsonRpc, type JsonRpc, type JsonRpcSettings, resultOf } from "./json-rpc.ts";

/** What a node says of its chain and its blocks: all that is asked where state is proved. Runs in a browser, too. */
export type Blocks = Pick<Chain, "node" | "chainId" | "block">;

/** Error codes with which nodes say that they have no finalized block, or do not know the word. */
const NO_FINALIZED = new Set([-32000, -32001, -32601, -32602, -39001]);

/** @throws USAGE_INVALID when the URL is none */
export function createBlocks(settings: JsonRpcSettings): Blocks {
  return blocksOver(createJsonRpc(settings));
}

export function blocksOver(rpc: JsonRpc): Blocks {
  return {
    node: rpc.node,
    chainId: () => readChainId(rpc),
    block: (at) => (at === "finalized" ? finalizedBlock(rpc) : readBlock(rpc, at)),
  };
}

async function readChainId(rpc: JsonRpc): Promise<ChainId> {
  const method = "eth_chainId";
  const { node } = rpc;
  const answer = resultOf(node, method, await rpc.ask(method, [], { idempotent: true }));
  const id = answerReader(node, method).integer(answer, "the answer");
  if (id === 0) fail("CHAIN_ANSWER_INVALID", { node, problem: "eth_chainId: the answer is 0" });
  return parseChainId(`eip155:${id}`);
}

/** As execution-apis name a block: block 26 is `0x1a`. */
export function blockTag(at: string | number): string {
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
