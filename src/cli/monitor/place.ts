import { join } from "node:path";
import { openDomains } from "../../adapters/dns/domains.ts";
import { createChain } from "../../adapters/evm/chain.ts";
import { registryFacts } from "../../adapters/evm/registry.ts";
import type { Deadline } from "../../audit/holding.ts";
import { fail } from "../../core/errors/error.ts";
import { type ChainId, parseChainId, type PublicationRef, publicationRef } from "../../core/publication.ts";
import { auditingOf, type DeadlineSettings } from "../auditing.ts";
import { nodeUrls } from "../chain.ts";
import { openReading } from "../compose.ts";
import type { Place } from "../config.ts";
import { archiveAtHand, type MirrorPlaceOptions, openRegistry, placeOf } from "../mirror-place.ts";
import { publicationsToAudit } from "../publications.ts";
import { openStores } from "../stores.ts";
import type { Asked } from "./round.ts";

export interface MonitorPlaceOptions extends MirrorPlaceOptions, DeadlineSettings {
  readonly publication?: readonly string[];
  readonly state?: string;
  readonly sample?: string;
}

/** Where the publications are that are followed: at an archive, or anybody's in a registry. */
export interface MonitorPlace {
  readonly statePath: string;
  /** `known` are the publications that are remembered, by their keys. */
  refs(known: readonly string[]): Promise<readonly PublicationRef[]>;
  /** `isKnown`: a node that does not answer is for each publication to tell of. */
  open(refs: readonly PublicationRef[], isKnown: boolean): Promise<OpenMonitorPlace>;
}

export interface OpenMonitorPlace extends AsyncDisposable {
  readonly asked: Asked;
  readonly deadline?: Deadline;
}

/** @throws USAGE_INVALID | ARCHIVE_* */
export function monitorPlace(options: MonitorPlaceOptions): MonitorPlace {
  const place = archiveAtHand(options);
  return place === undefined ? registryPlace(options) : archivePlace(place, options);
}

function archivePlace(place: Place, options: MonitorPlaceOptions): MonitorPlace {
  const { config, folder } = place;
  if (options.registry !== undefined)
    return fail("USAGE_INVALID", { problem: "--registry goes with --rpc-url: the archive names its own" });
  return {
    statePath: options.state ?? join(folder, "data", "monitor.json"),
    refs: async () => {
      const registry =
        config.registry ?? fail("ARCHIVE_INVALID", { path: folder, problem: "it names no registry" });
      const named = options.publication ?? [undefined];
      const ids = new Set(named.flatMap((one) => publicationsToAudit(place, one)));
      return [...ids].map((id) => publicationRef(config.chain.id, registry, id));
    },
    open: async (_, isKnown) => {
      const reading = await openReading(place, { lenient: isKnown });
      const { policy, deadline } = auditingOf(reading, options);
      return {
        asked: { ...reading, ...(policy === undefined ? {} : { policy }) },
        ...(deadline === undefined ? {} : { deadline }),
        [Symbol.asyncDispose]: () => reading[Symbol.asyncDispose](),
      };
    },
  };
}

/** Without an archive: there is nothing to be remembered in, nor a store of one's own to be sampled. */
function registryPlace(options: MonitorPlaceOptions): MonitorPlace {
  const { publication: numbers, state, sample } = options;
  if (numbers === undefined || state === undefined)
    return fail("USAGE_INVALID", {
      problem: "Without an archive, name --publication <number> and where to remember it, --state <file>",
    });
  if (sample !== undefined)
    return fail("USAGE_INVALID", { problem: "--sample reads the stores of an archive, and there is none" });
  return {
    statePath: state,
    refs: async (known) => {
      const chain = chainIn(known) ?? (await chainOf(options));
      const registry = placeOf({ chain }, options).config.registry ?? "";
      return [...new Set(numbers)].map((id) => publicationRef(chain, registry, id));
    },
    open: async ([first], isKnown) => {
      const chain = first?.chain ?? (await chainOf(options));
      return openAlone(placeOf({ chain }, options), options, isKnown);
    },
  };
}

/** With what a Kubo node of the environment has of profiles. */
async function openAlone(
  place: Place,
  options: MonitorPlaceOptions,
  isKnown: boolean,
): Promise<OpenMonitorPlace> {
  const bin = new AsyncDisposableStack();
  try {
    const { chain, finality, registry } = bin.use(await openRegistry(place, options));
    if (!isKnown) await registryFacts(chain, registry.address);
    const { stores } = openStores(place, bin);
    const owned = bin.move();
    return {
      asked: { chain, finality, registry, stores, domains: openDomains() },
      [Symbol.asyncDispose]: () => owned.disposeAsync(),
    };
  } catch (error) {
    await bin.disposeAsync();
    throw error;
  }
}

/** The chain of what is remembered: a node that serves another one is then told of. */
function chainIn([key]: readonly string[]): ChainId | undefined {
  return key === undefined ? undefined : parseChainId(key.split(":").slice(0, 2).join(":"));
}

/** The node's own, when nothing is remembered yet. @throws CHAIN_UNREACHABLE */
async function chainOf({
  rpcUrl = process.env["COLOPHON_RPC_URL"] ?? "",
}: MonitorPlaceOptions): Promise<ChainId> {
  const [url] = nodeUrls(rpcUrl);
  if (url === undefined || !/^https?:$/.test(URL.parse(url)?.protocol ?? ""))
    return fail("USAGE_INVALID", { problem: "The node's address must be an http:// or https:// URL" });
  return createChain({ url }).chainId();
}
