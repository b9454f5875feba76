import { asFailure, fail, isFailure } from "../../core/errors/error.ts";
import type { Entry } from "../../core/history/entry.ts";
import { type Folded, foldAll, foldOn } from "../../core/history/fold.ts";
import type { BlockRef, Chain, PublicationState, Registry } from "../../core/ports.ts";
import { type PublicationRef, publicationKey } from "../../core/publication.ts";
import { publicationState } from "../../core/registry.ts";
import type { Sha256 } from "../../core/sha256.ts";
import { type Alert, type AlertKind, type AlertLevel, alertOf } from "./alert.ts";
import type { DomainStanding, Watched } from "./state.ts";

/** Which entries are no alarm: those of issues, all, or none. */
export const EXPECTATIONS = ["issues", "any", "none"] as const;
export type Expectation = (typeof EXPECTATIONS)[number];

export interface Looking {
  readonly chain: Pick<Chain, "block" | "node">;
  readonly registry: Registry;
  readonly sha256: Sha256;
  readonly expect: Expectation;
  /** Asked what the publication's domain says of it; undefined where nobody could say. */
  readonly domainOf: (state: PublicationState) => Promise<DomainStanding | undefined>;
}

export interface Looked {
  /** What to remember once the alerts were delivered. */
  readonly after: Watched;
  readonly alerts: readonly Alert[];
}

/** Tells of the publication and block that are looked at; `about` tells one event from another. */
type Teller = (said: Pick<Alert, "kind" | "level" | "says" | "entry"> & { readonly about: string }) => Alert;

/** So many rounds without an answer are told of, once. */
const SILENT_ROUNDS = 3;

/**
 * Looks at a publication as of a final block: is its head an extension of the last one that was verified, and what came
 * since? Only entries that are newer are asked for. What cannot be asked leaves the memory as it was.
 */
export async function lookAt(
  ref: PublicationRef,
  { block, before }: { readonly block: BlockRef; readonly before: Watched | undefined },
  looking: Looking,
): Promise<Looked> {
  const publication = publicationKey(ref);
  const tell: Teller = (said) => alertOf({ publication, block, ...said }, said.about, looking.sha256);
  const otherBlock = await blockReplaced(before, block, looking);
  if (before !== undefined && otherBlock !== undefined)
    return {
      after: before,
      alerts: [
        tell({ kind: "history-replaced", level: "alarm", says: otherBlock, about: before.block.hash }),
      ],
    };
  const state = await stateOf(ref, { block, before }, looking);
  const at = { state, before, block };
  const standing = replacedSince(before, state);
  const read = standing === undefined ? await newEntries(ref, at, looking) : undefined;
  const replaced = standing ?? (read === undefined ? await otherHistory(ref, at, looking) : undefined);
  if (read === undefined) {
    const says =
      replaced ??
      `The entries that the node gives do not lead to the registry's head ${state.head}: its logs are short or altered.`;
    const kind = replaced === undefined ? "head-unproved" : "history-replaced";
    const after = before ?? fail("HISTORY_BROKEN", { id: ref.id, problem: says });
    return {
      after,
      alerts: [tell({ kind, level: replaced === undefined ? "unasked" : "alarm", says, about: state.head })],
    };
  }
  // At first sight everything is as it was found.
  const entries =
    before === undefined
      ? []
      : read.map((entry) => {
          const { number } = entry;
          return tell({
            ...weighed(entry, looking.expect),
            says: saysOf(entry),
            about: String(number),
            entry: number,
          });
        });
  const said = await looking.domainOf(state);
  const domain = said ?? before?.domain ?? "unknown";
  const changed = before === undefined ? [] : domainAlerts(domain, before, tell);
  const { head, entries: count } = state;
  return {
    after: { publication, entries: count, head, block, domain, silent: 0 },
    alerts: [...changed, ...entries],
  };
}

/** A round in which something could not be found out; `after` is what else there is to remember of it. */
export function unasked(
  ref: PublicationRef,
  { before, after }: { readonly before: Watched; readonly after: Watched },
  why: unknown,
  sha256: Sha256,
): Looked {
  const silent = before.silent + 1;
  const publication = publicationKey(ref);
  const says = `In ${silent} rounds this could not be checked: ${asFailure(why).message}`;
  const about = `since block ${before.block.number}`;
  const alert = () => alertOf({ kind: "unasked", level: "unasked", publication, says }, about, sha256);
  return { after: { ...after, silent }, alerts: silent === SILENT_ROUNDS ? [alert()] : [] };
}

/**
 * Final blocks do not go away: else the node, or the chain, is another. Where the node has no such block it cannot say.
 *
 * @throws BLOCK_NOT_FINAL | CHAIN_ANSWER_INVALID
 */
async function blockReplaced(
  before: Watched | undefined,
  block: BlockRef,
  { chain }: Looking,
): Promise<string | undefined> {
  if (before === undefined) return undefined;
  const { number, hash } = before.block;
  if (block.number < number) fail("BLOCK_NOT_FINAL", { number, final: block.number });
  const found = await chain.block(number);
  if (found === undefined)
    return fail("CHAIN_ANSWER_INVALID", { node: chain.node, problem: `it does not have block ${number}` });
  return found.hash === hash
    ? undefined
    : `Block ${number}, which was final, is ${found.hash} now, and was ${hash}.`;
}

/** @throws PUBLICATION_UNKNOWN where nobody has ever seen it; CHAIN_ANSWER_INVALID where it was there before */
async function stateOf(
  { id }: PublicationRef,
  { block, before }: { readonly block: BlockRef; readonly before: Watched | undefined },
  { registry }: Looking,
): Promise<PublicationState> {
  const view = registry.at(block);
  if (before !== undefined) return publicationState(view, id);
  return (await view.publication(id)) ?? fail("PUBLICATION_UNKNOWN", { id });
}

/** A history only grows. */
function replacedSince(before: Watched | undefined, { entries, head }: PublicationState): string | undefined {
  if (before === undefined) return undefined;
  if (entries < before.entries)
    return `The history has ${entries} entries, and had ${before.entries} at block ${before.block.number}.`;
  if (entries === before.entries && head !== before.head)
    return `The head after ${entries} entries is ${head}, and was ${before.head}.`;
  return undefined;
}

interface At {
  readonly state: PublicationState;
  readonly before: Watched | undefined;
  readonly block: BlockRef;
}

/** A whole history that folds to the registry's head, and does not begin with what was seen. */
async function otherHistory(
  ref: PublicationRef,
  { state, before, block }: At,
  { registry, sha256 }: Looking,
): Promise<string | undefined> {
  if (before === undefined) return undefined;
  const entries = (await registry.entries(ref.id, 0, block)).map(({ entry }) => entry);
  if (foldedFrom(undefined, ref, { entries, sha256 })?.head !== state.head) return undefined;
  const then = foldedFrom(undefined, ref, { entries: entries.slice(0, before.entries), sha256 })?.head;
  return then === before.head
    ? undefined
    : `The first ${before.entries} entries fold to ${then ?? "nothing"} now, and folded to ${before.head}.`;
}

/** Those after the last one seen, if they fold to the registry's head. @throws those of asking for logs */
async function newEntries(
  ref: PublicationRef,
  at: At,
  { registry, sha256 }: Looking,
): Promise<readonly Entry[] | undefined> {
  const { state, before, block } = at;
  if (before?.entries === state.entries) return [];
  const after = before?.entries ?? 0;
  const located = await registry.entries(ref.id, after, block, before?.block.number);
  const entries = located.map(({ entry }) => entry);
  const folded = foldedFrom(before, ref, { entries, sha256 });
  return folded?.head === state.head && folded.entries === state.entries ? entries : undefined;
}

function foldedFrom(
  before: Watched | undefined,
  ref: PublicationRef,
  { entries, sha256 }: { readonly entries: readonly Entry[]; readonly sha256: Sha256 },
): Folded | undefined {
  try {
    return before === undefined ? foldAll(ref, entries, sha256) : foldOn(before, ref, entries, sha256);
  } catch (error) {
    if (isFailure(error, "HISTORY_BROKEN")) return undefined;
    throw error;
  }
}

const KINDS: Readonly<Partial<Record<Entry["kind"], AlertKind>>> = {
  transferred: "owner-changed",
  "transfer-started": "owner-changed",
  "profile-set": "profile-changed",
  "publisher-granted": "writers-changed",
  "publisher-revoked": "writers-changed",
  closed: "publication-closed",
};

function weighed(
  { kind }: Entry,
  expect: Expectation,
): { readonly kind: AlertKind; readonly level: AlertLevel } {
  const named = KINDS[kind] ?? "issue-entry";
  const isExpected = expect === "any" || (expect === "issues" && named === "issue-entry");
  return { kind: named, level: isExpected ? "news" : "alarm" };
}

function saysOf(entry: Entry): string {
  const { number, actor } = entry;
  switch (entry.kind) {
    case "anchored":
      return `Entry ${number}: issue ${entry.label} was anchored by ${actor}, digest ${entry.digest}.`;
    case "revised":
      return `Entry ${number}: issue ${entry.label} was revised by ${actor}; ${entry.digest} supersedes ${entry.supersedes}.`;
    case "batch-anchored":
      return `Entry ${number}: a batch of ${entry.count} issues was anchored by ${actor}.`;
    case "extracted":
      return `Entry ${number}: issue ${entry.label} of a batch got a record of its own.`;
    case "notice":
      return `Entry ${number}: a ${entry.notice} was posted by ${actor} on ${entry.digest}.`;
    case "profile-set":
      return `Entry ${number}: the profile was changed by ${actor} to ${entry.profile}.`;
    case "publisher-granted":
      return `Entry ${number}: ${entry.account} may publish from now on.`;
    case "publisher-revoked":
      return `Entry ${number}: ${entry.account} may publish no more.`;
    case "transfer-started":
      return `Entry ${number}: the publication was offered to ${entry.pendingOwner}.`;
    case "transferred":
      return `Entry ${number}: the publication went from ${entry.previousOwner} to ${actor}.`;
    case "closed":
      return `Entry ${number}: the publication was closed by ${actor}.`;
    case "registered":
      return `Entry ${number}: the publication was registered by ${actor}.`;
    default:
      return entry satisfies never;
  }
}

/** Of what a domain says now, and said when it was asked last; the same until that was delivered. */
function domainAlerts(domain: DomainStanding, before: Watched, tell: Teller): readonly Alert[] {
  if (domain === before.domain || domain === "unknown" || before.domain === "unknown") return [];
  const about = `${domain} after block ${before.block.number}`;
  if (domain === "vouches") {
    const says = "Its domain vouches for the publication.";
    return [tell({ kind: "domain-vouches", level: "news", says, about })];
  }
  if (before.domain === "none") {
    const says = "Its profile names a domain that does not vouch for the publication.";
    return [tell({ kind: "domain-unproved", level: "alarm", says, about })];
  }
  const says =
    domain === "none"
      ? "The profile names no domain any more."
      : "Its domain does not vouch for the publication any more.";
  return [tell({ kind: "domain-withdrawn", level: "alarm", says, about })];
}
