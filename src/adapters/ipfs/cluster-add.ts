import { carHeader, sectionHead } from "../../core/car.ts";
import { streamBlocks } from "../../core/car-stream.ts";
import { cidDigest, rawCid } from "../../core/cid.ts";
import type { Car } from "../../core/ports.ts";
import type { Endpoint } from "./endpoint.ts";
import { carForm } from "./form.ts";
import { fieldsOf, linesOf } from "./lines.ts";
import { post } from "./post.ts";
import { refusalOf } from "./refusal.ts";

export interface Adding {
  /** How many peers are to hold it; as the cluster is set up when left out. */
  readonly replication?: Replication;
  /** Peers that hold it already and are to keep it. */
  readonly allocations: readonly string[];
  /** How long the cluster may be silent, in milliseconds. */
  readonly patience: number;
}

export interface Replication {
  readonly min: number;
  readonly max: number;
}

const LIMIT = 4 * 1024 * 1024;

/**
 * `POST /add?format=car`, streamed: the cluster writes every block to the nodes of the peers that are to hold it, then
 * pins the root. It answers 200 before it has read anything; what went wrong follows in a trailer.
 *
 * @throws STORE_UNREACHABLE | STORE_FULL | STORE_REFUSED, or whatever reading the CAR throws
 */
export async function addCar(endpoint: Endpoint, car: Car, adding: Adding): Promise<void> {
  const { status, body, streamError } = await post(endpoint, {
    path: `add?${queryOf(adding)}`,
    body: carForm(() => asRaw(car)),
    limit: LIMIT,
    patience: adding.patience,
  });
  const refused = (said: string | undefined) =>
    refusalOf(endpoint, { status, said, api: "REST API of an IPFS Cluster" });
  const lines = linesOf(body.toString()).map(fieldsOf);
  const problem =
    streamError ?? lines.map(({ message }) => message).find((one): one is string => typeof one === "string");
  if (status !== 200 || problem !== undefined) throw refused(problem);
  if (!lines.some(({ cid }) => cid === car.root.toString())) throw refused("it did not confirm the root");
}

function queryOf({ replication, allocations }: Adding): string {
  const query = new URLSearchParams({ format: "car", name: "colophon", "stream-channels": "true" });
  if (replication !== undefined) {
    query.set("replication-min", String(replication.min));
    query.set("replication-max", String(replication.max));
  }
  if (allocations.length > 0) query.set("user-allocations", allocations.join(","));
  return query.toString();
}

/**
 * The same CAR with every block named as raw bytes. Of the codecs used here the cluster's reader knows two, and refuses
 * a CAR with a document in it; but nodes keep blocks by their hash alone, and the root that is pinned is the one in the
 * header, which stays as it is.
 */
async function* asRaw(car: Car): AsyncGenerator<Uint8Array> {
  yield carHeader(car.root);
  for await (const { cid, bytes } of streamBlocks(car.read(), car.root, car.root.toString())) {
    yield sectionHead(rawCid(cidDigest(cid)), bytes.length);
    yield bytes;
  }
}
