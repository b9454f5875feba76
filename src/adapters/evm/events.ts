import { hexToBytes } from "@noble/hashes/utils.js";
import { type Address, parseAddress } from "../../core/address.ts";
import { type Bytes32, type Digest, digestToBytes32, parseDigest } from "../../core/digest.ts";
import { fail, isFailure } from "../../core/errors/error.ts";
import { type Entry, NOTICE_KINDS, type NoticeKind } from "../../core/history/entry.ts";
import { type Label, labelProblem, parseLabel } from "../../core/label.ts";
import type { Log } from "../../core/ports.ts";
import { registryInterface } from "./interface.ts";

/** The events that make a history, one for each kind of entry. */
export const EVENTS = [
  "PublicationRegistered",
  "IssueAnchored",
  "IssueRevised",
  "BatchAnchored",
  "IssueExtracted",
  "NoticePosted",
  "ProfileSet",
  "PublisherGranted",
  "PublisherRevoked",
  "TransferStarted",
  "Transferred",
  "PublicationClosed",
] as const;
export type EventName = (typeof EVENTS)[number];

/** Keccak-256 of an event's signature: the first topic of its logs. */
export function eventTopic(name: EventName): Bytes32 {
  const event = registryInterface.getEvent(name);
  if (event === null) return fail("INTERNAL", { problem: `the registry's ABI has no event ${name}` });
  return event.topicHash as Bytes32;
}

const NAMES: ReadonlyMap<Bytes32, EventName> = new Map(EVENTS.map((name) => [eventTopic(name), name]));

/** The first topics of all entries, for a log filter. */
export const ENTRY_TOPICS: readonly Bytes32[] = [...NAMES.keys()];

/**
 * The entry that a log of the registry describes; whether the registry emitted it is for the caller to check first.
 * Undefined for logs that are no entries, and for those whose fields no entry of the registry can have. Decoded by
 * hand: ethers takes 0.2 ms for each, which is most of the time of reading a long history.
 */
export function entryOf(log: Log): Entry | undefined {
  const name = NAMES.get(log.topics[0] ?? "0x");
  if (name === undefined) return undefined;
  try {
    return read(name, log);
  } catch (error) {
    if (isFailure(error, "DIGEST_INVALID", "ADDRESS_INVALID", "LABEL_INVALID")) return undefined;
    throw error;
  }
}

/** Every event has the publication, the entry's number and one more indexed field; the rest is in its data. */
function read(name: EventName, { topics, data }: Log): Entry | undefined {
  const number = integer(digits(topics[2]));
  const indexed = digits(topics[3]);
  const word = (at: number): string => data.slice(2 + 64 * at, 66 + 64 * at);
  const common = () => ({ number, actor: address(word(0)), time: integer(word(1)) });
  switch (name) {
    case "PublicationRegistered": {
      const profile = parseDigest(word(1));
      return { number, actor: address(indexed), time: integer(word(0)), kind: "registered", profile };
    }
    case "IssueAnchored":
      return { ...common(), kind: "anchored", label: label(data, 3), digest: parseDigest(indexed) };
    case "IssueRevised": {
      const [digest, supersedes, reason] = [indexed, word(3), word(4)].map(parseDigest) as [
        Digest,
        Digest,
        Digest,
      ];
      return { ...common(), kind: "revised", label: label(data, 5), digest, supersedes, reason };
    }
    case "BatchAnchored": {
      // A wider number would be folded as if it were its lower 32 bits.
      if (!/^0{56}/.test(word(2))) return undefined;
      const root = digestToBytes32(parseDigest(indexed));
      return {
        ...common(),
        kind: "batch-anchored",
        root,
        list: parseDigest(word(3)),
        count: integer(word(2)),
      };
    }
    case "IssueExtracted": {
      const [digest, root] = [parseDigest(indexed), digestToBytes32(parseDigest(word(3)))];
      return { ...common(), kind: "extracted", label: label(data, 4), digest, root };
    }
    case "NoticePosted": {
      const notice = noticeKind(integer(word(2)));
      if (notice === "none") return undefined;
      const [digest, reason] = [parseDigest(indexed), parseDigest(word(3))];
      return { ...common(), kind: "notice", digest, notice, reason };
    }
    case "ProfileSet":
      return { ...common(), kind: "profile-set", profile: parseDigest(indexed) };
    case "PublisherGranted":
      return { ...common(), kind: "publisher-granted", account: address(indexed) };
    case "PublisherRevoked":
      return { ...common(), kind: "publisher-revoked", account: address(indexed) };
    case "TransferStarted":
      return { ...common(), kind: "transfer-started", pendingOwner: address(indexed) };
    case "Transferred":
      return { ...common(), kind: "transferred", previousOwner: address(indexed) };
    case "PublicationClosed":
      return { number, actor: address(indexed), time: integer(word(0)), kind: "closed" };
  }
}

function digits(topic: Bytes32 | undefined): string {
  return topic === undefined ? "" : topic.slice(2);
}

/** A word that is no safe integer is one that folding refuses; a missing word is NaN, which it refuses too. */
function integer(word: string): number {
  return word === "" ? Number.NaN : Number(`0x${word}`);
}

/** @throws ADDRESS_INVALID when the twelve bytes before it are not zero */
function address(word: string): Address {
  const padding = "0".repeat(24);
  return parseAddress(`0x${word.startsWith(padding) ? word.slice(24) : word}`);
}

/** The event's only string: it lies right behind the `words` before it, its length first. @throws LABEL_INVALID */
function label(data: string, words: number): Label {
  const start = 2 + 64 * words;
  const offset = integer(data.slice(2 + 64 * 2, 2 + 64 * 3));
  const length = integer(data.slice(start, start + 64));
  if (offset !== 32 * words || !(length <= 64))
    return fail("LABEL_INVALID", labelProblem("a malformed event"));
  const text = data.slice(start + 64, start + 64 + 2 * length);
  return parseLabel(String.fromCharCode(...hexToBytes(text)));
}

/** The word for a notice's number in the contract; `none` for 0 and for numbers that no notice has. */
export function noticeKind(number: number): NoticeKind | "none" {
  for (const [kind, value] of Object.entries(NOTICE_KINDS)) if (value === number) return kind as NoticeKind;
  return "none";
}
