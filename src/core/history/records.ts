import type { Bytes32, Digest } from "../digest.ts";
import type { Label } from "../label.ts";
import type { Entry, NoticeKind } from "./entry.ts";

/** What the registry holds for a digest, told from its history: `record(publicationId, digest)` answers the same. */
export interface HistoricRecord {
  readonly label: Label;
  readonly digest: Digest;
  readonly kind: "anchored" | "batched" | "revised";
  /** Number and time of the entry that recorded it; of an extracted issue, those of its batch. */
  readonly entry: number;
  readonly time: number;
  readonly revision: number;
  /** Number of the entry that anchored revision 1 of the issue. */
  readonly first: number;
  readonly supersedes: Digest | undefined;
  /** The kind of the latest notice on it. */
  readonly notice: NoticeKind | "none";
}

/** The registry's state about issues after a history. */
export interface Records {
  readonly records: ReadonlyMap<Digest, HistoricRecord>;
  /** What `current(publicationId, label)` answers. */
  readonly current: ReadonlyMap<Label, Digest>;
  /** Entries that no registry writes. */
  readonly impossible: readonly Impossible[];
}

export interface Impossible {
  readonly problem: "anchored-again" | "supersedes-other" | "no-such-batch";
  readonly entry: number;
  readonly label: Label;
  readonly digest: Digest;
  /** One sentence. */
  readonly says: string;
}

type Of<Kind extends Entry["kind"]> = Extract<Entry, { kind: Kind }>;

/** Follows the registry's own rules (docs/spec/registry.md) over the entries alone; no list of a batch is needed. Pure. */
export function recordsOf(entries: Iterable<Entry>): Records {
  const kept = new RecordMaps();
  const rules = new RecordRules(kept);
  for (const entry of entries) rules.take(entry);
  return { records: kept.records, current: kept.current, impossible: rules.impossible };
}

/** Where the entry that made a record stands, from 0 in the order in which they were taken, and that of its batch. */
export interface MadeAt {
  readonly at: number;
  readonly batchAt?: number;
}

/** What holds the records, and what is current, while a history is followed. */
export interface RecordKeeper {
  record(digest: Digest): HistoricRecord | undefined;
  /** Also in the stead of one of the same digest. */
  put(record: HistoricRecord, made: MadeAt): void;
  /** On a digest that is on record. */
  note(digest: Digest, notice: NoticeKind): void;
  currentOf(label: Label): Digest | undefined;
  setCurrent(label: Label, digest: Digest, made: MadeAt): void;
}

class RecordMaps implements RecordKeeper {
  readonly records = new Map<Digest, HistoricRecord>();
  readonly current = new Map<Label, Digest>();

  record(digest: Digest): HistoricRecord | undefined {
    return this.records.get(digest);
  }

  put(record: HistoricRecord): void {
    this.records.set(record.digest, record);
  }

  note(digest: Digest, notice: NoticeKind): void {
    const held = this.records.get(digest);
    if (held !== undefined) this.records.set(digest, { ...held, notice });
  }

  currentOf(label: Label): Digest | undefined {
    return this.current.get(label);
  }

  setCurrent(label: Label, digest: Digest): void {
    this.current.set(label, digest);
  }
}

/** The rules themselves: entries are taken one by one. */
export class RecordRules {
  readonly impossible: Impossible[] = [];
  readonly #kept: RecordKeeper;
  readonly #batches = new Map<Bytes32, { readonly batch: Of<"batch-anchored">; readonly batchAt: number }>();
  #at = -1;

  constructor(kept: RecordKeeper) {
    this.#kept = kept;
  }

  take(entry: Entry): void {
    this.#at += 1;
    if (entry.kind === "anchored") this.#anchor(entry);
    if (entry.kind === "batch-anchored") this.#batches.set(entry.root, { batch: entry, batchAt: this.#at });
    if (entry.kind === "extracted") this.#extract(entry);
    if (entry.kind === "revised") this.#revise(entry);
    if (entry.kind === "notice") this.#kept.note(entry.digest, entry.notice);
  }

  #anchor({ label, digest, number, time }: Of<"anchored">): void {
    const before = this.#kept.currentOf(label);
    if (before !== undefined)
      this.impossible.push({
        ...{ problem: "anchored-again", entry: number, label, digest },
        says: `Issue ${label} was anchored twice: ${before} stood when entry ${number} anchored ${digest}.`,
      });
    const made = { at: this.#at };
    this.#kept.put(
      { ...unrevised, label, digest, kind: "anchored", entry: number, time, first: number },
      made,
    );
    this.#kept.setCurrent(label, digest, made);
  }

  #extract({ label, digest, root, number }: Of<"extracted">): void {
    const found = this.#batches.get(root);
    if (found === undefined)
      return void this.impossible.push({
        ...{ problem: "no-such-batch", entry: number, label, digest },
        says: `Entry ${number} extracts issue ${label} from ${root}, which is no batch.`,
      });
    const { number: entry, time } = found.batch;
    const made = { at: this.#at, batchAt: found.batchAt };
    this.#kept.put({ ...unrevised, label, digest, kind: "batched", entry, time, first: entry }, made);
    const standing = this.#standing(label);
    if (standing === undefined || entry < standing.first) this.#kept.setCurrent(label, digest, made);
  }

  #revise({ label, digest, supersedes, number, time }: Of<"revised">): void {
    const before = this.#standing(label);
    if (before?.digest !== supersedes)
      this.impossible.push({
        ...{ problem: "supersedes-other", entry: number, label, digest },
        says: `Entry ${number} supersedes ${supersedes}, but ${before?.digest ?? "nothing"} stood for issue ${label}.`,
      });
    const { revision, first } = this.#kept.record(supersedes) ?? { revision: 0, first: number };
    const next = { label, digest, kind: "revised", entry: number, time, first, supersedes } as const;
    const made = { at: this.#at };
    this.#kept.put({ ...next, revision: revision + 1, notice: "none" }, made);
    this.#kept.setCurrent(label, digest, made);
  }

  #standing(label: Label): HistoricRecord | undefined {
    const digest = this.#kept.currentOf(label);
    return digest === undefined ? undefined : this.#kept.record(digest);
  }
}

const unrevised = { revision: 1, supersedes: undefined, notice: "none" } as const;
