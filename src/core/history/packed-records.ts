import type { Digest } from "../digest.ts";
import { KeyIndex } from "../key-index.ts";
import type { Label } from "../label.ts";
import { type Entry, NOTICE_KINDS, type NoticeKind } from "./entry.ts";
import type { Entries } from "./packed.ts";
import type { HistoricRecord, MadeAt, RecordKeeper } from "./records.ts";

type Making = Extract<Entry, { kind: "anchored" | "revised" | "extracted" }>;

const KIND_OF = { anchored: "anchored", revised: "revised", extracted: "batched" } as const;
const NOTICES = Object.keys(NOTICE_KINDS) as readonly NoticeKind[];

/**
 * The records of a history that can be looked into again: of each only what its entry does not tell, some 40 bytes, where a
 * record with its texts takes 300. One entry makes one record at most.
 */
export class PackedRecords implements RecordKeeper {
  readonly #entries: Entries;
  readonly #byDigest: KeyIndex;
  readonly #current: KeyIndex;
  /** By where the entry stands that made the record; 0 where none did. */
  readonly #revisions: Uint32Array;
  readonly #first: Float64Array;
  /** 0 for none, else the place of the batch's entry and one. */
  readonly #batches: Uint32Array;
  /** 0 for none, else the place in `NOTICES` and one. */
  readonly #notices: Uint8Array;
  #isInOrder = true;
  #length = 0;

  constructor(entries: Entries) {
    this.#entries = entries;
    this.#byDigest = new KeyIndex((at) => this.#making(at)?.digest ?? "", entries.length);
    this.#current = new KeyIndex((at) => this.#making(at)?.label ?? "", entries.length);
    this.#revisions = new Uint32Array(entries.length);
    this.#first = new Float64Array(entries.length);
    this.#batches = new Uint32Array(entries.length);
    this.#notices = new Uint8Array(entries.length);
  }

  get length(): number {
    return this.#length;
  }

  /** How many labels there are. */
  get labels(): number {
    return this.#current.size;
  }

  record(digest: Digest): HistoricRecord | undefined {
    const at = this.#byDigest.get(digest);
    return at === undefined ? undefined : this.#recordAt(at);
  }

  put({ digest, revision, first }: HistoricRecord, { at, batchAt }: MadeAt): void {
    const before = this.#byDigest.set(digest, at);
    if (before === undefined) this.#length += 1;
    else this.#revisions[before] = 0;
    if (batchAt !== undefined) this.#isInOrder = false;
    this.#revisions[at] = revision;
    this.#first[at] = first;
    this.#batches[at] = batchAt === undefined ? 0 : batchAt + 1;
  }

  note(digest: Digest, notice: NoticeKind): void {
    const at = this.#byDigest.get(digest);
    if (at !== undefined) this.#notices[at] = NOTICES.indexOf(notice) + 1;
  }

  currentOf(label: Label): Digest | undefined {
    const at = this.#current.get(label);
    return at === undefined ? undefined : this.#making(at)?.digest;
  }

  setCurrent(label: Label, _: Digest, { at }: MadeAt): void {
    this.#current.set(label, at);
  }

  /** The record of the earliest entry first; of those of one batch that which was extracted first. */
  *[Symbol.iterator](): Generator<HistoricRecord> {
    for (const at of this.#isInOrder ? this.#revisions.keys() : this.#inOrder()) {
      const record = this.#recordAt(at);
      if (record !== undefined) yield record;
    }
  }

  #inOrder(): Uint32Array {
    const made = Uint32Array.from(this.#revisions.keys());
    return made.sort((a, b) => this.#recordedAt(a) - this.#recordedAt(b) || a - b);
  }

  /** An extracted issue was recorded by its batch. */
  #recordedAt(at: number): number {
    const batch = this.#batches[at] ?? 0;
    return batch === 0 ? at : batch - 1;
  }

  #making(at: number): Making | undefined {
    const entry = this.#entries.at(at);
    const isMaking = entry?.kind === "anchored" || entry?.kind === "revised" || entry?.kind === "extracted";
    return isMaking ? entry : undefined;
  }

  #recordAt(at: number): HistoricRecord | undefined {
    const revision = this.#revisions[at] ?? 0;
    const made = revision === 0 ? undefined : this.#making(at);
    const recorded = made?.kind === "extracted" ? this.#entries.at(this.#recordedAt(at)) : made;
    if (made === undefined || recorded === undefined) return undefined;
    return {
      ...{ label: made.label, digest: made.digest, kind: KIND_OF[made.kind] },
      ...{ entry: recorded.number, time: recorded.time, revision, first: this.#first[at] ?? 0 },
      supersedes: made.kind === "revised" ? made.supersedes : undefined,
      notice: NOTICES[(this.#notices[at] ?? 0) - 1] ?? "none",
    };
  }
}
