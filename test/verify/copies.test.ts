import { beforeEach, describe, expect, test } from "vitest";
import { documentCid } from "../../src/core/cid.ts";
import type { Digest } from "../../src/core/digest.ts";
import type { Manifest } from "../../src/core/manifest/manifest.ts";
import { manifestOf } from "../../src/verify/answer.ts";
import { copiesOf, manifestBytes } from "../../src/verify/copies.ts";
import { hashing } from "../support/hashing.ts";
import { ModelArchive } from "../support/model-archive.ts";

const { sha256 } = hashing;

let model: ModelArchive;
let digest: Digest;
let manifest: Manifest;

beforeEach(async () => {
  model = new ModelArchive("near", "far");
  const letter = model.register("The Letter");
  digest = await model.anchor(letter, "1", { "a.txt": "one", "b.txt": "two", "c.txt": "two" });
  const fetched = await copiesOf(digest, { stores: model.stores, sha256 });
  const bytes = manifestBytes(fetched, "x");
  manifest = manifestOf({ digest, manifest: bytes }, sha256) ?? expect.unreachable("it is there");
});

const copies = async (...paths: string[]) => {
  const isAsked = ({ path }: { readonly path: string }) => paths.includes(path);
  const fetched = await copiesOf(digest, { stores: model.stores, sha256, isAsked });
  return fetched.map(({ evidence: { status, files, problem } }) => [status, files?.read, files?.of, problem]);
};
const cidOf = (path: string) =>
  manifest.files.find((file) => file.path === path)?.cid ?? expect.unreachable(path);

describe("what the stores give back of an issue", () => {
  test("is read as far as it was asked about, the same bytes once", async () => {
    expect(await copies()).toEqual([
      ["served", undefined, undefined, undefined],
      ["served", undefined, undefined, undefined],
    ]);
    const both = ["served", 2, 2, undefined];
    expect(await copies("a.txt", "b.txt", "c.txt")).toEqual([both, both]);
  });

  test("is no copy where the very file that was asked about is damaged or missing", async () => {
    model.stores[0]?.spoil(cidOf("a.txt"));
    model.stores[1]?.blocks.delete(cidOf("a.txt").toString());
    expect(await copies("a.txt")).toEqual([
      ["corrupt", undefined, undefined, "a.txt"],
      ["missing", undefined, undefined, "a.txt"],
    ]);
    const one = ["served", 1, 1, undefined];
    expect(await copies("b.txt")).toEqual([one, one]);
  });

  test("is told apart from a store that has not even the manifest", async () => {
    model.stores[0]?.blocks.delete(documentCid(digest).toString());
    const fetched = await copiesOf(digest, { stores: model.stores, sha256 });
    expect(fetched.map(({ evidence }) => evidence.status)).toEqual(["missing", "served"]);
    expect(manifestBytes(fetched, "x")).toMatchObject({ known: true, source: "far" });
    expect(manifestBytes(fetched.slice(0, 1), "x")).toEqual({ known: true, value: undefined, source: "x" });
  });

  test("is read no further than the manifest lists, however much more was stored", async () => {
    const letter = model.register("The Flood");
    const flood = Array.from({ length: 24 }, (_, i) => String.fromCharCode(97 + i).repeat(1024 * 1024));
    const honest = await model.pack(letter, "1", { "a.txt": flood.join("") });
    const [near] = model.stores;
    const value = near?.blocks.get(documentCid(honest).toString());
    const answer = { known: true, value, source: "near" } as const;
    const { content, files } =
      manifestOf({ digest: honest, manifest: answer }, sha256) ?? expect.unreachable();
    const small = files.map((file) => ({ ...file, size: 1024 * 1024 + 1 }));
    digest = await model.pack(letter, "1", {}, { content, files: small });
    expect((await copies("a.txt")).map(([status]) => status)).toEqual(["corrupt", "corrupt"]);
  });
});
