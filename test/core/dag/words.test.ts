import { describe, expect, test } from "vitest";
import { packContent, withTexts } from "../../../src/core/dag/pack.ts";
import { Words } from "../../../src/core/dag/words.ts";
import { parseDigest } from "../../../src/core/digest.ts";
import type { TakenText, TextReader } from "../../../src/core/ports.ts";
import { hashing, memoryFile } from "../../support/hashing.ts";

const MIB = 1024 * 1024;
const root = parseDigest("ab".repeat(32));

/** Says how many bytes it was given, in the place of a count of blocks. */
function measuring({ limit = 10 * MIB, wait = () => Promise.resolve() } = {}) {
  const given: Uint8Array[] = [];
  const reader: TextReader = {
    limit: (type) => (type === "text/plain" ? limit : 0),
    async read(bytes): Promise<TakenText> {
      given.push(bytes);
      await wait();
      if (bytes.length === 0) return "wordless";
      return { blocks: bytes.length, profile: "colophon/text/1", root };
    },
  };
  return { given, reader };
}

const large = new Uint8Array(3 * MIB + 5).map((_, i) => i % 251);
const files = [memoryFile("a.txt", large), memoryFile("b.png", "no words"), memoryFile("c.txt", "three")];
const typeOf = ({ path }: { path: string }) => (path.endsWith(".txt") ? "text/plain" : "image/png");
const put = () => undefined;

describe("the text of documents that are packed", () => {
  test("is taken of the whole of each, and of documents only", async () => {
    const { given, reader } = measuring();
    const packed = await packContent(files, { put }, { hashing, typeOf, texts: reader });
    expect(packed.files.map(({ text }) => text?.blocks)).toEqual([large.length, undefined, 5]);
    expect(given[0]).toEqual(large);
  });

  test("changes neither blocks nor entries otherwise", async () => {
    const blocks: string[][] = [[], []];
    const kept = (at: number) => ({ put: (cid: unknown) => void blocks[at]?.push(String(cid)) });
    const bare = await packContent(files, kept(0), { hashing, typeOf });
    const full = await packContent(files, kept(1), { hashing, typeOf, texts: measuring().reader });
    expect(blocks[1]).toEqual(blocks[0]);
    expect(withTexts(full.files, new Map())).toEqual(bare.files);
  });

  test("is not taken beyond the limit of its type, which is told; of one without words nothing is", async () => {
    const textless: string[] = [];
    const { reader } = measuring({ limit: 5 });
    const onTextless = (path: string) => void textless.push(path);
    const some = [...files, memoryFile("d.txt", "")];
    const packed = await packContent(some, { put }, { hashing, typeOf, texts: reader, onTextless });
    expect(packed.files.map(({ text }) => text?.blocks)).toEqual([undefined, undefined, 5, undefined]);
    expect(textless).toEqual(["a.txt"]);
  });

  test("is waited for while more than 4 MiB of documents wait for it", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const words = new Words(measuring({ wait: () => held }).reader);
    const ended = [0, 1, 2].map((i) => {
      const passing = words.of(memoryFile(`${i}.txt`, new Uint8Array(2 * MIB)), "text/plain");
      return passing?.end();
    });
    expect(ended.map((end) => end === undefined)).toEqual([true, true, false]);
    release();
    await ended[2];
    expect((await words.found()).texts.size).toBe(3);
  });

  test("fails a packing when its reader fails, and nothing else", async () => {
    const reader = { ...measuring().reader, read: () => Promise.reject(new Error("gone")) };
    await expect(packContent(files, { put }, { hashing, typeOf, texts: reader })).rejects.toThrow("gone");
  });
});
