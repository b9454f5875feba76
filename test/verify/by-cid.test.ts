import { beforeEach, describe, expect, test } from "vitest";
import type { CID } from "../../src/core/cid.ts";
import { packContent } from "../../src/core/dag/pack.ts";
import { type Digest, digestFromBytes } from "../../src/core/digest.ts";
import { decodeManifest, encodeManifest } from "../../src/core/manifest/codec.ts";
import { documentCid } from "../../src/core/cid.ts";
import { type PublicationId, publicationRef } from "../../src/core/publication.ts";
import { sha256ByCid } from "../../src/verify/by-cid.ts";
import type { ReadableFile } from "../../src/verify/compare.ts";
import type { IssueEvidence } from "../../src/verify/evidence.ts";
import { gatherFile, gatherFolder, type Gathering } from "../../src/verify/gather.ts";
import { judge } from "../../src/verify/judge/judge.ts";
import { DEFAULT_POLICY } from "../../src/verify/judge/verdict.ts";
import { hashing, memoryFile } from "../support/hashing.ts";
import { CHAIN, MemoryArchive, REGISTRY } from "../support/memory-archive.ts";
import { reasonOf } from "../support/witness-evidence.ts";
import { WatchedWitness } from "../support/witness-memory.ts";

const { sha256 } = hashing;
const TRUST = { ...publicationRef(CHAIN, REGISTRY, "1"), sha256 };
const FILM = filled(1);
const OTHER = filled(2);

function filled(byte: number): Uint8Array {
  return new Uint8Array(1_500_000).fill(byte);
}

async function cidOf(bytes: Uint8Array): Promise<CID> {
  const { files } = await packContent(
    [memoryFile("film.bin", bytes)],
    { put: async () => {} },
    {
      ...{ hashing, typeOf: () => "" },
    },
  );
  const [file] = files;
  return file?.cid ?? expect.unreachable("one file was packed");
}

const digestOf = (bytes: Uint8Array) => digestFromBytes(sha256(bytes));

/** Gives the second issue's manifest with one file's entry changed, under the digest that this has. */
class Contradicting extends MemoryArchive {
  readonly forged = new Map<Digest, Uint8Array>();

  override async issue(manifest: Digest): Promise<IssueEvidence> {
    const found = await super.issue(manifest);
    const bytes = this.forged.get(manifest);
    return bytes === undefined
      ? found
      : { ...found, manifest: { known: true, value: bytes, source: this.name } };
  }
}

describe("a large file of which only the CID was computed", () => {
  let archive: Contradicting;
  let letter: PublicationId;
  let first: Digest;
  let cid: CID;
  const about = (witness: Gathering["witness"] = archive): Gathering => ({ witness, sha256 });
  const asked = (of = cid) => sha256ByCid({ path: "film.bin", size: FILM.length, cid: of }, about());
  const held = (digest: Digest, of = cid): ReadableFile => ({
    ...{ path: "film.bin", size: FILM.length, sha256: digest, cid: of.toString() },
    bytes: () => expect.unreachable("it is not read again"),
  });
  const judged = async (file: ReadableFile) => judge(await gatherFile(file, about()), TRUST, DEFAULT_POLICY);
  const issue = (label: string, bytes: Uint8Array) => ({
    ...{ label, title: `Film ${label}` },
    files: { "film.bin": { type: "application/octet-stream", bytes } },
  });

  beforeEach(async () => {
    archive = new Contradicting();
    letter = archive.register("The Films");
    first = await archive.anchor(letter, issue("1", FILM));
    cid = await cidOf(FILM);
  });

  test("has the SHA-256 that the manifest gives beside it, and is authentic by both", async () => {
    const found = await asked();
    expect(found).toBe(digestOf(FILM));
    const verdict = await judged(held(digestOf(FILM)));
    expect([verdict.verdict, verdict.issue?.digest]).toEqual(["authentic", first]);
  });

  test("of no issue has none", async () => {
    expect(await asked(await cidOf(OTHER))).toBeUndefined();
  });

  test("has none where two manifests give it different ones", async () => {
    const second = await archive.anchor(letter, issue("2", OTHER));
    const block = archive.blocks.get(String(documentCid(second))) ?? expect.unreachable("it was packed");
    const manifest = decodeManifest(block, second, sha256);
    const files = manifest.files.map((file) => ({ ...file, cid }));
    // A publisher may anchor any pair of digests.
    const { block: lying, digest } = encodeManifest({ ...manifest, files }, sha256);
    archive.forged.set(digest, lying.bytes);
    const similar = archive.similar.bind(archive);
    archive.similar = async (...names) =>
      (await similar(...names)).map((place) =>
        place.manifest === second ? { ...place, manifest: digest } : place,
      );
    expect(await asked()).toBeUndefined();
  });

  test("is not taken for another file whose SHA-256 a manifest gives it", async () => {
    await archive.anchor(letter, issue("2", OTHER));
    const verdict = await judged(held(digestOf(OTHER)));
    expect([verdict.verdict, reasonOf(verdict, "integrity")]).toEqual(["could-not-check", "search-failed"]);
    // Nor for the manifest itself.
    expect(reasonOf(await judged(held(first)), "integrity")).not.toBe("manifest-intact");
  });

  test("is held against the entry's CID in a folder, too", async () => {
    const { bytes: _, ...file } = held(digestOf(FILM));
    const folder = async (of: typeof file) =>
      judge(await gatherFolder("films", [of], about()), TRUST, DEFAULT_POLICY).verdict;
    expect(await folder(file)).toBe("authentic");
    expect(await folder({ ...file, cid: String(await cidOf(OTHER)) })).toBe("altered");
  });

  test("fails as the witness does", async () => {
    const silent = new WatchedWitness(archive, "byCid");
    const file = { path: "film.bin", size: FILM.length, cid };
    await expect(sha256ByCid(file, about(silent))).toFailWith("CHAIN_UNREACHABLE");
  });
});
