import { importer } from "ipfs-unixfs-importer";
import { describe, expect, test } from "vitest";
import { rawCid } from "../../../src/core/cid.ts";
import { directoryOf } from "../../../src/core/dag/directory.ts";
import { digestFromBytes } from "../../../src/core/digest.ts";
import { compareText } from "../../../src/core/text.ts";
import { hashing, utf8 } from "../../support/hashing.ts";

interface Given {
  readonly path: string;
  readonly content: string;
}

async function ours(files: readonly Given[]) {
  const blocks = new Map<string, number>();
  const put = async (cid: { toString(): string }, bytes: Uint8Array) =>
    void blocks.set(cid.toString(), bytes.length);
  const placed = files.map(({ path, content }) => {
    const bytes = utf8(content);
    return { path, cid: rawCid(digestFromBytes(hashing.sha256(bytes))), dagBytes: bytes.length };
  });
  return { cid: String(await directoryOf(placed, { writer: { put }, sha256: hashing.sha256 })), blocks };
}

async function theLibrarys(files: readonly Given[]): Promise<string | undefined> {
  const put = async <T>(cid: T) => cid;
  const source = files.map(({ path, content }) => ({ path, content: utf8(content) }));
  const options = { profile: "unixfs-v1-2025", wrapWithDirectory: true } as const;
  let last: string | undefined;
  for await (const { cid } of importer(source, { put }, options)) last = String(cid);
  return last;
}

const many = (count: number, path: (i: number) => string): Given[] =>
  Array.from({ length: count }, (_, i) => ({ path: path(i), content: `${i}` }));

const LAYOUTS: Readonly<Record<string, readonly Given[]>> = {
  "one file": many(1, () => "a.txt"),
  "folders in folders, with names that sort otherwise than their paths": [
    "a/b/c",
    "a.txt",
    "a/b.txt",
    "a-/x",
    "z/é/😀.svg",
    "z/é/\uffee.svg",
  ].map((path) => ({ path, content: path })),
  "a large folder below a small one": many(6000, (i) => `deep/er/${i}.txt`),
  "a large folder with a small one in it": [...many(6000, (i) => `${i}.txt`), ...many(3, (i) => `sub/${i}`)],
};

describe("directoryOf", () => {
  test.each(Object.entries(LAYOUTS))("makes the library's tree of %s", async (_, files) => {
    const { cid, blocks } = await ours(files.toSorted((a, b) => compareText(a.path, b.path)));
    expect(cid).toBe(await theLibrarys(files));
    expect(Math.max(...blocks.values())).toBeLessThanOrEqual(256 * 1024);
  });

  test("makes the same tree whatever the order", async () => {
    const files = many(100, (i) => `${i % 7}/${i % 3}/${i}`);
    expect((await ours(files)).cid).toBe((await ours(files.toReversed())).cid);
  });

  // What Kubo 0.43.0 gives (`ipfs add --only-hash -r`, profile unixfs-v1-2025). The library by itself leaves such a
  // folder in one block of more than 256 KiB: it counts no folder that it has not packed yet.
  test("shards a folder of many folders as Kubo does", async () => {
    const { cid, blocks } = await ours(many(5500, (i) => `f${i}/x${i}`));
    expect(cid).toBe("bafybeifh7j33c6pwxh62ok3m473cmisesvqrqa27y5j7c3swye6vsvvbze");
    expect(Math.max(...blocks.values())).toBeLessThan(256 * 1024);
  });
});
