import { setTimeout as delay } from "node:timers/promises";
import { asCid, type CID } from "../../core/cid.ts";
import { streamBlocks } from "../../core/car-stream.ts";
import { decodeDocument } from "../../core/document.ts";
import { failure } from "../../core/errors/error.ts";
import type { Car, Claim, Store } from "../../core/ports.ts";
import { endpointOf } from "./endpoint.ts";
import type { Feed } from "./feed.ts";
import { fieldsOf } from "./lines.ts";
import { createPinningApi, type PinStatus } from "./pinning-api.ts";
import type { Reader } from "./reader.ts";

export interface PinningStoreOptions {
  /** Below which `/pins` is. */
  readonly url: string;
  readonly id: string;
  readonly operator: string;
  /** Every service asks for one. */
  readonly token?: string;
  /** The store from which the service fetches: nothing is uploaded to it. Without one it looks for itself. */
  readonly feed?: Feed;
  /** Where the bytes are read that the service itself has; without it the store only claims. */
  readonly reader?: Reader;
  /** How long one call may take, in milliseconds. */
  readonly patience?: number;
  /** How long the service may take to fetch an issue, in milliseconds. */
  readonly fetching?: number;
}

/** A service that speaks the Pinning Service API v1.0.0, which is frozen. */
export interface PinningStore extends Store {
  claim(root: CID): Promise<Claim>;
}

const PATIENCE_MS = 30_000;
const FETCHING_MS = 600_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/**
 * It is asked to pin and fetches by itself. The content is pinned beside the root, which links to it: a service that
 * takes no documents still keeps the files.
 *
 * @throws STORE_UNREACHABLE when the url is not one
 */
export function createPinningStore(options: PinningStoreOptions): PinningStore {
  const { id, operator, feed, reader, patience = PATIENCE_MS, fetching = FETCHING_MS } = options;
  const api = createPinningApi(endpointOf(id, options.url, options.token), patience);

  async function standing(cid: CID): Promise<PinStatus | undefined> {
    const pins = await api.pins(cid.toString());
    return ["pinned", "pinning", "queued", "failed"]
      .map((status) => pins.find((pin) => pin.status === status))
      .find((pin) => pin !== undefined);
  }

  /** A wish that failed stays so: it is withdrawn and made again. */
  async function wish(cid: CID): Promise<PinStatus> {
    const found = await standing(cid);
    if (found !== undefined && found.status !== "failed") return found;
    if (found !== undefined) await api.remove(found.requestId);
    return await api.add(cid.toString(), (await feed?.addresses()) ?? []);
  }

  async function pin(cid: CID, note: (message: string) => void): Promise<void> {
    const end = performance.now() + fetching;
    let current = await wish(cid);
    const { requestId, delegates } = current;
    if (current.status !== "pinned" && delegates.length > 0) await feed?.connect?.(delegates);
    for (
      let pause = FIRST_PAUSE_MS;
      current.status !== "pinned";
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
    ) {
      const { status, details } = current;
      if (status === "failed")
        refuse(`it could not pin ${cid.toString()}: ${details || "it does not say why"}`);
      if (performance.now() > end) refuse(`${cid.toString()} is still ${status} after ${fetching / 1000} s`);
      note(`${status} ${cid.toString()}`);
      await delay(pause);
      current = (await api.pin(requestId)) ?? current;
    }
  }

  function refuse(problem: string): never {
    throw failure("STORE_REFUSED", { store: id, problem });
  }

  return {
    id,
    operator,
    async put(car, note = () => undefined) {
      const content = await contentOf(car);
      await pin(car.root, note);
      if (content !== undefined) await pin(content, note);
    },
    async block(cid) {
      if (reader !== undefined) return await reader.block(cid);
      const problem = "no readUrl in colophon.json says where its bytes are read";
      throw failure("STORE_UNREACHABLE", { store: id, problem });
    },
    async claim(root) {
      const found = await standing(root);
      if (found === undefined) return "absent";
      return found.status === "pinned" || found.status === "failed" ? found.status : "pending";
    },
  };
}

/** What the document at a CAR's root names as its `content`, as manifests do. @throws CAR_MALFORMED */
async function contentOf(car: Car): Promise<CID | undefined> {
  const root = car.root.toString();
  for await (const { cid, bytes } of streamBlocks(car.read(), car.root, root)) {
    if (cid.toString() !== root) continue;
    const document = decodeDocument(bytes);
    return document.ok ? asCid(fieldsOf(document.value)["content"]) : undefined;
  }
  return undefined;
}
