import { mkdir } from "node:fs/promises";
import { basename } from "node:path";
import { openDomains } from "../adapters/dns/domains.ts";
import { createStaging } from "../adapters/disk/staging.ts";
import { registryCodec } from "../adapters/evm/codec.ts";
import { isRegistryCode } from "../adapters/evm/ground.ts";
import { createRegistry, registryFacts } from "../adapters/evm/registry.ts";
import { EMBEDDED_FINALITY } from "../adapters/evm/embedded/embedded.ts";
import { textReading } from "../adapters/document/node-reader.ts";
import { openCatalogue } from "../adapters/index/catalogue.ts";
import { openJournal } from "../adapters/journal/journal.ts";
import { takeLock } from "../adapters/journal/lock.ts";
import { systemClock } from "../adapters/node/clock.ts";
import { nodeHashing } from "../adapters/node/hashing/node-hashing.ts";
import { nodeKeccak256 } from "../adapters/node/keccak256.ts";
import { nodeSha256 } from "../adapters/node/sha256.ts";
import type { Address } from "../core/address.ts";
import { presetOf } from "../core/chains.ts";
import { fail, isFailure } from "../core/errors/error.ts";
import type {
  CatalogueWriter,
  Chain,
  Domains,
  FinalityRule,
  Journal,
  Registry,
  Signer,
  Store,
} from "../core/ports.ts";
import type { ChainId, PublicationRef } from "../core/publication.ts";
import type { Agreement } from "../core/quorum/agreement.ts";
import type { StateProofs } from "../core/state-proof/port.ts";
import type { Indexed } from "../audit/holding.ts";
import type { OnProgress } from "../publish/progress.ts";
import type { Publisher } from "../publish/publisher.ts";
import type { Relayer } from "../publish/relay.ts";
import type { Replication } from "../publish/replicate.ts";
import { PATIENCE, type Patience, type Transacting } from "../publish/transact.ts";
import type { Archive } from "../verify/archive.ts";
import type { Asking } from "../verify/asking.ts";
import { openArchive } from "../verify/open-archive.ts";
import { openChain, type OpenChain } from "./chain.ts";
import { dataPath, isOwnChain, type Place, readArchive } from "./config.ts";
import { identitiesOf } from "./identities.ts";
import { mediaType } from "./media-type.ts";
import type { Output } from "./output.ts";
import { watchFinality } from "./finality-watch.ts";
import { indexedOf } from "./indexed.ts";
import { openSigner } from "./signer.ts";
import { openStores } from "./stores.ts";

/*
 * The one place where the commands and the server get their adapters. Everything that is opened is closed by the
 * `using` of whoever opened it, in the opposite order.
 */

/** How a test stands in for one of the parts, to stop or fail it at a given moment. */
export interface Seams {
  readonly journal?: (journal: Journal) => Journal;
  readonly chain?: (chain: Chain) => Chain;
  readonly store?: (store: Store) => Store;
}

/** An archive opened for reading. */
export interface Reading extends AsyncDisposable {
  readonly place: Place;
  readonly chain: Chain;
  readonly chainId: ChainId;
  readonly finality: FinalityRule;
  readonly registry: Registry;
  /** Proofs of the registry's state, from the same node. */
  readonly states: StateProofs;
  /** Which nodes have answered what they were asked by `chain` and `registry`, and which of them otherwise. */
  nodes(): Agreement;
  readonly stores: readonly Store[];
  /** What the index of colophon.json says, where it names one. */
  readonly indexed: Indexed | undefined;
  readonly domains: Domains;
  readonly catalogue: CatalogueWriter;
  readonly archive: Archive;
  /** Makes sure that what the embedded chain has done survives; nothing to do for any other chain. */
  persist(): Promise<void>;
}

export interface ReadingOptions {
  /** Open even when the chain cannot be reached: each question then says so for itself. */
  readonly lenient?: boolean;
  readonly seams?: Seams;
}

/** @throws CHAIN_UNREACHABLE | CHAIN_MISMATCH | REGISTRY_MISSING and those of the archive's own files */
export async function openReading(
  place: Place,
  { lenient = false, seams = {} }: ReadingOptions = {},
): Promise<Reading> {
  const { config, folder } = place;
  const address =
    config.registry ?? fail("ARCHIVE_INVALID", { path: folder, problem: "it names no registry" });
  const bin = new AsyncDisposableStack();
  try {
    await mkdir(dataPath(folder, ""), { recursive: true });
    const opened = bin.use(await openChain(place, { lenient }));
    const chain = seams.chain?.(opened.chain) ?? opened.chain;
    if (!lenient) await registryFacts(chain, address);
    const chainId = config.chain.id;
    const finality = finalityOf(place);
    const { registry, ...asking } = registryOver(opened, { chain, address, place });
    const all = openStores(place, bin);
    const stores = all.stores.map((store) => seams.store?.(store) ?? store);
    const indexed = indexedOf(place, all);
    const catalogue = bin.adopt(openCatalogue(dataPath(folder, "catalogue.sqlite")), (one) => one.close());
    const name = `the archive ${basename(folder)}`;
    const hashing = { sha256: nodeSha256, keccak: nodeKeccak256 };
    const domains = openDomains();
    const parts = { name, chain, finality, registry, stores, catalogue, domains, ...hashing };
    const own = () => readArchive(folder).config.publications.map(({ id }) => id);
    const archive = openArchive({ ...parts, ...asking, own });
    const owned = bin.move();
    return {
      ...{ place, chain, chainId, finality, registry, stores, indexed, catalogue, archive },
      states: opened.states,
      domains,
      nodes: () => opened.round.agreement(),
      persist: opened.persist,
      [Symbol.asyncDispose]: () => owned.disposeAsync(),
    };
  } catch (error) {
    await bin.disposeAsync();
    throw error;
  }
}

/** One node is asked as it is, `chain` standing in for it; of several, each verdict asks anew and names who said what. */
function registryOver(
  { quorum, round }: OpenChain,
  { chain, address, place }: { chain: Chain; address: Address; place: Place },
): { readonly registry: Registry; readonly ask?: () => Asking } {
  const { chain: settings, deployedAt } = place.config;
  const over = (node: Chain) => createRegistry({ chain: node, address, chainId: settings.id, deployedAt });
  if (quorum.nodes.length === 1) return { registry: over(chain) };
  const shared = { address, over, sha256: nodeSha256 };
  const ask = () => {
    const asked = quorum.round();
    return { ...asked, registry: asked.registry(shared) };
  };
  return { registry: round.registry(shared), ask };
}

/** What was published is done, whether or not the catalogue can be brought up to date at once. */
export async function refreshAfterwards({ archive }: Reading, output: Pick<Output, "note">): Promise<void> {
  try {
    await archive.refresh();
  } catch (error) {
    if (!isFailure(error)) throw error;
    output.note(`the catalogue will be brought up to date later: ${error.message}`);
  }
}

/** An archive opened for publishing: by one process at a time. */
export interface Publishing extends AsyncDisposable {
  readonly publisher: Publisher;
}

export interface PublishingOptions {
  readonly onProgress: OnProgress;
  readonly until: "mined" | "final";
  /** `false` publishes what is new without its text. */
  readonly text?: boolean;
  /** Entries of batches to do without where their lists cannot be read. */
  readonly despite?: ReadonlySet<number>;
  /** In the place of the archive's own key, which is then not opened. */
  readonly signer?: Signer;
  readonly seams?: Seams;
}

/** @throws ARCHIVE_BUSY | SIGNER_MISSING | SIGNER_INVALID */
export async function openPublishing(reading: Reading, options: PublishingOptions): Promise<Publishing> {
  const { place, registry } = reading;
  const bin = new AsyncDisposableStack();
  try {
    const transacting = await openTransacting(reading, { ...options, registry: registry.address, bin });
    const publisher: Publisher = {
      registry,
      staging: createStaging(dataPath(place.folder, "staging")),
      hashing: nodeHashing,
      keccak: nodeKeccak256,
      typeOf: mediaType,
      ...textReading(options.text),
      identities: identitiesOf(reading, reading.domains),
      replication: replicationOf(reading, options.onProgress),
      transacting,
      until: options.until,
      ...(options.despite === undefined ? {} : { despite: options.despite }),
    };
    const owned = bin.move();
    return { publisher, [Symbol.asyncDispose]: () => owned.disposeAsync() };
  } catch (error) {
    await bin.disposeAsync();
    throw error;
  }
}

/** Opened for sending what somebody else has signed: a chain, a key and a journal, and none of an archive's stores. */
export interface Relaying extends AsyncDisposable {
  readonly relayer: Relayer;
  readonly chain: Chain;
}

export interface RelayingOptions extends PublishingOptions {
  readonly mostGas: bigint;
  /** Does somebody but the signed file say which registry is meant: an archive, or who sends it? */
  readonly isNamed: boolean;
  readonly url?: string | undefined;
}

/**
 * At an archive, or at a place like one that has no publications.
 *
 * @throws SIGNED_ELSEWHERE; CHAIN_UNREACHABLE; REGISTRY_MISSING | REGISTRY_FOREIGN; ARCHIVE_BUSY; SIGNER_*
 */
export async function openRelaying(
  { chain: chainId, registry: address }: PublicationRef,
  place: Place,
  options: RelayingOptions,
): Promise<Relaying> {
  const { onProgress, until, mostGas, isNamed, url, signer, seams = {} } = options;
  const bin = new AsyncDisposableStack();
  try {
    await mkdir(dataPath(place.folder, ""), { recursive: true });
    const opened = bin.use(await openChain(place, { url }));
    const chain = seams.chain?.(opened.chain) ?? opened.chain;
    await registryFacts(chain, address);
    if (!isNamed) assertRegistryCode(await opened.code(address), chainId, address);
    const parts = { place, chain, chainId, finality: finalityOf(place) };
    const key = signer === undefined ? {} : { signer };
    const sending = await openTransacting(parts, {
      onProgress,
      until,
      seams,
      registry: address,
      bin,
      ...key,
    });
    const { registry } = registryOver(opened, { chain, address, place });
    const owned = bin.move();
    return {
      relayer: { registry, transacting: { ...sending, mostGas }, until },
      chain,
      [Symbol.asyncDispose]: () => owned.disposeAsync(),
    };
  } catch (error) {
    await bin.disposeAsync();
    throw error;
  }
}

/** What a contract says of itself, any contract can say: of one that only a file names, the code has to be ours. @throws REGISTRY_FOREIGN */
export function assertRegistryCode(code: `0x${string}`, chain: ChainId, registry: Address): void {
  if (isRegistryCode(code, chain, registry)) return;
  const problem = "its code is not that of this program's registry; if you mean it, name it with --registry";
  fail("REGISTRY_FOREIGN", { registry, problem });
}

/** What sending transactions needs; `registry` is undefined while there is none yet. */
export async function openTransacting(
  { place, chain, chainId, finality }: Pick<Reading, "place" | "chain" | "chainId" | "finality">,
  {
    onProgress: shown,
    until = "final",
    seams = {},
    registry,
    bin,
    signer,
  }: Partial<Pick<PublishingOptions, "until">> &
    Omit<PublishingOptions, "until"> & { registry: Address | undefined; bin: AsyncDisposableStack },
): Promise<Transacting> {
  const key = signer ?? (await openSigner(place));
  bin.adopt(await lockArchive(place, shown), (lock) => lock.release());
  const opened = bin.adopt(openJournal(dataPath(place.folder, "journal.sqlite")), (one) => one.close());
  const journal = seams.journal?.(opened) ?? opened;
  const watched = { chain, chainId, finality, onProgress: shown };
  const onProgress = until === "final" ? bin.use(watchFinality(watched)).onProgress : shown;
  return {
    ...{ chain, chainId, registry, signer: key, journal, finality, onProgress },
    codec: registryCodec,
    clock: systemClock,
    patience: patienceOf(place),
  };
}

function patienceOf({ config }: Place): Patience {
  const { maxFeeGwei } = config.policy;
  return maxFeeGwei === undefined
    ? PATIENCE
    : { ...PATIENCE, maxFeePerGas: BigInt(maxFeeGwei) * 1_000_000_000n };
}

/**
 * What the archive's file says; else the chain's own `finalized` block. A development node on one's own machine mines
 * only what it is sent, so that nothing would ever become final there by that rule: its tip is.
 */
export function finalityOf({ config }: Place): FinalityRule {
  const ofChain = presetOf(config.chain.id)?.finality;
  return config.finality ?? ofChain ?? (isOwnChain(config.chain.id) ? EMBEDDED_FINALITY : { kind: "tag" });
}

export function lockArchive({ folder }: Place, onProgress: OnProgress) {
  const message = "another publisher is at work on this archive; waiting for it";
  return takeLock(dataPath(folder, "publisher.lock"), {
    clock: systemClock,
    seconds: 60,
    onWait: () => onProgress({ kind: "note", what: "", message }),
  });
}

function replicationOf({ place, stores }: Reading, onProgress: OnProgress): Replication {
  const { policy } = place.config;
  return { stores, policy, sha256: nodeSha256, clock: systemClock, onProgress };
}
