import { existsSync, mkdirSync, realpathSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import { openBlockIndex } from "../adapters/disk/block-index.ts";
import { createMirrorFolder } from "../adapters/disk/mirror.ts";
import { createDiskStore } from "../adapters/disk/store.ts";
import { createClusterStore } from "../adapters/ipfs/cluster.ts";
import type { Feed } from "../adapters/ipfs/feed.ts";
import { createGatewayStore } from "../adapters/ipfs/gateway-client.ts";
import { createKuboStore } from "../adapters/ipfs/kubo.ts";
import { createMirrorSite } from "../adapters/ipfs/mirror-site.ts";
import { createPinningStore } from "../adapters/ipfs/pinning.ts";
import { createReader } from "../adapters/ipfs/reader.ts";
import { nodeHashing } from "../adapters/node/hashing/node-hashing.ts";
import { failure } from "../core/errors/error.ts";
import type { Store } from "../core/ports.ts";
import { type Config, dataPath, type Place } from "./config.ts";
import type { Target } from "./targets.ts";

/** The archive's stores, in the order of its file. */
export interface Stores {
  readonly stores: readonly Store[];
  /** Those that say where their nodes are reached, by the store's id. */
  readonly feeds: ReadonlyMap<string, Feed>;
}

interface Opening {
  readonly place: Place;
  readonly bin: AsyncDisposableStack;
  readonly feeds: ReadonlyMap<string, Feed>;
}

type Of<Type extends Target["type"]> = Extract<Target, { type: Type }>;

/** A store that is not set up, or out of reach, is one that does not answer: the others are asked all the same. */
export function openStores(place: Place, bin: AsyncDisposableStack): Stores {
  const opened = new Map<string, Store>();
  const feeds = new Map<string, Feed>();
  const targets = targetsOf(place.config);
  // A service comes after what feeds it.
  for (const target of targets.toSorted((a, b) => Number(a.type === "psa") - Number(b.type === "psa"))) {
    const store = openStore(target, { place, bin, feeds });
    opened.set(target.id, store);
    if (isFeed(store)) feeds.set(target.id, store);
  }
  return { stores: targets.flatMap(({ id }) => opened.get(id) ?? []), feeds };
}

/** Those of the archive's file, and the Kubo node of the environment when the file names none. */
function targetsOf({ targets }: Config): readonly Target[] {
  const named = process.env["COLOPHON_KUBO_URL"] !== undefined && !targets.some((one) => one.type === "kubo");
  return named ? [...targets, { type: "kubo", id: "kubo", operator: "self" }] : targets;
}

function openStore(target: Target, opening: Opening): Store {
  const { id, operator } = target;
  switch (target.type) {
    case "embedded":
      return openEmbedded(target, opening);
    case "kubo":
      return withToken(target, (token) => openKubo(target, token));
    case "gateway":
      return createGatewayStore({ url: target.url, id, operator });
    case "cluster":
      return withToken(target, (token) => openCluster(target, token));
    case "psa":
      return withToken(target, (token) => openPinning(target, token, opening));
    case "car-mirror":
      return withToken(target, (token) => openMirror(target, token, opening));
    default:
      return target satisfies never;
  }
}

function openEmbedded({ id, operator }: Of<"embedded">, { place, bin }: Opening): Store {
  const directory = dataPath(place.folder, "store");
  const { sha256, pool } = nodeHashing;
  return bin.adopt(createDiskStore({ directory, id, operator, sha256, pool }), (store) => store.close());
}

/** Without the token that it is to be opened with, a store is not asked. */
function withToken(
  target: Target & { readonly tokenEnv?: string | undefined },
  open: (token: { token?: string }) => Store,
): Store {
  if (target.tokenEnv === undefined) return open({});
  const token = process.env[target.tokenEnv];
  if (token !== undefined) return open({ token });
  return absent(target, `${target.tokenEnv}, which colophon.json says holds its token, is not set`);
}

function absent({ id, operator }: Target, problem: string): Store {
  const refuse = () => Promise.reject(failure("STORE_UNREACHABLE", { store: id, problem }));
  return { id, operator, put: refuse, block: refuse };
}

function openKubo(target: Of<"kubo">, token: { token?: string }): Store {
  const { id, operator, url = process.env["COLOPHON_KUBO_URL"] } = target;
  if (url === undefined)
    return absent(target, "neither COLOPHON_KUBO_URL nor colophon.json says where it is");
  return createKuboStore({ url, id, operator, ...token });
}

function openCluster(target: Of<"cluster">, token: { token?: string }): Store {
  const { id, operator, url, replication, readUrl = [] } = target;
  const readers = [readUrl].flat().map((one) => createReader({ url: one, id: hostOf(one), operator }));
  return createClusterStore({
    ...{ url, id, operator, readers, sha256: nodeHashing.sha256 },
    ...token,
    ...(replication === undefined ? {} : { replication }),
  });
}

function openPinning(target: Of<"psa">, token: { token?: string }, { feeds }: Opening): Store {
  const { id, operator, url, feedFrom, readUrl } = target;
  const feed = feedFrom === undefined ? undefined : feeds.get(feedFrom);
  return createPinningStore({
    ...{ url, id, operator },
    ...token,
    ...(feed === undefined ? {} : { feed }),
    ...(readUrl === undefined ? {} : { reader: createReader({ url: readUrl, id, operator }) }),
  });
}

/** The index over a mirror is this archive's own: the mirror holds CAR files and nothing else. */
function openMirror(target: Of<"car-mirror">, token: { token?: string }, { place, bin }: Opening): Store {
  const { id, operator, folder, url } = target;
  const directory = dataPath(place.folder, `mirrors/${encodeURIComponent(id)}`);
  const { sha256, pool } = nodeHashing;
  if (url !== undefined) {
    mkdirSync(dirname(directory), { recursive: true });
    const index = bin.adopt(openBlockIndex(`${directory}.sqlite`), (one) => one.close());
    return createMirrorSite({ url, id, operator, index, sha256, ...token });
  }
  const cars = resolve(place.folder, folder ?? "");
  // Not made here: a disk that is not plugged in is to be missed, and not to be stood in for.
  if (!existsSync(cars)) return absent(target, `there is no folder ${cars}`);
  if (isWithin(cars, dataPath(place.folder, "")))
    return absent(target, `${cars} is in the archive's own data, which is no place for a second copy`);
  const apart = [embeddedCars(place), ...mirrorsBefore(target, place)];
  const options = { directory, cars, apart, id, operator, sha256, pool };
  return bin.adopt(createMirrorFolder(options), (one) => one.close());
}

function embeddedCars({ folder }: Place): string {
  return dataPath(folder, "store/blocks");
}

function mirrorsBefore({ id }: Target, { folder: archive, config }: Place): readonly string[] {
  const before = config.targets.slice(
    0,
    config.targets.findIndex((one) => one.id === id),
  );
  return before.flatMap((one) =>
    one.type === "car-mirror" && one.folder !== undefined ? [resolve(archive, one.folder)] : [],
  );
}

/** By whatever links it is reached. */
function isWithin(folder: string, other: string): boolean {
  if (!existsSync(other)) return false;
  const [inner, outer] = [realpathSync(folder), realpathSync(other)];
  return inner === outer || inner.startsWith(`${outer}${sep}`);
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? "a peer";
}

function isFeed(store: Store): store is Store & Feed {
  return "addresses" in store && typeof store.addresses === "function";
}
