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
  const keeping = new Keeping();
  for (const entry of entries) keeping.take(entry);
  return keeping;
}

class Keeping implements Records {
  readonly records = new Map<Digest, HistoricRecord>();
  readonly current = new Map<Label, Digest>();
  readonly impossible: Impossible[] = [];
  readonly #batches = new Map<Bytes32, Of<"batch-anchored">>();

  take(entry: Entry): void {
    if (entry.kind === "anchored") this.#anchor(entry);
    if (entry.kind === "batch-anchored") this.#batches.set(entry.root, entry);
    if (entry.kind === "extracted") this.#extract(entry);
    if (entry.kind === "revised") this.#revise(entry);
    if (entry.kind === "notice") this.#note(entry);
  }

  #anchor({ label, digest, number, time }: Of<"anchored">): void {
    const before = this.current.get(label);
    if (before !== undefined)
      this.impossible.push({
        ...{ problem: "anchored-again", entry: number, label, digest },
        says: `Issue ${label} was anchored twice: ${before} stood when entry ${number} anchored ${digest}.`,
      });
    this.#record({ ...unrevised, label, digest, kind: "anchored", entry: number, time, first: number });
    this.current.set(label, digest);
  }

  #extract({ label, digest, root, number }: Of<"extracted">): void {
    const batch = this.#batches.get(root);
    if (batch === undefined)
      return void this.impossible.push({
        ...{ problem: "no-such-batch", entry: number, label, digest },
        says: `Entry ${number} extracts issue ${label} from ${root}, which is no batch.`,
      });
    const { number: entry, time } = batch;
    this.#record({ ...unrevised, label, digest, kind: "batched", entry, time, first: entry });
    const standing = this.#standing(label);
    if (standing === undefined || entry < standing.first) this.current.set(label, digest);
  }

  #revise({ label, digest, supersedes, number, time }: Of<"revised">): void {
    const before = this.#standing(label);
    if (before?.digest !== supersedes)
      this.impossible.push({
        ...{ problem: "supersedes-other", entry: number, label, digest },
        says: `Entry ${number} supersedes ${supersedes}, but ${before?.digest ?? "nothing"} stood for issue ${label}.`,
      });
    const { revision, first } = this.records.get(supersedes) ?? { revision: 0, first: number };
    const next = { label, digest, kind: "revised", entry: number, time, first, supersedes } as const;
    this.#record({ ...next, revision: revision + 1, notice: "none" });
    this.current.set(label, digest);
  }

  #note({ digest, notice }: Of<"notice">): void {
    const held = this.records.get(digest);
    if (held !== undefined) this.records.set(digest, { ...held, notice });
  }

  #record(record: HistoricRecord): void {
    this.records.set(record.digest, record);
  }

  #standing(label: Label): HistoricRecord | undefined {
    const digest = this.current.get(label);
    return digest === undefined ? undefined : this.records.get(digest);
  }
}

const unrevised = { revision: 1, supersedes: undefined, notice: "none" } as const;
