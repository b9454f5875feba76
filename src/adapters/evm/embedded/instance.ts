import { createJsonRpc } from "../json-rpc.ts";
import { askSocket } from "./socket.ts";

const METHOD = "anvil_metadata";
const ANSWER_MS = 2_000;

/** The name that the anvil at a URL gave itself when it started; undefined when none answers there in time. */
export async function instanceAt(url: string, timeoutMs = ANSWER_MS): Promise<string | undefined> {
  try {
    const rpc = createJsonRpc({ url, timeoutMs });
    const answer = await rpc.ask(METHOD, [], { idempotent: false });
    return answer.ok ? instanceIn(answer.result) : undefined;
  } catch {
    return undefined;
  }
}

/** The same, of the anvil that listens on a socket. */
export async function instanceBehind(path: string): Promise<string | undefined> {
  return instanceIn(await askSocket(path, METHOD));
}

function instanceIn(facts: unknown): string | undefined {
  const instance: unknown =
    facts !== null && typeof facts === "object" && "instanceId" in facts && facts.instanceId;
  return typeof instance === "string" ? instance : undefined;
}
