import type { Block } from "../core/block.ts";
import { batchFinderOver } from "../core/batch/finder.ts";
import type { Keccak256 } from "../core/batch/keccak256.ts";
import { type CID, cidDigest, DAG_JSON, documentCid } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { asFailure, type ColophonError, fail, failure } from "../core/errors/error.ts";
import { finalBlock, tipBlock } from "../core/finality.ts";
import type { Entry } from "../core/history/entry.ts";
import type { Label } from "../core/label.ts";
import type {
  Answer,
  BlockRef,
  CataloguedIssue,
  Chain,
  Domains,
  FinalityRule,
  Registry,
} from "../core/ports.ts";
import { decodeProfile, decodeReason, hasReason, type Profile } from "../core/profile.ts";
import { type PublicationId, publicationRef } from "../core/publication.ts";
import { blockFromAny } from "../core/retrieval.ts";
import type { Agreement } from "../core/quorum/agreement.ts";
import { askAlone, type Asking, byWord, heardOf, withEarlier } from "./asking.ts";
import { batchOf, type IssueBatch } from "./batch-of.ts";
import type { Archive } from "./archive.ts";
import { copiesOf, type IsAsked, manifestBytes } from "./copies.ts";
import type { IssueEvidence, NoticeEvidence, OnCurrent, RegistryEvidence } from "./evidence.ts";
import { finalHistory } from "./final-history.ts";
import { follow, type Following } from "./follow.ts";
import { earliestUnder } from "./earlier.ts";
import { firstRevision, labelsTaken, latestRevision } from "./lines.ts";
import { type Place, placeOf, registryEvidence } from "./registry-evidence.ts";
import { summariesOver } from "./summaries.ts";
import type { Unread } from "./taking.ts";
import { manifestOf } from "./answer.ts";
import { archivedIdentity, vouchingOf } from "./vouching.ts";

export interface ArchiveParts extends Omit<Following, "publications" | "batches" | "registry"> {
  readonly registry: Registry;
  /** The archive's own publications as of now: one may be founded while the archive is open. */
  readonly own: () => readonly PublicationId[];
  readonly name: string;
  readonly chain: Chain;
  /** A round of questions to several nodes; without it the one node is asked, and believed. */
  readonly ask?: () => Asking;
  readonly finality: FinalityRule;
  /** The platform's own, if it has one: lists of many issues are checked several times faster. */
  readonly keccak?: Keccak256;
  /** Whether domains are asked if they vouch; they are not where it is left out. */
  readonly domains?: Domains;
}

const SIMILAR = 24;

/** With what it reads lists of batches by, and which nodes answered when its history was last read. */
type Opened = ArchiveParts &
  Pick<Following, "batches"> & { readonly ask: () => Asking; readonly heard: { nodes?: Agreement } };

/** An archive over a node, a registry, stores and a catalogue. */
export function openArchive(given: ArchiveParts): Archive {
  const { catalogue, stores, sha256 } = given;
  const ask = given.ask ?? (() => askAlone(given));
  const parts: Opened = { ...given, ask, heard: {}, batches: batchFinderOver(stores, given) };
  const { refresh, readTo, sure, complete } = refresher(parts);
  const summaries = summariesOver(parts);
  return {
    name: parts.name,
    refresh,
    finalBlock: () => finalBlock(parts.chain, parts.finality),
    finalHistory: async (id) => {
      // What was read is asked first: it only grows.
      const read = await readTo();
      const final = await finalBlock(parts.chain, parts.finality);
      const ref = publicationRef(parts.registry.chain, parts.registry.address, id);
      return finalHistory(ref, await catalogue.entries(id), { final, read, sha256 });
    },
    files: (digest) => sure(() => catalogue.files(digest)),
    similar: (name, size) => complete(() => catalogue.similar(name, size, SIMILAR)),
    labelled: (label) => sure(() => standingUnder(label, parts)),
    byCid: async (cid) => (await sure(() => manifestsByCid(cid, parts)))[0],
    issue: (manifest, isAsked) => issueEvidence(manifest, parts, isAsked),
    nodes: () => parts.heard.nodes,
    block: (cid) => blockFromAny(stores, cid, sha256),
    publications: summaries.all,
    publication: summaries.one,
    issues: (id) => catalogue.issues(id),
    catalogued: (manifest) => catalogue.issue(manifest),
    revisions: (id, label) => revisionsUnder(id, label, parts),
    entries: (id) => catalogue.entries(id),
    batch: (manifest) => batchHolding(manifest, parts),
  };
}

async function batchHolding(manifest: Digest, parts: Opened): Promise<IssueBatch | undefined> {
  const { batches, catalogue, registry } = parts;
  const issue = await catalogue.issue(manifest);
  if (issue === undefined) return undefined;
  const { publication: id } = issue;
  const ref = publicationRef(registry.chain, registry.address, id);
  return batchOf(issue, ref, { entries: await catalogue.entries(id), batches });
}

interface Refresher {
  refresh(): Promise<void>;
  /** The block up to which the histories were last read. @throws CHAIN_UNREACHABLE when they never could be */
  readTo(): Promise<BlockRef>;
  /**
   * Asks the catalogue. "There is none" counts only when it has all that the chain had when last asked, and every
   * manifest of it could be read.
   */
  sure<T>(ask: () => Promise<readonly T[]>): Promise<readonly T[]>;
  /** The same for an answer that must be whole: what is most alike may be in what could not be read. */
  complete<T>(ask: () => Promise<readonly T[]>): Promise<readonly T[]>;
}

/** One refresh at a time, and none while the tip has not moved, unless a manifest is still to be read. */
function refresher(parts: Opened): Refresher {
  let seen = "";
  let last: BlockRef | undefined;
  let unread: readonly Unread[] = [];
  let behind: ColophonError | undefined;
  let running: Promise<void> | undefined;
  let read: Agreement | undefined;
  const run = async () => {
    try {
      const publications = parts.own();
      const { chain, registry, agreement } = parts.ask();
      const tip = await tipBlock(chain);
      const now = [tip.hash, ...publications].join(" ");
      const isRead = now === seen && unread.length === 0;
      if (!isRead) unread = await follow(registry.at(tip), { ...parts, registry, publications });
      if (!isRead) read = agreement();
      parts.heard.nodes = withEarlier(agreement(), read);
      seen = now;
      last = tip;
      behind = undefined;
    } catch (error) {
      behind = asFailure(error);
      throw error;
    }
  };
  const refresh = () => {
    running ??= run().finally(() => {
      running = undefined;
    });
    return running;
  };
  const asked = async <T>(ask: () => Promise<readonly T[]>) => {
    // Of a chain that was never asked the catalogue may know nothing yet.
    const first = seen === "" && behind === undefined ? refresh() : running;
    await first?.catch(() => undefined);
    return { found: await ask(), gap: behind ?? unread[0]?.failure };
  };
  return {
    refresh,
    async readTo() {
      if (last === undefined) await refresh();
      return last ?? fail("CHAIN_UNREACHABLE", { node: parts.chain.node, problem: "no history was read" });
    },
    async sure(ask) {
      const { found, gap } = await asked(ask);
      if (found.length === 0 && gap !== undefined) throw gap;
      return found;
    },
    async complete(ask) {
      const { found, gap } = await asked(ask);
      if (gap !== undefined) throw gap;
      return found;
    },
  };
}

/** A small document that only adds to what is told: when it cannot be had, less is told. */
async function documentBlock(digest: Digest, { stores, sha256 }: Opened): Promise<Block | undefined> {
  try {
    return await blockFromAny(stores, documentCid(digest), sha256);
  } catch {
    return undefined;
  }
}

async function standingUnder(label: Label, parts: Opened): Promise<readonly Digest[]> {
  const view = parts.registry.at(await tipBlock(parts.chain));
  const found: Digest[] = [];
  for (const id of parts.own()) {
    const current = await view.current(id, label);
    const entries = await historyOf(id, parts);
    // The registry does not know the labels of batches; their lists do, and the earliest issue stands.
    const ref = publicationRef(parts.registry.chain, parts.registry.address, id);
    const first = await earliestUnder(label, { ref, entries, batches: parts.batches });
    const isOther =
      first !== undefined && (current === undefined || firstRevision(current, entries) !== first.digest);
    const stands = isOther ? latestRevision(first.digest, entries) : current;
    if (stands !== undefined) found.push(stands);
  }
  return found;
}

async function historyOf(id: PublicationId, { catalogue }: Opened): Promise<readonly Entry[]> {
  return (await catalogue.entries(id)).map(({ entry }) => entry);
}

async function manifestsByCid(cid: CID, { catalogue }: Opened): Promise<readonly Digest[]> {
  const found =
    cid.code === DAG_JSON ? await catalogue.issue(cidDigest(cid)) : await catalogue.byContent(cid.toString());
  return found === undefined ? [] : [found.manifest];
}

/** Of the issue that stands under the label. */
async function revisionsUnder(
  id: PublicationId,
  label: Label,
  parts: Opened,
): Promise<readonly CataloguedIssue[]> {
  const issues = (await parts.catalogue.issues(id)).filter((issue) => issue.label === label);
  const taken = labelsTaken(issues, await historyOf(id, parts));
  return inOrder(issues.filter(({ manifest }) => !taken.has(manifest)));
}

/** Of the issue that this digest is a revision of: also of one whose label another had before. */
async function revisionsOf(
  digest: Digest,
  { publication, label }: Place,
  parts: Opened,
): Promise<readonly CataloguedIssue[]> {
  const entries = await historyOf(publication, parts);
  const first = firstRevision(digest, entries);
  const issues = (await parts.catalogue.issues(publication)).filter((issue) => issue.label === label);
  return inOrder(issues.filter(({ manifest }) => firstRevision(manifest, entries) === first));
}

function inOrder(revisions: readonly CataloguedIssue[]): readonly CataloguedIssue[] {
  return revisions.toSorted((a, b) => a.revision - b.revision);
}

async function issueEvidence(digest: Digest, parts: Opened, isAsked?: IsAsked): Promise<IssueEvidence> {
  const copies = await copiesOf(digest, { ...parts, isAsked });
  const manifest = manifestBytes(copies, parts.name);
  const place = await placeOf(digest, manifest, parts);
  // Before the tip is asked, which then has every notice that the catalogue has (see judge/credible.ts).
  const notices = place === undefined ? [] : await noticesOn(digest, place.publication, parts);
  const round = parts.ask();
  const asking = { ...parts, ...round };
  const answered = await registryEvidence(digest, place, {
    parts: asking,
    at: () => finalBlock(round.chain, parts.finality),
  });
  const asked = await registryEvidence(digest, place, { parts: asking, at: () => tipBlock(round.chain) });
  const nodes = heardOf(round.agreement(), [answered, asked]);
  const final = byWord(answered, nodes);
  const catalogued = await parts.catalogue.issue(digest);
  const tip = unlessBehind(byWord(asked, nodes), catalogued);
  const profile = await profileFor(final.known ? final.value.profile : undefined, parts);
  const vouching = await vouchingFor(profile?.domain, parts);
  const then = manifestOf({ digest, manifest }, parts.sha256)?.identity;
  const onCurrent = await noticesOnCurrent(digest, final, parts);
  const fromStores = (cid: CID) => blockFromAny(parts.stores, cid, parts.sha256);
  const archived = then === undefined ? undefined : await archivedIdentity(then, parts.name, fromStores);
  return {
    digest,
    manifest,
    final,
    tip,
    notices,
    revisions: place === undefined ? [] : await revisionsOf(digest, place, parts),
    copies: copies.map(({ evidence }) => evidence),
    nodes: withEarlier(nodes, parts.heard.nodes),
    ...(catalogued?.transaction === undefined ? {} : { transaction: catalogued.transaction }),
    ...(profile === undefined ? {} : { publicationTitle: profile.title }),
    ...(profile?.domain === undefined ? {} : { domain: profile.domain }),
    ...(vouching === undefined ? {} : { vouching }),
    ...(archived === undefined ? {} : { archivedIdentity: archived }),
    ...(onCurrent === undefined ? {} : { onCurrent }),
  };
}

/** A node that has not come to the block in which the issue was seen cannot say that it is not there. */
function unlessBehind(
  tip: Answer<RegistryEvidence>,
  seen: CataloguedIssue | undefined,
): Answer<RegistryEvidence> {
  if (!tip.known || seen === undefined) return tip;
  const { source, value } = tip;
  const { publication, record, block } = value;
  if (record !== undefined || publication !== seen.publication || block.number >= seen.block) return tip;
  const problem = `it is at block ${block.number}, and the issue was seen in block ${seen.block}`;
  return { known: false, failure: failure("CHAIN_ANSWER_INVALID", { node: source, problem }), source };
}

async function profileFor(digest: Digest | undefined, parts: Opened): Promise<Profile | undefined> {
  const block = digest === undefined ? undefined : await documentBlock(digest, parts);
  return block === undefined ? undefined : decodeProfile(block.bytes);
}

async function vouchingFor(domain: string | undefined, { domains }: Opened) {
  return domain === undefined || domains === undefined ? undefined : vouchingOf(domain, domains);
}

/** Whoever has an earlier revision is sent on to the one that stands: that may have been retracted itself. */
async function noticesOnCurrent(
  digest: Digest,
  final: Answer<RegistryEvidence>,
  parts: Opened,
): Promise<OnCurrent | undefined> {
  if (!final.known || final.value.current === undefined || final.value.current === digest) return undefined;
  const { current, publication } = final.value;
  const revision = (await parts.catalogue.issue(current))?.revision;
  if (revision === undefined) return undefined;
  const notices = await noticesOn(current, publication, parts);
  return { digest: current, revision, notices, source: final.source };
}

async function noticesOn(
  digest: Digest,
  id: PublicationId,
  parts: Opened,
): Promise<readonly NoticeEvidence[]> {
  const found: NoticeEvidence[] = [];
  for (const { entry, transaction } of await parts.catalogue.entries(id)) {
    if (entry.kind !== "notice" || entry.digest !== digest) continue;
    const reason = await reasonText(entry.reason, parts);
    const { time, number } = entry;
    found.push({
      kind: entry.notice,
      time,
      entry: number,
      ...(transaction === undefined ? {} : { transaction }),
      ...(reason === undefined ? {} : { reason }),
    });
  }
  return found;
}

async function reasonText(digest: Digest, parts: Opened): Promise<string | undefined> {
  if (!hasReason(digest)) return undefined;
  const block = await documentBlock(digest, parts);
  return block === undefined ? undefined : decodeReason(block.bytes)?.text;
}
