import { CarReader } from "@ipld/car";
import { CID } from "multiformats/cid";
import { identity } from "multiformats/hashes/identity";
import * as raw from "multiformats/codecs/raw";
import { describe, expect, test } from "vitest";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { carHeader, HEAD_BYTES, parseCarHeader, parseSectionHead, sectionHead } from "../../src/core/car.ts";
import { type CID as Cid, documentCid, rawCid } from "../../src/core/cid.ts";
import { digestFromBytes } from "../../src/core/digest.ts";

const DIGEST = digestFromBytes(nodeSha256(Buffer.from("a block")));

async function rootsOf(header: Uint8Array): Promise<string[]> {
  return (await (await CarReader.fromBytes(header)).getRoots()).map(String);
}

describe("the header of a CAR", () => {
  test.each([
    ["a document", documentCid(DIGEST), 60],
    ["a raw block", rawCid(DIGEST), 59],
  ])("of %s is read by another implementation, and by ours", async (_, root: Cid, length) => {
    const header = carHeader(root);
    expect(header).toHaveLength(length);
    expect(length).toBeLessThanOrEqual(HEAD_BYTES);
    expect(await rootsOf(header)).toEqual([root.toString()]);
    const parsed = parseCarHeader(header, "a.car");
    expect([parsed.root.toString(), parsed.headerBytes]).toEqual([root.toString(), length]);
  });

  test.each([0, 17, 18, 19, 249, 250, 251, 5000, 70_000])(
    "of a root with %d bytes within itself is read by another implementation",
    async (length) => {
      const root = CID.createV1(raw.code, identity.digest(new Uint8Array(length)));
      expect(await rootsOf(carHeader(root))).toEqual([root.toString()]);
    },
  );

  test("error: every changed byte is seen", async () => {
    const header = carHeader(documentCid(DIGEST));
    // The last 32 bytes of the root are any digest at all: they are what the caller compares.
    const digestAt = header.length - 32 - 9;
    for (let i = 0; i < header.length; i++) {
      if (i >= digestAt && i < digestAt + 32) continue;
      const changed = Uint8Array.from(header, (byte, at) => (at === i ? byte ^ 0x10 : byte));
      await expect(() => parseCarHeader(changed, "a.car")).toFailWith("CAR_MALFORMED");
    }
  });
});

describe("what stands before a block", () => {
  test.each([0, 1, 91, 92, 2 * 1024 * 1024])("of %d bytes is read as it was written", (length) => {
    const cid = rawCid(DIGEST);
    const head = sectionHead(cid, length);
    const parsed = parseSectionHead(head, "a.car");
    expect([parsed.cid.toString(), parsed.headBytes, parsed.blockBytes]).toEqual([
      cid.toString(),
      head.length,
      length,
    ]);
  });

  test.each([
    ["nothing", Uint8Array.of()],
    ["a length without end", new Uint8Array(40).fill(0xff)],
    ["a padded length", Uint8Array.of(0xa4, 0x00, ...rawCid(DIGEST).bytes)],
    ["a block over 2 MiB", sectionHead(rawCid(DIGEST), 2 * 1024 * 1024 + 1)],
    ["a section shorter than its CID", Uint8Array.of(3, ...rawCid(DIGEST).bytes)],
    ["a CID of another kind", Uint8Array.of(36, 0x01, 0x71, 0x12, 0x20, ...new Uint8Array(32))],
  ])("error: %s", async (_, bytes) => {
    await expect(() => parseSectionHead(bytes, "a.car")).toFailWith("CAR_MALFORMED");
  });
});
