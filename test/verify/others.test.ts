import { beforeEach, describe, expect, test } from "vitest";
import { documentCid, rawCid } from "../../src/core/cid.ts";
import { type Digest, digestFromBytes } from "../../src/core/digest.ts";
import { parseLabel } from "../../src/core/label.ts";
import { type PublicationId, publicationRef } from "../../src/core/publication.ts";
import type { ReadableFile } from "../../src/verify/compare.ts";
import { gatherCid, gatherFile, gatherFolder, type Gathering } from "../../src/verify/gather.ts";
import { judge } from "../../src/verify/judge/judge.ts";
import { DEFAULT_POLICY } from "../../src/verify/judge/verdict.ts";
import type { Evidence } from "../../src/verify/evidence.ts";
import type { Witness } from "../../src/verify/witness.ts";
import { hashing, utf8 } from "../support/hashing.ts";
import { CHAIN, MemoryArchive, REGISTRY } from "../support/memory-archive.ts";
import { WatchedWitness } from "../support/witness-memory.ts";

const { sha256 } = hashing;
const TRUST = { ...publicationRef(CHAIN, REGISTRY, "1"), sha256 };

type Texts = Readonly<Record<string, string>>;

const SAME: Texts = { "a.txt": "the very same words", "b.txt": "and these" };

let archive: MemoryArchive;
let letter: PublicationId;
let notes: PublicationId;
let twelfth: Digest;
let ninetySeventh: Digest;

const issueOf = (label: string, texts: Texts) => ({
  label,
  title: `Issue ${label}`,
  files: Object.fromEntries(
    Object.entries(texts).map(([path, text]) => [path, { type: "text/plain", bytes: utf8(text) }]),
  ),
});

function file(content: string | Uint8Array, path: string): ReadableFile {
  const bytes = typeof content === "string" ? utf8(content) : content;
  return { path, size: bytes.length, sha256: digestFromBytes(sha256(bytes)), bytes: async () => bytes };
}

const named = (path: string) => file(SAME[path] ?? "", path);
const about = (label?: string, witness: Witness = archive): Gathering => ({
  ...{ witness, sha256 },
  ...(label === undefined ? {} : { label: parseLabel(label) }),
});
const judged = (evidence: Evidence) => judge(evidence, TRUST, DEFAULT_POLICY);
const ofFile = async (held: ReadableFile, gathering = about()) => judged(await gatherFile(held, gathering));
const ofFolder = async (texts: Texts) => {
  const held = Object.entries(texts).map(([path, text]) => file(text, path));
  return judged(await gatherFolder("folder", held, about()));
};
const ofCid = async (cid: unknown) => judged(await gatherCid(String(cid), about()));

describe("the same under another label, or in another publication", () => {
  beforeEach(async () => {
    archive = new MemoryArchive();
    letter = archive.register("The Letter");
    notes = archive.register("The Notes");
    twelfth = await archive.anchor(letter, issueOf("12", SAME));
    ninetySeventh = await archive.anchor(notes, issueOf("97", SAME));
  });

  const ways = () =>
    [
      ["a file", () => ofFile(named("a.txt"))],
      ["a file held to be from the other", () => ofFile(named("a.txt"), about("12"))],
      ["a folder", () => ofFolder(SAME)],
      [
        "a manifest",
        () => ofFile(file(archive.blocks.get(String(documentCid(twelfth))) ?? "", "manifest.json")),
      ],
      ["a manifest's CID", () => ofCid(documentCid(twelfth))],
      ["a file's CID", () => ofCid(rawCid(named("a.txt").sha256))],
    ] as const;

  test("is told of beside an authentic copy", async () => {
    for (const [what, check] of ways()) {
      const verdict = await check();
      expect([verdict.verdict, verdict.issue?.digest], what).toEqual(["authentic", twelfth]);
      expect(verdict.alsoAnchored, what).toMatchObject({
        ...{ issues: [{ digest: ninetySeventh, label: "97", publicationTitle: "The Notes" }], unasked: 0 },
      });
    }
  });

  test.each(["withdrawal", "retraction", "concern"] as const)("a %s of it counts", async (notice) => {
    archive.post(notes, ninetySeventh, notice, "It was never ours to print.");
    for (const [what, check] of ways()) {
      const verdict = await check();
      expect([verdict.verdict, verdict.standing, verdict.issue?.digest], what).toEqual([
        ...["authentic-but", notice, twelfth],
      ]);
    }
  });

  test("a revision of it that left the file alone speaks for it, and one that changed it does not", async () => {
    archive.post(notes, ninetySeventh, "concern");
    await archive.revise(notes, issueOf("97", { ...SAME, "b.txt": "or rather these" }), "A slip.");
    expect((await ofFile(named("a.txt"))).verdict).toBe("authentic");
    expect((await ofFile(named("b.txt"))).verdict).toBe("authentic-but");
    expect((await ofFolder(SAME)).verdict).toBe("authentic-but");
  });

  test("a larger issue that holds a file of it says nothing of the folder", async () => {
    const larger = await archive.anchor(letter, issueOf("13", { ...SAME, "c.txt": "more" }));
    archive.post(letter, larger, "withdrawal");
    expect((await ofFolder(SAME)).verdict).toBe("authentic");
    expect((await ofFile(named("a.txt"))).verdict).toBe("authentic-but");
  });

  test("sixteen are asked about, and how many more there are is told", async () => {
    for (let label = 100; label < 120; label++) await archive.anchor(letter, issueOf(String(label), SAME));
    const witness = new WatchedWitness(archive);
    const verdict = await ofFile(named("a.txt"), about(undefined, witness));
    expect(witness.asked.filter((what) => what === "issue")).toHaveLength(1 + 16);
    expect([verdict.alsoAnchored?.issues.length, verdict.alsoAnchored?.unasked]).toEqual([16, 5]);
  });

  test("the lost manifest of a withdrawn one: could not be checked", async () => {
    archive.post(notes, ninetySeventh, "withdrawal");
    archive.blocks.delete(String(documentCid(ninetySeventh)));
    expect((await ofFile(named("a.txt"))).verdict).toBe("could-not-check");
  });
});
