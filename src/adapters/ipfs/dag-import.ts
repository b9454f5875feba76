import type { Car } from "../../core/ports.ts";
import type { Endpoint } from "./endpoint.ts";
import { carForm } from "./form.ts";
import { fieldsOf, linesOf } from "./lines.ts";
import { post, type PostAnswer } from "./post.ts";
import { refusalOf } from "./refusal.ts";

const LIMIT = 1024 * 1024;
const SLOWEST_BYTES_PER_MS = 256;

/**
 * `dag/import` of a whole CAR, streamed, its root pinned recursively. A node answers 200 also when the pin failed, and
 * looks for missing blocks until its deadline passes: only its word that this root is pinned counts.
 *
 * @throws STORE_UNREACHABLE | STORE_FULL | STORE_REFUSED, or whatever reading the CAR throws
 */
export async function importCar(endpoint: Endpoint, car: Car, patience: number): Promise<void> {
  // Before our own patience ends, so that the node can say what it was waiting for.
  const deadline = Math.ceil(patience * 0.8 + car.size / SLOWEST_BYTES_PER_MS);
  const answer = await post(endpoint, {
    path: `api/v0/dag/import?pin-roots=true&timeout=${deadline}ms`,
    body: carForm(() => car.read()),
    limit: LIMIT,
    patience,
  });
  assertPinned(endpoint, car, answer);
}

function assertPinned(endpoint: Endpoint, car: Car, answer: PostAnswer): void {
  const refused = (status: number, said: string | undefined) =>
    refusalOf(endpoint, { status, said, api: "RPC of a Kubo node" });
  const lines = linesOf(answer.body.toString());
  const problem = answer.streamError ?? lines.map(messageOf).find((message) => message !== undefined);
  if (answer.status !== 200 || problem !== undefined) throw refused(answer.status, problem);
  const root = lines.map(rootOf).find((found) => found?.cid === car.root.toString());
  if (root === undefined) throw refused(200, "it did not confirm the root");
  if (root.problem !== "") throw refused(200, `its pin failed: ${root.problem}`);
}

function messageOf(line: unknown): string | undefined {
  const { Message, Type } = fieldsOf(line);
  return Type === "error" && typeof Message === "string" ? Message : undefined;
}

/** `{"Root":{"Cid":{"/":"bagu..."},"PinErrorMsg":""}}` */
function rootOf(line: unknown): { cid: unknown; problem: string } | undefined {
  const { Root } = fieldsOf(line);
  if (Root === undefined) return undefined;
  const { Cid, PinErrorMsg } = fieldsOf(Root);
  return {
    cid: fieldsOf(Cid)["/"],
    problem: typeof PinErrorMsg === "string" ? PinErrorMsg : "it said nothing of it",
  };
}
