import { describe, expect, test } from "vitest";
import {
  bagFiles,
  exportName,
  externalIdentifier,
  folderFiles,
  type WrittenIssue,
} from "../../../src/core/bagit/issue-bag.ts";
import { documentCid, rawCid } from "../../../src/core/cid.ts";
import type { ClaimedDate } from "../../../src/core/date.ts";
import type { Digest } from "../../../src/core/digest.ts";
import { parseLabel } from "../../../src/core/label.ts";
import { parseIssuePath } from "../../../src/core/path.ts";
import { publicationRef } from "../../../src/core/publication.ts";
import { sumOf } from "../../support/bags.ts";
import { hashing, utf8 } from "../../support/hashing.ts";

const DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" as Digest;
const REF = publicationRef("eip155:8453", `0x${"5a".repeat(20)}`, "12");

const ISSUE: WrittenIssue = {
  digest: DIGEST,
  bytes: utf8("the manifest's own bytes"),
  anchoredAt: Date.parse("2026-10-16T23:59:59Z") / 1000,
  profile: { title: "The Letter", domain: "letter.example", type: "colophon/profile/1" },
  manifest: {
    content: documentCid(DIGEST),
    files: [
      { cid: rawCid(DIGEST), path: parseIssuePath("100%.txt"), sha256: DIGEST, size: 7, type: "text/plain" },
    ],
    issue: {
      ...{
        creators: ["Ines", "Tom"],
        date: "2026-10" as ClaimedDate,
        label: parseLabel("95"),
        language: "en",
      },
      ...{ license: "CC-BY-4.0", revision: 2, title: "Low water" },
    },
    profile: "unixfs-v1-2025",
    publication: REF,
    type: "colophon/manifest/1",
  },
};

const textsOf = (files: ReturnType<typeof bagFiles>) =>
  Object.fromEntries(files.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]));

describe("what stands in a bag beside the files of the issue", () => {
  test("says in bag-info.txt what the manifest and the chain say, the day of the bag being that of its anchoring", () => {
    expect(textsOf(bagFiles(ISSUE, hashing.sha256))["bag-info.txt"]).toBe(
      [
        "Source-Organization: The Letter (letter.example)",
        "External-Description: Low water",
        `External-Identifier: eip155:8453:0x${"5a".repeat(20)}:12/${DIGEST}`,
        "Bagging-Date: 2026-10-16",
        "Payload-Oxum: 7.1",
        `Bag-Group-Identifier: eip155:8453:0x${"5a".repeat(20)}:12`,
        "Internal-Sender-Identifier: 95",
        "Internal-Sender-Description: Issue 95, revision 2",
        ...["Title: Low water", "Creator: Ines", "Creator: Tom", "Date: 2026-10", "Language: en"],
        "License: CC-BY-4.0",
        "Colophon-Anchored: 2026-10-16T23:59:59Z",
        "",
      ].join("\n"),
    );
    expect(externalIdentifier(REF, DIGEST)).toContain(DIGEST);
  });

  test("lists the payload by the digests of the manifest, and every other file by its own", () => {
    const files = bagFiles({ ...ISSUE, proof: utf8("{}"), identity: utf8("[]") }, hashing.sha256);
    const texts = textsOf(files);
    expect(texts["manifest-sha256.txt"]).toBe(`${DIGEST}  data/100%25.txt\n`);
    expect(texts["manifest.json"]).toBe("the manifest's own bytes");
    expect(texts["SHA256SUMS"]).toContain(
      `${DIGEST}  data/100%.txt\n${sumOf("sha256", ISSUE.bytes)}  manifest.json\n`,
    );
    const listed = texts["tagmanifest-sha256.txt"]?.trim().split("\n").toSorted();
    const others = files.filter(({ path }) => path !== "tagmanifest-sha256.txt");
    expect(listed).toEqual(others.map(({ path, bytes }) => `${sumOf("sha256", bytes)}  ${path}`).toSorted());
    expect(others.map(({ path }) => path)).toContain("proof.json");
    expect(texts["README.txt"]).toContain("proof.json");
  });

  test("is less in a plain folder, and says of no proof that is not there", () => {
    const { profile: _, ...unnamed } = ISSUE;
    const texts = textsOf(folderFiles(ISSUE, hashing.sha256));
    expect(Object.keys(texts)).toEqual(["manifest.json", "README.txt", "SHA256SUMS"]);
    expect(texts["SHA256SUMS"]).toContain(`${DIGEST}  files/100%.txt\n`);
    expect(texts["README.txt"]).toContain(DIGEST);
    expect(texts["README.txt"]).not.toContain("proof.json");
    expect(textsOf(bagFiles(unnamed, hashing.sha256))["bag-info.txt"]).not.toContain("Source-Organization");
    expect(exportName(parseLabel("95"), 2)).toBe("95.r2");
  });
});
