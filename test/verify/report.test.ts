import { describe, expect, test } from "vitest";
import type { Verdict } from "../../src/verify/judge/verdict.ts";
import { verdictReport } from "../../src/verify/report.ts";
import { changedEvidence, judged } from "../support/witness-evidence.ts";

const BARE: Verdict = {
  verdict: "not-anchored",
  checks: [{ check: "integrity", status: "fail", reason: "nothing-alike", evidence: {}, trusted: ["x"] }],
  notices: [],
};

describe("verdictReport", () => {
  test("gives each check its sentence and leaves out what there is none of", () => {
    const report = verdictReport(BARE);
    expect(Object.keys(report)).toEqual(["verdict", "headline", "explanation", "checks", "notices"]);
    expect(report.checks[0]).toMatchObject({
      status: "fail",
      says: expect.stringMatching(/\.$/) as string,
      trusted: ["x"],
    });
  });

  test("counts bytes from one in sentences, as cmp does, and from nought in evidence", () => {
    const [integrity] = verdictReport(judged(changedEvidence())).checks;
    expect(integrity?.evidence).toMatchObject({ firstDifference: 29 });
    expect(integrity?.says).toContain("first at byte 30:");
  });

  test("says one file of one, and all of several", () => {
    const says = (same: number) => {
      const check = { check: "integrity", status: "pass", reason: "folder-complete" } as const;
      const checks = [{ ...check, evidence: { same }, trusted: [] }];
      return verdictReport({ ...BARE, verdict: "authentic", checks }).checks[0]?.says;
    };
    expect(says(1)).not.toMatch(/files/);
    expect(says(2)).toContain("All 2 files are");
  });

  test("keeps the standing, the folder and the notices", () => {
    const folder = { same: ["a"], different: [], missing: [], extra: [] };
    const verdict: Verdict = { ...BARE, verdict: "authentic-but", standing: "retraction", folder };
    expect(verdictReport(verdict)).toMatchObject({ standing: "retraction", folder, notices: [] });
  });
});
