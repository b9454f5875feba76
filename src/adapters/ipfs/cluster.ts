import { setTimeout as delay } from "node:timers/promises";
import type { CID } from "../../core/cid.ts";
import { failure } from "../../core/errors/error.ts";
import type { Claim, Store } from "../../core/ports.ts";
import type { Sha256 } from "../../core/sha256.ts";
import { ask, type Ask } from "./ask.ts";
import { addCar, type Replication } from "./cluster-add.ts";
import { clusterReader } from "./cluster-read.ts";
import { claimOf, type ClusterStatus, countOf, parseStatus, wordsOf } from "./cluster-status.ts";
import { endpointOf } from "./endpoint.ts";
import type { Feed } from "./feed.ts";
import { fieldsOf, linesOf, stringsOf } from "./lines.ts";
import type { Reader } from "./reader.ts";
import { refusalOf } from "./refusal.ts";

export interface ClusterStoreOptions {
  /** Of the REST API, such as `http://127.0.0.1:9094`. */
  readonly url: string;
  readonly id: string;
  readonly operator: string;
  /** A bearer token, or `Basic ...`. */
  readonly token?: string;
  /** As the cluster is set up when left out: then every peer that is to hold an issue has to. */
  readonly replication?: Replication;
  /** Where the bytes of its peers are read; without any the store only claims. */
  readonly readers: readonly Reader[];
  readonly sha256: Sha256;
  /** How long it may be silent, and how long pinning may take after it has all blocks, in milliseconds. */
  readonly patience?: number;
}

/** An IPFS Cluster (1.1 or later), over its REST API. */
export interface ClusterStore extends Store, Feed {
  claim(root: CID): Promise<Claim>;
  drop(blocks: readonly CID[]): Promise<void>;
  places(): Promise<readonly string[]>;
}

const PATIENCE_MS = 120_000;
const PAUSE_MS = 200;

/**
 * Many nodes under one name. A block counts as given when as many peers give it as the replication says, so that one
 * peer that says `pinned` and has nothing is seen.
 *
 * @throws STORE_UNREACHABLE when the url is not one
 */
export function createClusterStore(options: ClusterStoreOptions): ClusterStore {
  const { id, operator, replication, readers, sha256, patience = PATIENCE_MS } = options;
  const endpoint = endpointOf(id, options.url, options.token);
  const least = replication?.min;

  async function call(path: string, method: NonNullable<Ask["method"]> = "GET") {
    const { status, text } = await ask(endpoint, { path, method, patience });
    // Lists come as lines, everything else as one.
    const lines = linesOf(text);
    if (status === 200 || status === 202) return lines;
    const said = fieldsOf(lines[0])["message"];
    const api = "REST API of an IPFS Cluster";
    throw refusalOf(endpoint, { status, said: typeof said === "string" ? said : undefined, api });
  }

  async function statusOf(root: CID): Promise<ClusterStatus> {
    const [answer] = await call(`pins/${root.toString()}`);
    const status = parseStatus(answer);
    return status ?? refuse("it does not say which peers hold the issue");
  }

  function refuse(problem: string): never {
    throw failure("STORE_REFUSED", { store: id, problem });
  }

  /** Bounded: a peer that cannot pin says so, or it takes too long. */
  async function untilPinned(root: CID, note: (message: string) => void): Promise<void> {
    const end = performance.now() + patience;
    let said = "";
    let recovered = false;
    for (;;) {
      const status = await statusOf(root);
      const { got, needed } = countOf(status, least);
      if (got >= needed) return;
      const words = wordsOf(status, least);
      const over = performance.now() > end;
      if (over || (recovered && claimOf(status, least) === "failed" && !isUnderWay(status))) refuse(words);
      if (!recovered && claimOf(status, least) === "failed") {
        await call(`pins/${root.toString()}/recover`, "POST");
        recovered = true;
      }
      if (words !== said) note(words);
      said = words;
      await delay(PAUSE_MS);
    }
  }

  return {
    id,
    operator,
    async put(car, note = () => undefined) {
      const { allocations } = await statusOf(car.root);
      await addCar(endpoint, car, {
        allocations,
        patience,
        ...(replication === undefined ? {} : { replication }),
      });
      await untilPinned(car.root, note);
    },
    claim: async (root) => claimOf(await statusOf(root), least),
    ...clusterReader({ store: id, all: readers, least, sha256 }),
    addresses: async () => addressesIn(await call("peers")),
    places: async () => peersIn(await call("peers")),
  };
}

/** The IDs of its peers' nodes, not of the peers: those are what a node of its own may be as well. */
function peersIn(peers: readonly unknown[]): string[] {
  return peers.flatMap((peer) => {
    const { id } = fieldsOf(fieldsOf(peer)["ipfs"]);
    return typeof id === "string" && id !== "" ? [id] : [];
  });
}

/** Of every peer's node: `{"id":"...","ipfs":{"addresses":["/ip4/..."]}}`. */
function addressesIn(peers: readonly unknown[]): string[] {
  return peers.flatMap((peer) => stringsOf(fieldsOf(fieldsOf(peer)["ipfs"])["addresses"]));
}

function isUnderWay({ peers }: ClusterStatus): boolean {
  return peers.some(({ state }) => state === "pending" || state === "absent");
}
