import { type Address, ZERO_ADDRESS } from "../../../src/core/address.ts";
import { type Digest, digestToBytes32, ZERO_DIGEST } from "../../../src/core/digest.ts";
import { type Entry, NOTICE_KINDS, type NoticeKind } from "../../../src/core/history/entry.ts";
import { isLabel, parseLabel } from "../../../src/core/label.ts";
import type { Replayed } from "./replay.ts";

interface Anchor {
  readonly do: "anchor";
  readonly label: string;
  readonly digest: Digest;
}

interface Revise {
  readonly do: "revise";
  readonly label: string;
  readonly digest: Digest;
  readonly supersedes: Digest;
  readonly reason: Digest;
}

interface Post {
  readonly do: "post";
  readonly digest: Digest;
  readonly notice: NoticeKind | "none";
  readonly reason: Digest;
}

type Publishing = Anchor | Revise | Post;

type Owning =
  | { readonly do: "grantPublisher" | "revokePublisher" | "transferOwnership"; readonly account: Address }
  | { readonly do: "setProfile"; readonly profile: Digest }
  | { readonly do: "close" };

/** A call on a publication that may or may not exist. */
export type Call = Publishing | Owning | { readonly do: "acceptOwnership" };

type Fields<E> = E extends Entry ? Omit<E, "number" | "time" | "actor"> : never;

/** What the entry would say besides its number, time and actor; or the name of the error that the call deserves. */
export type Verdict = Fields<Entry> | string;

/** The rules of the registry, written a second time. Checks run in the order that docs/spec/registry.md gives. */
export function judge(state: Replayed | undefined, actor: Address, call: Call): Verdict {
  if (state === undefined) return "PublicationUnknown";
  if (state.closed) return "PublicationIsClosed";
  switch (call.do) {
    case "anchor":
    case "revise":
    case "post":
      if (actor !== state.owner && !state.granted.has(actor)) return "ActorNotPublisher";
      return judgePublishing(state, call);
    case "acceptOwnership":
      if (actor !== state.pendingOwner) return "ActorNotPendingOwner";
      return { kind: "transferred", previousOwner: state.owner };
    case "grantPublisher":
    case "revokePublisher":
    case "transferOwnership":
    case "setProfile":
    case "close":
      break;
  }
  return actor === state.owner ? judgeOwning(state, call) : "ActorNotOwner";
}

function judgePublishing(state: Replayed, call: Publishing): Verdict {
  if (call.do === "post") {
    if (call.notice === "none") return "NoticeKindNone";
    if (!state.records.has(call.digest)) return "DigestUnknown";
    return { kind: "notice", digest: call.digest, notice: call.notice, reason: call.reason };
  }
  if (!isLabel(call.label)) return "LabelInvalid";
  const standing = state.current.get(call.label);
  if (call.do === "anchor" && standing !== undefined) return "LabelAnchored";
  if (call.do === "revise" && standing === undefined) return "LabelUnknown";
  if (call.do === "revise" && standing !== call.supersedes) return "SupersedesMismatch";
  if (call.digest === ZERO_DIGEST) return "DigestZero";
  if (state.records.has(call.digest)) return "DigestRecorded";
  const issue = { label: parseLabel(call.label), digest: call.digest };
  if (call.do === "anchor") return { kind: "anchored", ...issue };
  return { kind: "revised", ...issue, supersedes: call.supersedes, reason: call.reason };
}

function judgeOwning(state: Replayed, call: Owning): Verdict {
  switch (call.do) {
    case "grantPublisher":
      if (call.account === ZERO_ADDRESS) return "AddressZero";
      if (state.granted.has(call.account)) return "PublisherAlreadyGranted";
      return { kind: "publisher-granted", account: call.account };
    case "revokePublisher":
      if (!state.granted.has(call.account)) return "PublisherNotGranted";
      return { kind: "publisher-revoked", account: call.account };
    case "transferOwnership":
      return { kind: "transfer-started", pendingOwner: call.account };
    case "setProfile":
      if (call.profile === ZERO_DIGEST) return "DigestZero";
      if (call.profile === state.profile) return "ProfileUnchanged";
      return { kind: "profile-set", profile: call.profile };
    case "close":
      break;
  }
  return { kind: "closed" };
}

/** The arguments of the contract's function, after the publication's number. */
export function argumentsOf(call: Call): readonly unknown[] {
  switch (call.do) {
    case "anchor":
      return [call.label, digestToBytes32(call.digest)];
    case "revise":
      return [call.label, ...[call.digest, call.supersedes, call.reason].map(digestToBytes32)];
    case "post":
      return [
        digestToBytes32(call.digest),
        call.notice === "none" ? 0 : NOTICE_KINDS[call.notice],
        digestToBytes32(call.reason),
      ];
    case "setProfile":
      return [digestToBytes32(call.profile)];
    case "acceptOwnership":
    case "close":
      return [];
    case "grantPublisher":
    case "revokePublisher":
    case "transferOwnership":
      break;
  }
  return [call.account];
}
