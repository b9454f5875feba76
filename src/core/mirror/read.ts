import { verifyBlock } from "../block.ts";
import { type StreamedBlock, streamBlocks } from "../car-stream.ts";
import { cidDigest, DAG_JSON } from "../cid.ts";
import type { Digest } from "../digest.ts";
import { fail, isFailure } from "../errors/error.ts";
import { decodeEntry } from "../history/decode.ts";
import { type Entry, ENTRY_BYTES } from "../history/entry.ts";
import { type Folded, foldBytes, genesis } from "../history/fold.ts";
import { PackedEntries } from "../history/packed.ts";
import { publicationKey, type PublicationRef } from "../publication.ts";
import type { Sha256 } from "../sha256.ts";
import { decodeRoot, invalid } from "./codec.ts";
import { historyBlockBytes, type MirrorRoot } from "./format.ts";
import { References, type Wanted } from "./references.ts";

/** What comes by while a mirror is read: its root, then the entries block by block, then the documents. */
export type MirrorPart =
  | { readonly kind: "root"; readonly root: MirrorRoot }
  | { readonly kind: "entries"; readonly entries: readonly Entry[] }
  | {
      readonly kind: "document";
      readonly digest: Digest;
      /** The reader's until the next part is asked for. */
      readonly bytes: Uint8Array;
      /** Where they begin in the file. */
      readonly offset: number;
    };

export interface MirrorReading {
  /** How a failure names the mirror. */
  readonly name: string;
  readonly sha256: Sha256;
  /** Which publication it has to be one of; any where nothing is said. */
  readonly publication?: PublicationRef | undefined;
  /** Empty: the entries are put here as they come. They are held in any case, to tell which documents are wanted. */
  readonly entries?: PackedEntries;
}

/**
 * Reads a mirror as it comes, of which no more is held than one block and the entries, packed. Every block is
 * hashed, every entry decoded and folded; a document comes only if the history refers to it, in its place and once.
 *
 * What it says is consistent in itself and no more: the head is to be compared with the registry's before anything in
 * it is believed.
 *
 * @throws MIRROR_INVALID | MIRROR_TYPE_UNKNOWN | MIRROR_FOREIGN after the parts before the fault have been given, and
 *   whatever reading the chunks throws
 */
export async function* readMirror(
  chunks: AsyncIterable<Uint8Array>,
  reading: MirrorReading,
): AsyncGenerator<MirrorPart> {
  const { name } = reading;
  let reader: Reader | undefined;
  const blocks = streamBlocks(chunks, "first", name)[Symbol.asyncIterator]();
  try {
    for (let next = await nextOf(blocks, name); next !== undefined; next = await nextOf(blocks, name)) {
      const block = verified(next, reading);
      if (reader !== undefined) {
        yield reader.take(block);
        continue;
      }
      reader = openReader(block, reading);
      yield { kind: "root", root: reader.root };
    }
  } finally {
    await blocks.return(undefined);
  }
  if (reader === undefined) return invalid(name, "it is empty");
  reader.end();
}

/** A file that is no CAR is no mirror. */
async function nextOf(
  blocks: AsyncIterator<StreamedBlock>,
  name: string,
): Promise<StreamedBlock | undefined> {
  try {
    const { done, value } = await blocks.next();
    return done === true ? undefined : value;
  } catch (error) {
    if (!isFailure(error, "CAR_MALFORMED")) throw error;
    return invalid(name, String(error.parameters["problem"]));
  }
}

function verified(block: StreamedBlock, { name, sha256 }: MirrorReading): StreamedBlock {
  try {
    verifyBlock(block.cid, block.bytes, sha256);
    return block;
  } catch (error) {
    if (!isFailure(error, "BLOCK_MISMATCH")) throw error;
    return invalid(name, `the block ${block.cid.toString()} does not hash to its name`);
  }
}

function openReader({ cid, bytes }: StreamedBlock, reading: MirrorReading): Reader {
  const { name, publication } = reading;
  if (cid.code !== DAG_JSON) invalid(name, "its root is no DAG-JSON document");
  const root = decodeRoot(bytes, name);
  const got = publicationKey(root.publication);
  const expected = publication === undefined ? got : publicationKey(publication);
  if (got !== expected) fail("MIRROR_FOREIGN", { name, got, expected });
  return new Reader(root, reading);
}

class Reader {
  readonly root: MirrorRoot;
  readonly #reading: MirrorReading;
  readonly #references: References;
  readonly #entries: PackedEntries;
  #folded: Folded;
  #blocks = 0;
  #wanted: Wanted | undefined;
  /** What has just been given of what was wanted. */
  #given: Uint8Array | undefined;

  constructor(root: MirrorRoot, reading: MirrorReading) {
    const { publication } = root;
    this.root = root;
    this.#reading = reading;
    this.#entries = reading.entries ?? new PackedEntries();
    this.#references = new References(publication, this.#entries, reading.sha256);
    this.#folded = { head: genesis(publication, reading.sha256), entries: 0 };
  }

  take(block: StreamedBlock): MirrorPart {
    return this.#blocks < this.root.history.length ? this.#history(block) : this.#document(block);
  }

  /** @throws MIRROR_INVALID when the history is not all there */
  end(): void {
    const { history } = this.root;
    if (this.#blocks < history.length)
      invalid(this.#reading.name, `it ends after ${this.#blocks} of ${history.length} blocks of its history`);
  }

  #history({ cid, bytes }: StreamedBlock): MirrorPart {
    const { name, sha256 } = this.#reading;
    const { history, entries: all, publication, head } = this.root;
    const index = this.#blocks;
    if (history[index]?.equals(cid) !== true)
      invalid(name, `its block ${index + 2} is not block ${index + 1} of its history`);
    const expected = historyBlockBytes(index, all);
    if (bytes.length !== expected)
      invalid(name, `block ${index + 1} of its history has ${bytes.length} bytes, not ${expected}`);
    const entries = this.#told(() => {
      this.#folded = foldBytes(this.#folded, publication, bytes, sha256);
      return decodeAll(bytes);
    });
    for (const entry of entries) this.#references.take(entry);
    this.#entries.take(bytes);
    this.#blocks += 1;
    if (this.#blocks === history.length && this.#folded.head !== head)
      invalid(name, `its entries fold to ${this.#folded.head}, and it says ${head}`);
    return { kind: "entries", entries };
  }

  #document({ cid, bytes, offset }: StreamedBlock): MirrorPart {
    const { name } = this.#reading;
    const digest = cidDigest(cid);
    if (cid.code !== DAG_JSON || !this.#isWanted(digest))
      invalid(name, `the block ${cid.toString()} is none that its history refers to, or is out of its place`);
    this.#given = bytes;
    return { kind: "document", digest, bytes, offset };
  }

  /** What is passed over on the way is not in the mirror. */
  #isWanted(digest: Digest): boolean {
    this.#wanted ??= this.#references.wanted();
    let next = this.#wanted.next(this.#given);
    while (next.done !== true && next.value !== digest) next = this.#wanted.next(undefined);
    return next.done !== true;
  }

  #told<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (!isFailure(error, "HISTORY_BROKEN", "ENTRY_INVALID")) throw error;
      return invalid(this.#reading.name, String(error.parameters["problem"]));
    }
  }
}

function decodeAll(bytes: Uint8Array): readonly Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at < bytes.length; at += ENTRY_BYTES)
    entries.push(decodeEntry(bytes.subarray(at, at + ENTRY_BYTES)));
  return entries;
}
