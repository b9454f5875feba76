import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { documentCid } from "../../../src/core/cid.ts";
import type { ClaimedDate } from "../../../src/core/date.ts";
import { ZERO_DIGEST } from "../../../src/core/digest.ts";
import { type Encoded, encodeDocument } from "../../../src/core/document.ts";
import { parseAddress } from "../../../src/core/address.ts";
import type { RegistryRecord } from "../../../src/core/ports.ts";
import {
  type CheckName,
  type CheckReasons,
  type CheckStatus,
  type VerdictName,
  VERDICT_EXIT,
} from "../../../src/core/verdict.ts";
import { txtRecord, wellKnownFile } from "../../../src/core/identity/claim.ts";
import { parsePublicationId } from "../../../src/core/publication.ts";
import type {
  DomainEvidence,
  Evidence,
  IssueEvidence,
  RegistryEvidence,
} from "../../../src/verify/evidence.ts";
import { describe as inWords, namesakeOf } from "../../../src/verify/wording.ts";
import { hashing, utf8 } from "../../support/hashing.ts";
import {
  changedEvidence,
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
  NODE,
  OTHER_LABEL,
  otherEvidence,
  otherManifest,
  placement,
  reasonOf,
  registryState,
  silent,
  statusOf,
  told,
} from "../../support/witness-evidence.ts";

type Expected = readonly [evidence: Evidence, status: CheckStatus, verdict: VerdictName];
type Table = { readonly [Name in CheckName]: Readonly<Record<CheckReasons[Name], Expected>> };

const NOTHING: Evidence = { subject: { kind: "file", file: GENUINE }, placements: told([]) };
const UNRECORDED = { record: undefined, current: undefined };
const unrecorded = (block: number) => told(registryState(block, UNRECORDED), NODE);
const DOMAIN = "tidewater.press";
const OF_OTHERS = { ...MANIFEST.publication, id: parsePublicationId("77") };
const [TXT, OTHER_TXT] = [txtRecord(MANIFEST.publication), txtRecord(OF_OTHERS)];
const OTHER_FILE = wellKnownFile([OF_OTHERS]);
const vouching = (txt: DomainEvidence["txt"], file: DomainEvidence["file"]): Evidence =>
  withIssue({ domain: DOMAIN, vouching: { domain: DOMAIN, txt, file } });
const record = (change: Partial<RegistryRecord>): RegistryRecord => ({
  ...{ entry: 2, time: 1_574_755_200, revision: 1, notice: "none" },
  ...change,
});

const withIssue = (change: Partial<IssueEvidence>): Evidence =>
  fileEvidence({ issue: issueEvidence(change) });
const withRecord = (change: Partial<RegistryRecord>, current = ENCODED.digest): Evidence => {
  const state = { record: record(change), current };
  return withIssue({ final: told(registryState(100, state)), tip: told(registryState(120, state)) });
};

/** A file of an issue whose manifest is this one. */
function withManifest(encoded: Encoded): Evidence {
  const state = { current: encoded.digest };
  return withIssue({
    digest: encoded.digest,
    manifest: told(encoded.bytes),
    final: told(registryState(100, state)),
    tip: told(registryState(120, state)),
  });
}

const elsewhere = otherManifest({
  publication: { ...MANIFEST.publication, registry: parseAddress(`0x${"53".repeat(20)}`) },
});
const dated = otherManifest({ issue: { ...MANIFEST.issue, date: "2031-01-01" as ClaimedDate } });
const garbage = encodeDocument({ type: "colophon/manifest/1" }, hashing.sha256);
const notFinal = withIssue({ final: unrecorded(100) });
const notRecorded = withIssue({ final: unrecorded(100), tip: unrecorded(120) });
const nodeDown = withIssue({ final: silent(), tip: silent() });
const corrected = withRecord({ notice: "correction" });

function withEarlier(earlier: NonNullable<RegistryEvidence["earlier"]>, change = {}): Evidence {
  const state = {
    record: { entry: 5, time: 1_574_755_200, revision: 1, notice: "none", ...change },
    earlier,
  } as const;
  return withIssue({ final: told(registryState(100, state)), tip: told(registryState(120, state)) });
}
const earlierIssue = told({ digest: digestOf("the earlier issue"), entry: 3 });
const taken = withEarlier(earlierIssue);

const TABLE: Table = {
  integrity: {
    "file-listed": [fileEvidence(), "pass", "authentic"],
    "folder-complete": [folderEvidence(), "pass", "authentic"],
    "manifest-intact": [
      fileEvidence({ subject: { kind: "issue", manifest: ENCODED.digest }, placements: told([]) }),
      "pass",
      "authentic",
    ],
    "file-differs": [changedEvidence(), "fail", "altered"],
    "folder-differs": [
      folderEvidence({ subject: { kind: "folder", name: "95", files: FOLDER.slice(1) } }),
      "fail",
      "altered",
    ],
    "manifest-unavailable": [withIssue({ manifest: silent("kubo") }), "unknown", "could-not-check"],
    "manifest-unusable": [withManifest(garbage), "unknown", "could-not-check"],
    "manifest-forged": [withIssue({ manifest: told(utf8("{}")) }), "unknown", "could-not-check"],
    "another-issue": [fileEvidence({ asked: { label: OTHER_LABEL } }), "fail", "not-anchored"],
    "nothing-alike": [NOTHING, "fail", "not-anchored"],
    "none-of-proof": [{ ...NOTHING, proof: {} }, "fail", "not-anchored"],
    "search-failed": [{ ...NOTHING, placements: silent() }, "unknown", "could-not-check"],
  },
  anchored: {
    recorded: [fileEvidence(), "pass", "authentic"],
    "not-recorded": [notRecorded, "fail", "not-anchored"],
    "label-taken": [taken, "fail", "not-anchored"],
    elsewhere: [withManifest(elsewhere), "unknown", "could-not-check"],
    unreachable: [nodeDown, "unknown", "could-not-check"],
    "nothing-to-ask": [NOTHING, "skipped", "not-anchored"],
  },
  final: {
    final: [fileEvidence(), "pass", "authentic"],
    "not-yet": [notFinal, "unknown", "could-not-check"],
    unreachable: [withIssue({ final: silent() }), "unknown", "could-not-check"],
    "nothing-to-ask": [notRecorded, "skipped", "not-anchored"],
  },
  time: {
    known: [fileEvidence(), "pass", "authentic"],
    "claimed-later": [withManifest(dated), "pass", "authentic"],
    unreachable: [nodeDown, "unknown", "could-not-check"],
    "nothing-to-ask": [notRecorded, "skipped", "not-anchored"],
  },
  identity: {
    "no-domain": [fileEvidence(), "skipped", "authentic"],
    vouched: [vouching(told([TXT]), told(undefined)), "pass", "authentic"],
    "not-named": [vouching(told([]), told(undefined)), "fail", "authentic"],
    "names-others": [vouching(told([OTHER_TXT]), told(undefined)), "fail", "authentic"],
    disagree: [vouching(told([TXT]), told(OTHER_FILE)), "fail", "authentic"],
    reserved: [withIssue({ domain: "tidewater.example" }), "skipped", "authentic"],
    unreachable: [vouching(told([]), silent()), "unknown", "authentic"],
    "not-looked-up": [withIssue({ domain: DOMAIN }), "skipped", "authentic"],
    "not-given": [withIssue({ anonymous: true }), "skipped", "authentic"],
    "nothing-to-ask": [NOTHING, "skipped", "not-anchored"],
  },
  standing: {
    current: [fileEvidence(), "pass", "authentic"],
    superseded: [withRecord({}, digestOf("the correction")), "fail", "authentic-but"],
    noticed: [corrected, "fail", "authentic-but"],
    "noticed-elsewhere": [
      fileEvidence({ others: told({ asked: [otherEvidence("withdrawal")], unasked: 0 }) }),
      "fail",
      "authentic-but",
    ],
    "earlier-unasked": [withEarlier(silent("the lists")), "unknown", "could-not-check"],
    "elsewhere-unasked": [fileEvidence({ others: silent() }), "unknown", "could-not-check"],
    unreachable: [withIssue({ final: silent() }), "unknown", "could-not-check"],
    "nothing-to-ask": [notRecorded, "skipped", "not-anchored"],
  },
  available: {
    served: [fileEvidence(), "pass", "authentic"],
    "not-served": [withIssue({ copies: [{ store: "kubo", status: "corrupt" }] }), "fail", "authentic"],
    unreachable: [withIssue({ copies: [{ store: "kubo", status: "unreachable" }] }), "unknown", "authentic"],
    "nothing-to-ask": [withIssue({ copies: [] }), "skipped", "authentic"],
  },
};

const rows = Object.entries(TABLE).flatMap(([check, reasons]) =>
  Object.entries(reasons).map(([reason, [evidence, status, verdict]]) => ({
    check,
    reason,
    evidence,
    status,
    verdict,
  })),
);

describe("judge, by its reasons", () => {
  test.each(rows)("$check: $reason is $status, and the verdict $verdict", ({ check, reason, ...row }) => {
    const verdict = judged(row.evidence);
    expect([reasonOf(verdict, check), statusOf(verdict, check), verdict.verdict]).toEqual([
      reason,
      row.status,
      row.verdict,
    ]);
    for (const { says } of inWords(verdict).checks) expect(says).toMatch(/^[A-Z][^?]+[.:]?$/u);
  });

  test("the table has every reason of src/core/verdict.ts, and each of them comes about", () => {
    const source = readFileSync(new URL("../../../src/core/verdict.ts", import.meta.url), "utf8");
    const [, body = ""] = /interface CheckReasons \{(.*?)\n\}/s.exec(source) ?? [];
    const declared = [...body.matchAll(/^ {2}(\w+):([^;]*);/gms)].flatMap(([, check, reasons = ""]) =>
      [...reasons.matchAll(/"([\w-]+)"/g)].map(([, reason]) => `${check}: ${reason}`),
    );
    const produced = rows.flatMap(({ evidence }) =>
      judged(evidence).checks.map(({ check, reason }) => `${check}: ${reason}`),
    );
    expect(declared.length).toBeGreaterThan(30);
    expect([...new Set(produced)].toSorted()).toEqual(declared.toSorted());
  });

  test("the table comes to every verdict", () => {
    expect(new Set(rows.map(({ verdict }) => verdict))).toEqual(new Set(Object.keys(VERDICT_EXIT)));
  });
});

describe("judge, of what stands", () => {
  const notice = (kind: "correction" | "retraction" | "concern" | "withdrawal", entry: number) => ({
    ...{ kind, entry, time: 1_575_000_000, transaction: HASH },
  });

  test.each([
    ["withdrawal", ["correction", "withdrawal", "retraction"]],
    ["retraction", ["concern", "retraction", "correction"]],
    ["concern", ["correction", "concern"]],
    ["correction", ["correction"]],
  ] as const)("the heaviest notice counts: %s of %j", (standing, kinds) => {
    const last = { record: record({ notice: kinds.at(-1) ?? "none" }) };
    const evidence = withIssue({
      final: told(registryState(100, last)),
      tip: told(registryState(120, last)),
      notices: kinds.map((kind, i) => notice(kind, i + 3)),
    });
    expect(judged(evidence)).toMatchObject({ verdict: "authentic-but", standing });
  });

  test("a later revision says more than a correction, and less than a concern", () => {
    const later = digestOf("the correction");
    expect(judged(withRecord({ notice: "correction" }, later)).standing).toBe("superseded");
    expect(judged(withRecord({ notice: "concern" }, later)).standing).toBe("concern");
  });

  test("the reason of a notice, and since when, are in the evidence", () => {
    const state = { record: record({ notice: "retraction" }) };
    const { checks } = judged(
      withIssue({
        final: told(registryState(100, state)),
        tip: told(registryState(120, state)),
        notices: [{ ...notice("retraction", 3), reason: "The table was made up." }],
      }),
    );
    expect(checks.find(({ check }) => check === "standing")?.evidence).toEqual({
      ...{ standing: "retraction", since: 1_575_000_000, transaction: HASH },
      reason: "The table was made up.",
    });
  });
});

describe("judge, of files", () => {
  test("a manifest held as a file is intact", () => {
    const file = { path: "manifest.json", size: ENCODED.bytes.length, sha256: ENCODED.digest };
    const verdict = judged(fileEvidence({ subject: { kind: "file", file }, placements: told([]) }));
    expect([verdict.verdict, reasonOf(verdict, "integrity")]).toEqual(["authentic", "manifest-intact"]);
  });

  test.each([
    ["manifest", String(documentCid(ENCODED.digest))],
    ["content", MANIFEST.content.toString()],
    ["file", String(MANIFEST.files[1]?.cid)],
  ])("the CID of its %s is authentic", (_, cid) => {
    expect(judged(fileEvidence({ subject: { kind: "cid", cid }, placements: told([]) })).verdict).toBe(
      "authentic",
    );
  });

  test("below the likeness asked for, it is not anchored; with the issue named, altered at any likeness", () => {
    const file = heldFile("<!dunno>");
    const little = { commonStart: 3, commonEnd: 0, resemblance: 3 / 39, held: file };
    const archived = {
      path: MANIFEST.files[1]?.path ?? placement().path,
      size: GENUINE.size,
      sha256: GENUINE.sha256,
    };
    const evidence = changedEvidence({
      subject: { kind: "file", file },
      difference: { ...little, archived },
    });
    expect(judged(evidence).verdict).toBe("not-anchored");
    expect(judged({ ...evidence, asked: { label: MANIFEST.issue.label } }).verdict).toBe("altered");
  });

  test.each([
    ["index.html", true],
    ["copies/Index.HTML", true],
    ["other.html", false],
  ])(
    "what is not much like anything is told of the issue that has a file of its name: %s",
    (path, isNamed) => {
      const held = { ...heldFile("<!dunno>"), path };
      const { verdict, checks } = judged(
        changedEvidence({
          subject: { kind: "file", file: held },
          difference: {
            ...{ commonStart: 3, commonEnd: 0, resemblance: 3 / 39, held },
            archived: { path: placement().path, size: GENUINE.size, sha256: GENUINE.sha256 },
          },
        }),
      );
      expect(verdict).toBe("not-anchored");
      expect(checks[0]?.evidence).toMatchObject({ nearest: "index.html" });
      expect(namesakeOf({ checks })).toBe(isNamed ? MANIFEST.issue.label : undefined);
    },
  );

  test("the likeness asked for is met exactly", () => {
    expect(judged(changedEvidence(), 38 / 39).verdict).toBe("altered");
    expect(judged(changedEvidence(), 38 / 39 + 1e-9).verdict).toBe("not-anchored");
  });

  test("files too large to be held side by side differ, but nobody says where", () => {
    const file = { path: "index.html", size: 40_000_000, sha256: ZERO_DIGEST };
    const difference = { commonStart: 0, commonEnd: 0, resemblance: 0, held: file };
    const archived = { path: placement().path, size: GENUINE.size, sha256: GENUINE.sha256 };
    const verdict = judged(
      changedEvidence({
        subject: { kind: "file", file },
        difference: { ...difference, archived },
        asked: { label: MANIFEST.issue.label },
      }),
    );
    expect(verdict.verdict).toBe("altered");
    expect(verdict.checks[0]?.evidence).not.toHaveProperty("firstDifference");
    expect(inWords(verdict).checks[0]?.says).not.toContain("byte");
  });
});

describe("judge, of folders", () => {
  const folder = (...files: typeof FOLDER) =>
    judged(folderEvidence({ subject: { kind: "folder", name: "95", files } }));

  test("says what is changed, missing and besides", () => {
    const changed = { ...GENUINE, sha256: digestOf("x") };
    const verdict = folder(changed, heldFile("mine", "notes.txt"));
    expect(verdict.folder).toEqual({
      same: [],
      different: [{ path: "index.html", expected: GENUINE.sha256, got: changed.sha256 }],
      missing: ["images/logo.svg"],
      extra: ["notes.txt"],
    });
    expect(verdict.verdict).toBe("altered");
  });

  test("one more file is enough to differ", () => {
    expect(folder(...FOLDER, heldFile("", "a.txt")).verdict).toBe("altered");
  });

  test("a path that comes twice is not hidden by its intact twin", () => {
    expect(folder({ ...GENUINE, sha256: digestOf("x") }, ...FOLDER).verdict).toBe("altered");
    expect(folder(...FOLDER, { ...GENUINE, sha256: digestOf("x") }).verdict).toBe("altered");
  });
});

describe("judge, of time", () => {
  test.each([
    ["2019-11-26", "known"],
    ["2019-11-27", "known"],
    ["2019-11-28", "claimed-later"],
    ["2019", "known"],
    ["2019-11", "known"],
    ["2019-12", "claimed-later"],
    ["2020", "claimed-later"],
  ])("anchored on 2019-11-26 and dated %s: %s", (date, reason) => {
    const encoded = otherManifest({ issue: { ...MANIFEST.issue, date: date as ClaimedDate } });
    expect(reasonOf(judged(withManifest(encoded)), "time")).toBe(reason);
  });
});
