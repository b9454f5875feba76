import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CheckName } from "../../../src/core/verdict.ts";
import type { Answer, RegistryRecord } from "../../../src/core/ports.ts";
import { parsePublicationId } from "../../../src/core/publication.ts";
import type { Evidence, IssueEvidence, RegistryEvidence, Subject } from "../../../src/verify/evidence.ts";
import { utf8 } from "../../support/hashing.ts";
import {
  CHANGED,
  difference,
  ENCODED,
  fileEvidence,
  FOLDER,
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
  silent,
  told,
} from "../../support/witness-evidence.ts";

const other = otherManifest();
const maybe = <T>(value: fc.Arbitrary<T>, there = 4, not = 1): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: there, arbitrary: value }, { weight: not, arbitrary: fc.constant(undefined) });
const answer = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Answer<T>> =>
  fc.oneof({ weight: 5, arbitrary: value.map((one) => told(one)) }, fc.constant(silent()));
/** Mostly the first, so that evidence is often nearly right. */
const mostly = <T>(first: T, ...rest: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(first) }, fc.constantFrom(first, ...rest));

const record: fc.Arbitrary<RegistryRecord> = fc.record({
  entry: mostly(2, 1, 3),
  time: mostly(1_574_755_200, 1_990_000_000),
  revision: mostly(1, 2),
  notice: mostly("none" as const, "correction", "withdrawal"),
});
const state = (number: number): fc.Arbitrary<RegistryEvidence> =>
  fc.record({
    chain: fc.constant(MANIFEST.publication.chain),
    registry: fc.constant(MANIFEST.publication.registry),
    publication: mostly(MANIFEST.publication.id, parsePublicationId("13")),
    block: mostly(registryState(number).block, registryState(number + 30).block),
    record: maybe(record),
    current: mostly(ENCODED.digest, other.digest, undefined),
    profile: fc.constant(undefined),
  });
const issue: fc.Arbitrary<IssueEvidence> = fc
  .record({
    digest: mostly(ENCODED.digest, other.digest),
    manifest: answer(mostly<Uint8Array | undefined>(ENCODED.bytes, other.bytes, undefined, utf8("{}"))),
    final: answer(state(100)),
    tip: answer(state(120)),
    notices: mostly([], [{ kind: "concern" as const, time: 1_575_000_000, entry: 3, transaction: HASH }]),
  })
  .map((change) => issueEvidence(change));
const subject: fc.Arbitrary<Subject> = fc.oneof(
  fc.constantFrom(GENUINE, CHANGED, heldFile("x")).map((file) => ({ kind: "file" as const, file })),
  fc
    .subarray([...FOLDER, CHANGED, heldFile("x", "x.txt")])
    .map((files) => ({ kind: "folder" as const, name: "95", files })),
  fc.constantFrom(ENCODED.digest, other.digest).map((manifest) => ({ kind: "issue" as const, manifest })),
  fc.constant({ kind: "cid" as const, cid: MANIFEST.content.toString() }),
);
const evidence: fc.Arbitrary<Evidence> = fc
  .record({
    subject,
    placements: answer(fc.constantFrom([], [placement()], [placement({ label: OTHER_LABEL })])),
    issue: maybe(issue),
    difference: maybe(
      fc.record({ commonStart: fc.integer({ min: -1, max: 45 }), commonEnd: fc.nat(12) }).map(difference),
    ),
    uncompared: maybe(fc.constant(silent()), 1, 4),
    others: maybe(answer(fc.record({ asked: fc.array(issue, { maxLength: 2 }), unasked: fc.nat(3) })), 1, 2),
    asked: maybe(
      fc.constantFrom(MANIFEST.issue.label, OTHER_LABEL).map((label) => ({ label })),
      1,
      2,
    ),
  })
  .map(
    (one) =>
      Object.fromEntries(
        Object.entries(one).filter(([, value]) => value !== undefined),
      ) as unknown as Evidence,
  );

const RUNS = { numRuns: 5000 };
const verdicts = new Map<string, number>();
const judgedOf = (one: Evidence) => {
  const verdict = judged(one);
  const check = (name: CheckName) => verdict.checks.find((found) => found.check === name);
  verdicts.set(verdict.verdict, (verdicts.get(verdict.verdict) ?? 0) + 1);
  return { verdict, check, status: (name: CheckName) => check(name)?.status };
};

describe("judge, of any evidence", () => {
  test("authentic only when integrity, anchored, final and standing were asked and answered", () => {
    fc.assert(
      fc.property(evidence, (one) => {
        const { verdict, status } = judgedOf(one);
        if (!verdict.verdict.startsWith("authentic")) return;
        expect([status("integrity"), status("anchored"), status("final")]).toEqual(["pass", "pass", "pass"]);
        expect(status("standing")).toBe(verdict.verdict === "authentic" ? "pass" : "fail");
      }),
      RUNS,
    );
  });

  test("authentic only with genuine bytes", () => {
    fc.assert(
      fc.property(evidence, (one) => {
        if (!judgedOf(one).verdict.verdict.startsWith("authentic")) return;
        const { subject, issue } = one;
        expect(issue?.manifest).toMatchObject({ known: true });
        if (subject.kind === "file") expect(subject.file.sha256).toBe(GENUINE.sha256);
        if (subject.kind === "folder") expect(subject.files).toEqual(FOLDER);
        if (subject.kind === "issue") expect(subject.manifest).toBe(issue?.digest);
      }),
      RUNS,
    );
  });

  test("altered only when a difference was seen, and the registry holds what it differs from", () => {
    fc.assert(
      fc.property(evidence, (one) => {
        const { verdict, check, status } = judgedOf(one);
        if (verdict.verdict !== "altered") return;
        expect(["file-differs", "folder-differs"]).toContain(check("integrity")?.reason);
        expect(status("anchored")).toBe("pass");
        const { subject } = one;
        if (subject.kind === "file")
          expect(verdict.difference?.archived.sha256).not.toBe(subject.file.sha256);
        else
          expect([
            ...(verdict.folder?.different ?? []),
            ...(verdict.folder?.missing ?? []),
            ...(verdict.folder?.extra ?? []),
          ]).not.toEqual([]);
      }),
      RUNS,
    );
  });

  test("not anchored only when everybody who had to be asked has answered", () => {
    fc.assert(
      fc.property(evidence, (one) => {
        const { verdict, check } = judgedOf(one);
        if (verdict.verdict !== "not-anchored") return;
        if (check("integrity")?.reason === "nothing-alike") {
          expect([one.placements.known, one.uncompared]).toEqual([true, undefined]);
          return;
        }
        expect(one.issue?.manifest.known).toBe(true);
        expect([one.issue?.tip.known, one.issue?.final.known]).toContain(true);
      }),
      RUNS,
    );
  });

  test("the same evidence gives the same verdict, and is left as it was", () => {
    fc.assert(
      fc.property(evidence, (one) => {
        const before = structuredClone({
          ...one,
          issue: undefined,
          placements: undefined,
          uncompared: undefined,
          others: undefined,
        });
        expect(judged(one)).toEqual(judged(one));
        expect({
          ...one,
          issue: undefined,
          placements: undefined,
          uncompared: undefined,
          others: undefined,
        }).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });

  test("the runs above came to every verdict", () => {
    expect([...verdicts.keys()].toSorted()).toEqual([
      ...["altered", "authentic", "authentic-but", "could-not-check", "not-anchored"],
    ]);
    expect(Math.min(...verdicts.values())).toBeGreaterThan(50);
  });
});

describe("judge, of evidence from which something is taken away", () => {
  const parts: readonly (keyof IssueEvidence & ("manifest" | "final" | "tip"))[] = [
    "manifest",
    "final",
    "tip",
  ];
  test.each(parts)("without %s it is never altered and never not anchored", (part) => {
    const without = issueEvidence({ [part]: silent() });
    const expected = part === "tip" ? "authentic" : "could-not-check";
    expect(judged(fileEvidence({ issue: without })).verdict).toBe(expected);
  });

  test("without an answer about the digest, a likeness says nothing", () => {
    const one = fileEvidence({
      subject: { kind: "file", file: CHANGED },
      placements: silent(),
      difference: difference(),
    });
    expect(judged(one).verdict).toBe("could-not-check");
  });
});
