import { type Digest, ZERO_DIGEST } from "../core/digest.ts";
import type { Entry } from "../core/history/entry.ts";
import { type HistoricRecord, recordsOf } from "../core/history/records.ts";
import type { Label } from "../core/label.ts";
import type { RegistryRecord, RegistryView } from "../core/ports.ts";
import type { PublicationRef } from "../core/publication.ts";
import type { Fault } from "./report.ts";

export interface Replay {
  readonly revisions: readonly HistoricRecord[];
  /** What the registry should give as current under each label. */
  readonly current: ReadonlyMap<Label, Digest>;
  /** Digests of the small documents that the history refers to: profiles and reasons. */
  readonly documents: readonly Digest[];
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

/** Follows who could write when, which labels stand, and what revises what. Pure. */
export function replay(history: readonly Entry[]): Replay {
  const faults: Fault[] = writingFaults(history);
  const { records, current, impossible } = recordsOf(history);
  faults.push(...impossible.map(({ problem, ...where }) => ({ fault: IMPOSSIBLE[problem], ...where })));
  return {
    revisions: [...records.values()].sort((a, b) => a.entry - b.entry),
    current,
    documents: history.flatMap(documentsOf),
    notices: history.filter((entry) => entry.kind === "notice").length,
    faults,
  };
}

/** Compares what the history tells with what the registry's state says, one question for each revision. */
export async function compareState(
  id: PublicationRef["id"],
  { revisions, current }: Pick<Replay, "revisions" | "current">,
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
    if (current.get(revision.label) !== revision.digest) continue;
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

/** Who may write is part of the history, so that every entry can be held against it. */
function writingFaults(entries: readonly Entry[]): Fault[] {
  const faults: Fault[] = [];
  const writers: Writers = { owner: "", pending: "", closed: false, granted: new Set() };
  for (const entry of entries) {
    const allowed = mayWrite(entry, writers);
    if (!allowed)
      faults.push({
        fault: "not-allowed",
        says: `Entry ${entry.number} (${entry.kind}) was written by ${entry.actor}, who had no right to write it then.`,
        entry: entry.number,
      });
    follow(entry, writers);
  }
  return faults;
}

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

function documentsOf(entry: Entry): Digest[] {
  if (entry.kind === "registered" || entry.kind === "profile-set") return [entry.profile];
  if ((entry.kind === "revised" || entry.kind === "notice") && entry.reason !== ZERO_DIGEST)
    return [entry.reason];
  return [];
}
