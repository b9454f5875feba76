import { existsSync } from "node:fs";
import { createGround, REGISTRY_SITE } from "../adapters/evm/ground.ts";
import { REGISTRY_RULES } from "../adapters/evm/registry-code.ts";
import { openJournal } from "../adapters/journal/journal.ts";
import type { Address } from "../core/address.ts";
import { chainTitle } from "../core/chains.ts";
import type { Deployment, Ground } from "../core/deployment.ts";
import { fail } from "../core/errors/error.ts";
import { type Placed, placeRegistry, placingKey, type Sent } from "../publish/deployment.ts";
import { deployRegistry } from "../publish/found.ts";
import type { OnProgress } from "../publish/progress.ts";
import type { Transacting } from "../publish/transact.ts";
import { openChain, type OpenChain } from "./chain.ts";
import { finalityOf, openTransacting } from "./compose.ts";
import { dataPath, type Place, readArchive, writeArchive } from "./config.ts";
import { knownBlock, readBuild, readRecord, recordPath, writeRecord } from "./deployments.ts";

/** How a registry is brought to a chain. */
export interface Terms {
  /** The folder that remembers it, by chain. */
  readonly records: string;
  /** By the account itself, at an address of its own, instead of through the factory. */
  readonly plain: boolean;
  /** Although the folder names another registry on this chain. */
  readonly again: boolean;
  readonly wait: "mined" | "final";
}

export interface Established {
  readonly place: Place;
  /** The file that remembers it. */
  readonly record: string;
  /** Whether it was there before this run, which then sent nothing. */
  readonly already: boolean;
  /** The transaction of this archive that made it; absent when it was there by somebody else's. */
  readonly sent?: Sent;
}

export function groundOf({ code }: OpenChain, { config }: Place): Ground {
  return createGround(code, config.chain.id);
}

/**
 * Puts the registry on the archive's chain unless it is there, remembers it in a record, and then in the archive. A run
 * that died in between is repeated: each part finds what the one before it has done.
 *
 * @throws USAGE_INVALID when the record names another registry, or there is no factory; REGISTRY_FOREIGN; those of `drive`
 */
export async function establish(place: Place, terms: Terms, onProgress: OnProgress): Promise<Established> {
  const chain = place.config.chain.id;
  onProgress({ kind: "begin", what: `registry on ${chainTitle(chain)}` });
  await using bin = new AsyncDisposableStack();
  const opened = bin.use(await openChain(place));
  const ground = groundOf(opened, place);
  if (!terms.plain) assertRecord(ground.site.registry, { chain, terms, onProgress });
  const made =
    (terms.plain ? undefined : await standingByOthers(place, ground)) ??
    (await make({ place, terms, ground, tools: await toolsOf({ place, opened, terms, onProgress, bin }) }));
  await writeRecord(terms.records, recordOf(made, { chain, plain: terms.plain }));
  const { registry, already, sent } = made;
  const named = await name(place, registry, sent?.block);
  const record = recordPath(terms.records, chain);
  return { place: named, record, already, ...(sent === undefined ? {} : { sent }) };
}

/** The archive from now on has this registry, unless another run has named one meanwhile. */
export async function name(place: Place, registry: Address, block: number | undefined): Promise<Place> {
  const now = readArchive(place.folder);
  if (now.config.registry !== undefined) return now;
  const deployedAt = block ?? knownBlock(now.config.chain.id, registry);
  const named = { ...now, config: { ...now.config, registry, deployedAt } };
  await writeArchive(named);
  return named;
}

/** Nothing needs to be sent, and so no key to be had, for a registry that no run of this archive ever sent. */
async function standingByOthers(place: Place, ground: Ground): Promise<Placed | undefined> {
  const { registry } = ground.site;
  const runtimeCodeHash = await ground.registryCode(registry);
  if (runtimeCodeHash === undefined || hasBegun(place, ground)) return undefined;
  return { registry, runtimeCodeHash, already: true };
}

function hasBegun({ folder, config }: Place, ground: Ground): boolean {
  const file = dataPath(folder, "journal.sqlite");
  if (!existsSync(file)) return false;
  const journal = openJournal(file);
  try {
    return journal.find(placingKey(config.chain.id, ground.site)) !== undefined;
  } finally {
    journal.close();
  }
}

interface Making {
  readonly place: Place;
  readonly opened: OpenChain;
  readonly terms: Terms;
  readonly onProgress: OnProgress;
  readonly bin: AsyncDisposableStack;
}

/** Holds the publisher's lock until the bin is emptied: two runs at once find the same registry. */
function toolsOf({ place, opened: { chain }, terms, onProgress, bin }: Making): Promise<Transacting> {
  const parts = { place, chain, chainId: place.config.chain.id, finality: finalityOf(place) };
  return openTransacting(parts, { onProgress, until: terms.wait, registry: undefined, bin });
}

interface Work {
  readonly place: Place;
  readonly terms: Terms;
  readonly ground: Ground;
  readonly tools: Transacting;
}

async function make({ terms, ground, tools }: Work): Promise<Placed> {
  if (!terms.plain) return placeRegistry(tools, ground, terms.wait);
  const replaced = replacedByPlain(terms, tools);
  const { registry, ...sent } = await deployRegistry(tools, terms.wait, replaced);
  const runtimeCodeHash =
    (await ground.registryCode(registry)) ?? fail("REGISTRY_MISSING", { registry, chain: tools.chainId });
  return { registry, runtimeCodeHash, already: false, sent };
}

/** What the journal deployed itself is no other one, also when a run died before its record was written. */
function replacedByPlain(terms: Terms, { chainId, journal, onProgress }: Transacting): Address | undefined {
  const known = readRecord(terms.records, chainId);
  const own = journal.find(`deploy:${chainId}`)?.transaction;
  if (known === undefined || (own !== undefined && known.transaction === own)) return undefined;
  assertAgain(known, terms, onProgress);
  return known.registry;
}

/** @throws USAGE_INVALID when the records name another registry on the chain, and nobody asked for one beside it */
export function assertRecord(
  registry: Address | undefined,
  { chain, terms, onProgress }: { chain: Deployment["chain"]; terms: Terms; onProgress: OnProgress },
): void {
  const known = readRecord(terms.records, chain);
  if (known !== undefined && known.registry !== registry) assertAgain(known, terms, onProgress);
}

/** Publications are numbered per registry: a second one on a chain splits what belongs together. */
function assertAgain(known: Deployment, { records, again }: Terms, onProgress: OnProgress): void {
  const path = recordPath(records, known.chain);
  const message = `${path} names another registry on ${chainTitle(known.chain)}: ${known.registry}`;
  if (!again)
    fail("USAGE_INVALID", {
      problem: `${message}. Nothing was sent; with --again one is deployed beside it`,
    });
  onProgress({ kind: "note", what: "", message: `${message}; deploying beside it, as --again asks` });
}

function recordOf(
  { registry, runtimeCodeHash, sent }: Placed,
  { chain, plain }: { chain: Deployment["chain"]; plain: boolean },
): Omit<Deployment, "type"> {
  const { factory, salt, initCodeHash } = REGISTRY_SITE;
  const { compiler } = readBuild();
  const through = plain ? {} : { factory, salt };
  return {
    ...{ chain, registry, version: REGISTRY_RULES, ...sent, ...through },
    ...{ initCodeHash, runtimeCodeHash, compiler },
  };
}
