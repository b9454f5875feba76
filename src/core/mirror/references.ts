import { decodeList, decodePart } from "../batch/codec.ts";
import type { BatchList } from "../batch/list.ts";
import { cidDigest } from "../cid.ts";
import { type Digest, ZERO_DIGEST } from "../digest.ts";
import { isFailure } from "../errors/error.ts";
import type { Entry } from "../history/entry.ts";
import { PackedDigests } from "../packed-digests.ts";
import { publicationKey, type PublicationRef } from "../publication.ts";
import type { Sha256 } from "../sha256.ts";

type Batch = Extract<Entry, { kind: "batch-anchored" }>;

/** Asked for one document after the other; each is answered with its bytes, or undefined where nobody has them. */
export type Wanted = Generator<Digest, void, Uint8Array | undefined>;

/**
 * The documents that a history refers to, each once, in the order of first reference: of an entry its profile, its
 * issue's manifest, then its reason; of a batch its list, the parts of that, then the manifests of its issues. This
 * order is the one of a mirror, for whoever writes it and for whoever reads it.
 */
export class References {
  readonly #publication: PublicationRef;
  readonly #sha256: Sha256;
  readonly #entries: Iterable<Entry>;
  /** By the digests of their lists. Two batches may name one list, and one of them alone be what it lists. */
  readonly #batches = new Map<Digest, Batch[]>();

  /** The entries are gone through when documents are asked for. */
  constructor(publication: PublicationRef, entries: Iterable<Entry>, sha256: Sha256) {
    this.#publication = publication;
    this.#entries = entries;
    this.#sha256 = sha256;
  }

  /** Each of the entries, before any document is asked for. */
  take(entry: Entry): void {
    if (entry.kind !== "batch-anchored") return;
    const known = this.#batches.get(entry.list);
    if (known === undefined) this.#batches.set(entry.list, [entry]);
    else known.push(entry);
  }

  /** Bytes that are given back have been hashed. */
  *wanted(): Wanted {
    const passed = new PackedDigests();
    for (const entry of this.#entries) {
      for (const digest of namedIn(entry)) {
        if (digest === ZERO_DIGEST || !passed.add(digest)) continue;
        const bytes = yield digest;
        const batches = this.#batches.get(digest);
        if (batches !== undefined && bytes !== undefined) yield* this.#listed(batches, bytes, passed);
      }
    }
  }

  /** Nothing of a list that is not what a batch stands for: none of its issues counts. */
  *#listed(batches: readonly Batch[], bytes: Uint8Array, passed: PackedDigests): Wanted {
    const list = this.#listOf(batches, bytes);
    const manifests: Digest[] = [];
    for (const [index, { cid }] of (list?.parts ?? []).entries()) {
      const digest = cidDigest(cid);
      // A part comes once in any list; in another list of the same part its issues are known already.
      if (!passed.add(digest)) continue;
      const part = yield digest;
      if (list !== undefined && part !== undefined) manifests.push(...this.#partOf(list, index, part));
    }
    for (const manifest of manifests) if (passed.add(manifest)) yield manifest;
  }

  #listOf(batches: readonly Batch[], bytes: Uint8Array): BatchList | undefined {
    const [first] = batches;
    const list = first && orNone(() => decodeList(bytes, first.list, this.#sha256));
    if (list === undefined || publicationKey(list.publication) !== publicationKey(this.#publication))
      return undefined;
    return batches.some(({ root, count }) => list.root === root && list.count === count) ? list : undefined;
  }

  #partOf(list: BatchList, index: number, bytes: Uint8Array): readonly Digest[] {
    return (orNone(() => decodePart(list, index, bytes, this.#sha256)) ?? []).map(({ digest }) => digest);
  }
}

function namedIn(entry: Entry): readonly Digest[] {
  switch (entry.kind) {
    case "registered":
    case "profile-set":
      return [entry.profile];
    case "anchored":
    case "extracted":
      return [entry.digest];
    case "revised":
    case "notice":
      return [entry.digest, entry.reason];
    case "batch-anchored":
      return [entry.list];
    case "publisher-granted":
    case "publisher-revoked":
    case "transfer-started":
    case "transferred":
    case "closed":
      return [];
    default:
      return entry satisfies never;
  }
}

function orNone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!isFailure(error)) throw error;
    return undefined;
  }
}
