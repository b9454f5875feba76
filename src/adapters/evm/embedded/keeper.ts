import { answerReader } from "../answer.ts";
import { createJsonRpc, resultOf } from "../json-rpc.ts";
import { type Anvil, dumpState } from "./anvil.ts";
import { replaceState } from "./files.ts";

const MINING_MS = 2_000;
const POLL_MS = 5;

/**
 * Keeps a chain's state on disk. `persist` resolves when everything mined before it was called is durable; calls that
 * come while one is at work share the next one, and nothing is written when no block was mined since.
 */
export function createKeeper(
  directory: string,
  anvil: Pick<Anvil, "url" | "instance">,
): { readonly persist: () => Promise<void> } {
  const { url } = anvil;
  let kept: string | undefined;
  let working: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  const write = async (): Promise<void> => {
    next = undefined;
    await untilMined(url);
    const head = await headOf(url);
    if (head === kept) return;
    await replaceState(directory, await dumpState(anvil));
    kept = head;
  };
  const persist = (): Promise<void> => {
    next ??= working.then(write, write);
    working = next;
    return next;
  };
  return { persist };
}

/** anvil answers a sender before it has mined: what was sent before `persist` was called belongs to it. */
async function untilMined(url: string): Promise<void> {
  const method = "txpool_status";
  const rpc = createJsonRpc({ url });
  const deadline = Date.now() + MINING_MS;
  while (Date.now() < deadline) {
    const status = resultOf(rpc.node, method, await rpc.ask(method, [], { idempotent: true }));
    const reader = answerReader(rpc.node, method);
    if (reader.integer(reader.object(status, "the answer")["pending"], "pending") === 0) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** The latest block as one text; only compared. */
async function headOf(url: string): Promise<string> {
  const method = "eth_getBlockByNumber";
  const rpc = createJsonRpc({ url });
  const answer = await rpc.ask(method, ["latest", false], { idempotent: true });
  const block = resultOf(rpc.node, method, answer);
  return JSON.stringify(block);
}
