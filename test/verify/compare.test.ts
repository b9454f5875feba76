import * as dagPb from "@ipld/dag-pb";
import fc from "fast-check";
import { CID } from "multiformats/cid";
import * as multihash from "multiformats/hashes/digest";
import { describe, expect, test } from "vitest";
import { type Block, uncheckedBlock } from "../../src/core/block.ts";
import { rawCid } from "../../src/core/cid.ts";
import { digestFromBytes } from "../../src/core/digest.ts";
import type { FileEntry } from "../../src/core/manifest/manifest.ts";
import { parseIssuePath } from "../../src/core/path.ts";
import {
  compareFile,
  compareFolder,
  MAX_COMPARED_BYTES,
  type ReadableFile,
} from "../../src/verify/compare.ts";
import { hashing, utf8 } from "../support/hashing.ts";
import { digestOf, heldFile } from "../support/witness-evidence.ts";

const { sha256 } = hashing;
const MIB = 1024 * 1024;

const bytesOf = (content: string | Uint8Array) => (typeof content === "string" ? utf8(content) : content);

function held(content: string | Uint8Array): ReadableFile {
  const bytes = bytesOf(content);
  return {
    path: "a.txt",
    size: bytes.length,
    sha256: digestFromBytes(sha256(bytes)),
    bytes: async () => bytes,
  };
}

function leaf(content: string | Uint8Array): Block {
  const bytes = bytesOf(content);
  return uncheckedBlock(rawCid(digestFromBytes(sha256(bytes))), bytes);
}

function node(...children: readonly Block[]): Block {
  const bytes = dagPb.encode(
    dagPb.prepare({ Links: children.map(({ cid }) => ({ Hash: cid, Name: "", Tsize: 1 })) }),
  );
  return uncheckedBlock(CID.createV1(dagPb.code, multihash.create(0x12, sha256(bytes))), bytes);
}

/** The archived file that these blocks, the root first, are said to make. */
function archived(blocks: readonly Block[], content: string | Uint8Array, change: Partial<FileEntry> = {}) {
  const bytes = bytesOf(content);
  const [root = leaf("")] = blocks;
  const path = parseIssuePath("a.txt");
  const listed = {
    cid: root.cid,
    path,
    sha256: digestFromBytes(sha256(bytes)),
    size: bytes.length,
    type: "text/plain",
  };
  const stored = new Map(blocks.map((block) => [block.cid.toString(), block]));
  let reads = 0;
  return {
    entry: { ...listed, ...change },
    reads: () => reads,
    from: {
      sha256,
      block: async (cid: CID) => {
        reads += 1;
        return stored.get(cid.toString());
      },
    },
  };
}

function compared(mine: string | Uint8Array, theirs: string | Uint8Array) {
  const { entry, from } = archived([leaf(theirs)], theirs);
  return compareFile(held(mine), entry, from);
}

describe("compareFile", () => {
  test.each([
    ["identical", "abcdef", "abcdef", 6, 0, 1],
    ["both empty", "", "", 0, 0, 0],
    ["empty", "", "abc", 0, 0, 0],
    ["held against an empty one", "abc", "", 0, 0, 0],
    ["with another beginning", "Xbcdef", "abcdef", 0, 5, 5 / 6],
    ["with another end", "abcdeX", "abcdef", 5, 0, 5 / 6],
    ["with something inserted", "abcXXdef", "abcdef", 3, 3, 6 / 8],
    ["with something left out", "abef", "abcdef", 2, 2, 4 / 6],
    ["with one byte changed", "abXdef", "abcdef", 2, 3, 5 / 6],
    ["a beginning of the other", "abc", "abcdef", 3, 0, 3 / 6],
    ["an end of the other", "def", "abcdef", 0, 3, 3 / 6],
    ["with a repetition doubled", "aaaa", "aaa", 3, 0, 3 / 4],
    ["unlike", "xyz", "abcdef", 0, 0, 0],
  ] as const)("a file %s", async (...[, mine, theirs, commonStart, commonEnd, resemblance]) => {
    expect(await compared(mine, theirs)).toMatchObject({ commonStart, commonEnd, resemblance });
  });

  test("never counts a byte twice, and counts no more than there are", async () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(text, text, async (mine, theirs) => {
        const { commonStart, commonEnd, resemblance } = await compared(mine, theirs);
        expect(commonStart + commonEnd).toBeLessThanOrEqual(Math.min(mine.length, theirs.length));
        expect(mine.slice(0, commonStart)).toBe(theirs.slice(0, commonStart));
        expect(mine.slice(mine.length - commonEnd)).toBe(theirs.slice(theirs.length - commonEnd));
        expect(resemblance).toBe((commonStart + commonEnd) / Math.max(mine.length, theirs.length, 1));
      }),
      { numRuns: 500 },
    );
  });

  test("a file of several leaves is held against the whole of it", async () => {
    const whole = new Uint8Array(2 * MIB + 5).fill(7);
    const leaves = [leaf(whole.subarray(0, MIB)), leaf(whole.subarray(2 * MIB))];
    const [full, last] = leaves;
    if (full === undefined || last === undefined) expect.unreachable();
    const { entry, from } = archived([node(full, full, last), ...leaves], whole);
    const mine = whole.slice();
    mine[MIB + 3] = 8;
    expect(await compareFile(held(mine), entry, from)).toMatchObject({
      commonStart: MIB + 3,
      commonEnd: MIB + 1,
    });
  });

  test("tells nothing that the reader holds besides path, size and digest", async () => {
    expect(Object.keys((await compared("a", "b")).held)).toEqual(["path", "size", "sha256"]);
  });

  test("files too large for memory are not read at all", async () => {
    const { entry, from, reads } = archived([leaf("x")], "x", { size: MAX_COMPARED_BYTES + 1 });
    const mine = { ...held("x"), bytes: () => expect.unreachable("it was read") };
    expect(await compareFile(mine, entry, from)).toMatchObject({ resemblance: 0 });
    expect(reads()).toBe(0);
  });
});

describe("compareFile, against hostile blocks", () => {
  const full = leaf(new Uint8Array(MIB));
  const tiny = leaf("x");

  /** A node over a node over ... the blocks at the bottom, 200 links wide: 200^7 leaves from a few kilobytes. */
  function bomb(bottom: Block): Block[] {
    const blocks = [bottom];
    for (let depth = 0; depth < 7; depth++)
      blocks.unshift(node(...Array<Block>(200).fill(blocks[0] ?? bottom)));
    return blocks;
  }

  test.each<[string, readonly Block[], number]>([
    ["more bytes than the manifest lists", [node(full, full, full), full], MIB + 1],
    ["fewer bytes than the manifest lists", [leaf("abc")], 9],
    ["other bytes than the manifest lists", [leaf("abd")], 3],
    ["leaves of one byte without end", bomb(tiny), 4 * MIB],
    ["leaves of no bytes without end", bomb(leaf("")), 4 * MIB],
    ["nodes without leaves without end", bomb(node()), 4 * MIB],
    ["full leaves without end", [...bomb(full)], 4 * MIB],
    ["a leaf after a short one", [node(tiny, full), tiny, full], MIB + 1],
    [
      "nodes nested without end",
      Array.from({ length: 20 }).reduce<Block[]>((all) => [node(all[0] ?? tiny), ...all], [tiny]),
      1,
    ],
    ["bytes that are no node", [uncheckedBlock(node(tiny).cid, utf8("not protobuf"))], 1],
  ])("error: %s", async (_, blocks, size) => {
    const { entry, from, reads } = archived(blocks, "abc", { size });
    await expect(compareFile(held("abc"), entry, from)).toFailWith("BLOCK_MALFORMED");
    expect(reads()).toBeLessThan(30);
  });

  test("error: a block that nobody has", async () => {
    const { entry, from } = archived([node(tiny)], "x");
    await expect(compareFile(held("y"), entry, from)).toFailWith("BLOCK_MISSING");
  });
});

describe("compareFolder", () => {
  const entry = (path: string, content: string): FileEntry => {
    const { size, sha256: digest } = heldFile(content, path);
    return { cid: rawCid(digest), path: parseIssuePath(path), sha256: digest, size, type: "text/plain" };
  };
  const listed = [entry("a", "1"), entry("b", "2")];

  test("identical, empty, more, fewer and others", () => {
    const a = heldFile("1", "a");
    expect(compareFolder([a, heldFile("2", "b")], listed)).toEqual({
      ...{ same: ["a", "b"], different: [], missing: [], extra: [] },
    });
    expect(compareFolder([], listed)).toEqual({ same: [], different: [], missing: ["a", "b"], extra: [] });
    expect(compareFolder([heldFile("3", "b"), heldFile("1", "c")], listed)).toEqual({
      same: [],
      different: [{ path: "b", expected: digestOf("2"), got: digestOf("3") }],
      missing: ["a"],
      extra: ["c"],
    });
  });

  test("names that every object has are names like others", () => {
    const names = ["__proto__", "constructor", "toString"];
    const files = names.map((name) => heldFile("x", name));
    expect(compareFolder(files, listed).extra).toEqual(names);
  });
});
