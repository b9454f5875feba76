import { decodeList, decodePart } from "../batch/codec.ts";
import type { BatchList } from "../batch/list.ts";
import { cidDigest } from "../cid.ts";
import { type Digest, digestFromBytes, digestToBytes, ZERO_DIGEST } from "../digest.ts";
import { isFailure } from "../errors/error.ts";
import type { Entry } from "../history/entry.ts";
import { publicationKey, type PublicationRef } from "../publication.ts";
import type { Sha256 } from "../sha256.ts";

type Batch = Extract<Entry, { kind: "batch-anchored" }>;

/** In each piece of what is kept: a history of a million entries has as many, most of which nobody asks for. */
const PIECE_DIGESTS = 1024;
const DIGEST_BYTES = 32;

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
  /** Every digest that an entry names, in order, as bytes: as text they would take four times the room. */
  readonly #pieces: Uint8Array[] = [];
  #count = 0;
  /** By the digests of their lists. Two batches may name one list, and one of them alone be what it lists. */
  readonly #batches = new Map<Digest, Batch[]>();

  constructor(publication: PublicationRef, sha256: Sha256) {
    this.#publication = publication;
    this.#sha256 = sha256;
  }

  /** Entries come in their order. */
  take(entry: Entry): void {
    switch (entry.kind) {
      case "registered":
      case "profile-set":
        this.#name(entry.profile);
        break;
      case "anchored":
      case "extracted":
        this.#name(entry.digest);
        break;
      case "revised":
        this.#name(entry.digest);
        this.#name(entry.reason);
        break;
      case "notice":
        this.#name(entry.digest);
        this.#name(entry.reason);
        break;
      case "batch-anchored":
        this.#name(entry.list);
        this.#batch(entry);
        break;
      case "publisher-granted":
      case "publisher-revoked":
      case "transfer-started":
      case "transferred":
      case "closed":
        break;
    }
  }

  /** Bytes that are given back have been hashed. */
  *wanted(): Wanted {
    const passed = new Set<Digest>();
    for (const digest of this.#digests()) {
      if (passed.has(digest)) continue;
      passed.add(digest);
      const bytes = yield digest;
      const batches = this.#batches.get(digest);
      if (batches !== undefined && bytes !== undefined) yield* this.#listed(batches, bytes, passed);
    }
  }

  *#digests(): Generator<Digest> {
    for (let at = 0; at < this.#count; at++) {
      const from = (at % PIECE_DIGESTS) * DIGEST_BYTES;
      const piece = this.#pieces[Math.floor(at / PIECE_DIGESTS)];
      if (piece !== undefined) yield digestFromBytes(piece.subarray(from, from + DIGEST_BYTES));
    }
  }

  /** Nothing of a list that is not what a batch stands for: none of its issues counts. */
  *#listed(batches: readonly Batch[], bytes: Uint8Array, passed: Set<Digest>): Wanted {
    const list = this.#listOf(batches, bytes);
    const manifests: Digest[] = [];
    for (const [index, { cid }] of (list?.parts ?? []).entries()) {
      const digest = cidDigest(cid);
      // A part comes once in any list; in another list of the same part its issues are known already.
      if (passed.has(digest)) continue;
      passed.add(digest);
      const part = yield digest;
      if (list !== undefined && part !== undefined) manifests.push(...this.#partOf(list, index, part));
    }
    for (const manifest of manifests) {
      if (passed.has(manifest)) continue;
      passed.add(manifest);
      yield manifest;
    }
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

  #batch(entry: Batch): void {
    const known = this.#batches.get(entry.list);
    if (known === undefined) this.#batches.set(entry.list, [entry]);
    else known.push(entry);
  }

  #name(digest: Digest): void {
    if (digest === ZERO_DIGEST) return;
    const at = this.#count % PIECE_DIGESTS;
    if (at === 0) this.#pieces.push(new Uint8Array(PIECE_DIGESTS * DIGEST_BYTES));
    this.#pieces.at(-1)?.set(digestToBytes(digest), at * DIGEST_BYTES);
    this.#count += 1;
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
