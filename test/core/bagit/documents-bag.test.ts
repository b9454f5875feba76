import { describe, expect, test } from "vitest";
import {
  digestNamed,
  documentName,
  documentsName,
  documentsOf,
} from "../../../src/core/bagit/documents-bag.ts";
import type { Digest } from "../../../src/core/digest.ts";
import { publicationKey, publicationRef } from "../../../src/core/publication.ts";

const DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" as Digest;
const REF = publicationRef("eip155:8453", `0x${"5a".repeat(20)}`, "12");

describe("a bag of documents", () => {
  test("is told by the tag that names its publication", async () => {
    expect(documentsOf([["Colophon-Documents", publicationKey(REF)]], "b")).toEqual(REF);
    expect(documentsOf([["Title", "any"]], "b")).toBeUndefined();
    for (const said of ["yes", "eip155:1:0x5a:1", `${publicationKey(REF)}:3`])
      await expect(() => documentsOf([["Colophon-Documents", said]], "b")).toFailWith("BAG_MALFORMED", {
        bag: "b",
      });
  });

  test("has a document under its digest, and a name of its own for each length of the history", () => {
    expect(digestNamed(documentName(DIGEST))).toBe(DIGEST);
    for (const name of [DIGEST, `${DIGEST}.txt`, `a/${DIGEST}.json`, ".json"])
      expect(digestNamed(name)).toBeUndefined();
    expect(documentsName(57)).toBe("documents.e57");
  });
});
