import { type CID, documentCid, parseCid } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { asFailure, fail, isFailure } from "../core/errors/error.ts";
import { counted } from "../core/plural.ts";
import type { Label } from "../core/label.ts";
import type { BlockRef, Car, Clock, Staging, Store } from "../core/ports.ts";
import { examine, type Examining } from "./audit.ts";
import { readWhole } from "./copy.ts";
import {
  type Damage,
  damagedRoots,
  type DamagedRoot,
  damageOf,
  type Lost,
  lostBlocks,
  rootText,
} from "./damage.ts";
import { type CopyEvidence, isServed } from "./evidence.ts";
import type { Holding, HoldingsAuditing } from "./holding.ts";
import { auditHoldings, reportHoldings } from "./holdings.ts";
import { faultsOf, type PublicationReport, type StorageReport, type StoreReport, UNASKED } from "./report.ts";
import { giveBlock, intactFrom, type Source, sourceOf } from "./source.ts";
import { gather, type Gathered } from "./stage.ts";

/** How holdings are repaired: audited whole, healed, audited again. */
export interface Repairing extends Omit<HoldingsAuditing, "sampling"> {
  /** Of its own: one repair at a time uses it. */
  readonly staging: Staging;
  readonly clock: Pick<Clock, "sleep">;
  /** Blocks that somebody brings, asked last: hashed like any store's, never counted as copies and never healed. */
  readonly outside?: readonly Store[];
  /** Says what would be done and writes nothing. */
  readonly dryRun?: boolean;
  readonly onHealing?: (healing: Healing) => void;
}

/** What was done for one store and one root. */
export interface Healing {
  readonly store: string;
  /** The CID of what stores pin: an issue's manifest, the list of its batch, a document. */
  readonly root: string;
  /** Of the damaged issues below it. */
  readonly labels: readonly Label[];
  /** How many blocks were missing or wrong; none where only the pin was. */
  readonly blocks: number;
  readonly outcome: "healed" | "would-heal" | "not-healed";
  /** Why it was not healed. */
  readonly problem?: string;
}

export interface StoragePart {
  readonly stores: readonly StoreReport[];
  readonly storage: StorageReport;
}

export interface HoldingsRepair {
  readonly before: StoragePart;
  readonly healings: readonly Healing[];
  /** The same as `before` but for what was healed and read back again. */
  readonly after: StoragePart;
}

/** What `colophon repair --json` prints. */
export interface RepairReport extends HoldingsRepair {
  readonly block: BlockRef;
  readonly dryRun: boolean;
  readonly publications: readonly PublicationReport[];
}

/**
 * Finds out from the registry what stores have to hold, and repairs it.
 *
 * @throws as `examine` and `repairHoldings`; LABEL_UNKNOWN when no issue has one of the labels
 */
export async function repair(
  repairing: Examining & Repairing & { readonly labels?: readonly Label[] },
): Promise<RepairReport> {
  const { stores, labels, dryRun = false, outside = [] } = repairing;
  // What is below a list or a manifest that only an outsider has has to be known, to be healed.
  const { block, publications, holdings } = await examine({ ...repairing, stores: [...stores, ...outside] });
  const known = new Set(holdings.map(({ label }) => label));
  for (const label of labels ?? [])
    if (!known.has(label)) fail("LABEL_UNKNOWN", { id: repairing.publications.join(", "), label });
  const asked =
    labels === undefined
      ? holdings
      : holdings.filter(({ label }) => label !== undefined && labels.includes(label));
  const repaired = await repairHoldings(stores, asked, repairing);
  return { block, dryRun, publications, ...repaired };
}

/** 0 nothing is wrong (any more); 1 something still is; 3 no more than that something could not be asked. */
export function repairExit({
  after,
  publications = [],
}: Pick<HoldingsRepair, "after"> & Partial<Pick<RepairReport, "publications">>): 0 | 1 | 3 {
  const left = faultsOf({ publications, ...after });
  if (left.length === 0) return 0;
  return left.every(({ fault }) => UNASKED.has(fault)) ? 3 : 1;
}

/**
 * Audits every store in full and heals what is damaged: root by root, a whole CAR is gathered from whatever store gives
 * each block intact, handed to the damaged store, and read back. A block is dropped only after its replacement is in
 * that CAR, on disk. Running it again does only what is left to do.
 *
 * @throws ARCHIVE_DISK when the disk to gather on fails; what stores do, and that there is no room, is in the report
 */
export async function repairHoldings(
  stores: readonly Store[],
  holdings: readonly Holding[],
  repairing: Repairing,
): Promise<HoldingsRepair> {
  const { copies, ...before } = await auditHoldings(stores, holdings, repairing);
  const damaged = damagedRoots(stores, holdings, copies);
  if (damaged.length === 0) return { before, healings: [], after: before };
  const sources = stores.map((store) => sourceOf(store, repairing.deadline));
  const ward: Ward = {
    holdings,
    sources,
    outside: (repairing.outside ?? []).map((store) => sourceOf(store, repairing.deadline)),
    repairing,
    copies: copies.map((one) => [...one]),
    refusals: new Map(),
  };
  const healings: Healing[] = [];
  for (const root of damaged) {
    const done = repairing.dryRun === true ? await foretell(root, ward) : await healRoot(root, ward);
    for (const healing of done) repairing.onHealing?.(healing);
    healings.push(...done);
  }
  if (repairing.dryRun === true) return { before, healings, after: before };
  const { copies: _, ...after } = await reportHoldings(ward.copies, {
    holdings,
    sources,
    auditing: repairing,
  });
  return { before, healings, after };
}

/** What a repair works on. Copies are replaced by what was read after healing. */
interface Ward {
  readonly holdings: readonly Holding[];
  readonly sources: readonly Source[];
  readonly outside: readonly Source[];
  readonly repairing: Repairing;
  readonly copies: CopyEvidence[][];
  /** How often in a row each store took nothing. */
  readonly refusals: Map<number, number>;
}

async function foretell(root: DamagedRoot, ward: Ward): Promise<readonly Healing[]> {
  const told: Healing[] = [];
  for (const damage of root.damages) {
    const lost: Lost[] = [];
    for (const holding of damage.holdings) {
      const one = await lostTo({ store: damage.store, holding }, ward);
      if (one.blocks.length > 0) lost.push(one);
    }
    const [first] = lost;
    const all = { blocks: lost.flatMap(({ blocks }) => blocks), unasked: first?.unasked ?? [] };
    told.push(healing(root.digest, damage, ward, first === undefined ? "would-heal" : lackText(all, ward)));
  }
  return told;
}

/** What no other store gave, and nobody brings. */
async function lostTo(
  at: { readonly store: number; readonly holding: number },
  { copies, outside, repairing }: Ward,
): Promise<Lost> {
  const { blocks, unasked } = lostBlocks(at, copies);
  const left: string[] = [];
  for (const name of blocks) {
    const brought = await intactFrom(outside, parseCid(name), repairing.sha256);
    if (brought === undefined) left.push(name);
  }
  return { blocks: left, unasked };
}

async function healRoot(root: DamagedRoot, ward: Ward): Promise<readonly Healing[]> {
  const healings = new Map<Damage, Healing>();
  const open: Damage[] = [];
  for (const damage of root.damages) {
    const already = await healedBefore(root.digest, damage, ward);
    if (already === undefined) open.push(damage);
    else healings.set(damage, already);
  }
  const willing = open.filter((damage) => {
    const tired = (ward.refusals.get(damage.store) ?? 0) >= MOST_REFUSALS;
    if (tired)
      healings.set(damage, healing(root.digest, damage, ward, "it took nothing of what it was given"));
    return !tired;
  });
  if (willing.length > 0) {
    const gathered = await gatherFor(root.digest, willing, ward);
    if (gathered === "no-room") {
      for (const damage of willing) healings.set(damage, healing(root.digest, damage, ward, NO_ROOM));
    } else if (gathered.ok) {
      for (const damage of willing)
        healings.set(damage, await handOver(root.digest, damage, gathered.car, ward));
      await ward.repairing.staging.remove(gathered.car.root);
    } else
      for (const damage of willing)
        healings.set(damage, await healParts({ root: root.digest, damage, gathered }, ward));
  }
  return root.damages.flatMap((damage) => healings.get(damage) ?? []);
}

/** A block that many issues share is healed with the first of them. */
async function healedBefore(root: Digest, damage: Damage, ward: Ward): Promise<Healing | undefined> {
  const source = ward.sources[damage.store];
  if (source === undefined) return undefined;
  try {
    for (const cid of [...damage.missing, ...damage.corrupt]) {
      const given = await giveBlock(source, cid, ward.repairing.sha256);
      if (typeof given === "string") return undefined;
    }
  } catch {
    return undefined;
  }
  if (damage.unpinned) return undefined;
  const again = await readAgain(root, damage, ward);
  return again.outcome === "healed" ? again : undefined;
}

type Lacking = Extract<Gathered, { ok: false }>;

/**
 * A root that nobody has whole, such as the list of a batch of which one issue is lost: its other issues are healed
 * each by itself, and pinned by itself.
 */
async function healParts(
  { root, damage, gathered }: { root: Digest; damage: Damage; gathered: Lacking },
  ward: Ward,
): Promise<Healing> {
  const problems: string[] = [];
  for (const h of damage.holdings) {
    const holding = ward.holdings[h];
    if (holding === undefined) continue;
    // Its own blocks alone: what another holding lacks has no replacement in its CAR, and must not be dropped for it.
    const part = damageOf(damage.store, [h], ward.copies[damage.store] ?? []);
    const lost = await lostTo({ store: damage.store, holding: h }, ward);
    if (lost.blocks.length > 0) problems.push(lackText(lost, ward));
    else if (holding.digest === root || holding.alone === true)
      problems.push(`of what else is below ${rootText(root)}, ${gatheredText(gathered)}`);
    else problems.push(...(await healAlone(holding.digest, part, ward)));
  }
  return healing(root, damage, ward, problems.length === 0 ? "healed" : [...new Set(problems)].join("; "));
}

async function healAlone(digest: Digest, part: Damage, ward: Ward): Promise<readonly string[]> {
  const gathered = await gatherFor(digest, [part], ward);
  if (gathered === "no-room") return [NO_ROOM];
  if (!gathered.ok) return [gatheredText(gathered)];
  const { problem } = await handOver(digest, part, gathered.car, ward);
  await ward.repairing.staging.remove(gathered.car.root);
  return problem === undefined ? [] : [problem];
}

/** From stores that lack nothing of it first. What there is no room for must not keep smaller roots from being healed. */
async function gatherFor(
  digest: Digest,
  damages: readonly Damage[],
  { sources, outside, repairing }: Ward,
): Promise<Gathered | "no-room"> {
  const damaged = new Set(damages.map(({ store }) => store));
  const order = [...sources.keys()].toSorted((a, b) => Number(damaged.has(a)) - Number(damaged.has(b)));
  try {
    return await gather(digest, {
      staging: repairing.staging,
      sha256: repairing.sha256,
      sources: [...order.flatMap((place) => sources[place] ?? []), ...outside],
    });
  } catch (error) {
    if (isFailure(error, "STORE_FULL")) return "no-room";
    throw error;
  }
}

const NO_ROOM = "the disk has no room to gather its CAR";

const MOST_REFUSALS = 3;
const PUT_TRIES = 3;
const FIRST_PAUSE_MS = 500;

/** Drops what is wrong, puts the CAR, and reads back what was damaged. */
async function handOver(root: Digest, damage: Damage, car: Car, ward: Ward): Promise<Healing> {
  const { sources, repairing, refusals } = ward;
  const source = sources[damage.store];
  if (source === undefined) return healing(root, damage, ward, "it is not there");
  const refused = await putAnew(source, car, damage, repairing);
  refusals.set(damage.store, refused === undefined ? 0 : (refusals.get(damage.store) ?? 0) + 1);
  if (refused !== undefined) return healing(root, damage, ward, refused);
  return readAgain(root, damage, ward);
}

/** Reads back what was damaged: only that says whether it is healed. */
async function readAgain(root: Digest, damage: Damage, ward: Ward): Promise<Healing> {
  const { holdings, sources, repairing, copies } = ward;
  const source = sources[damage.store];
  if (source === undefined) return healing(root, damage, ward, "it is not there");
  let wrong = 0;
  // Of what was put: an issue that is healed by itself is pinned by itself.
  const claim = await source.claim(documentCid(root));
  for (const h of damage.holdings) {
    const holding = holdings[h];
    if (holding === undefined) continue;
    const others = sources.filter((other) => other !== source);
    const copy = await readWhole(holding, source, { sha256: repairing.sha256, others });
    const ofStore = copies[damage.store];
    if (ofStore !== undefined) ofStore[h] = { ...copy, ...(claim === undefined ? {} : { claim }) };
    if (copy.failure !== undefined) return healing(root, damage, ward, copy.failure.message);
    if (!isServed(copy)) wrong += copy.missing.length + copy.corrupt.length;
  }
  if (wrong === 0 && (claim === "absent" || claim === "failed"))
    return healing(root, damage, ward, "it gives everything again, and says that it has not pinned it");
  if (wrong === 0) return healing(root, damage, ward, "healed");
  const problem = `it took the CAR, and ${counted(wrong, "block")} of it are still missing or wrong`;
  return healing(root, damage, ward, problem);
}

/** Undefined when the store took it, else why it did not. */
async function putAnew(
  source: Source,
  car: Car,
  { corrupt }: Damage,
  { clock, sha256, onNote }: Repairing,
): Promise<string | undefined> {
  const { store } = source;
  for (let attempt = 1; ; attempt++) {
    try {
      // Asked again: what was garbled on the way, and lies there intact, must not be dropped.
      const wrong: CID[] = [];
      for (const cid of corrupt) if ((await giveBlock(source, cid, sha256)) === "corrupt") wrong.push(cid);
      if (wrong.length > 0) await store.drop?.(wrong);
      await store.put(car, (said) => onNote?.(`${store.id}: ${said}`));
      return undefined;
    } catch (error) {
      if (!isFailure(error, "STORE_UNREACHABLE") || attempt === PUT_TRIES) return asFailure(error).message;
      await clock.sleep(FIRST_PAUSE_MS * 2 ** attempt);
    }
  }
}

/** `result` is an outcome, or the reason why there was none. */
function healing(root: Digest, damage: Damage, { holdings, sources }: Ward, result: string): Healing {
  const done = result === "healed" || result === "would-heal";
  return {
    store: sources[damage.store]?.store.id ?? "",
    root: rootText(root),
    labels: damage.holdings.flatMap((h) => holdings[h]?.label ?? []),
    blocks: damage.blocks,
    ...(done ? { outcome: result } : { outcome: "not-healed", problem: result }),
  };
}

function lackText({ blocks, unasked }: Lost, { sources }: Ward): string {
  return lacksText(
    blocks,
    unasked.flatMap((s) => sources[s]?.store.id ?? []),
  );
}

function gatheredText({ lacks, unasked }: Lacking): string {
  return lacksText([lacks.toString()], unasked);
}

/** A store that could not be asked may have it: only what every store was asked for is said to be in none. */
function lacksText(blocks: readonly string[], unasked: readonly string[]): string {
  const [first = ""] = blocks;
  const what = `the block ${first}${blocks.length > 1 ? ` and ${blocks.length - 1} more` : ""}`;
  return unasked.length === 0
    ? `no store gives ${what}`
    : `no store that answers gives ${what}; ${unasked.join(" and ")} could not be asked`;
}
