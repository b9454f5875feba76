import { type CID, documentCid, parseCid } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { asFailure, fail, isFailure } from "../core/errors/error.ts";
import { counted } from "../core/plural.ts";
import type { Label } from "../core/label.ts";
import type { BlockRef, Car, Clock, Staging, Store } from "../core/ports.ts";
import { examine, type Examining } from "./audit.ts";
import { readWhole } from "./copy.ts";
import { type Damage, damagedRoots, type DamagedRoot, lostBlocks, rootText } from "./damage.ts";
import { type CopyEvidence, isServed } from "./evidence.ts";
import type { Holding, HoldingsAuditing } from "./holding.ts";
import { auditHoldings, reportHoldings } from "./holdings.ts";
import { faultsOf, type PublicationReport, type StorageReport, type StoreReport, UNASKED } from "./report.ts";
import { giveBlock, type Source, sourceOf } from "./source.ts";
import { gather } from "./stage.ts";

/** How holdings are repaired: audited whole, healed, audited again. */
export interface Repairing extends Omit<HoldingsAuditing, "sampling"> {
  /** Of its own: one repair at a time uses it. */
  readonly staging: Staging;
  readonly clock: Pick<Clock, "sleep">;
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
  /** How many blocks were missing or wrong. */
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
  const { stores, labels, dryRun = false } = repairing;
  const { block, publications, holdings } = await examine(repairing);
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
 * @throws STORE_FULL | ARCHIVE_DISK when there is no room to gather; what stores do is in the report
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
    repairing,
    copies: copies.map((one) => [...one]),
    refusals: new Map(),
  };
  const healings: Healing[] = [];
  for (const root of damaged) {
    const done = repairing.dryRun === true ? foretell(root, ward) : await healRoot(root, ward);
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
  readonly repairing: Repairing;
  readonly copies: CopyEvidence[][];
  /** How often in a row each store took nothing. */
  readonly refusals: Map<number, number>;
}

function foretell(root: DamagedRoot, ward: Ward): readonly Healing[] {
  return root.damages.map((damage) => {
    const lost = damage.holdings.flatMap((holding) =>
      lostBlocks({ store: damage.store, holding }, ward.copies),
    );
    if (lost.length === 0) return healing(root.digest, damage, ward, "would-heal");
    return healing(root.digest, damage, ward, lackText(lost));
  });
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
    if (gathered.ok) {
      for (const damage of willing)
        healings.set(damage, await handOver(root.digest, damage, gathered.car, ward));
      await ward.repairing.staging.remove(gathered.car.root);
    } else for (const damage of willing) healings.set(damage, await healParts(root.digest, damage, ward));
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
  return readAgain(root, damage, ward);
}

/**
 * A root that nobody has whole, such as the list of a batch of which one issue is lost: its other issues are healed
 * each by itself, and pinned by itself.
 */
async function healParts(root: Digest, damage: Damage, ward: Ward): Promise<Healing> {
  const problems: string[] = [];
  for (const h of damage.holdings) {
    const holding = ward.holdings[h];
    if (holding === undefined) continue;
    const part = { ...damage, holdings: [h] };
    const lost = lostBlocks({ store: damage.store, holding: h }, ward.copies);
    if (lost.length > 0) problems.push(lackText(lost));
    else if (holding.digest === root || holding.alone === true)
      problems.push(`something else below ${rootText(root)} is in no store`);
    else problems.push(...(await healAlone(holding.digest, part, ward)));
  }
  return healing(root, damage, ward, problems.length === 0 ? "healed" : [...new Set(problems)].join("; "));
}

async function healAlone(digest: Digest, part: Damage, ward: Ward): Promise<readonly string[]> {
  const gathered = await gatherFor(digest, [part], ward);
  if (!gathered.ok) return [lackText([gathered.lacks.toString()])];
  const { problem } = await handOver(digest, part, gathered.car, ward);
  await ward.repairing.staging.remove(gathered.car.root);
  return problem === undefined ? [] : [problem];
}

/** From stores that lack nothing of it first. */
function gatherFor(digest: Digest, damages: readonly Damage[], { sources, repairing }: Ward) {
  const damaged = new Set(damages.map(({ store }) => store));
  const order = [...sources.keys()].toSorted((a, b) => Number(damaged.has(a)) - Number(damaged.has(b)));
  return gather(digest, {
    staging: repairing.staging,
    sha256: repairing.sha256,
    sources: order.flatMap((place) => sources[place] ?? []),
  });
}

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
  for (const h of damage.holdings) {
    const holding = holdings[h];
    if (holding === undefined) continue;
    const others = sources.filter((other) => other !== source);
    const copy = await readWhole(holding, source, { sha256: repairing.sha256, others });
    const claim = await source.claim(documentCid(holding.root ?? holding.digest));
    const ofStore = copies[damage.store];
    if (ofStore !== undefined) ofStore[h] = { ...copy, ...(claim === undefined ? {} : { claim }) };
    if (copy.failure !== undefined) return healing(root, damage, ward, copy.failure.message);
    if (!isServed(copy)) wrong += copy.missing.length + copy.corrupt.length;
  }
  if (wrong === 0) return healing(root, damage, ward, "healed");
  const problem = `it took the CAR, and ${counted(wrong, "block")} of it are still missing or wrong`;
  return healing(root, damage, ward, problem);
}

/** Undefined when the store took it, else why it did not. */
async function putAnew(
  source: Source,
  car: Car,
  { corrupt }: Damage,
  { clock, sha256 }: Repairing,
): Promise<string | undefined> {
  const { store } = source;
  for (let attempt = 1; ; attempt++) {
    try {
      // Asked again: what was garbled on the way, and lies there intact, must not be dropped.
      const wrong: CID[] = [];
      for (const cid of corrupt) if ((await giveBlock(source, cid, sha256)) === "corrupt") wrong.push(cid);
      if (wrong.length > 0) await store.drop?.(wrong);
      await store.put(car);
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

function lackText(lost: readonly string[]): string {
  const [first = ""] = lost;
  const more = lost.length > 1 ? ` and ${lost.length - 1} more` : "";
  return `no store gives the block ${parseCid(first).toString()}${more}`;
}
