import type { Keccak256 } from "../core/batch/keccak256.ts";
import { type CID, documentCid } from "../core/cid.ts";
import type { Bytes32 } from "../core/digest.ts";
import { finalBlock } from "../core/finality.ts";
import { type ColophonError, fail, isFailure } from "../core/errors/error.ts";
import { type FirstRevision, type Issues, issuesOf } from "../core/history/issues.ts";
import type { Entries } from "../core/history/packed.ts";
import type {
  BlockRef,
  Chain,
  FinalityRule,
  PublicationState,
  Registry,
  RegistryView,
  Store,
} from "../core/ports.ts";
import { decodeProfile, type Profile } from "../core/profile.ts";
import type { PublicationId, PublicationRef } from "../core/publication.ts";
import { publicationState } from "../core/registry.ts";
import { blockFromAny } from "../core/retrieval.ts";
import type { Sha256, Sha256Stream } from "../core/sha256.ts";
import {
  compareBatched,
  labelFaults,
  listHoldings,
  listsOfIssues,
  type ReadBatches,
  readBatches,
} from "./batches.ts";
import { compareState, documentsOf, type Replay, replay } from "./history.ts";
import type { Anchored } from "./anchored.ts";
import { type AskDomain, withDomain } from "./domain.ts";
import { readProfiles } from "./profiles.ts";
import { readManifests } from "./manifests.ts";
import type { OpenMirror } from "./mirror.ts";
import type { Deadline, Holding, HoldingsAuditing } from "./holding.ts";
import { auditHoldings } from "./holdings.ts";
import { LATE_AFTER, Remarks } from "./remarks.ts";
import {
  type AuditReport,
  byGravity,
  type Fault,
  faultsOf,
  type PublicationReport,
  UNASKED,
} from "./report.ts";
import type { SampleSize } from "./sample.ts";
import { lendingStore } from "./source.ts";
import { TimelineDraft, timelineRoom } from "./timeline.ts";
import { tellHistory } from "./told.ts";

/** What the histories are read from. */
export interface Examining {
  readonly chain: Chain;
  readonly finality: FinalityRule;
  readonly registry: Registry;
  /** None: then the histories are audited, and nothing is said of copies. */
  readonly stores: readonly Store[];
  readonly sha256: Sha256;
  /** Reads files of several blocks once more, and holds their bytes against the sums that manifests list. */
  readonly sha256Stream?: () => Sha256Stream;
  /** The platform's own, if it has one: lists of many issues are checked several times faster. */
  readonly keccak?: Keccak256;
  /** Which to audit. The registry may hold others, whose blocks are in nobody's stores but their publishers'. */
  readonly publications: readonly PublicationId[];
  /** How long stores may take for lists and manifests, too. */
  readonly deadline?: Deadline;
  readonly onProgress?: (progress: AuditProgress) => void;
  /** A mirror to take the entries and the documents from, where there is one: then logs are asked for what is newer. */
  readonly mirrorOf?: (publication: PublicationRef) => Promise<OpenMirror | undefined>;
  /** Asks the nodes' logs beside a mirror, to name those that give others. */
  readonly witness?: "logs" | undefined;
  /** In seconds: an issue anchored as long after the date that it bears is remarked on. 30 days when left out. */
  readonly lateAfter?: number;
  /** As of this block, which has to be final; the latest final one when left out. */
  readonly atBlock?: number;
  /** Tell the newest revisions of issues with their times, too. */
  readonly timeline?: boolean;
  /** Ask what the publications' domains say of them now, which is as of no block. */
  readonly askDomain?: AskDomain;
}

export interface Auditing extends Examining, Pick<HoldingsAuditing, "policy" | "indexed" | "onNote"> {
  /** Absent: every block of every issue. Without a seed the hash of the audit's own block draws the sample. */
  readonly sample?: { readonly size: SampleSize; readonly seed?: Bytes32 };
}

export type AuditProgress =
  | { readonly kind: "publication"; readonly id: PublicationId; readonly entries: number }
  | { readonly kind: "block"; readonly store: string; readonly bytes: number };

/** What the histories tell: whether they are sound, and what stores have to hold because of them. */
export interface Examined {
  readonly block: BlockRef;
  readonly publications: readonly PublicationReport[];
  readonly holdings: readonly Holding[];
}

/**
 * Replays the history of each publication asked about and compares it with the registry's head and state at one final block, then reads every block
 * of every issue back from every store, or a sample. The logs are a source and never believed: the head decides.
 *
 * @throws CHAIN_UNREACHABLE when the chain cannot be asked at all; what a store or a log lacks is in the report
 * @throws BLOCK_NOT_FINAL when it is to be as of a block that is not; the node may not have its state any more
 * @throws PUBLICATION_UNKNOWN when one is asked for that the registry does not have
 */
export async function audit(auditing: Auditing): Promise<AuditReport> {
  const { registry, stores, sample, onProgress } = auditing;
  const { block, publications, holdings } = await examine(auditing);
  const { copies: _, ...held } = await auditHoldings(stores, holdings, {
    ...auditing,
    ...(sample === undefined ? {} : { sampling: { seed: sample.seed ?? block.hash, size: sample.size } }),
    onBlock: (store, bytes) => onProgress?.({ kind: "block", store, bytes }),
  });
  const faults = faultsOf({ publications, ...held });
  return {
    ok: faults.length === 0,
    complete: !faults.some(({ fault }) => UNASKED.has(fault)),
    chain: registry.chain,
    registry: registry.address,
    block,
    publications,
    ...held,
  };
}

/**
 * The part of an audit that needs no store but for lists and manifests.
 *
 * @throws as `audit`
 */
export async function examine(examining: Examining): Promise<Examined> {
  const { registry } = examining;
  const block = await askedBlock(examining);
  const view = registry.at(block);
  const stores = examining.stores.map((store) => lendingStore(store, examining.deadline));
  const publications: PublicationReport[] = [];
  const holdings: Holding[] = [];
  await assertKnown(examining.publications, view);
  for (const id of examining.publications) {
    const state = await publicationState(view, id);
    const audited = await auditPublication(state, view, { ...examining, stores });
    publications.push(
      await domainAsked(audited, { chain: registry.chain, registry: registry.address, id }, examining),
    );
    for (const holding of audited.holdings) holdings.push(holding);
  }
  return { block, publications, holdings };
}

async function domainAsked(
  { report, profile }: AuditedPublication,
  ref: PublicationRef,
  { askDomain }: Examining,
): Promise<PublicationReport> {
  return askDomain === undefined ? report : withDomain(report, { ref, profile }, askDomain);
}

/** @throws BLOCK_NOT_FINAL */
async function askedBlock({ chain, finality, atBlock }: Examining): Promise<BlockRef> {
  const final = await finalBlock(chain, finality);
  if (atBlock === undefined) return final;
  const block = atBlock > final.number ? undefined : await chain.block(atBlock);
  return block ?? fail("BLOCK_NOT_FINAL", { number: atBlock, final: final.number });
}

/** 0 clean; 1 a fault was found; 3 no fault, but something could not be asked. */
export function auditExit(report: AuditReport): 0 | 1 | 3 {
  if (report.ok) return 0;
  return faultsOf(report).every(({ fault }) => UNASKED.has(fault)) ? 3 : 1;
}

async function assertKnown(publications: readonly PublicationId[], view: RegistryView): Promise<void> {
  const count = await view.publications();
  const unknown = publications.find((id) => BigInt(id) > count);
  if (unknown !== undefined) fail("PUBLICATION_UNKNOWN", { id: unknown });
}

interface AuditedPublication {
  readonly report: PublicationReport;
  readonly holdings: readonly Holding[];
  /** The one that stands; undefined where it cannot be read. */
  readonly profile: Profile | undefined;
}

async function auditPublication(
  state: PublicationState,
  view: RegistryView,
  auditing: Examining,
): Promise<AuditedPublication> {
  const { chain, registry, sha256, witness, lateAfter = LATE_AFTER } = auditing;
  const ref: PublicationRef = { chain: registry.chain, registry: registry.address, id: state.id };
  const { mirror, faults: unread } = await mirrorFor(ref, auditing);
  const told = await tellHistory(state, { chain, registry, sha256, view, mirror, witness }, unread);
  const { entries: history, head } = told;
  auditing.onProgress?.({ kind: "publication", id: state.id, entries: history.length });
  const reading = { ...auditing, stores: [...told.documents, ...auditing.stores] };
  const remarks = new Remarks(lateAfter);
  const replayed = replay(history, (entry) => remarks.entry(entry));
  const blockOf = (cid: CID) => blockFromAny(reading.stores, cid, sha256);
  const profiles = await readProfiles(history, { block: blockOf });
  for (const change of profiles.changes) remarks.profileChange(change);
  const read = await readBatches(ref, replayed.batches, reading);
  const listed = listedIn(history, read);
  const anchored = anchoredIn(replayed, listed);
  const timeline = timelineFor(auditing, anchored);
  const manifests = await readManifests(ref, anchored, {
    ...reading,
    each: (revision, said) => {
      // A later revision keeps the date of its issue.
      if (said?.date !== undefined && revision.revision === 1)
        remarks.issue({ ...revision, date: said.date });
      timeline?.take(revision, said);
    },
  });
  const faults = [
    ...told.faults,
    ...replayed.faults,
    ...read.faults,
    ...labelFaults(listed),
    // What folds to the head is what the registry wrote, and its records follow from that: nothing is left to ask.
    ...(told.source === "mirror"
      ? []
      : [
          ...(await compareState(state.id, replayed, view)),
          ...(await compareBatched(ref, listed.first, { view, verified: read.verified })),
        ]),
    ...manifests,
    ...profiles.faults,
  ];
  const profile = await profileOf(state, reading);
  return {
    profile,
    report: {
      id: state.id,
      ...(profile === undefined ? {} : { title: profile.title }),
      entries: history.length,
      head,
      batches: replayed.batches.length,
      ...{ issues: anchored.labels, revisions: anchored.length, notices: replayed.notices },
      faults: byGravity(faults),
      // Of entries that are not the registry's nothing more is told.
      ...(head.match ? { remarks: remarks.all(), ...timeline?.finish(history) } : { remarks: [] }),
    },
    holdings: auditing.stores.length === 0 ? [] : holdingsOf(ref, history, { replayed, read, anchored }),
  };
}

function timelineFor(
  { timeline = false, publications }: Examining,
  { runs }: AllAnchored,
): TimelineDraft | undefined {
  return timeline ? new TimelineDraft(timelineRoom(publications.length), runs) : undefined;
}

/** Where no list was read there is nothing to tell that the records do not. */
function listedIn(history: Entries, { verified }: ReadBatches): Pick<Issues, "first" | "conflicts"> {
  if (verified.size === 0) return { first: [], conflicts: [] };
  return issuesOf(history, new Map([...verified].map(([list, { issues }]) => [list, issues])));
}

/** Every revision; those that have a record are made anew each time. */
interface AllAnchored extends Iterable<Anchored> {
  readonly length: number;
  /** They come in so many after each other, each in the order of the history. */
  readonly runs: readonly number[];
  readonly labels: number;
}

function anchoredIn({ revisions }: Replay, { first }: Pick<Issues, "first">): AllAnchored {
  const others = first.filter(({ digest }) => revisions.record(digest) === undefined).map(unrecorded);
  const labels = new Set(
    others.map(({ label }) => label).filter((one) => revisions.currentOf(one) === undefined),
  );
  return {
    length: revisions.length + others.length,
    runs: [revisions.length, others.length],
    labels: revisions.labels + labels.size,
    *[Symbol.iterator]() {
      yield* revisions;
      yield* others;
    },
  };
}

/** An issue of a batch that the registry has no record of its own for. */
function unrecorded({ label, digest, entry, time, batched }: FirstRevision): Anchored {
  const kind = batched ? "batched" : "anchored";
  return { label, digest, entry, time, kind, revision: 1, supersedes: undefined };
}

function holdingsOf(
  ref: PublicationRef,
  history: Entries,
  {
    replayed,
    read,
    anchored,
  }: { readonly replayed: Replay; readonly read: ReadBatches; readonly anchored: AllAnchored },
): readonly Holding[] {
  const documents = Array.from(documentsOf(history), (digest) => ({ digest }));
  const lists = listsOfIssues(read);
  const issues = Array.from(anchored, ({ digest, label }): Holding => {
    const root = lists.get(digest);
    return { digest, label, ...(root === undefined ? {} : { root }) };
  });
  return [...documents, ...listHoldings(ref, replayed.batches, read), ...issues];
}

/** A mirror that is none is told, and done without. @throws MIRROR_UNREADABLE */
async function mirrorFor(
  ref: PublicationRef,
  { mirrorOf }: Examining,
): Promise<{ readonly mirror?: OpenMirror | undefined; readonly faults: readonly Fault[] }> {
  try {
    return { mirror: await mirrorOf?.(ref), faults: [] };
  } catch (error) {
    if (!isFailure(error, "MIRROR_INVALID")) throw error;
    return { faults: [{ fault: "mirror-mismatch", says: error.message, ...named(error) }] };
  }
}

function named({ parameters: { name } }: ColophonError): Pick<Fault, "mirror"> {
  return typeof name === "string" ? { mirror: name } : {};
}

async function profileOf(
  state: PublicationState,
  { stores, sha256 }: Examining,
): Promise<Profile | undefined> {
  try {
    const block = await blockFromAny(stores, documentCid(state.profile), sha256);
    return block === undefined ? undefined : decodeProfile(block.bytes);
  } catch {
    return undefined;
  }
}
