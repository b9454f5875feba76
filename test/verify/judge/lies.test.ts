import { describe, expect, test } from "vitest";
import { parseAddress } from "../../../src/core/address.ts";
import { documentCid } from "../../../src/core/cid.ts";
import { ZERO_DIGEST } from "../../../src/core/digest.ts";
import { parseIssuePath } from "../../../src/core/path.ts";
import type { RegistryRecord } from "../../../src/core/ports.ts";
import { parseChainId, parsePublicationId } from "../../../src/core/publication.ts";
import type { Evidence, IssueEvidence, RegistryEvidence } from "../../../src/verify/evidence.ts";
import { utf8 } from "../../support/hashing.ts";
import {
  CHANGED,
  changedEvidence,
  cidOf,
  difference,
  digestOf,
  ENCODED,
  fileEvidence,
  FOLDER,
  folderEvidence,
  GENUINE,
  HASH,
  heldFile,
  issueEvidence,
  judged,
  MANIFEST,
  OTHER_LABEL,
  otherManifest,
  placement,
  registryState,
  told,
} from "../../support/witness-evidence.ts";

type Verdicts = "altered" | "not-anchored" | "could-not-check";

const other = otherManifest();
const { publication, issue } = MANIFEST;

const aboutIssue = (change: Partial<IssueEvidence>): Evidence =>
  fileEvidence({ issue: issueEvidence(change) });
const aboutState = (change: Partial<RegistryEvidence>): Evidence =>
  aboutIssue({ final: told(registryState(100, change)), tip: told(registryState(120, change)) });
const aboutRecord = (change: Partial<RegistryRecord>): Evidence =>
  aboutState({ record: { entry: 2, time: 1_574_755_200, revision: 1, notice: "none", ...change } });
const atFinal = (change: Partial<RegistryEvidence>): Evidence =>
  aboutIssue({ final: told(registryState(100, change)) });
const atTip = (change: Partial<RegistryEvidence>): Evidence =>
  aboutIssue({ tip: told(registryState(120, change)) });
const block = (number: number, change = {}) => ({ ...registryState(number).block, ...change });

/** A file that the archive never held, of which the witness says that it did. */
const framed = (change: Partial<Evidence>): Evidence =>
  fileEvidence({ subject: { kind: "file", file: CHANGED }, ...change });
const folder = (files: typeof FOLDER, change: Partial<Evidence> = {}): Evidence =>
  folderEvidence({ subject: { kind: "folder", name: "95", files }, ...change });
const manifestOf = (change: Parameters<typeof otherManifest>[0]) => {
  const { bytes, digest } = otherManifest(change);
  const state = { current: digest };
  return aboutIssue({
    ...{ digest, manifest: told(bytes) },
    ...{ final: told(registryState(100, state)), tip: told(registryState(120, state)) },
  });
};

/** What a witness says, each time a lie that the evidence itself gives away. */
const LIES: readonly (readonly [lie: string, evidence: Evidence, verdict: Verdicts])[] = [
  // Of bytes
  ["other bytes for the manifest", aboutIssue({ manifest: told(other.bytes) }), "could-not-check"],
  [
    "a manifest with one byte more",
    aboutIssue({ manifest: told(utf8(`${new TextDecoder().decode(ENCODED.bytes)}\n`)) }),
    "could-not-check",
  ],
  ["an empty manifest", aboutIssue({ manifest: told(new Uint8Array(0)) }), "could-not-check"],
  ["the manifest of another digest", aboutIssue({ digest: other.digest }), "could-not-check"],
  ["an issue whose manifest does not list the file", framed({}), "could-not-check"],
  [
    "a placement that gives the digest of the file, and an issue that does not",
    framed({ placements: told([placement({ sha256: CHANGED.sha256 })]) }),
    "could-not-check",
  ],
  [
    "no such file, and yet the issue that is no likeness of it",
    framed({ placements: told([]) }),
    "not-anchored",
  ],

  // Of the chain
  [
    "the record of another publication",
    aboutState({ publication: parsePublicationId("13") }),
    "could-not-check",
  ],
  [
    "the record of another registry",
    aboutState({ registry: parseAddress(`0x${"53".repeat(20)}`) }),
    "could-not-check",
  ],
  ["the record of another chain", aboutState({ chain: parseChainId("eip155:1") }), "could-not-check"],
  [
    "a final record of another publication",
    atFinal({ publication: parsePublicationId("13") }),
    "could-not-check",
  ],
  [
    "a final record of another registry",
    atFinal({ registry: parseAddress(`0x${"53".repeat(20)}`) }),
    "could-not-check",
  ],
  ["a final record of another chain", atFinal({ chain: parseChainId("eip155:1") }), "could-not-check"],
  [
    "a latest record of another publication",
    atTip({ publication: parsePublicationId("13") }),
    "could-not-check",
  ],
  [
    "another publication that lacks it",
    aboutState({ publication: parsePublicationId("13"), record: undefined, current: undefined }),
    "could-not-check",
  ],
  ["a record of another revision", aboutRecord({ revision: 2 }), "could-not-check"],
  ["a record of revision 0", aboutRecord({ revision: 0 }), "could-not-check"],
  ["a record in the place of the registration", aboutRecord({ entry: 1 }), "could-not-check"],
  ["a record in entry 0", aboutRecord({ entry: 0 }), "could-not-check"],
  ["a record from after the block asked", aboutRecord({ time: 1_990_000_000 }), "could-not-check"],
  [
    "an earlier issue that is not earlier",
    aboutState({ earlier: told({ digest: other.digest, entry: 2 }) }),
    "could-not-check",
  ],
  [
    "an earlier issue that is this one",
    aboutState({ earlier: told({ digest: ENCODED.digest, entry: 1 }) }),
    "could-not-check",
  ],
  ["a record, and no issue of that label", aboutState({ current: undefined }), "could-not-check"],
  ["no record, and yet the issue stands with it", aboutState({ record: undefined }), "could-not-check"],
  [
    "a final record that is gone at the tip",
    atTip({ record: undefined, current: undefined }),
    "could-not-check",
  ],
  [
    "a record that changed its time",
    atTip({ record: { entry: 2, time: 1_574_755_201, revision: 1, notice: "none" } }),
    "could-not-check",
  ],
  [
    "a record that changed its entry",
    atTip({ record: { entry: 3, time: 1_574_755_200, revision: 1, notice: "none" } }),
    "could-not-check",
  ],
  ["a final block after the latest one", atFinal({ block: block(121) }), "could-not-check"],
  ["two blocks of one number", atFinal({ block: block(120, { hash: HASH }) }), "could-not-check"],
  ["final, what is only at the tip", atFinal({ record: undefined, current: undefined }), "could-not-check"],
  [
    "a retraction that the record does not know",
    aboutIssue({ notices: [{ kind: "retraction", time: 1, entry: 3, transaction: HASH }] }),
    "could-not-check",
  ],

  // Of other publications' issues
  [
    "a manifest that belongs to another publication",
    manifestOf({ publication: { ...publication, id: parsePublicationId("13") } }),
    "could-not-check",
  ],
  [
    "a manifest that belongs to another registry",
    manifestOf({ publication: { ...publication, registry: parseAddress(`0x${"53".repeat(20)}`) } }),
    "could-not-check",
  ],
  [
    "a manifest that belongs to another chain",
    manifestOf({ publication: { ...publication, chain: parseChainId("eip155:1") } }),
    "could-not-check",
  ],
  [
    "a first revision in the place of a second",
    manifestOf({ issue: { ...issue, revision: 2 }, supersedes: ZERO_DIGEST }),
    "could-not-check",
  ],

  // Of what was asked
  [
    "an issue for the CID of something else",
    fileEvidence({ subject: { kind: "cid", cid: String(cidOf("x")) }, placements: told([]) }),
    "could-not-check",
  ],
  [
    "another issue for a manifest's digest",
    fileEvidence({ subject: { kind: "issue", manifest: other.digest }, placements: told([]) }),
    "could-not-check",
  ],
  [
    "the CID of the file's digest for another codec",
    fileEvidence({
      subject: { kind: "cid", cid: String(documentCid(GENUINE.sha256)) },
      placements: told([]),
    }),
    "could-not-check",
  ],
  [
    "an intact file of another issue than the one named",
    fileEvidence({ asked: { label: OTHER_LABEL } }),
    "not-anchored",
  ],
  [
    "an intact folder of another issue than the one named",
    folderEvidence({ asked: { label: OTHER_LABEL } }),
    "not-anchored",
  ],
  [
    "a placement under the label asked for, in an issue of another label",
    framed({ asked: { label: OTHER_LABEL }, placements: told([placement({ label: OTHER_LABEL })]) }),
    "could-not-check",
  ],
  [
    "a difference from an issue of another label",
    changedEvidence({ asked: { label: OTHER_LABEL } }),
    "could-not-check",
  ],

  // Of likeness
  [
    "a difference from a file that the manifest does not list",
    changedEvidence({
      difference: difference({
        archived: { path: parseIssuePath("other.html"), size: 39, sha256: GENUINE.sha256 },
      }),
    }),
    "could-not-check",
  ],
  [
    "a difference that shares more bytes than there are",
    changedEvidence({ difference: difference({ commonStart: 100 }) }),
    "could-not-check",
  ],
  [
    "a difference in which nothing differs",
    changedEvidence({ difference: difference({ commonStart: 39, commonEnd: 0 }) }),
    "could-not-check",
  ],
  [
    "a difference with a negative count",
    changedEvidence({ difference: difference({ commonEnd: -1 }) }),
    "could-not-check",
  ],
  [
    "a difference whose counts are no numbers",
    changedEvidence({ difference: difference({ commonStart: Number.NaN }) }),
    "could-not-check",
  ],
  [
    "a likeness that the counts do not bear out",
    changedEvidence({ difference: difference({ commonStart: 1, commonEnd: 1, resemblance: 1 }) }),
    "not-anchored",
  ],
  [
    "a difference, and a placement that says there is none",
    changedEvidence({ placements: told([placement()]) }),
    "could-not-check",
  ],

  // Of folders
  [
    "an issue that has nothing to do with the folder",
    folder([heldFile("a", "a.txt")], { placements: told([]) }),
    "not-anchored",
  ],
  [
    "an issue for a folder of which it holds nothing, with placements",
    folder([heldFile("a", "a.txt")]),
    "could-not-check",
  ],
  ["an issue for a folder that lacks a file", folder(FOLDER.slice(1)), "altered"],
  ["an issue for a folder with a changed file", folder([CHANGED, ...FOLDER.slice(1)]), "altered"],
  ["an issue for a folder with a file besides", folder([...FOLDER, heldFile("x", "x")]), "altered"],
  ["an issue for an empty folder", folder([], { placements: told([]) }), "not-anchored"],
];

describe("a witness that lies", () => {
  test.each(LIES)("about %s is not believed", (_, evidence, expected) => {
    expect(judged(evidence).verdict).toBe(expected);
  });

  test("there are at least 40 lies, none twice, and the truth they depart from is authentic", () => {
    expect(new Set(LIES.map(([lie]) => lie)).size).toBe(LIES.length);
    expect(LIES.length).toBeGreaterThanOrEqual(40);
    expect([fileEvidence(), folderEvidence()].map((evidence) => judged(evidence).verdict)).toEqual([
      "authentic",
      "authentic",
    ]);
    expect(judged(changedEvidence()).verdict).toBe("altered");
  });

  test("about the archived side of a difference is corrected from the manifest", () => {
    const archived = { path: placement().path, size: 7_000_000, sha256: digestOf("forged") };
    const held = heldFile("forged");
    const verdict = judged(changedEvidence({ difference: difference({ archived, held }) }));
    expect(verdict.difference).toMatchObject({
      archived: { size: GENUINE.size, sha256: GENUINE.sha256 },
      held: CHANGED,
    });
    expect(verdict.checks[0]?.evidence).toMatchObject({ expected: GENUINE.sha256, got: CHANGED.sha256 });
  });

  test("about the path of an intact file is corrected from the manifest", () => {
    const archived = { ...difference().archived, path: parseIssuePath("images/logo.svg") };
    const verdict = judged(fileEvidence({ difference: difference({ archived }) }));
    expect([verdict.verdict, verdict.issue?.path, verdict.difference]).toEqual([
      "authentic",
      "index.html",
      undefined,
    ]);
  });

  test("about the chain has none of its times, entries and notices shown", () => {
    const verdict = judged(
      aboutIssue({
        final: told(registryState(100, { publication: parsePublicationId("13") })),
        notices: [{ kind: "retraction", time: 1, entry: 3, transaction: HASH }],
      }),
    );
    expect(verdict.issue).toMatchObject({ digest: ENCODED.digest });
    expect(verdict.issue).not.toHaveProperty("anchoredAt");
    expect(verdict.notices).toEqual([]);
    for (const name of ["anchored", "final", "time", "standing"])
      expect(verdict.checks.find(({ check }) => check === name)).toMatchObject({
        ...{ status: "unknown", reason: "unreachable" },
        evidence: { code: "CHAIN_ANSWER_INVALID" },
      });
  });

  test("about nothing that can be worked out is believed, and named as the one who was", () => {
    const { verdict, checks } = judged(
      aboutIssue({
        ...{ digest: other.digest, manifest: told(other.bytes) },
        final: told(registryState(100, { current: other.digest })),
        tip: told(registryState(120, { current: other.digest })),
      }),
    );
    expect(verdict).toBe("authentic");
    const believed = checks.filter(({ trusted }) => trusted.includes("archive.example"));
    expect(believed.map(({ check }) => check)).toEqual(["anchored", "final", "time", "standing"]);
  });

  test("about an issue that has nothing to do with the copy does not have it shown", () => {
    const verdict = judged(framed({}));
    expect([verdict.issue, verdict.folder, verdict.difference]).toEqual([undefined, undefined, undefined]);
    expect(verdict.checks.slice(1).map(({ status }) => status)).toEqual(Array(6).fill("skipped"));
  });
});
