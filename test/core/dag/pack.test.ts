import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { packContent } from "../../../src/core/dag/pack.ts";
import { parseIssuePath } from "../../../src/core/path.ts";
import type { SourceFile } from "../../../src/core/ports.ts";
import { keyStream } from "../../support/chacha20.ts";
import { hashing, memoryFile } from "../../support/hashing.ts";

interface Vectors {
  readonly files: readonly { name: string; cid: string; text?: string; seed?: string; size?: number }[];
  readonly directories: readonly {
    name: string;
    cid: string;
    seed: string;
    files: number;
    nameLength: number;
    lastNameLength: number;
  }[];
}

const vectors = JSON.parse(
  readFileSync(new URL("../../vectors/unixfs-v1-2025/vectors.json", import.meta.url), "utf8"),
) as Vectors;
const ALPHABET = "abcdefghijklmnopqrstuvwxyz01234567890-_";
const MIB = 1024 * 1024;

async function pack(files: readonly SourceFile[]) {
  const blocks = new Map<string, number>();
  const put = async (cid: { toString(): string }, bytes: Uint8Array) => {
    blocks.set(cid.toString(), bytes.length);
  };
  const packed = await packContent(files, { put }, { hashing, typeOf: () => "text/plain" });
  return { ...packed, blocks };
}

function streamed(path: string, seed: string, size: number): SourceFile {
  return {
    path: parseIssuePath(path),
    size,
    async *read() {
      const next = keyStream(seed);
      for (let left = size; left > 0; left -= MIB) yield next(Math.min(left, MIB));
    },
  };
}

function vectorDirectory({
  seed,
  files,
  nameLength,
  lastNameLength,
}: Vectors["directories"][number]): SourceFile[] {
  const next = keyStream(seed);
  return Array.from({ length: files }, (_, i) => {
    const bytes = next(i === files - 1 ? lastNameLength : nameLength);
    const name = Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join("");
    return memoryFile(name, "x");
  });
}

describe("packContent against the CIDs published with IPIP-0499", () => {
  test.each(vectors.files)("file: $name", { timeout: 120_000 }, async ({ text, seed, size, cid }) => {
    const file = text === undefined ? streamed("f", seed ?? "", size ?? 0) : memoryFile("f", text);
    const { files } = await pack([file]);
    expect(files[0]?.cid.toString()).toBe(cid);
  });

  test.each(vectors.directories)("directory: $name", async (vector) => {
    const { content } = await pack(vectorDirectory(vector));
    expect(content.toString()).toBe(vector.cid);
  });
});

describe("packContent", () => {
  test("gives a file of one leaf the digest that its CID holds, and a larger one its own", async () => {
    const small = new Uint8Array(MIB).fill(1);
    const large = new Uint8Array(MIB + 1).fill(2);
    const { files } = await pack([memoryFile("large", large), memoryFile("small", small)]);
    const digests = files.map((file) => file.sha256);
    const expected = [large, small].map((bytes) => Buffer.from(hashing.sha256(bytes)).toString("hex"));
    expect(digests).toEqual(expected);
  });

  test("takes an empty file", async () => {
    const { files } = await pack([memoryFile("empty.txt", "")]);
    expect(files[0]).toMatchObject({
      size: 0,
      sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    });
  });

  test("makes the same directory whatever the order in which the files come", async () => {
    const files = ["b/2.txt", "a.txt", "b/1.txt"].map((path) => memoryFile(path, path));
    const [one, other] = [await pack(files), await pack(files.toReversed())];
    expect(one.content.toString()).toBe(other.content.toString());
  });

  test("hands every block over, the directory's too", async () => {
    const { content, files, blocks } = await pack([memoryFile("a/b/c.txt", "c")]);
    expect(blocks.has(content.toString())).toBe(true);
    expect(blocks.has(files[0]?.cid.toString() ?? "")).toBe(true);
    expect(blocks.size).toBe(4);
  });

  test("error: a file that gives fewer bytes than were listed has changed", async () => {
    const file = { ...memoryFile("a.txt", "short"), size: 6 };
    await expect(pack([file])).toFailWith("SOURCE_CHANGED", { path: "a.txt" });
  });
});
