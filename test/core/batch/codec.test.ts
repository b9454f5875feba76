import * as dagJson from "@ipld/dag-json";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { documentCid } from "../../../src/core/cid.ts";
import { decodeList, decodePart, encodeList, encodePart } from "../../../src/core/batch/codec.ts";
import { type BatchList, MAX_LIST_BYTES, PART_ISSUES } from "../../../src/core/batch/list.ts";
import { digestFromBytes, parseDigest } from "../../../src/core/digest.ts";
import type { ListedIssue } from "../../../src/core/history/issues.ts";
import type { Label } from "../../../src/core/label.ts";
import { utf8 } from "../../support/hashing.ts";
import {
  at,
  bytesOf,
  digestOf,
  hashing,
  hexOf,
  issuesOf,
  numbered,
  publication,
  vectorOf,
  vectors,
} from "./vectors.ts";

const { sha256 } = hashing;
const three = vectorOf(3);
const listBytes = bytesOf(three.listBytes);
const partBytes = bytesOf(at(three.partBytes, 0));
const listDigest = parseDigest(three.listDigest);
const list = decodeList(listBytes, listDigest, sha256);
const listText = new TextDecoder().decode(listBytes);
const partText = new TextDecoder().decode(partBytes);

/** Bytes that are what their digest says, so that only what comes after hashing can refuse them. */
const decodeOwnList = (bytes: Uint8Array) => decodeList(bytes, digestFromBytes(sha256(bytes)), sha256);

/** The same for a part: the list links to these bytes. */
function decodeOwnPart(bytes: Uint8Array, changes: Partial<BatchList> = {}): ListedIssue[] {
  const cid = documentCid(digestFromBytes(sha256(bytes)));
  const parts = [{ cid, first: at(list.parts, 0).first }];
  return decodePart({ ...list, parts, ...changes }, 0, bytes, sha256);
}

const partOf = (issues: readonly ListedIssue[]) =>
  dagJson.encode({
    issues: issues.map(({ label, digest }) => ({ label, manifest: documentCid(digest) })),
    type: "colophon/batch-part/1",
  });

describe("encodeList and encodePart", () => {
  test.each(vectors.batches.map((vector) => [vector.count, vector] as const))(
    "give the vector's bytes and digests of %i issues",
    (count, vector) => {
      const part = encodePart(issuesOf(vector), sha256);
      expect(hexOf(part.bytes)).toBe(at(vector.partBytes, 0));
      expect(`0x${part.digest}`).toBe(at(vector.partDigests, 0));
      const parts = [{ cid: part.block.cid, first: at(issuesOf(vector), 0).label }];
      const encoded = encodeList({ count, parts, publication, root: vector.root }, sha256);
      expect(hexOf(encoded.bytes)).toBe(vector.listBytes);
      expect(`0x${encoded.digest}`).toBe(vector.listDigest);
    },
  );

  test("a full part of the longest labels fits with room to spare", () => {
    const issues = Array.from({ length: PART_ISSUES }, (_, i) => {
      const label = String(i).padStart(64, "0") as Label;
      return { label, digest: digestOf("1") };
    });
    expect(encodePart(issues, sha256).bytes.length).toBe(647_211);
    expect(MAX_LIST_BYTES).toBeGreaterThan(647_211);
  });

  test("error: more parts than fit", async () => {
    const parts = Array.from({ length: 7000 }, (_, i) => ({
      cid: documentCid(digestOf("1")),
      first: String(i).padStart(64, "0") as Label,
    }));
    const large = { count: 7000 * PART_ISSUES, parts, publication, root: three.root };
    await expect(() => encodeList(large, sha256)).toFailWith("LIST_TOO_LARGE", { limit: MAX_LIST_BYTES });
  });

  test("error: issues out of order, twice or too many, parts too few", async () => {
    const issues = issuesOf(three);
    await expect(() => encodePart(issues.toReversed(), sha256)).toFailWith("LIST_UNSORTED");
    await expect(() => encodePart([...issues, at(issues, 2)], sha256)).toFailWith("LIST_UNSORTED");
    await expect(() => encodePart(numbered(PART_ISSUES + 1), sha256)).toFailWith("LIST_INVALID");
    await expect(() => encodeList({ ...list, count: PART_ISSUES + 1 }, sha256)).toFailWith("LIST_INVALID");
  });
});

describe("decodeList", () => {
  test("gives back what was encoded", () => {
    expect(list).toMatchObject({ count: 3, publication, root: three.root });
    expect(hexOf(encodeList(list, sha256).bytes)).toBe(three.listBytes);
  });

  test("hashes before it parses: bytes that no decoder takes are only other bytes", async () => {
    const undecodable = utf8("[".repeat(100_000));
    await expect(() => decodeList(undecodable, listDigest, sha256)).toFailWith("LIST_DIGEST_MISMATCH", {
      expected: listDigest,
    });
  });

  test("takes no change of any byte", async () => {
    for (let i = 0; i < listBytes.length; i++) {
      const flipped = listBytes.slice();
      flipped[i] = (flipped[i] ?? 0) ^ (1 << (i % 8));
      await expect(() => decodeList(flipped, listDigest, sha256)).toFailWith("LIST_DIGEST_MISMATCH");
    }
  });

  test("takes no change of any byte even where the digest is that of the changed bytes, or another value", () => {
    let same = 0;
    for (let i = 0; i < listBytes.length; i++) {
      const flipped = listBytes.slice();
      flipped[i] = (flipped[i] ?? 0) ^ 1;
      try {
        if (encodeList(decodeOwnList(flipped), sha256).digest === listDigest) same += 1;
      } catch (error) {
        expect((error as { code?: string }).code).toMatch(/^LIST_/);
      }
    }
    expect(same).toBe(0);
  });

  test.each([
    ["a space", listText.replace(",", ", ")],
    ["a line break at the end", `${listText}\n`],
    ["a count written 3.0", listText.replace('"count":3', '"count":3.0')],
    ["an escaped character", listText.replace("eip155", String.raw`eip\u003155`)],
    ["keys in another order", listText.replace('"count":3,', "").replace(/\}$/, ',"count":3}')],
  ])("refuses another encoding of the same value: %s", async (_, other) => {
    expect(JSON.parse(other)).toEqual(JSON.parse(listText));
    await expect(() => decodeOwnList(utf8(other))).toFailWith("LIST_NOT_CANONICAL");
  });

  test.each([
    ["no JSON", utf8("list")],
    ["a key twice", utf8(listText.replace(/\}$/, ',"type":"colophon/batch/1"}'))],
    ["bad UTF-8", Uint8Array.of(0x22, 0xff, 0x22)],
    ["something after the end", utf8(`${listText}{}`)],
    ["very deep nesting", utf8("[".repeat(200_000) + "]".repeat(200_000))],
  ])("refuses %s as malformed", async (_, bytes) => {
    await expect(() => decodeOwnList(bytes)).toFailWith("LIST_MALFORMED", { what: "list" });
  });

  test.each([
    ["a count for which one part is not enough", (text: string) => text.replace('"count":3', '"count":4097')],
    ["no part", (text: string) => text.replace(/"parts":\[.*?\],"pub/, '"parts":[],"pub')],
    ["a field that is not known", (text: string) => text.replace('"parts"', '"note":"x","parts"')],
  ])("refuses %s", async (_, change) => {
    await expect(() => decodeOwnList(utf8(change(listText)))).toFailWith("LIST_INVALID", { what: "list" });
  });

  test("says of another type that a newer version is needed, not that anything is wrong", async () => {
    const newer = utf8(listText.replace("colophon/batch/1", "colophon/batch/2"));
    await expect(() => decodeOwnList(newer)).toFailWith("LIST_TYPE_UNKNOWN", {
      expected: "colophon/batch/1",
      got: "colophon/batch/2",
    });
  });

  test("refuses parts out of order", async () => {
    const parts = ["3", "1"].map((first) => ({ cid: documentCid(digestOf(first)), first }));
    const value = { ...dagJson.decode<object>(listBytes), count: 2 * PART_ISSUES, parts };
    await expect(() => decodeOwnList(dagJson.encode(value))).toFailWith("LIST_UNSORTED");
  });

  test("refuses more than 1 MiB before it parses", async () => {
    const large = utf8("[".repeat(MAX_LIST_BYTES + 1));
    await expect(() => decodeOwnList(large)).toFailWith("LIST_TOO_LARGE", { got: MAX_LIST_BYTES + 1 });
  });

  test("property: whatever bytes come, it accepts or fails with one of our codes", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json().map(utf8), fc.uint8Array({ maxLength: 200 })), (bytes) => {
        for (const decode of [decodeOwnList, decodeOwnPart])
          try {
            decode(bytes);
          } catch (error) {
            expect((error as { code?: string }).code).toMatch(/^LIST_/);
          }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("decodePart", () => {
  test("gives back the issues", () => {
    expect(decodePart(list, 0, partBytes, sha256)).toEqual(issuesOf(three));
  });

  test("takes no change of any byte", async () => {
    for (let i = 0; i < partBytes.length; i++) {
      const flipped = partBytes.slice();
      flipped[i] = (flipped[i] ?? 0) ^ (1 << (i % 8));
      await expect(() => decodePart(list, 0, flipped, sha256)).toFailWith("BLOCK_MISMATCH");
    }
  });

  const issues = issuesOf(three);
  test("refuses labels out of order, and one that comes twice", async () => {
    const [a, b, c] = [at(issues, 0), at(issues, 1), at(issues, 2)];
    await expect(() => decodeOwnPart(partOf([a, c, b]))).toFailWith("LIST_UNSORTED");
    const twice = { label: b.label, digest: c.digest };
    await expect(() => decodeOwnPart(partOf([a, b, twice]))).toFailWith("LIST_UNSORTED", {
      previous: b.label,
      label: b.label,
    });
  });

  test.each([
    ["too few issues for the list's count", partOf(issues.slice(0, 2))],
    ["too many issues for the list's count", partOf([...issues, { ...at(issues, 2), label: "9" as Label }])],
    ["more issues than any part has", partOf(numbered(PART_ISSUES + 1))],
    ["none", partOf([])],
    [
      "another first label than the list says",
      partOf([{ ...at(issues, 0), label: "1" as Label }, ...issues.slice(1)]),
    ],
  ])("refuses %s", async (_, bytes) => {
    await expect(() => decodeOwnPart(bytes)).toFailWith("LIST_INVALID", { what: "part 1" });
  });

  test("refuses a part that reaches into the next", async () => {
    const all = numbered(PART_ISSUES + 1);
    const bytes = partOf(all.slice(0, PART_ISSUES));
    const parts = [
      { cid: documentCid(digestFromBytes(sha256(bytes))), first: at(all, 0).label },
      { cid: documentCid(digestOf("1")), first: "04096" as Label },
    ];
    await expect(() => decodeOwnPart(bytes, { count: PART_ISSUES + 1, parts })).toFailWith("LIST_UNSORTED", {
      previous: "04096",
      label: "04096",
    });
  });

  test("refuses an index that the list does not have", async () => {
    await expect(() => decodePart(list, 1, partBytes, sha256)).toFailWith("LIST_INVALID");
  });

  test.each([
    ["LIST_NOT_CANONICAL", utf8(`${partText}\n`)],
    ["LIST_MALFORMED", utf8(partText.slice(0, -1))],
    ["LIST_TYPE_UNKNOWN", utf8(partText.replace("batch-part/1", "batch-part/2"))],
    ["LIST_TOO_LARGE", utf8("[".repeat(MAX_LIST_BYTES + 1))],
  ] as const)("error: %s names the part", async (code, bytes) => {
    await expect(() => decodeOwnPart(bytes)).toFailWith(code, { what: "part 1" });
  });
});
