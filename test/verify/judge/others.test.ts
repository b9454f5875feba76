import { describe, expect, test } from "vitest";
import { parseAddress } from "../../../src/core/address.ts";
import type { RegistryRecord } from "../../../src/core/ports.ts";
import type { Evidence, IssueEvidence } from "../../../src/verify/evidence.ts";
import { describe as inWords } from "../../../src/verify/wording.ts";
import { utf8 } from "../../support/hashing.ts";
import {
  changedEvidence,
  ENCODED,
  fileEvidence,
  issueEvidence,
  judged,
  MANIFEST,
  OTHER_LABEL,
  otherEvidence,
  otherManifest,
  reasonOf,
  registryState,
  silent,
  told,
} from "../../support/witness-evidence.ts";

const elsewhere = otherManifest({
  publication: { ...MANIFEST.publication, registry: parseAddress(`0x${"53".repeat(20)}`) },
});

/** The sample issue with a notice on it. */
function own(notice: RegistryRecord["notice"]): IssueEvidence {
  const state = { record: { entry: 2, time: 1_574_755_200, revision: 1, notice } };
  return issueEvidence({ final: told(registryState(100, state)), tip: told(registryState(120, state)) });
}

describe("judge, of the same in other issues", () => {
  const among = (asked: readonly IssueEvidence[], change: Partial<Evidence> = {}) =>
    judged(fileEvidence({ others: told({ asked, unasked: 3 }), ...change }));

  test.each(["withdrawal", "retraction", "concern"] as const)("a %s there counts here", (notice) => {
    expect(among([otherEvidence("none"), otherEvidence(notice)])).toMatchObject({
      ...{ verdict: "authentic-but", standing: notice },
      alsoAnchored: { issues: [{ label: OTHER_LABEL, standing: notice }], unasked: 3 },
    });
  });

  test.each(["none", "correction"] as const)("with %s there, it is authentic here", (notice) => {
    expect(among([otherEvidence(notice)])).toMatchObject({
      ...{ verdict: "authentic", alsoAnchored: { issues: [{ label: OTHER_LABEL }] } },
    });
  });

  test("the heavier of the two is told, and both when the lighter is this one's", () => {
    const concerned = own("concern");
    expect(among([otherEvidence("withdrawal")], { issue: concerned })).toMatchObject({
      standing: "withdrawal",
    });
    const verdict = among([otherEvidence("concern")], { issue: own("retraction") });
    expect([verdict.standing, reasonOf(verdict, "standing")]).toEqual(["retraction", "noticed"]);
    const both = inWords(among([otherEvidence("withdrawal")], { issue: concerned }));
    expect(both.headline).toMatch(/withdrawn as issue 96 of/);
    expect(both.checks.find(({ check }) => check === "standing")?.says).toMatch(/expressed concern/);
  });

  test("an issue that does not hold it says nothing, nor does another registry's or this very one", () => {
    const unlike = otherManifest({
      issue: { ...MANIFEST.issue, label: OTHER_LABEL },
      files: MANIFEST.files.slice(0, 1),
    });
    for (const encoded of [unlike, elsewhere, ENCODED]) {
      const other = otherEvidence("withdrawal", { digest: encoded.digest, manifest: told(encoded.bytes) });
      const verdict = among([other]);
      expect([verdict.verdict, verdict.alsoAnchored]).toEqual(["authentic", undefined]);
    }
  });

  test("one that cannot be read matters only where it is warned of", () => {
    const unread = (notice: RegistryRecord["notice"]) => otherEvidence(notice, { manifest: silent("kubo") });
    expect(among([unread("none")]).verdict).toBe("authentic");
    expect(among([unread("withdrawal")]).verdict).toBe("could-not-check");
    const forged = otherEvidence("withdrawal", { manifest: told(utf8("{}")) });
    expect(among([forged]).verdict).toBe("could-not-check");
    expect(among([otherEvidence("none", { final: silent() })]).verdict).toBe("could-not-check");
    // What is known to be said of this one is said all the same.
    expect(among([unread("withdrawal")], { issue: own("correction") })).toMatchObject({
      ...{ verdict: "authentic-but", standing: "correction" },
    });
  });

  test("they say nothing of an altered copy", () => {
    const verdict = judged(
      changedEvidence({ others: told({ asked: [otherEvidence("withdrawal")], unasked: 0 }) }),
    );
    expect([verdict.verdict, verdict.alsoAnchored]).toEqual(["altered", undefined]);
  });
});
