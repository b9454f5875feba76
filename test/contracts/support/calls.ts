import type { Address } from "../../../src/core/address.ts";
import { type Bytes32, type Digest, digestToBytes32 } from "../../../src/core/digest.ts";
import { NOTICE_KINDS, type NoticeKind } from "../../../src/core/history/entry.ts";

/** An issue as the registry's `BatchedIssue` names it. */
export interface BatchedIssue {
  readonly root: Bytes32;
  readonly label: string;
  readonly digest: Digest;
  readonly path: readonly Bytes32[];
}

/** What publishers call, plainly or signed. */
export type Publishing =
  | { readonly do: "anchor"; readonly label: string; readonly digest: Digest }
  | {
      readonly do: "revise";
      readonly label: string;
      readonly digest: Digest;
      readonly supersedes: Digest;
      readonly reason: Digest;
    }
  | {
      readonly do: "post";
      readonly digest: Digest;
      readonly notice: NoticeKind | "none";
      readonly reason: Digest;
    }
  | { readonly do: "anchorBatch"; readonly root: Bytes32; readonly count: number; readonly list: Digest }
  | {
      readonly do: "reviseBatched";
      readonly issue: BatchedIssue;
      readonly digest: Digest;
      readonly reason: Digest;
    }
  | {
      readonly do: "postBatched";
      readonly issue: BatchedIssue;
      readonly notice: NoticeKind | "none";
      readonly reason: Digest;
    };

/** What owners call. */
export type Owning =
  | { readonly do: "grantPublisher" | "revokePublisher" | "transferOwnership"; readonly account: Address }
  | { readonly do: "setProfile"; readonly profile: Digest }
  | { readonly do: "close" };

/** A call on a publication that may or may not exist. */
export type Call = Publishing | Owning | { readonly do: "acceptOwnership" };

/** The arguments of the contract's function, after the publication's number. */
export function argumentsOf(call: Call): readonly unknown[] {
  switch (call.do) {
    case "anchor":
      return [call.label, digestToBytes32(call.digest)];
    case "revise":
      return [call.label, ...[call.digest, call.supersedes, call.reason].map(digestToBytes32)];
    case "post":
      return [digestToBytes32(call.digest), noticeCode(call.notice), digestToBytes32(call.reason)];
    case "anchorBatch":
      return [call.root, call.count, digestToBytes32(call.list)];
    case "reviseBatched":
      return [issueArgument(call.issue), digestToBytes32(call.digest), digestToBytes32(call.reason)];
    case "postBatched":
      return [issueArgument(call.issue), noticeCode(call.notice), digestToBytes32(call.reason)];
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

/** The registry's tuple for an issue of a batch. */
export function issueArgument({ root, label, digest, path }: BatchedIssue): readonly unknown[] {
  return [root, label, digestToBytes32(digest), path];
}

export function noticeCode(notice: NoticeKind | "none"): number {
  return notice === "none" ? 0 : NOTICE_KINDS[notice];
}
