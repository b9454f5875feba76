import type { LogDescription, Result } from "ethers";
import { type Address, parseAddress } from "../../../src/core/address.ts";
import { type Bytes32, type Digest, parseDigest } from "../../../src/core/digest.ts";
import { type Entry, NOTICE_KINDS, type NoticeKind } from "../../../src/core/history/entry.ts";
import { parseLabel } from "../../../src/core/label.ts";

/** The entry that one log tells of, from the log alone. */
export function entryOfLog({ name, args }: LogDescription): Entry {
  const common = {
    number: Number(field(args, "entry")),
    time: Number(field(args, "time")),
    actor: address(args, "actor"),
  };
  switch (name) {
    case "PublicationRegistered":
      return { ...common, kind: "registered", profile: digest(args, "profileDigest") };
    case "IssueAnchored":
      return { ...common, kind: "anchored", label: label(args), digest: digest(args, "digest") };
    case "IssueRevised":
      return {
        ...common,
        kind: "revised",
        label: label(args),
        digest: digest(args, "digest"),
        supersedes: digest(args, "supersedes"),
        reason: digest(args, "reasonDigest"),
      };
    case "BatchAnchored":
      return {
        ...common,
        kind: "batch-anchored",
        root: String(field(args, "root")) as Bytes32,
        list: digest(args, "listDigest"),
        count: Number(field(args, "count")),
      };
    case "IssueExtracted":
      return {
        ...common,
        kind: "extracted",
        label: label(args),
        digest: digest(args, "digest"),
        root: String(field(args, "root")) as Bytes32,
      };
    case "NoticePosted":
      return {
        ...common,
        kind: "notice",
        digest: digest(args, "digest"),
        notice: noticeOf(Number(field(args, "kind"))),
        reason: digest(args, "reasonDigest"),
      };
    case "ProfileSet":
      return { ...common, kind: "profile-set", profile: digest(args, "profileDigest") };
    case "PublisherGranted":
      return { ...common, kind: "publisher-granted", account: address(args, "publisher") };
    case "PublisherRevoked":
      return { ...common, kind: "publisher-revoked", account: address(args, "publisher") };
    case "TransferStarted":
      return { ...common, kind: "transfer-started", pendingOwner: address(args, "pendingOwner") };
    case "Transferred":
      return { ...common, kind: "transferred", previousOwner: address(args, "previousOwner") };
    case "PublicationClosed":
      return { ...common, kind: "closed" };
    default:
      throw new Error(`no entry is told by ${name}`);
  }
}

function noticeOf(code: number): NoticeKind {
  for (const kind of ["correction", "retraction", "concern", "withdrawal"] as const)
    if (NOTICE_KINDS[kind] === code) return kind;
  throw new Error(`no notice kind ${code}`);
}

function field(args: Result, name: string): unknown {
  return args.getValue(name) as unknown;
}

function digest(args: Result, name: string): Digest {
  return parseDigest(String(field(args, name)));
}

function address(args: Result, name: string): Address {
  return parseAddress(String(field(args, name)));
}

function label(args: Result) {
  return parseLabel(String(field(args, "label")));
}
