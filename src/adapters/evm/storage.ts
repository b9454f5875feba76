import type { Address } from "../../core/address.ts";
import type { Bytes32 } from "../../core/digest.ts";
import { answerReader } from "./answer.ts";
import { createJsonRpc, type JsonRpcSettings, resultOf } from "./json-rpc.ts";

/** The words in a contract's slots, in their order, as one node has them at a block named by its hash: its word alone. */
export type StorageReader = (
  account: Address,
  slots: readonly Bytes32[],
  at: Bytes32,
) => Promise<readonly Bytes32[]>;

const METHOD = "eth_getStorageAt";

/** For nodes that prove nothing of an older block. Failures are those of `Chain`. @throws USAGE_INVALID when the URL is none */
export function createStorageReader(settings: JsonRpcSettings): StorageReader {
  const rpc = createJsonRpc(settings);
  return (account, slots, at) =>
    Promise.all(
      slots.map(async (slot) => {
        const block = { blockHash: at, requireCanonical: true };
        const answer = await rpc.ask(METHOD, [account, slot, block], { idempotent: true });
        return answerReader(rpc.node, METHOD).hash(resultOf(rpc.node, METHOD, answer), "the word");
      }),
    );
}
