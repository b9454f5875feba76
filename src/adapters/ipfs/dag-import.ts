import { failure } from "../../core/errors/error.ts";
import type { Car } from "../../core/ports.ts";
import { type Endpoint, unreachable } from "./endpoint.ts";
import { carForm } from "./form.ts";
import { fieldsOf, linesOf } from "./lines.ts";
import { post, type PostAnswer } from "./post.ts";

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
  const lines = linesOf(answer.body.toString());
  const problem = answer.streamError ?? lines.map(messageOf).find((message) => message !== undefined);
  if (answer.status !== 200 || problem !== undefined) throw refusalOf(endpoint.store, answer.status, problem);
  const root = lines.map(rootOf).find((found) => found?.cid === car.root.toString());
  if (root === undefined) throw refusalOf(endpoint.store, 200, "it did not confirm the root");
  if (root.problem !== "") throw refusalOf(endpoint.store, 200, `its pin failed: ${root.problem}`);
}

/** How a node's refusal of a CAR is told: too little room, not allowed, not wanted, or no such node at all. */
function refusalOf(store: string, status: number, problem: string | undefined): Error {
  const isNode = status === 200 || status === 500 || status === 401 || status === 403;
  if (!isNode) return unreachable(store, `no RPC of a Kubo node is there (HTTP ${status})`);
  const said = problem ?? `HTTP ${status}`;
  const full = /no space left|quota|maximum storage/i.test(said);
  return failure(full ? "STORE_FULL" : "STORE_REFUSED", { store, problem: said });
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
