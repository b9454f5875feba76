import { type BatchFinder, batchesOf } from "../core/batch/finder.ts";
import type { AnchoredBatch } from "../core/batch/list.ts";
import type { Bytes32, Digest } from "../core/digest.ts";
import { failure } from "../core/errors/error.ts";
import type { Entry } from "../core/history/entry.ts";
import { recordsOf } from "../core/history/records.ts";
import type { Label } from "../core/label.ts";
import type { RegistryRecord } from "../core/ports.ts";
import type { PublicationRef } from "../core/publication.ts";
import { answerOf } from "./answer.ts";
import { firstRevision } from "./lines.ts";
import type { EarlierIssue, RegistryEvidence, Unanswered } from "./evidence.ts";

/** A publication's history as it was folded, and what reads the lists of its batches. */
export interface History {
  readonly ref: PublicationRef;
  readonly entries: readonly Entry[];
  readonly batches: BatchFinder;
}

const SOURCE = "the lists of the publication's batches";

interface Recorded {
  readonly digest: Digest;
  readonly label: Label;
  readonly record: RegistryRecord;
}

/**
 * Was another issue anchored before under the same label? The registry cannot know the labels of batches, so that the
 * history and the lists of all earlier batches are asked: of two issues under one label the earlier one stands.
 */
export async function earlierIssue(
  issue: Recorded,
  history: History,
): Promise<Pick<RegistryEvidence, "earlier">> {
  const { ref, entries } = history;
  const { entry: recorded } = issue.record;
  // What a history that ends before says of the label is no answer.
  if (entries.length < recorded) return { earlier: unknown(ref, `it is not known up to entry ${recorded}`) };
  const own = firstOf(issue, entries);
  const before = entries.filter(({ number }) => number < own.entry);
  const mayHold = ({ kind }: Entry) => kind === "anchored" || kind === "batch-anchored";
  if (!before.some(mayHold)) return {};
  const earlier = await answerOf(SOURCE, async () => {
    const found = await earliestUnder(issue.label, history, own.entry);
    return found?.digest === own.digest ? undefined : found;
  });
  return earlier.known && earlier.value === undefined ? {} : { earlier };
}

function unknown({ id }: PublicationRef, problem: string): Unanswered {
  return { known: false, failure: failure("HISTORY_BROKEN", { id, problem }), source: SOURCE };
}

/** The first revision of the issue that this digest is a revision of, and the entry that anchored it. */
function firstOf({ digest, record }: Recorded, entries: readonly Entry[]): EarlierIssue {
  const first = firstRevision(digest, entries);
  for (const entry of entries) {
    if (entry.kind === "anchored" && entry.digest === first) return { digest: first, entry: entry.number };
    if (entry.kind !== "extracted" || entry.digest !== first) continue;
    const batch = entries.find((one) => one.kind === "batch-anchored" && one.root === entry.root);
    if (batch !== undefined) return { digest: first, entry: batch.number };
  }
  return { digest: first, entry: record.entry };
}

/**
 * The first issue of the history that has the label, alone or in a batch, if its entry comes before a given one.
 *
 * @throws those of `BatchFinder.under`
 */
export async function earliestUnder(
  label: Label,
  { ref, entries, batches }: History,
  before = Infinity,
): Promise<EarlierIssue | undefined> {
  const alone = entries.find((entry) => entry.kind === "anchored" && entry.label === label);
  const until = entries.filter(({ number }) => number < Math.min(before, alone?.number ?? Infinity));
  // A digest that is on record has the place of its record, whatever batch lists it too.
  const { records } = recordsOf(entries);
  const counts = (digest: Digest, { root }: AnchoredBatch) => {
    const record = records.get(digest);
    return record === undefined || until.some((one) => isBatch(one, root) && one.number === record.entry);
  };
  const listed = await batches.under(batchesOf(ref, until), label, counts);
  const batch = until.find((entry) => listed !== undefined && isBatch(entry, listed.root));
  if (listed !== undefined && batch !== undefined) return { digest: listed.digest, entry: batch.number };
  return alone?.kind === "anchored" && alone.number < before
    ? { digest: alone.digest, entry: alone.number }
    : undefined;
}

function isBatch(entry: Entry, root: Bytes32): boolean {
  return entry.kind === "batch-anchored" && entry.root === root;
}
