import { base58btc } from "multiformats/bases/base58";
import { CID } from "multiformats/cid";
import * as multihash from "multiformats/hashes/digest";
import { describe, expect, test } from "vitest";
import {
  asCid,
  cidDigest,
  DAG_JSON,
  DAG_PB,
  documentCid,
  parseCid,
  RAW,
  rawCid,
} from "../../src/core/cid.ts";
import { parseDigest } from "../../src/core/digest.ts";

// docs/spec/manifest.md, "Example".
const DIGEST = parseDigest("10332580d271a516ff96c815890232a44ca74ad97f0f355debc7ebd6fad1c988");
const DOCUMENT = "baguqeeracazslagsogsrn74wzakysarsurgkoswzp4htkxply7v5n6wrzgea";

describe("a CID", () => {
  test("of a document follows from its digest, and the digest from it", () => {
    expect(documentCid(DIGEST).toString()).toBe(DOCUMENT);
    expect(cidDigest(parseCid(DOCUMENT))).toBe(DIGEST);
    expect(Buffer.from(documentCid(DIGEST).bytes.subarray(0, 5)).toString("hex")).toBe("01a9021220");
  });

  test("of a leaf holds the same digest under another codec", () => {
    expect(rawCid(DIGEST).toString()).toMatch(/^bafkrei/);
    expect(cidDigest(rawCid(DIGEST))).toBe(DIGEST);
    expect([documentCid(DIGEST).code, rawCid(DIGEST).code, DAG_PB]).toEqual([DAG_JSON, RAW, 0x70]);
  });

  test("is read from any multibase of the library's own", () => {
    expect(parseCid(documentCid(DIGEST).toString(base58btc)).toString()).toBe(DOCUMENT);
  });

  test.each([
    ["nothing", ""],
    ["text", "a manifest"],
    ["a digest", DIGEST],
    ["half a CID", DOCUMENT.slice(0, 30)],
    ["one character more", `${DOCUMENT}a`],
    ["white space", ` ${DOCUMENT}`],
    ["a version 0", "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG"],
    ["another hash", CID.createV1(RAW, multihash.create(0x13, new Uint8Array(64))).toString()],
    ["an identity hash", CID.createV1(RAW, multihash.create(0, new Uint8Array(4))).toString()],
    ["a SHA-256 cut short", CID.createV1(RAW, multihash.create(0x12, new Uint8Array(20))).toString()],
  ])("error: is not read from %s", async (_, text) => {
    const read = () => parseCid(text);
    const error = await Promise.resolve()
      .then(read)
      .catch((caught: unknown) => caught);
    expect(["CID_INVALID", "DIGEST_INVALID"]).toContain((error as { code?: string }).code);
  });

  test("is told from what is none", () => {
    expect(asCid(documentCid(DIGEST))?.toString()).toBe(DOCUMENT);
    for (const value of [undefined, null, DOCUMENT, {}, { "/": DOCUMENT }])
      expect(asCid(value)).toBeUndefined();
  });
});
