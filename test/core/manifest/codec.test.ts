import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import * as dagJson from "@ipld/dag-json";
import fc from "fast-check";
import { CID } from "multiformats/cid";
import { describe, expect, test } from "vitest";
import { documentCid, rawCid } from "../../../src/core/cid.ts";
import { digestFromBytes, parseDigest } from "../../../src/core/digest.ts";
import { decodeManifest, encodeManifest } from "../../../src/core/manifest/codec.ts";
import type { Manifest } from "../../../src/core/manifest/manifest.ts";
import { hashing, utf8 } from "../../support/hashing.ts";
import { sampleManifest } from "../../support/manifest.ts";

const { sha256 } = hashing;
const digestOf = (bytes: Uint8Array) => digestFromBytes(sha256(bytes));
/** Bytes that are what their digest says, so that only what comes after hashing can refuse them. */
const decodeOwn = (bytes: Uint8Array) => decodeManifest(bytes, digestOf(bytes), sha256);

describe("encodeManifest", () => {
  test("gives the bytes of the specification's example", () => {
    const spec = readFileSync(new URL("../../../docs/spec/manifest.md", import.meta.url), "utf8");
    const [, example = ""] = /```json manifest\n(.*)\n```/.exec(spec) ?? [];
    const { bytes, digest } = encodeManifest(sampleManifest(), sha256);
    expect(new TextDecoder().decode(bytes)).toBe(example);
    expect(spec).toContain(digest);
    expect(spec).toContain(documentCid(digest).toString());
  });

  test("names by its digest what sha256sum prints of its bytes", () => {
    const { bytes, digest } = encodeManifest(sampleManifest(), sha256);
    const printed = execFileSync("sha256sum", { input: bytes, encoding: "utf8" });
    expect(printed.slice(0, 64)).toBe(digest);
  });

  test("gives sorted JSON without white space: a third encoder agrees", () => {
    const { bytes } = encodeManifest(sampleManifest(), sha256);
    const text = new TextDecoder().decode(bytes);
    const sorted = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(sorted)
        : typeof value === "object" && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .toSorted(([a], [b]) => (a < b ? -1 : 1))
                .map(([k, v]) => [k, sorted(v)]),
            )
          : value;
    expect(JSON.stringify(sorted(JSON.parse(text)))).toBe(text);
  });

  test("error: over 1 MiB it is refused with the limit", async () => {
    const [file] = sampleManifest().files;
    if (file === undefined) throw new Error("the sample has no file");
    const files = Array.from({ length: 6000 }, (_, i) => ({
      ...file,
      path: `f/${String(i).padStart(8, "0")}` as never,
    }));
    await expect(() => encodeManifest({ ...sampleManifest(), files }, sha256)).toFailWith(
      "MANIFEST_TOO_LARGE",
    );
  });
});

describe("decodeManifest", () => {
  test("gives back what was encoded", () => {
    const manifest = sampleManifest();
    const { bytes, digest } = encodeManifest(manifest, sha256);
    expect(encodeManifest(decodeManifest(bytes, digest, sha256), sha256).digest).toBe(digest);
  });

  test("hashes before it parses: bytes that no decoder takes are only other bytes", async () => {
    const expected = parseDigest("ab".repeat(32));
    const undecodable = utf8("[".repeat(100_000));
    await expect(() => decodeManifest(undecodable, expected, sha256)).toFailWith("MANIFEST_DIGEST_MISMATCH");
  });

  test("takes no single flipped bit of the example", async () => {
    const { bytes, digest } = encodeManifest(sampleManifest(), sha256);
    for (let bit = 0; bit < bytes.length * 8; bit += 7) {
      const flipped = bytes.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await expect(() => decodeManifest(flipped, digest, sha256)).toFailWith("MANIFEST_DIGEST_MISMATCH");
    }
  });

  const text = new TextDecoder().decode(encodeManifest(sampleManifest(), sha256).bytes);
  test.each([
    ["a space", text.replace(",", ", ")],
    ["a line break at the end", `${text}\n`],
    ["a number written 1.0", text.replace('"revision":1', '"revision":1.0')],
    ["a number written 1e0", text.replace('"revision":1', '"revision":1e0')],
    ["an escaped character", text.replace('"index.html"', String.raw`"index\u002ehtml"`)],
    [
      "keys in another order",
      text
        .replace(/^\{("content":\{[^}]*\}),/, "{")
        .replace(/\}$/, `,${/"content":\{[^}]*\}/.exec(text)?.[0] ?? ""}}`),
    ],
  ])("refuses another encoding of the same value: %s", async (_, other) => {
    expect(JSON.parse(other)).toEqual(JSON.parse(text));
    await expect(() => decodeOwn(utf8(other))).toFailWith("MANIFEST_NOT_CANONICAL");
  });

  test.each([
    ["no JSON", utf8("manifest")],
    ["a key twice", utf8(text.replace(/\}$/, ',"type":"colophon/manifest/1"}'))],
    ["a byte order mark", utf8(`\ufeff${text}`)],
    ["bad UTF-8", Uint8Array.of(0x22, 0xff, 0x22)],
    ["something after the end", utf8(`${text}{}`)],
    ["very deep nesting", utf8("[".repeat(200_000) + "]".repeat(200_000))],
  ])("refuses %s as malformed", async (_, bytes) => {
    await expect(() => decodeOwn(bytes)).toFailWith("MANIFEST_MALFORMED");
  });

  test("says of pages and of unknown types that a newer version is needed, not that anything is wrong", async () => {
    const pages = dagJson.encode({
      ...dagJson.decode<object>(utf8(text)),
      pages: [rawCid(parseDigest("00".repeat(32)))],
    });
    await expect(() => decodeOwn(pages)).toFailWith("MANIFEST_PAGED");
    await expect(() => decodeOwn(utf8('{"type":"colophon/manifest/2"}'))).toFailWith("MANIFEST_TYPE_UNKNOWN");
  });

  const bent = (change: (manifest: Loose) => void): Uint8Array => {
    const value = dagJson.decode<Loose>(utf8(text));
    change(value);
    return dagJson.encode(value);
  };
  test.each<[string, (m: Loose) => void]>([
    ["content missing", (m) => delete m["content"]],
    ["content a raw block", (m) => (m["content"] = rawCid(parseDigest("00".repeat(32))))],
    ["content text", (m) => (m["content"] = "bafybei")],
    ["no files", (m) => (m["files"] = [])],
    ["a file without a digest", (m) => delete file(m)["sha256"]],
    ["a digest in capitals", (m) => (file(m)["sha256"] = String(file(m)["sha256"]).toUpperCase())],
    ["a digest that is not the leaf's", (m) => (file(m)["sha256"] = "00".repeat(32))],
    ["a negative size", (m) => (file(m)["size"] = -1)],
    ["a size of text", (m) => (file(m)["size"] = "18")],
    ["a leaf larger than 1 MiB", (m) => (file(m)["size"] = 1024 * 1024 + 1)],
    ["a media type with a parameter", (m) => (file(m)["type"] = "text/html; charset=utf-8")],
    ["a path with ..", (m) => (file(m)["path"] = "../index.html")],
    ["an unknown field in a file", (m) => (file(m)["mode"] = 493)],
    ["a text without a root", (m) => (file(m)["text"] = { blocks: 1, profile: "colophon/text/1" })],
    [
      "a text of no blocks",
      (m) => (file(m)["text"] = { blocks: 0, profile: "colophon/text/1", root: "00".repeat(32) }),
    ],
    ["a label in capitals", (m) => (issue(m)["label"] = "Issue-95")],
    ["a revision of 0", (m) => (issue(m)["revision"] = 0)],
    ["a title with a control character", (m) => (issue(m)["title"] = "a\u0007b")],
    ["a title that is not NFC", (m) => (issue(m)["title"] = "e\u0301")],
    ["a date that no calendar has", (m) => (issue(m)["date"] = "2019-02-30")],
    ["no creators, but a list of them", (m) => (issue(m)["creators"] = [])],
    ["another profile", (m) => (m["profile"] = "unixfs-v0-2015")],
    ["an address in capitals", (m) => (publication(m)["registry"] = `0x${"AB".repeat(20)}`)],
    ["publication 0", (m) => (publication(m)["id"] = "0")],
    ["a chain that is none", (m) => (publication(m)["chain"] = "bitcoin")],
    ["supersedes in revision 1", (m) => (m["supersedes"] = "00".repeat(32))],
    ["revision 2 without supersedes", (m) => (issue(m)["revision"] = 2)],
    ["an unknown field at the top", (m) => (m["signature"] = "x")],
  ])("refuses %s and names the place", async (_, change) => {
    await expect(() => decodeOwn(bent(change))).toFailWith("MANIFEST_INVALID");
  });

  test("refuses files out of order, and two paths that fold together", async () => {
    const swapped = bent((m) => (m["files"] as unknown[]).reverse());
    await expect(() => decodeOwn(swapped)).toFailWith("MANIFEST_INVALID");
    const folded = bent((m) => (file(m)["path"] = "INDEX.html"));
    await expect(() => decodeOwn(folded)).toFailWith("PATHS_COLLIDE");
  });

  test("property: whatever bytes come, it accepts or fails with one of our codes", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json().map(utf8), fc.uint8Array({ maxLength: 200 })), (bytes) => {
        try {
          decodeOwn(bytes);
        } catch (error) {
          expect((error as { code?: string }).code).toMatch(/^(MANIFEST|PATHS?)_/);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test("accepts a text and its root from the start", () => {
    const bytes = bent(
      (m) => (file(m)["text"] = { blocks: 42, profile: "colophon/text/1", root: "0a".repeat(32) }),
    );
    const manifest: Manifest = decodeOwn(bytes);
    expect(manifest.files[0]?.text?.blocks).toBe(42);
  });
});

describe("documentCid", () => {
  test("is 0x01 a9 02 12 20 and the digest, and starts baguqeera", () => {
    const { digest } = encodeManifest(sampleManifest(), sha256);
    const cid = documentCid(digest);
    expect(Buffer.from(cid.bytes).toString("hex")).toBe(`01a9021220${digest}`);
    expect(cid.toString()).toMatch(/^baguqeera[a-z2-7]{52}$/);
    expect(CID.parse(cid.toString()).equals(cid)).toBe(true);
  });
});

type Loose = Record<string, unknown>;
const file = (m: Loose) => (m["files"] as Loose[])[0] as Loose;
const issue = (m: Loose) => m["issue"] as Loose;
const publication = (m: Loose) => m["publication"] as Loose;
