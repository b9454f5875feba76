import type { Fees } from "../../core/ports.ts";
import { answerReader } from "./answer.ts";
import { type JsonRpc, resultOf } from "./json-rpc.ts";

/**
 * What to bid now (EIP-1559): the node's own tip, or the median tip of the latest block where the node suggests none;
 * and room for the base fee to double, which takes six full blocks. Any upper bound is the caller's.
 */
export async function readFees(rpc: JsonRpc): Promise<Fees> {
  const method = "eth_feeHistory";
  const answer = await rpc.ask(method, ["0x1", "latest", [50]], { idempotent: true });
  const reader = answerReader(rpc.node, method);
  const history = reader.object(resultOf(rpc.node, method, answer), "the answer");
  const next = reader.quantity(
    reader.array(history["baseFeePerGas"], "baseFeePerGas").at(-1),
    "baseFeePerGas",
  );
  const maxPriorityFeePerGas = (await suggestedTip(rpc)) ?? medianTip(rpc.node, history["reward"]);
  return { maxFeePerGas: 2n * next + maxPriorityFeePerGas, maxPriorityFeePerGas };
}

async function suggestedTip(rpc: JsonRpc): Promise<bigint | undefined> {
  const method = "eth_maxPriorityFeePerGas";
  const answer = await rpc.ask(method, [], { idempotent: true });
  return answer.ok ? answerReader(rpc.node, method).quantity(answer.result, "the answer") : undefined;
}

function medianTip(node: string, reward: unknown): bigint {
  const reader = answerReader(node, "eth_feeHistory");
  const block = reader.array(reader.array(reward, "reward").at(-1), "reward");
  return reader.quantity(block[0], "reward");
}
