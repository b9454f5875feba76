import { beforeAll, describe, expect, test, vi } from "vitest";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import type { CID } from "../../src/core/cid.ts";
import { packContent } from "../../src/core/dag/pack.ts";
import { digestFromBytes, type Digest } from "../../src/core/digest.ts";
import { decodeManifest, encodeManifest } from "../../src/core/manifest/codec.ts";
import { publicationRef } from "../../src/core/publication.ts";
import type { Witness } from "../../src/verify/witness.ts";
import { textBlocks } from "../../src/adapters/document/text.ts";
import { textDifference } from "../../src/verify/difference.ts";
import { openShelf } from "../../src/web/standalone/shelf.ts";
import { doubtBy } from "../../src/web/another-issue.ts";
import type { Checking, Steps } from "../../src/web/check-file.ts";
import type { FileHasher } from "../../src/web/hash/hash-file.ts";
import { hashing, memoryFile } from "../support/hashing.ts";
import { SAMPLE_FILES } from "../support/manifest.ts";
import { CHAIN, MemoryArchive, REGISTRY } from "../support/memory-archive.ts";
import { CHANGED, digestOf, ENCODED, GENUINE, MANIFEST } from "../support/witness-evidence.ts";

/* What the page takes its own files to be, whatever a server says of them. */

const trust = { ...publicationRef(CHAIN, REGISTRY, "1"), sha256: nodeSha256 };
const LARGE = new Uint8Array(33 * 1024 * 1024);
const INDEX = SAMPLE_FILES["index.html"];

async function cidOf(bytes: Uint8Array): Promise<CID> {
  const options = { hashing, typeOf: () => "" };
  const { files } = await packContent([memoryFile("film.bin", bytes)], { put: async () => {} }, options);
  return files[0]?.cid ?? expect.unreachable("one file was packed");
}

const bytesOf = async (file: File) => new Uint8Array(await file.arrayBuffer());
const hasher: FileHasher = {
  sha256: async (file) => digestFromBytes(nodeSha256(await bytesOf(file))),
  cid: async (file) => cidOf(await bytesOf(file)),
};

describe("the page's own files", () => {
  let slow: number;
  const steps: Steps = {
    signal: new AbortController().signal,
    onProgress: () => {},
    onSlow: () => void slow++,
    onAsking: () => {},
  };

  beforeAll(() => {
    // What a page has that came securely.
    vi.stubGlobal("document", { documentElement: { lang: "en" } });
    vi.stubGlobal("isSecureContext", true);
    slow = 0;
    return () => vi.unstubAllGlobals();
  });

  describe("beside a proof", () => {
    const proven = { digest: ENCODED.digest, manifest: MANIFEST, bytes: ENCODED.bytes };
    const file = (name: string, text: string | Uint8Array<ArrayBuffer>) => new File([text], name);
    const nobody = new MemoryArchive();

    async function copy(...files: readonly File[]) {
      const { copyBeside } = await import("../../src/web/drop/companion.ts");
      const beside = files.map((one) => ({ kind: "file", file: one }) as const);
      const found = await copyBeside(proven, { steps, checking: { witness: nobody, trust, hasher }, beside });
      return found?.kind === "file" ? found.file : undefined;
    }

    test("another proof is no copy, even of a listed size", async () => {
      const proof = '{"type":"colophon/proof/1"}'.padEnd(INDEX.length);
      expect(await copy(file("other.proof.json", proof))).toBeUndefined();
      expect(await copy(file("other.proof.json", proof), file("index.html", INDEX))).toMatchObject(GENUINE);
    });

    test("a stray file is none, and hides none", async () => {
      expect(await copy(file("notes.txt", "mine"))).toBeUndefined();
      expect(await copy(file("notes.txt", "mine"), file("renamed.html", INDEX))).toMatchObject({
        ...{ path: "renamed.html", sha256: GENUINE.sha256 },
      });
    });

    test("one of a listed name is, and one that is listed comes before it; of two there is none", async () => {
      const changed = file("index.html", INDEX.replace("95", "96"));
      expect(await copy(changed)).toMatchObject(CHANGED);
      expect(await copy(changed, file("a.html", INDEX))).toMatchObject({ path: "a.html" });
      expect(await copy(file("b.html", INDEX), file("a.html", INDEX))).toBeUndefined();
    });

    test("a large one has the digest of its own bytes, and no server is asked", async () => {
      const asked = vi.spyOn(nobody, "byCid");
      expect(await copy(file("index.html", LARGE))).toEqual({
        ...{ path: "index.html", size: LARGE.length, sha256: digestFromBytes(nodeSha256(LARGE)) },
      });
      expect(asked).not.toHaveBeenCalled();
      expect(slow).toBe(1);
    });
  });

  describe("where only one issue is known", () => {
    const page = (text: string) => `<style>${"p{margin:1em}".repeat(200)}</style><p>${text}</p>`;
    const FIRST = "The tide comes in twice a day, and goes out as often, said the keeper of the light.";
    const SECOND = "Of curlews there were forty this winter, which is more than were counted last year.";
    const logo = "<svg/>";
    let checking: Checking;

    beforeAll(async () => {
      const archive = new MemoryArchive();
      const bytes = (text: string) => new TextEncoder().encode(text);
      const files = {
        "index.html": { type: "text/html", bytes: bytes(page(FIRST)) },
        "logo.svg": { type: "image/svg+xml", bytes: bytes(logo) },
      };
      const letter = archive.register("The Letter");
      const digest = await archive.anchor(letter, { label: "1", title: "Issue 1", files });
      const { manifest } = await archive.issue(digest);
      const shelf = openShelf(nodeSha256);
      if (manifest.known && manifest.value !== undefined) shelf.name(manifest.value);
      const block = archive.block.bind(archive);
      checking = {
        ...{ trust, hasher, byWords: shelf.byWords },
        witness: { ...shelf.witness, block, issue: archive.issue.bind(archive) },
        doubt: doubtBy(async (file, { type }) => {
          const theirs = await textBlocks(bytes(page(FIRST)), type);
          const yours = await textBlocks(await bytesOf(file), type);
          return yours && theirs && textDifference(theirs, yours)?.resemblance;
        }),
      };
    });

    const file = async (text: string) => {
      const { checkFile } = await import("../../src/web/check-file.ts");
      return (await checkFile(new File([text], "index.html"), steps, checking)).report.verdict;
    };
    const folder = async (files: Readonly<Record<string, string>>) => {
      const { checkFolder } = await import("../../src/web/drop/check-folder.ts");
      const dropped = Object.entries(files).map(([path, text]) => ({ path, file: new File([text], path) }));
      const given = { kind: "folder", name: "a copy", files: dropped } as const;
      return (await checkFolder(given, steps, checking)).report.verdict;
    };

    test("a changed copy of it is altered, and what shares only its markup may be of another issue", async () => {
      expect(await file(page(FIRST))).toBe("authentic");
      expect(await file(page(FIRST.replace("twice", "thrice")))).toBe("altered");
      expect(await file(page(SECOND))).toBe("could-not-check");
    });

    test("a folder that shares only a file with it, or only markup, may be of another issue", async () => {
      const changed = page(FIRST.replace("twice", "thrice"));
      expect(await folder({ "index.html": changed, "logo.svg": logo })).toBe("altered");
      expect(await folder({ "index.html": page(SECOND), "logo.svg": logo })).toBe("could-not-check");
      expect(await folder({ "a.html": "a", "b.html": "b", "logo.svg": logo })).toBe("could-not-check");
    });
  });

  test("a folder is not altered by a server that gives a false digest beside a large file's CID", async () => {
    const archive = new MemoryArchive();
    const text = new TextEncoder().encode("Of the film.");
    const files = { "film.bin": LARGE, "notes.txt": text };
    const digest = await archive.anchor(archive.register("The Films"), {
      ...{ label: "1", title: "Film 1" },
      files: Object.fromEntries(
        Object.entries(files).map(([path, bytes]) => [path, { type: "text/plain", bytes }]),
      ),
    });
    const { checkFolder } = await import("../../src/web/drop/check-folder.ts");
    const folder = {
      kind: "folder" as const,
      name: "1",
      files: Object.entries(files).map(([path, bytes]) => ({ path, file: new File([bytes], path) })),
    };
    const witness = await lyingAbout(archive, digest);
    const { report } = await checkFolder(folder, steps, { witness, trust, hasher });
    expect(report.verdict).toBe("authentic");
  });
});

/** Names a manifest of its own for every CID, in which the large file has another digest; it knows no similar file. */
async function lyingAbout(archive: MemoryArchive, digest: Digest): Promise<Witness> {
  const genuine = await archive.issue(digest);
  const bytes = genuine.manifest.known ? genuine.manifest.value : undefined;
  const manifest = decodeManifest(bytes ?? expect.unreachable("it is there"), digest, nodeSha256);
  const files = manifest.files.map((file) =>
    file.path === "film.bin" ? { ...file, sha256: digestOf("another film") } : file,
  );
  const lie = encodeManifest({ ...manifest, files }, nodeSha256);
  return {
    name: archive.name,
    files: (sha256) => archive.files(sha256),
    labelled: (label) => archive.labelled(label),
    block: (cid) => archive.block(cid),
    similar: async () => [],
    byCid: async () => lie.digest,
    issue: async (asked) =>
      asked === lie.digest
        ? { ...genuine, digest: asked, manifest: { known: true, value: lie.bytes, source: archive.name } }
        : archive.issue(asked),
  };
}
