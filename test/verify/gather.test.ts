import { CID } from "multiformats/cid";
import { beforeEach, describe, expect, test } from "vitest";
import { documentCid, rawCid } from "../../src/core/cid.ts";
import { type Digest, digestFromBytes } from "../../src/core/digest.ts";
import { parseLabel } from "../../src/core/label.ts";
import { publicationRef } from "../../src/core/publication.ts";
import type { PublicationId } from "../../src/core/publication.ts";
import type { ReadableFile } from "../../src/verify/compare.ts";
import { gatherCid, gatherFile, gatherFolder, type Gathering } from "../../src/verify/gather.ts";
import { judge } from "../../src/verify/judge/judge.ts";
import { DEFAULT_POLICY, type Verdict } from "../../src/verify/judge/verdict.ts";
import type { Witness } from "../../src/verify/witness.ts";
import { hashing, utf8 } from "../support/hashing.ts";
import { CHAIN, MemoryArchive, REGISTRY } from "../support/memory-archive.ts";
import { reasonOf, statusOf } from "../support/witness-evidence.ts";
import { type Asked, WatchedWitness } from "../support/witness-memory.ts";

const { sha256 } = hashing;
const TRUST = { ...publicationRef(CHAIN, REGISTRY, "1"), sha256 };

type Texts = Readonly<Record<string, string>>;

const FIRST: Texts = {
  "index.html": "<h1>Tides</h1><p>High water at six, and again at half past six in the evening.</p>",
  "table.csv": "day,high\n1,06:00\n2,06:50\n3,07:40\n",
  "style.css": "h1 { color: teal }",
};
const CORRECTED: Texts = { ...FIRST, "table.csv": "day,high\n1,06:00\n2,06:48\n3,07:40\n" };

let archive: MemoryArchive;
let letter: PublicationId;
let first: Digest;
let corrected: Digest;

const issueOf = (label: string, texts: Texts) => ({
  label,
  title: `Issue ${label}`,
  files: Object.fromEntries(
    Object.entries(texts).map(([path, text]) => [path, { type: "text/plain", bytes: utf8(text) }]),
  ),
});

function file(content: string | Uint8Array, path = "index.html"): ReadableFile {
  const bytes = typeof content === "string" ? utf8(content) : content;
  return { path, size: bytes.length, sha256: digestFromBytes(sha256(bytes)), bytes: async () => bytes };
}

const folderOf = (texts: Texts) => Object.entries(texts).map(([path, text]) => file(text, path));

const about = (label?: string, witness: Witness = archive): Gathering => ({
  ...{ witness, sha256 },
  ...(label === undefined ? {} : { label: parseLabel(label) }),
});

async function ofFile(held: ReadableFile, gathering = about()): Promise<Verdict> {
  return judge(await gatherFile(held, gathering), TRUST, DEFAULT_POLICY);
}
async function ofFolder(texts: Texts, gathering = about()): Promise<Verdict> {
  return judge(await gatherFolder("folder", folderOf(texts), gathering), TRUST, DEFAULT_POLICY);
}
async function ofCid(cid: unknown, gathering = about()): Promise<Verdict> {
  return judge(await gatherCid(String(cid), gathering), TRUST, DEFAULT_POLICY);
}

beforeEach(async () => {
  archive = new MemoryArchive();
  letter = archive.register("The Letter");
  first = await archive.anchor(letter, issueOf("7", FIRST));
  corrected = await archive.revise(letter, issueOf("7", CORRECTED), "The second tide was two minutes late.");
});

describe("gatherFile", () => {
  test("a file that a correction left alone is as current as the correction", async () => {
    const verdict = await ofFile(file(FIRST["index.html"] ?? ""));
    expect([verdict.verdict, verdict.issue?.digest]).toEqual(["authentic", corrected]);
  });

  test("a file that was corrected is superseded", async () => {
    const verdict = await ofFile(file(FIRST["table.csv"] ?? "", "table.csv"));
    expect([verdict.verdict, verdict.standing, verdict.issue?.digest]).toEqual([
      ...["authentic-but", "superseded", first],
    ]);
  });

  test("a file that stands in several issues is judged by the earliest, or by the one that is named", async () => {
    const eighth = await archive.anchor(letter, issueOf("8", { "style.css": FIRST["style.css"] ?? "" }));
    const style = file(FIRST["style.css"] ?? "", "style.css");
    expect((await ofFile(style)).issue?.label).toBe("7");
    expect((await ofFile(style, about("8"))).issue?.digest).toBe(eighth);
    expect((await ofFile(style, about("7"))).issue?.digest).toBe(corrected);
  });

  test("a renamed file is the archived one all the same", async () => {
    expect(await ofFile(file(FIRST["style.css"] ?? "", "mine.txt"))).toMatchObject({
      ...{ verdict: "authentic", issue: { path: "style.css" } },
    });
  });

  test("a manifest dropped as a file is found by its own digest", async () => {
    const bytes = archive.blocks.get(String(documentCid(corrected))) ?? new Uint8Array(0);
    const verdict = await ofFile(file(bytes, "manifest.json"));
    expect([verdict.verdict, reasonOf(verdict, "integrity")]).toEqual(["authentic", "manifest-intact"]);
  });

  test("a changed file is held against its like, and where they part is told", async () => {
    const verdict = await ofFile(file((CORRECTED["table.csv"] ?? "").replace("06:48", "06:49"), "table.csv"));
    expect(verdict).toMatchObject({ verdict: "altered", difference: { commonStart: 23, commonEnd: 9 } });
  });

  test("of several files of its name it is held against the one most like it", async () => {
    await archive.anchor(
      letter,
      issueOf("8", { "index.html": "<h1>Tides</h1><p>Nothing of note this week.</p>" }),
    );
    const verdict = await ofFile(file("<h1>Tides</h1><p>Nothing of worth this week.</p>"));
    expect([verdict.verdict, verdict.issue?.label]).toEqual(["altered", "8"]);
  });

  test("an unlike file is not anchored; named as an issue's, it is altered at any likeness", async () => {
    const unlike = file(
      "<p>Something else entirely, of nearly the length of the archived page, in other words.</p>",
    );
    expect((await ofFile(unlike)).verdict).toBe("not-anchored");
    expect((await ofFile(unlike, about("7"))).verdict).toBe("altered");
    const renamed = { ...unlike, path: "copy-of-index.html" };
    expect((await ofFile(renamed)).verdict).toBe("not-anchored");
  });

  test("a file named after no file of the issue is held against the only file there is", async () => {
    await archive.anchor(letter, issueOf("9", { "letter.txt": "Dear all, the ninth letter." }));
    expect((await ofFile(file("Dear all, the nineth letter!", "nine.txt"), about("9"))).verdict).toBe(
      "altered",
    );
  });

  test("an intact file of another issue than the one named is not called altered", async () => {
    await archive.anchor(letter, issueOf("9", { "letter.txt": "Dear all." }));
    const verdict = await ofFile(file("Dear all.", "letter.txt"), about("7"));
    expect([verdict.verdict, reasonOf(verdict, "integrity"), verdict.issue?.label]).toEqual([
      ...["not-anchored", "another-issue", "9"],
    ]);
  });

  test("an issue that nobody published has no likeness", async () => {
    expect((await ofFile(file("anything"), about("1000"))).verdict).toBe("not-anchored");
  });

  test("only its digest, name and size are asked about", async () => {
    const witness = new WatchedWitness(archive);
    await gatherFile(
      { ...file("x", "a.txt"), bytes: () => expect.unreachable("nothing is like it") },
      about(undefined, witness),
    );
    expect(witness.asked).toEqual(["files", "byCid", "similar"]);
  });
});

describe("gatherFolder", () => {
  test("whole", async () => {
    const verdict = await ofFolder(CORRECTED);
    expect([verdict.verdict, verdict.issue?.digest]).toEqual(["authentic", corrected]);
  });

  test("a whole first revision is superseded, whether or not its issue is named", async () => {
    for (const gathering of [about(), about("7")])
      expect(await ofFolder(FIRST, gathering)).toMatchObject({
        ...{ verdict: "authentic-but", standing: "superseded", issue: { digest: first } },
      });
  });

  test("a correction that only added a file does not make the first revision look incomplete", async () => {
    const small = { "a.txt": "one", "b.txt": "two" };
    const eighth = await archive.anchor(letter, issueOf("8", small));
    await archive.revise(
      letter,
      issueOf("8", { ...small, "c.txt": "three" }),
      "The third part was left out.",
    );
    expect(await ofFolder(small)).toMatchObject({ verdict: "authentic-but", issue: { digest: eighth } });
  });

  test("two publications with one label are told apart by what the folder holds", async () => {
    const notes = archive.register("The Notes");
    const other = await archive.anchor(notes, issueOf("7", { "notes.txt": "Of birds." }));
    expect(await ofFolder({ "notes.txt": "Of birds." }, about("7"))).toMatchObject({
      ...{ verdict: "authentic", issue: { digest: other } },
    });
    expect(await ofFolder({ "notes.txt": "Of bards." }, about("7"))).toMatchObject({
      ...{ verdict: "altered", issue: { digest: other } },
    });
  });

  test.each(["8", "1000"])(
    "an intact one of another issue than the named %s belongs to that one",
    async (label) => {
      await archive.anchor(letter, issueOf("8", { "a.txt": "one", "style.css": FIRST["style.css"] ?? "" }));
      const verdict = await ofFolder(CORRECTED, about(label));
      expect([verdict.verdict, reasonOf(verdict, "integrity"), verdict.issue?.digest]).toEqual([
        ...["not-anchored", "another-issue", corrected],
      ]);
    },
  );

  test("an intact one of another issue, while the named one cannot be read, could not be checked", async () => {
    const eighth = await archive.anchor(letter, issueOf("8", { "a.txt": "one" }));
    archive.blocks.delete(String(documentCid(eighth)));
    expect((await ofFolder(CORRECTED, about("8"))).verdict).toBe("could-not-check");
    const silent = new WatchedWitness(archive, "similar");
    expect((await ofFolder(CORRECTED, about("1000", silent))).verdict).toBe("could-not-check");
  });

  test.each<[string, Texts, object]>([
    [
      "missing",
      { "index.html": CORRECTED["index.html"] ?? "", "style.css": CORRECTED["style.css"] ?? "" },
      { missing: ["table.csv"], different: [], extra: [] },
    ],
    ["extra", { ...CORRECTED, "notes.txt": "mine" }, { missing: [], different: [], extra: ["notes.txt"] }],
    [
      "different",
      { ...CORRECTED, "style.css": "h1 { color: red }" },
      { missing: [], different: [{ path: "style.css" }], extra: [] },
    ],
    [
      "moved",
      { ...CORRECTED, "style.css": "x", "css/style.css": CORRECTED["style.css"] ?? "" },
      { extra: ["css/style.css"] },
    ],
  ])("with a file %s", async (_, texts, folder) => {
    expect(await ofFolder(texts)).toMatchObject({ verdict: "altered", folder });
  });

  test("in which every file was changed, names and sizes still point to the issue", async () => {
    const changed = Object.fromEntries(
      Object.entries(CORRECTED).map(([path, text]) => [path, text.replace(/.$/s, "~")]),
    );
    expect(await ofFolder(changed)).toMatchObject({ verdict: "altered", issue: { label: "7" } });
  });

  test("of somebody else is not anchored", async () => {
    expect((await ofFolder({ "a.txt": "mine", "b.txt": "too" })).verdict).toBe("not-anchored");
    expect((await ofFolder({})).verdict).toBe("not-anchored");
    expect((await ofFolder({ "a.txt": "mine" }, about("1000"))).verdict).toBe("not-anchored");
  });
});

describe("gatherCid", () => {
  const place = () => archive.catalogued(corrected);

  test("of a manifest", async () => {
    expect(await ofCid(documentCid(corrected))).toMatchObject({
      verdict: "authentic",
      issue: { digest: corrected },
    });
  });

  test.each([
    ["json", 0x0200],
    ["raw", 0x55],
    ["dag-cbor", 0x71],
  ])("of a manifest by its digest, named for another codec: %s", async (_, codec) => {
    const cid = CID.createV1(codec, documentCid(corrected).multihash);
    expect(await ofCid(cid)).toMatchObject({ verdict: "authentic", issue: { digest: corrected } });
    expect((await ofCid(CID.createV1(codec, rawCid(file("x").sha256).multihash))).verdict).toBe(
      "not-anchored",
    );
  });

  test("of an issue's content", async () => {
    expect(await ofCid((await place())?.content)).toMatchObject({ verdict: "authentic" });
  });

  test("of a file, by the latest revision that has it", async () => {
    const { sha256: digest } = file(FIRST["index.html"] ?? "");
    expect(await ofCid(rawCid(digest))).toMatchObject({ verdict: "authentic", issue: { digest: corrected } });
  });

  test("of nothing that is archived", async () => {
    expect((await ofCid(rawCid(file("x").sha256))).verdict).toBe("not-anchored");
    expect((await ofCid(documentCid(file("x").sha256))).verdict).toBe("not-anchored");
  });

  test("of another issue than the one named", async () => {
    expect((await ofCid(documentCid(corrected), about("8"))).verdict).toBe("not-anchored");
    expect((await ofCid(documentCid(corrected), about("7"))).verdict).toBe("authentic");
  });

  test.each(["", "x", "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG"])("error: %j", async (text) => {
    await expect(gatherCid(text, about())).toFailWith("CID_INVALID");
  });
});

describe("a witness that cannot be asked", () => {
  const intact = () => file(CORRECTED["table.csv"] ?? "", "table.csv");
  const changed = () => file((CORRECTED["table.csv"] ?? "").replace("06:48", "06:49"), "table.csv");
  const strange = () => file("nothing like it at all, and of another length", "table.csv");
  const all = (label?: string) =>
    [
      ["an intact file", (w: Witness) => ofFile(intact(), about(label, w))],
      ["a changed file", (w: Witness) => ofFile(changed(), about(label, w))],
      ["a strange file", (w: Witness) => ofFile(strange(), about(label, w))],
      ["a whole folder", (w: Witness) => ofFolder(CORRECTED, about(label, w))],
      ["a changed folder", (w: Witness) => ofFolder({ ...CORRECTED, "a.txt": "" }, about(label, w))],
      ["a strange folder", (w: Witness) => ofFolder({ "q.txt": "?" }, about(label, w))],
      ["a manifest's CID", (w: Witness) => ofCid(documentCid(corrected), about(label, w))],
      ["a file's CID", (w: Witness) => ofCid(rawCid(intact().sha256), about(label, w))],
    ] as const;
  const steps: readonly Asked[] = ["files", "similar", "labelled", "byCid", "issue", "block"];
  const cases = steps.flatMap((step) =>
    [undefined, "7"].flatMap((label) => all(label).map(([what, check]) => ({ step, label, what, check }))),
  );

  test.each(cases)(
    "about $step: $what (label $label) is never called false for it",
    async ({ step, check }) => {
      const open = new WatchedWitness(archive);
      const truth = (await check(open)).verdict;
      const verdict = await check(new WatchedWitness(archive, step));
      // Without that answer the verdict is the same, or that it could not be checked; nothing else.
      expect([truth, "could-not-check"]).toContain(verdict.verdict);
      if (verdict.verdict !== "could-not-check") return;
      const asked = ["integrity", "anchored", "standing"].map((name) => statusOf(verdict, name));
      expect(asked).toContain("unknown");
    },
  );

  test.each([
    ["files", "an intact file"],
    ["byCid", "a strange file"],
    ["similar", "a strange file"],
    ["similar", "a changed file"],
    ["block", "a changed file"],
    ["block", "a strange file"],
    ["issue", "an intact file"],
    ["issue", "a changed file"],
    ["files", "a whole folder"],
    ["similar", "a strange folder"],
    ["issue", "a whole folder"],
    ["byCid", "a manifest's CID"],
    ["files", "a file's CID"],
  ] as const)("about %s: %s could not be checked", async (step, what) => {
    const [, check] = all().find(([name]) => name === what) ?? expect.unreachable(what);
    expect((await check(new WatchedWitness(archive, step))).verdict).toBe("could-not-check");
  });

  test("about labels: a strange folder that is said to be an issue's could not be checked", async () => {
    const verdict = await ofFolder({ "q.txt": "?" }, about("7", new WatchedWitness(archive, "labelled")));
    expect(verdict.verdict).toBe("could-not-check");
  });

  test("no store and no node: everything could not be checked, and nothing fails", async () => {
    archive.chainDown = true;
    archive.storesDown = true;
    for (const [what, check] of all())
      expect((await check(archive)).verdict, what).toMatch(/could-not-check|not-anchored/);
    expect((await ofFile(intact())).verdict).toBe("could-not-check");
    expect((await ofFile(changed())).verdict).toBe("could-not-check");
  });

  test("a store that lost the manifest: nothing is called altered, missing or false", async () => {
    archive.blocks.delete(String(documentCid(corrected)));
    archive.blocks.delete(String(documentCid(first)));
    for (const [what, check] of all().filter(([name]) => name !== "a strange folder"))
      expect((await check(archive)).verdict, what).toBe("could-not-check");
  });
});
