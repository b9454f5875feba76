import { streamBlocks } from "../../core/car-stream.ts";
import { type CID, cidDigest, DAG_JSON, parseCid } from "../../core/cid.ts";
import { type Digest, digestFromBytes } from "../../core/digest.ts";
import { isFailure } from "../../core/errors/error.ts";
import type { Sha256 } from "../../core/sha256.ts";
import { openFile, type Part, readPart, type SiteFile } from "./site-read.ts";

/** Where blocks lie in the CAR files of a mirror, each file named by its root. What is read there is hashed. */
export interface MirrorIndex {
  find(digest: Digest): readonly (Part & { readonly name: string })[];
  replace(name: string, stamp: string, blocks: Iterable<Part & { readonly digest: Digest }>): void;
  forget(name: string): void;
  /** All or nothing. */
  exclusively<T>(work: () => T): T;
}

export interface SiteBlocks {
  /** Takes in where the blocks of that CAR lie. @throws what reading it throws */
  indexFrom(chunks: AsyncIterable<Uint8Array>, root: CID): Promise<void>;
  /** @throws STORE_UNREACHABLE */
  block(cid: CID): Promise<Uint8Array | undefined>;
}

/** In one file: one that never ends must not fill the memory. */
const MOST_BLOCKS = 4_000_000;

export interface SiteBlocksOptions {
  readonly fileOf: (root: string) => SiteFile;
  readonly index: MirrorIndex;
  readonly sha256: Sha256;
}

interface Found {
  readonly bytes?: Uint8Array;
  /** Of a block that is there and is another. */
  readonly wrong?: Uint8Array;
  /** Files that should have it and do not give it. */
  readonly doubtful: readonly string[];
}

/** The single blocks of a mirror's files. A file is downloaded when the index does not know it or does not fit it. */
export function siteBlocks({ fileOf, index, sha256 }: SiteBlocksOptions): SiteBlocks {
  /** Files whose index was made in this process. */
  const looked = new Set<string>();

  async function indexFrom(chunks: AsyncIterable<Uint8Array>, root: CID): Promise<void> {
    const blocks: (Part & { digest: Digest })[] = [];
    try {
      for await (const { cid, bytes, offset } of streamBlocks(chunks, root, `${root.toString()}.car`))
        if (blocks.push({ digest: cidDigest(cid), offset, length: bytes.length }) === MOST_BLOCKS) break;
    } catch (error) {
      // What stands before the fault can still be read; what is behind it is missing.
      if (!isFailure(error, "CAR_MALFORMED")) throw error;
    }
    const name = root.toString();
    index.exclusively(() => {
      index.replace(name, "", blocks);
    });
    looked.add(name);
  }

  /** Whether there is something new in it. */
  async function lookAgain(name: string): Promise<boolean> {
    if (looked.has(name)) return false;
    const file = await openFile(fileOf(name));
    if (file !== undefined) await indexFrom(file, parseCid(name));
    else index.forget(name);
    return file !== undefined;
  }

  async function find(digest: Digest): Promise<Found> {
    const doubtful: string[] = [];
    let wrong: Uint8Array | undefined;
    for (const { name, offset, length } of index.find(digest)) {
      const bytes = await readPart(fileOf(name), { offset, length });
      if (bytes?.length === length && digestFromBytes(sha256(bytes)) === digest) return { bytes, doubtful };
      doubtful.push(name);
      if (bytes?.length === length) wrong = bytes;
    }
    return { doubtful, ...(wrong === undefined ? {} : { wrong }) };
  }

  async function block(cid: CID): Promise<Uint8Array | undefined> {
    const digest = cidDigest(cid);
    const first = await find(digest);
    if (first.bytes !== undefined) return first.bytes;
    // Only documents are roots: no other block can have a file of its own name.
    const names = new Set([...first.doubtful, ...(cid.code === DAG_JSON ? [cid.toString()] : [])]);
    let isNew = false;
    for (const name of names) isNew = (await lookAgain(name)) || isNew;
    const last = isNew ? await find(digest) : first;
    return last.bytes ?? last.wrong;
  }

  return { indexFrom, block };
}
