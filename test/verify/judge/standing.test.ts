import { describe, expect, test } from "vitest";
import type { Language } from "../../../src/core/messages/language.ts";
import type { Answer } from "../../../src/core/ports.ts";
import type { Evidence, RegistryEvidence } from "../../../src/verify/evidence.ts";
import type { Verdict } from "../../../src/verify/judge/verdict.ts";
import { describe as inWords } from "../../../src/verify/wording.ts";
import {
  digestOf,
  fileEvidence,
  HASH,
  issueEvidence,
  judged,
  NODE,
  OTHER_LABEL,
  otherEvidence,
  reasonOf,
  registryState,
  silent,
  told,
} from "../../support/witness-evidence.ts";

const record = { entry: 5, time: 1_574_755_200, revision: 1, notice: "none" } as const;
const at = (block: number, change: Partial<RegistryEvidence>, node = NODE): Answer<RegistryEvidence> =>
  told(registryState(block, { record, ...change }), node);
const withStates = (final: Answer<RegistryEvidence>, tip: Answer<RegistryEvidence>): Evidence =>
  fileEvidence({ issue: issueEvidence({ final, tip }) });

describe("judge, of notices", () => {
  const standingIn = (verdict: Verdict) => inWords(verdict).checks.find(({ check }) => check === "standing");

  test("one that only the latest record tells counts, whatever list of notices was handed in", () => {
    const later = at(120, { record: { ...record, notice: "retraction" } }, "another node");
    const verdict = judged(withStates(at(100, {}), later));
    expect(verdict).toMatchObject({ verdict: "authentic-but", standing: "retraction", notices: [] });
    expect(standingIn(verdict)).toMatchObject({ reason: "noticed", trusted: [NODE, "another node"] });
  });

  const current = digestOf("the revision that stands");
  const later = (kind: "retraction" | "correction", digest = current): Evidence => {
    const final = at(100, { current });
    const notice = { kind, time: 1_575_000_000, entry: 7, transaction: HASH, reason: "Made up." } as const;
    const onCurrent = { digest, revision: 2, notices: [notice], source: "the archive" };
    return fileEvidence({ issue: issueEvidence({ final, tip: at(120, { current }), onCurrent }) });
  };

  test("one on the revision that stands is told of those before it", () => {
    const verdict = judged(later("retraction"));
    expect(verdict).toMatchObject({ verdict: "authentic-but", standing: "superseded" });
    const told = standingIn(verdict);
    expect(told?.evidence).toEqual({
      ...{ standing: "superseded", current, revision: 2, currentStanding: "retraction" },
      ...{ since: 1_575_000_000, transaction: HASH, reason: "Made up." },
    });
    expect(told?.trusted).toEqual([NODE, "the archive"]);
    expect(told?.says).toMatch(/Revision 2.*retracted.*2019.*Made up\./);
  });

  test.each([
    ["a correction is none that warns", later("correction")],
    ["nor is one on another than what the registry says stands", later("retraction", digestOf("another"))],
  ])("%s", (_, evidence) => {
    expect(standingIn(judged(evidence))?.evidence).toEqual({ standing: "superseded", current });
  });

  test("what is known against an issue is told while it is open whether it counts", () => {
    const open = (change: Partial<RegistryEvidence> = {}) => {
      const state = { ...change, earlier: silent("the lists") };
      return withStates(at(100, state), at(120, state));
    };
    const explained = (evidence: Evidence, language: Language = "en") =>
      inWords(judged(evidence), language).explanation;
    const unasked = (evidence: Evidence) => {
      const verdict = judged(evidence);
      expect([verdict.verdict, reasonOf(verdict, "standing")]).toEqual([
        "could-not-check",
        "earlier-unasked",
      ]);
      return standingIn(verdict);
    };
    const withNotice = open({ record: { ...record, notice: "retraction" } });
    const retracted = unasked(withNotice);
    expect(retracted?.evidence).toMatchObject({ standing: "retraction", code: "CHAIN_UNREACHABLE" });
    expect(retracted?.says).toContain("retracted");
    expect(explained(withNotice)).toContain("The publisher has retracted it.");
    expect(explained(withNotice, "zh-Hans")).toContain("出版者已撤回。");
    const elsewhere = unasked({
      ...open(),
      others: told({ asked: [otherEvidence("withdrawal")], unasked: 0 }),
    });
    expect(elsewhere?.evidence).toMatchObject({ standing: "withdrawal", label: OTHER_LABEL });
    expect(elsewhere?.says).toContain(`issue ${OTHER_LABEL}`);
    expect(unasked(open())?.evidence).not.toHaveProperty("standing");
    expect(explained(open())).not.toContain("The publisher has");
  });

  test("one is told in the explanation while the issue's list of files cannot be had", () => {
    const notice = { kind: "retraction", time: 1_575_000_000, entry: 7, transaction: HASH } as const;
    const retracted = { record: { ...record, notice: "retraction" } } as const;
    const issue = issueEvidence({
      ...{ final: at(100, retracted), tip: at(120, retracted), manifest: silent("a store") },
      notices: [{ ...notice, reason: "Made up" }],
    });
    const verdict = judged(fileEvidence({ issue }));
    expect(verdict.verdict).toBe("could-not-check");
    const { explanation } = inWords(verdict);
    expect(explanation).toMatch(/The publisher has retracted it, 2019-11-29 .*: Made up\. Another part/);
    expect(inWords(verdict, "zh-Hans").explanation).toMatch(/出版者已撤回，2019年11月29日.*：Made up。另有/);
  });
});
