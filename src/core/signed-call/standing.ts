import type { Digest } from "../digest.ts";
import type { Entry } from "../history/entry.ts";
import { fold, genesis } from "../history/fold.ts";
import type { PublicationRef } from "../publication.ts";
import type { Sha256 } from "../sha256.ts";
import type { PublishingCall, UnsignedCall } from "./call.ts";

/**
 * Is this entry what the call asks for? Whoever sent it, and whether signed or not: sending the call once more would
 * say the same again, or be refused.
 */
export function isEntryOf(call: PublishingCall, entry: Entry): boolean {
  switch (call.kind) {
    case "anchor":
      return entry.kind === "anchored" && entry.label === call.label && entry.digest === call.digest;
    case "revise":
    case "revise-batched":
      return (
        entry.kind === "revised" &&
        entry.label === call.label &&
        entry.digest === call.digest &&
        entry.supersedes === call.supersedes &&
        entry.reason === call.reason
      );
    case "post":
    case "post-batched":
      return (
        entry.kind === "notice" &&
        entry.digest === call.digest &&
        entry.notice === call.notice &&
        entry.reason === call.reason
      );
    case "anchor-batch":
      return (
        entry.kind === "batch-anchored" &&
        entry.root === call.root &&
        entry.list === call.list &&
        entry.count === call.count
      );
  }
}

export type NoticeEntry = Extract<Entry, { kind: "notice" }>;

/** The notice that stands on a digest, of the entries in their order: each one takes the place of the one before it. */
export function latestNotice(entries: readonly Entry[], digest: Digest): NoticeEntry | undefined {
  return entries.findLast(
    (entry): entry is NoticeEntry => entry.kind === "notice" && entry.digest === digest,
  );
}

/**
 * The entry by which a signed call is fulfilled, of all that a publication has; undefined when none does. Everything but
 * a notice can be recorded once. The same notice can be posted again after another one took its place, so that it
 * counts only while it is the one that stands, or when it was added after the head that was signed.
 */
export function fulfilmentOf(
  { call, head, publication }: Pick<UnsignedCall, "call" | "head" | "publication">,
  entries: readonly Entry[],
  sha256: Sha256,
): Entry | undefined {
  if (call.kind !== "post" && call.kind !== "post-batched")
    return entries.find((entry) => isEntryOf(call, entry));
  const standing = latestNotice(entries, call.digest);
  if (standing !== undefined && isEntryOf(call, standing)) return standing;
  return after(head, publication, entries, sha256).find((entry) => isEntryOf(call, entry));
}

/** None where the head is that of no entry, or where the entries have a gap: then nobody can say what came after it. */
function after(
  head: Digest,
  publication: PublicationRef,
  entries: readonly Entry[],
  sha256: Sha256,
): readonly Entry[] {
  let at = genesis(publication, sha256);
  for (const [i, entry] of entries.entries()) {
    if (at === head) return entries.slice(i);
    if (entry.number !== i + 1) return [];
    at = fold(at, entry, sha256);
  }
  return [];
}
