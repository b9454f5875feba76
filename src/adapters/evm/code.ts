import type { Address } from "../../core/address.ts";
import { answerReader } from "./answer.ts";
import { createJsonRpc, type JsonRpcSettings, resultOf } from "./json-rpc.ts";

/** The code at an address as of the latest block, `0x` for none. */
export type CodeReader = (address: Address) => Promise<`0x${string}`>;

const METHOD = "eth_getCode";

/** Failures are those of `createChain`. */
export function createCodeReader(settings: JsonRpcSettings): CodeReader {
  const rpc = createJsonRpc(settings);
  return async (address) => {
    const answer = await rpc.ask(METHOD, [address, "latest"], { idempotent: true });
    return answerReader(rpc.node, METHOD).data(resultOf(rpc.node, METHOD, answer), "the code");
  };
}
