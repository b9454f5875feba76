import { carHeader, sectionHead } from "../../../src/core/car.ts";
import type { Block } from "../../../src/core/block.ts";
import { type CID, documentCid, rawCid } from "../../../src/core/cid.ts";
import { digestFromBytes } from "../../../src/core/digest.ts";
import type { Entry } from "../../../src/core/history/entry.ts";
import type { MirrorRoot } from "../../../src/core/mirror/format.ts";
import { type MirrorPart, type MirrorReading, readMirror } from "../../../src/core/mirror/read.ts";
import { MirrorDraft, type ReadDocument } from "../../../src/core/mirror/write.ts";
import type { BlockRef } from "../../../src/core/ports.ts";
import { publicationRef } from "../../../src/core/publication.ts";
import { hashing } from "../../support/hashing.ts";
import { vectors } from "../history/vectors.ts";

export const { sha256 } = hashing;

/** The publication and the history of the vectors. */
export const ref = publicationRef(
  vectors.publication.chain,
  vectors.publication.registry,
  vectors.publication.id,
);
export const entries: readonly Entry[] = vectors.steps.map(({ entry }) => entry);

export const AT: BlockRef = { number: 120, hash: `0x${"b1".repeat(32)}`, time: 1_800_100_000 };

type Section = Pick<Block, "cid" | "bytes">;

export function section(bytes: Uint8Array, name: typeof rawCid = documentCid): Section {
  return { cid: name(digestFromBytes(sha256(bytes))), bytes };
}

/** A CAR of these blocks, the first of which is its root unless another one is said. */
export function carOf(blocks: readonly Section[], root: CID | undefined = blocks[0]?.cid): Uint8Array {
  const parts = blocks.flatMap(({ cid, bytes }) => [sectionHead(cid, bytes.length), bytes]);
  return Buffer.concat([...(root === undefined ? [] : [carHeader(root)]), ...parts]);
}

export async function blocksOf(
  history: readonly Entry[],
  read: ReadDocument = () => Promise.resolve(undefined),
): Promise<Block[]> {
  const draft = new MirrorDraft(ref, sha256);
  draft.take(history);
  return collected(draft.blocks(AT, read));
}

export async function collected<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
}

async function* inPieces(bytes: Uint8Array, size = 4000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

export async function partsOf(
  car: Uint8Array,
  reading: Partial<MirrorReading> = {},
): Promise<readonly MirrorPart[]> {
  return collected(readMirror(inPieces(car), { name: "x.car", sha256, ...reading }));
}

export async function readBack(car: Uint8Array): Promise<{
  readonly root: MirrorRoot | undefined;
  readonly entries: readonly Entry[];
  readonly documents: readonly Uint8Array[];
}> {
  let root: MirrorRoot | undefined;
  const found: Entry[] = [];
  const documents: Uint8Array[] = [];
  for (const part of await partsOf(car)) {
    if (part.kind === "root") root = part.root;
    if (part.kind === "entries") found.push(...part.entries);
    if (part.kind === "document") documents.push(part.bytes);
  }
  return { root, entries: found, documents };
}
