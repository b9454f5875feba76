import { type Address, ZERO_ADDRESS } from "../../../src/core/address.ts";
import { type Bytes32, type Digest, digestToBytes32, ZERO_DIGEST } from "../../../src/core/digest.ts";
import type { Entry } from "../../../src/core/history/entry.ts";
import { isLabel, parseLabel } from "../../../src/core/label.ts";
import { leadsTo, pathLengths } from "./batch-tree.ts";
import type { BatchedIssue, Call, Owning, Publishing } from "./calls.ts";
import { extractedFrom, type Replayed, type ReplayedRecord, standsBefore } from "./replay.ts";

type Of<Do extends Call["do"]> = Extract<Call, { readonly do: Do }>;
type Fields<E> = E extends Entry ? Omit<E, "number" | "time" | "actor"> : never;
export type EntryFields = Fields<Entry>;

/** What a call adds to a history: entries without their numbers, times and actor. Or the error that it deserves. */
export type Verdict = { readonly ok: true; readonly entries: readonly EntryFields[] } | Refusal;

export interface Refusal {
  readonly ok: false;
  readonly error: string;
  /** Its arguments in the ABI's order, as text: numbers in decimal, bytes as lower-case hexadecimal digits. */
  readonly args: readonly string[];
}

/** A publication of the model. Without a state there is none of that number. */
export interface Situation {
  readonly id: string;
  readonly state: Replayed | undefined;
}

/** The rules of the registry, written a second time. Checks run in the order that docs/spec/registry.md gives. */
export function judge({ id, state }: Situation, actor: Address, call: Call): Verdict {
  if (state === undefined) return refused("PublicationUnknown", id);
  if (state.closed) return refused("PublicationIsClosed", id);
  switch (call.do) {
    case "anchor":
    case "revise":
    case "post":
    case "anchorBatch":
    case "reviseBatched":
    case "postBatched":
      if (actor !== state.owner && !state.granted.has(actor)) return refused("ActorNotPublisher", id, actor);
      return judgePublishing(id, state, call);
    case "acceptOwnership":
      if (actor !== state.pendingOwner || actor === ZERO_ADDRESS)
        return refused("ActorNotPendingOwner", id, actor, state.pendingOwner);
      return accepted({ kind: "transferred", previousOwner: state.owner });
    case "grantPublisher":
    case "revokePublisher":
    case "transferOwnership":
    case "setProfile":
    case "close":
      break;
  }
  return actor === state.owner
    ? judgeOwning(id, state, call)
    : refused("ActorNotOwner", id, actor, state.owner);
}

/** What `verifyBatched` answers. Undefined when the path does not prove that the batch holds the issue. */
export function verified(
  { id, state }: Situation,
  issue: BatchedIssue,
): { readonly held: ReplayedRecord; readonly standing: Digest } | undefined {
  const batch = state?.batches.get(issue.root);
  if (state === undefined || batch === undefined || judgePath(id, state, issue) !== undefined)
    return undefined;
  if (issue.digest === ZERO_DIGEST) return undefined;
  const standing = state.current.get(issue.label);
  const recorded = state.records.get(issue.digest);
  if (recorded !== undefined) return { held: recorded, standing: standing ?? ZERO_DIGEST };
  return {
    held: extractedFrom(batch),
    standing: standing === undefined || standsBefore(state, batch, issue.label) ? issue.digest : standing,
  };
}

function judgePublishing(id: string, state: Replayed, call: Publishing): Verdict {
  switch (call.do) {
    case "anchor":
      return judgeAnchor(id, state, call);
    case "revise":
      return judgeRevise(id, state, call);
    case "post":
      return judgePost(id, state, call);
    case "anchorBatch":
      return judgeAnchorBatch(id, state, call);
    case "reviseBatched":
    case "postBatched":
      break;
  }
  return judgeBatched(id, state, call);
}

function judgeAnchor(id: string, state: Replayed, { label, digest }: Of<"anchor">): Verdict {
  if (!isLabel(label)) return refused("LabelInvalid", label);
  const standing = state.current.get(label);
  if (standing !== undefined) return refused("LabelAnchored", id, label, digestToBytes32(standing));
  return judgeVacant(id, state, digest) ?? accepted({ kind: "anchored", label, digest });
}

function judgeRevise(id: string, state: Replayed, call: Of<"revise">): Verdict {
  const { label, digest, supersedes, reason } = call;
  if (!isLabel(label)) return refused("LabelInvalid", label);
  const standing = state.current.get(label);
  if (standing === undefined) return refused("LabelUnknown", id, label);
  if (standing !== supersedes) {
    const [expected, got] = [standing, supersedes].map(digestToBytes32) as [Bytes32, Bytes32];
    return refused("SupersedesMismatch", id, label, expected, got);
  }
  return judgeVacant(id, state, digest) ?? accepted({ kind: "revised", label, digest, supersedes, reason });
}

function judgePost(id: string, state: Replayed, { digest, notice, reason }: Of<"post">): Verdict {
  if (notice === "none") return refused("NoticeKindNone");
  if (!state.records.has(digest)) return refused("DigestUnknown", id, digestToBytes32(digest));
  return accepted({ kind: "notice", digest, notice, reason });
}

function judgeAnchorBatch(id: string, state: Replayed, { root, count, list }: Of<"anchorBatch">): Verdict {
  if (root === digestToBytes32(ZERO_DIGEST)) return refused("RootZero");
  if (count === 0) return refused("CountZero");
  if (list === ZERO_DIGEST) return refused("DigestZero");
  const before = state.batches.get(root);
  if (before !== undefined) return refused("RootRecorded", id, root, String(before.entry));
  return accepted({ kind: "batch-anchored", root, list, count });
}

/** First the issue is extracted, if it has no record; then the call goes on as the plain one. */
function judgeBatched(id: string, state: Replayed, call: Of<"reviseBatched" | "postBatched">): Verdict {
  const { issue, reason } = call;
  if (!isLabel(issue.label)) return refused("LabelInvalid", issue.label);
  if (issue.digest === ZERO_DIGEST) return refused("DigestZero");
  const wrong = judgePath(id, state, issue);
  if (wrong !== undefined) return wrong;
  const { extractions, after } = extracted(state, issue);
  const { digest, label } = issue;
  const verdict =
    call.do === "postBatched"
      ? judgePost(id, after, { do: "post", digest, notice: call.notice, reason })
      : judgeRevise(id, after, { do: "revise", label, digest: call.digest, supersedes: digest, reason });
  return verdict.ok ? accepted(...extractions, ...verdict.entries) : verdict;
}

/** The issue's extraction, and the state after it. */
function extracted(state: Replayed, { label, digest, root }: BatchedIssue) {
  const batch = state.batches.get(root);
  if (batch === undefined || state.records.has(digest)) return { extractions: [], after: state };
  const records = new Map(state.records).set(digest, extractedFrom(batch));
  const current = standsBefore(state, batch, label)
    ? new Map(state.current).set(label, digest)
    : state.current;
  const entry = { kind: "extracted", label: parseLabel(label), digest, root } as const;
  return { extractions: [entry], after: { ...state, records, current } };
}

function judgePath(id: string, state: Replayed, issue: BatchedIssue): Refusal | undefined {
  const { root, label, digest, path } = issue;
  const batch = state.batches.get(root);
  if (batch === undefined) return refused("RootUnknown", id, root);
  const { shortest, longest } = pathLengths(batch.count);
  if (path.length < shortest || path.length > longest)
    return refused("PathLengthInvalid", id, root, ...[shortest, longest, path.length].map(String));
  return leadsTo(id, issue) ? undefined : refused("PathInvalid", id, root, label, digestToBytes32(digest));
}

function judgeVacant(id: string, state: Replayed, digest: Digest): Refusal | undefined {
  if (digest === ZERO_DIGEST) return refused("DigestZero");
  const held = state.records.get(digest);
  if (held === undefined) return undefined;
  return refused("DigestRecorded", id, digestToBytes32(digest), String(held.entry));
}

function judgeOwning(id: string, state: Replayed, call: Owning): Verdict {
  switch (call.do) {
    case "grantPublisher":
      if (call.account === ZERO_ADDRESS) return refused("AddressZero");
      if (state.granted.has(call.account)) return refused("PublisherAlreadyGranted", id, call.account);
      return accepted({ kind: "publisher-granted", account: call.account });
    case "revokePublisher":
      if (!state.granted.has(call.account)) return refused("PublisherNotGranted", id, call.account);
      return accepted({ kind: "publisher-revoked", account: call.account });
    case "transferOwnership":
      return accepted({ kind: "transfer-started", pendingOwner: call.account });
    case "setProfile":
      if (call.profile === ZERO_DIGEST) return refused("DigestZero");
      if (call.profile === state.profile)
        return refused("ProfileUnchanged", id, digestToBytes32(call.profile));
      return accepted({ kind: "profile-set", profile: call.profile });
    case "close":
      break;
  }
  return accepted({ kind: "closed" });
}

function accepted(...entries: readonly EntryFields[]): Verdict {
  return { ok: true, entries };
}

export function refused(error: string, ...args: readonly string[]): Refusal {
  return { ok: false, error, args };
}
