import { describe, expect, test } from "vitest";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { carHeader, sectionHead } from "../../src/core/car.ts";
import { type StreamedBlock, streamBlocks } from "../../src/core/car-stream.ts";
import { type CID, documentCid, rawCid } from "../../src/core/cid.ts";
import { digestFromBytes } from "../../src/core/digest.ts";
import { noise } from "../adapters/disk/sample-noise.ts";

const digestOf = (bytes: Uint8Array) => digestFromBytes(nodeSha256(bytes));
const BLOCKS = [noise(3, 1), noise(0, 2), noise(70_000, 3)];
const DOCUMENT = noise(40, 4);
const ROOT = documentCid(digestOf(DOCUMENT));
const CAR = Buffer.concat([
  carHeader(ROOT),
  ...BLOCKS.flatMap((bytes) => [sectionHead(rawCid(digestOf(bytes)), bytes.length), bytes]),
  sectionHead(ROOT, DOCUMENT.length),
  DOCUMENT,
]);

async function* inPiecesOf(size: number, bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve();
    yield bytes.subarray(at, at + size);
  }
}

async function read(bytes: Uint8Array, size: number, root: CID = ROOT): Promise<StreamedBlock[]> {
  const blocks: StreamedBlock[] = [];
  for await (const block of streamBlocks(inPiecesOf(size, bytes), root, "x.car")) blocks.push(block);
  return blocks;
}

describe("streamBlocks", () => {
  test.each([1, 7, 64, 1000, 1_000_000])("gives every block, from pieces of %d bytes", async (size) => {
    const blocks = await read(CAR, size);
    expect(blocks.map(({ bytes }) => Buffer.from(bytes))).toEqual(
      [...BLOCKS, DOCUMENT].map((bytes) => Buffer.from(bytes)),
    );
    expect(blocks.at(-1)?.cid.toString()).toBe(ROOT.toString());
    for (const { offset, bytes } of blocks)
      expect(CAR.subarray(offset, offset + bytes.length).equals(bytes)).toBe(true);
  });

  test("lets go of its source when it is read no further", async () => {
    let closed = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        yield* inPiecesOf(10, CAR);
      } finally {
        closed = true;
      }
    }
    for await (const { bytes } of streamBlocks(source(), ROOT, "x.car")) if (bytes.length === 3) break;
    expect(closed).toBe(true);
  });

  test("error: a CAR that is cut anywhere but between two blocks", async () => {
    for (const length of [0, 30, 61, 99, CAR.length - 1])
      await expect(read(CAR.subarray(0, length), 50)).toFailWith("CAR_MALFORMED");
  });

  test("error: another root", async () => {
    await expect(read(CAR, 50, rawCid(digestOf(DOCUMENT)))).toFailWith("CAR_MALFORMED");
  });
});
