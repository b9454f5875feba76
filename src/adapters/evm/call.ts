import type { BlockRef, Call } from "../../core/ports.ts";
import { failure } from "../../core/errors/error.ts";
import { answerReader } from "./answer.ts";
import { type JsonRpc, refusal } from "./json-rpc.ts";
import type { RpcAnswer, RpcError } from "./rpc-answer.ts";
import { revertOf } from "./reverts.ts";

const METHOD = "eth_call";
const HASH_UNSUPPORTED = new Set([-32600, -32601, -32602]);

/**
 * eth_call on the state of one block, pinned by its hash (EIP-1898). A node without EIP-1898 is asked by number, and
 * its answer (or revert) is believed only if that number still has that hash afterwards.
 * @throws CALL_REVERTED and the registry's own codes | CHAIN_UNREACHABLE | CHAIN_ANSWER_INVALID
 */
export async function callAt(rpc: JsonRpc, call: Call, at: BlockRef): Promise<`0x${string}`> {
  const byHash = { blockHash: at.hash, requireCanonical: true };
  const pinned = await rpc.ask(METHOD, [call, byHash], { idempotent: true });
  if (pinned.ok || !meansUnsupported(pinned.error, call)) return outcome(rpc.node, call, pinned);

  const numbered = await rpc.ask(METHOD, [call, `0x${at.number.toString(16)}`], { idempotent: true });
  await refuseMoved(rpc, at);
  return outcome(rpc.node, call, numbered);
}

function outcome(node: string, call: Call, answer: RpcAnswer): `0x${string}` {
  if (answer.ok) return answerReader(node, METHOD).data(answer.result, "the answer");
  throw revertOf(answer.error, call) ?? refusal(node, METHOD, answer.error);
}

function meansUnsupported(error: RpcError, call: Call): boolean {
  return HASH_UNSUPPORTED.has(error.code) && revertOf(error, call) === undefined;
}

async function refuseMoved(rpc: JsonRpc, at: BlockRef): Promise<void> {
  const method = "eth_getBlockByNumber";
  const answer = await rpc.ask(method, [`0x${at.number.toString(16)}`, false], { idempotent: true });
  if (!answer.ok) throw refusal(rpc.node, method, answer.error);
  const reader = answerReader(rpc.node, method);
  const hash =
    answer.result === null
      ? undefined
      : reader.hash(reader.object(answer.result, "the block")["hash"], "hash");
  if (hash !== at.hash)
    throw failure("CHAIN_UNREACHABLE", {
      node: rpc.node,
      problem: `block ${at.number} is no longer the same`,
    });
}
