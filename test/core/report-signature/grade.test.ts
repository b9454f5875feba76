import { describe, expect, test } from "vitest";
import type { Digest } from "../../../src/core/digest.ts";
import { gradeReport, type ReportAtHand } from "../../../src/core/report-signature/grade.ts";
import { signatureAt } from "./vectors.ts";

const signed = signatureAt(0);
const other = signatureAt(2).auditor;
const own: ReportAtHand = { sha256: signed.sha256, mediaType: signed.mediaType };
const altered: ReportAtHand = { ...own, sha256: "00".repeat(32) as Digest };

describe("a report is", () => {
  test.each(["key", "contract"] as const)("signed, by a %s", (by) => {
    expect(gradeReport(signed, by, own)).toBe("signed");
    expect(gradeReport(signed, by, { sha256: signed.sha256 })).toBe("signed");
    expect(gradeReport(signed, by, own, signed.auditor)).toBe("signed");
  });

  test("altered when its bytes are others, or are to be read as something else", () => {
    for (const by of ["key", "unknown"] as const) {
      expect(gradeReport(signed, by, altered)).toBe("altered");
      expect(gradeReport(signed, by, { ...own, mediaType: "text/html" })).toBe("altered");
    }
  });

  test("never altered in the name of somebody who has not signed", () => {
    expect(gradeReport(signed, "nobody", altered)).toBe("not-signed");
  });

  test("signed by another than was asked for, whoever could vouch for that", () => {
    expect(gradeReport(signed, "key", own, other)).toBe("other-auditor");
    expect(gradeReport(signed, "unknown", own, other)).toBe("other-auditor");
    expect(gradeReport(signed, "nobody", own, other)).toBe("not-signed");
  });

  test("unknown where nobody could be asked, and no forgery", () => {
    expect(gradeReport(signed, "unknown", own)).toBe("unknown");
    expect(gradeReport(signed, "unknown", own, signed.auditor)).toBe("unknown");
  });
});
