import type { Block } from "../core/block.ts";
import { type CID, documentCid } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { isFailure } from "../core/errors/error.ts";
import type { Entry } from "../core/history/entry.ts";
import { PackedDigests } from "../core/packed-digests.ts";
import { hasReason, type Profile, type ReadDocument, readProfile, readReason } from "../core/profile.ts";
import type { ProfileChange } from "./remarks.ts";
import type { Fault } from "./report.ts";

export interface DocumentsReading {
  /** Undefined where nobody gives it. @throws STORE_UNREACHABLE | STORE_SILENT | BLOCK_MISMATCH */
  readonly block: (cid: CID) => Promise<Block | undefined>;
}

export interface ReadProfiles {
  /** Of documents that are none, or of a later version; what is lost is told of each store. */
  readonly faults: readonly Fault[];
  readonly changes: readonly ProfileChange[];
}

/** Of more changes only the number is told. */
const MOST_CHANGES = 5;
const LONGEST = 80;

/** Are the profiles and reasons that a history refers to what their specification says, and what changed in them? */
export async function readProfiles(
  history: Iterable<Entry>,
  reading: DocumentsReading,
): Promise<ReadProfiles> {
  const faults: Fault[] = [];
  const changes: ProfileChange[] = [];
  const seen = new PackedDigests();
  let before: Found<Profile> | undefined;
  for (const entry of history) {
    if (entry.kind === "registered" || entry.kind === "profile-set") {
      const found = await documentAt(entry.profile, readProfile, reading);
      faults.push(...faultsAbout(found, { entry: entry.number, digest: entry.profile, what: "profile" }));
      if (before !== undefined && changes.length < MOST_CHANGES)
        changes.push({ entry: entry.number, says: `Entry ${entry.number}: ${changed(before, found)}.` });
      before = found;
    }
    if ((entry.kind === "revised" || entry.kind === "notice") && hasReason(entry.reason)) {
      if (seen.has(entry.reason)) continue;
      seen.add(entry.reason);
      const found = await documentAt(entry.reason, readReason, reading);
      faults.push(...faultsAbout(found, { entry: entry.number, digest: entry.reason, what: "reason" }));
    }
  }
  return { faults, changes };
}

type Found<T> = ReadDocument<T> | { readonly kind: "unread" };

async function documentAt<T>(
  digest: Digest,
  read: (bytes: Uint8Array) => ReadDocument<T>,
  { block }: DocumentsReading,
): Promise<Found<T>> {
  try {
    const found = await block(documentCid(digest));
    return found === undefined ? { kind: "unread" } : read(found.bytes);
  } catch (error) {
    if (!isFailure(error, "STORE_UNREACHABLE", "STORE_SILENT", "BLOCK_MISMATCH")) throw error;
    return { kind: "unread" };
  }
}

function faultsAbout(
  found: Found<unknown>,
  { entry, digest, what }: { readonly entry: number; readonly digest: Digest; readonly what: string },
): readonly Fault[] {
  if (found.kind === "invalid")
    return [{ fault: "document-invalid", says: `The ${what} of entry ${entry} is none.`, entry, digest }];
  if (found.kind !== "other-type") return [];
  const says = `The ${what} of entry ${entry} is of the type ${cut(found.type)}, which this version does not read.`;
  return [{ fault: "document-newer", says, entry, digest }];
}

const FIELDS = ["title", "domain", "issn", "language", "description"] as const;

function changed(before: Found<Profile>, after: Found<Profile>): string {
  if (before.kind !== "read" || after.kind !== "read") return "what changed in the profile could not be read";
  const parts = FIELDS.flatMap((field) => {
    const [one, other] = [before.value[field], after.value[field]];
    if (one === other) return [];
    if (one === undefined) return [`${field} ${quoted(other)} is new`];
    if (other === undefined) return [`${field} ${quoted(one)} is gone`];
    return [`${field} ${quoted(one)} became ${quoted(other)}`];
  });
  return parts.join(", ");
}

function quoted(text: string | undefined): string {
  return `"${cut((text ?? "").replaceAll(/\s+/g, " "))}"`;
}

function cut(text: string): string {
  // By whole letters: half of one has no bytes.
  const letters = [...text];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST).join("")}...` : text;
}
