import { type Digest, ZERO_DIGEST } from "../core/digest.ts";
import type { Entry } from "../core/history/entry.ts";
import type { Entries } from "../core/history/packed.ts";
import { PackedRecords } from "../core/history/packed-records.ts";
import { type HistoricRecord, RecordRules } from "../core/history/records.ts";
import { PackedDigests } from "../core/packed-digests.ts";
import type { RegistryRecord, RegistryView } from "../core/ports.ts";
import type { PublicationRef } from "../core/publication.ts";
import type { Fault } from "./report.ts";

type BatchEntry = Extract<Entry, { kind: "batch-anchored" }>;

export interface Replay {
  /** Every revision that has a record, the earliest entry first, and what the registry should give as current. */
  readonly revisions: PackedRecords;
  readonly batches: readonly BatchEntry[];
  readonly notices: number;
  readonly faults: readonly Fault[];
}

/** What a registry that keeps its rules never writes, as faults of a report. */
const IMPOSSIBLE = {
  "anchored-again": "label-conflict",
  "supersedes-other": "revision-chain",
  "no-such-batch": "revision-chain",
} as const;

interface Writers {
  owner: string;
  /** To whom the publication is offered. */
  pending: string;
  closed: boolean;
  readonly granted: Set<string>;
}

/** Follows who could write when, which labels stand, and what revises what, and shows each entry to `seen`. Pure. */
export function replay(history: Entries, seen: (entry: Entry) => void): Replay {
  const faults: Fault[] = [];
  const batches: BatchEntry[] = [];
  let notices = 0;
  const writers: Writers = { owner: "", pending: "", closed: false, granted: new Set() };
  const revisions = new PackedRecords(history);
  const rules = new RecordRules(revisions);
  for (const entry of history) {
    if (!mayWrite(entry, writers)) faults.push(notAllowed(entry));
    follow(entry, writers);
    rules.take(entry);
    if (entry.kind === "batch-anchored") batches.push(entry);
    if (entry.kind === "notice") notices += 1;
    seen(entry);
  }
  faults.push(...rules.impossible.map(({ problem, ...where }) => ({ fault: IMPOSSIBLE[problem], ...where })));
  return { revisions, batches, notices, faults };
}

/** The small documents that a history refers to, profiles and reasons, each once. */
export function documentsOf(history: Iterable<Entry>): Iterable<Digest> {
  const documents = new PackedDigests();
  for (const entry of history) {
    if (entry.kind === "registered" || entry.kind === "profile-set") documents.add(entry.profile);
    if ((entry.kind === "revised" || entry.kind === "notice") && entry.reason !== ZERO_DIGEST)
      documents.add(entry.reason);
  }
  return documents;
}

/** Compares what the history tells with what the registry's state says, one question for each revision. */
export async function compareState(
  id: PublicationRef["id"],
  { revisions }: Pick<Replay, "revisions">,
  view: RegistryView,
): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  for (const revision of revisions) {
    const expected = recordText(revision);
    const got = recordText(await view.record(id, revision.digest));
    if (got === expected) continue;
    faults.push({
      fault: "record-mismatch",
      says: `The registry's record of issue ${revision.label} is not what its history says: expected ${expected}; got ${got}.`,
      ...named(revision),
    });
  }
  for (const revision of revisions) {
    if (revisions.currentOf(revision.label) !== revision.digest) continue;
    const got = await view.current(id, revision.label);
    if (got !== revision.digest)
      faults.push({
        fault: "current-mismatch",
        says: `Issue ${revision.label} stands with ${got ?? "nothing"}, but its history ends at ${revision.digest}.`,
        ...named(revision),
      });
  }
  return faults;
}

function recordText(record: RegistryRecord | undefined): string {
  if (record === undefined) return "none";
  const { entry, time, revision, notice } = record;
  return `entry ${entry}, revision ${revision}, time ${time}, notice ${notice}`;
}

function notAllowed({ number, kind, actor }: Entry): Fault {
  return {
    fault: "not-allowed",
    says: `Entry ${number} (${kind}) was written by ${actor}, who had no right to write it then.`,
    entry: number,
  };
}

/** Who may write is part of the history, so that every entry can be held against it. */
function mayWrite(entry: Entry, { owner, pending, closed, granted }: Writers): boolean {
  if (closed) return false;
  switch (entry.kind) {
    case "registered":
      return entry.number === 1;
    case "anchored":
    case "revised":
    case "batch-anchored":
    case "extracted":
    case "notice":
      return entry.actor === owner || granted.has(entry.actor);
    case "transferred":
      return entry.previousOwner === owner && entry.actor === pending;
    case "profile-set":
    case "publisher-granted":
    case "publisher-revoked":
    case "transfer-started":
    case "closed":
      return entry.actor === owner;
    default:
      return entry satisfies never;
  }
}

function follow(entry: Entry, writers: Writers): void {
  if (entry.kind === "registered" || entry.kind === "transferred") writers.owner = entry.actor;
  if (entry.kind === "transfer-started") writers.pending = entry.pendingOwner;
  if (entry.kind === "transferred") writers.pending = "";
  if (entry.kind === "closed") writers.closed = true;
  if (entry.kind === "publisher-granted") writers.granted.add(entry.account);
  if (entry.kind === "publisher-revoked") writers.granted.delete(entry.account);
}

function named({ label, digest, entry }: Pick<HistoricRecord, "label" | "digest" | "entry">) {
  return { label, digest, entry };
}
