import type { LogDescription, Result } from "ethers";
import { parseAddress } from "../../core/address.ts";
import { type Bytes32, type Digest, parseDigest } from "../../core/digest.ts";
import { fail, isFailure } from "../../core/errors/error.ts";
import { type Entry, NOTICE_KINDS, type NoticeKind } from "../../core/history/entry.ts";
import { parseLabel } from "../../core/label.ts";
import type { Log } from "../../core/ports.ts";
import { registryInterface } from "./interface.ts";

/** The events that make a history, one for each kind of entry. */
const EVENTS = [
  "PublicationRegistered",
  "IssueAnchored",
  "IssueRevised",
  "NoticePosted",
  "ProfileSet",
  "PublisherGranted",
  "PublisherRevoked",
  "TransferStarted",
  "Transferred",
  "PublicationClosed",
] as const;
type EventName = (typeof EVENTS)[number];

/** Keccak-256 of an event's signature: the first topic of its logs. */
export function eventTopic(name: EventName): Bytes32 {
  const event = registryInterface.getEvent(name);
  if (event === null) return fail("INTERNAL", { problem: `the registry's ABI has no event ${name}` });
  return event.topicHash as Bytes32;
}

/** The first topics of all entries, for a log filter. */
export const ENTRY_TOPICS: readonly Bytes32[] = EVENTS.map(eventTopic);

/**
 * The entry that a log of the registry describes; whether the registry emitted it is for the caller to check first.
 * Undefined for logs that are no entries, and for those whose fields no entry of the registry can have.
 */
export function entryOf(log: Log): Entry | undefined {
  try {
    const event = registryInterface.parseLog(log);
    return event === null ? undefined : read(event);
  } catch (error) {
    if (isFailure(error, "INTERNAL")) throw error;
    return undefined;
  }
}

function read({ name, args }: LogDescription): Entry | undefined {
  const text = (field: string): string => String(args[field]);
  const digest = (field: string) => parseDigest(text(field));
  const address = (field: string) => parseAddress(text(field));
  const common = { number: Number(args["entry"]), time: Number(args["time"]), actor: address("actor") };
  switch (name as EventName) {
    case "PublicationRegistered":
      return { ...common, kind: "registered", profile: digest("profileDigest") };
    case "IssueAnchored":
      return { ...common, kind: "anchored", label: parseLabel(text("label")), digest: digest("digest") };
    case "IssueRevised":
      return { ...common, kind: "revised", label: parseLabel(text("label")), ...revision(digest) };
    case "NoticePosted":
      return noticeOf(common, args);
    case "ProfileSet":
      return { ...common, kind: "profile-set", profile: digest("profileDigest") };
    case "PublisherGranted":
      return { ...common, kind: "publisher-granted", account: address("publisher") };
    case "PublisherRevoked":
      return { ...common, kind: "publisher-revoked", account: address("publisher") };
    case "TransferStarted":
      return { ...common, kind: "transfer-started", pendingOwner: address("pendingOwner") };
    case "Transferred":
      return { ...common, kind: "transferred", previousOwner: address("previousOwner") };
    case "PublicationClosed":
      return { ...common, kind: "closed" };
  }
}

function revision(digest: (field: string) => Digest) {
  return { digest: digest("digest"), supersedes: digest("supersedes"), reason: digest("reasonDigest") };
}

function noticeOf(common: Pick<Entry, "number" | "time" | "actor">, args: Result): Entry | undefined {
  const notice = noticeKind(Number(args["kind"]));
  if (notice === "none") return undefined;
  const [digest, reason] = [parseDigest(String(args["digest"])), parseDigest(String(args["reasonDigest"]))];
  return { ...common, kind: "notice", digest, notice, reason };
}

/** The word for a notice's number in the contract; `none` for 0 and for numbers that no notice has. */
export function noticeKind(number: number): NoticeKind | "none" {
  for (const [kind, value] of Object.entries(NOTICE_KINDS)) if (value === number) return kind as NoticeKind;
  return "none";
}
