import { describe, expect, test } from "vitest";
import { parseDigest } from "../../src/core/digest.ts";
import { verifyProof } from "../../src/core/proof/verify.ts";
import { judge } from "../../src/verify/judge/judge.ts";
import { DEFAULT_POLICY, PROOF_POLICY } from "../../src/verify/judge/verdict.ts";
import { type BlockStanding, type HeldCopy, proofEvidence } from "../../src/verify/proof-evidence.ts";
import { describe as inWords } from "../../src/verify/wording.ts";
import { vector } from "../core/proof/vectors.ts";
import { reasonOf, statusOf } from "../support/witness-evidence.ts";

const FINAL = { final: true } as const;
const proven = (name: string) => {
  const { bytes, trust } = vector(`tide/${name}`);
  return { trust, proven: verifyProof(bytes, trust) };
};
const judged = (name: string, copy?: HeldCopy, standing: BlockStanding = FINAL, policy = PROOF_POLICY) => {
  const { trust, proven: issue } = proven(name);
  return judge(proofEvidence(issue, standing, copy), trust, policy);
};
const held = (path: string, sha256: string, size = 10): HeldCopy => ({
  kind: "file",
  file: { path, size, sha256: parseDigest(sha256) },
});
const OTHER = "0e".repeat(32);

describe("a proof is judged as what was asked of the chain", () => {
  test.each([
    ["single", "authentic", "current"],
    ["revised", "authentic", "earlier-unasked"],
    ["superseded", "authentic-but", "superseded"],
    ["retracted", "authentic-but", "noticed"],
    ["batched", "authentic", "earlier-unasked"],
    ["batched-superseded", "authentic-but", "superseded"],
    ["batched-revised", "authentic", "earlier-unasked"],
    ["batched-kept", "authentic", "earlier-unasked"],
    ["label-taken", "not-anchored", "nothing-to-ask"],
  ])("%s: %s, standing %s", (name, verdict, standing) => {
    const told = judged(name);
    expect([told.verdict, reasonOf(told, "standing")]).toEqual([verdict, standing]);
    expect([statusOf(told, "identity"), statusOf(told, "available")]).toEqual(["skipped", "skipped"]);
  });

  test("what is not known of batches before is never passed, and said under the headline", () => {
    const told = judged("batched");
    expect(statusOf(told, "standing")).toBe("unknown");
    expect(inWords(told).explanation).not.toBe(inWords(judged("single")).explanation);
  });

  test("asked online, the same would not be enough", () => {
    expect(judged("batched", undefined, FINAL, DEFAULT_POLICY).verdict).toBe("could-not-check");
    expect(judged("single", undefined, FINAL, DEFAULT_POLICY).verdict).toBe("authentic");
  });

  test("rests on the block, and on nobody else", () => {
    const { checks } = judged("single");
    const { blockHash } = vector("tide/single").believed;
    expect(new Set(checks.flatMap(({ trusted }) => trusted))).toEqual(new Set([`block ${blockHash}`]));
  });

  test("a block that is not final yet is no last word", () => {
    const latest = { number: 3, hash: `0x${"33".repeat(32)}`, time: 1_700_000_000 } as const;
    const told = judged("single", undefined, { final: false, latest });
    expect([told.verdict, reasonOf(told, "final"), reasonOf(told, "anchored")]).toEqual([
      "could-not-check",
      "not-yet",
      "recorded",
    ]);
  });
});

describe("whose publication a proof is of", () => {
  const identityIn = (name: string) => {
    const { bytes, trust } = vector(`named/${name}`);
    const told = judge(proofEvidence(verifyProof(bytes, trust), FINAL), trust, PROOF_POLICY);
    return told.checks.find(({ check }) => check === "identity");
  };
  const then = { archived: ["dns", "file"], archivedDomain: "gull.press" };

  test("is told from the profile and the archived evidence, and never passes: no domain was asked", () => {
    expect(identityIn("identity")).toMatchObject({
      ...{ status: "skipped", reason: "not-looked-up", trusted: [] },
      evidence: { domain: "gull.press", title: "The gull table", ...then },
    });
    expect(identityIn("identity-moved")?.evidence).toMatchObject({ domain: "gull.news", ...then });
  });

  test("is told from either alone", () => {
    expect(identityIn("identity-of-evidence")).toMatchObject({ reason: "not-given", evidence: then });
    const { evidence } = identityIn("identity-of-profile") ?? expect.unreachable("it is checked");
    expect(evidence).toEqual({ domain: "gull.press", title: "The gull table" });
  });
});

describe("a copy that is held against a proof", () => {
  const { proven: issue } = proven("single");
  const [map, page] = issue.manifest.files;

  test("is authentic when the issue lists it, whatever it is called", () => {
    const told = judged("single", held("copy.bin", page?.sha256 ?? ""));
    expect([told.verdict, told.issue?.path]).toEqual(["authentic", "index.html"]);
  });

  test("is altered when it is not, and has its name", () => {
    const named = judged("single", held("INDEX.html", OTHER));
    expect([named.verdict, named.difference?.archived.path]).toEqual(["altered", "index.html"]);
    expect(named.checks[0]?.evidence).not.toHaveProperty("firstDifference");
  });

  test.each([
    ["single", 10],
    ["single", map?.size],
    ["file", 10],
    ["file", map?.size],
  ])(
    "is none of what is proved when it has not the name of it, whatever its size: %s, %d bytes",
    (name, size) => {
      const told = judged(name, held("recipe.txt", OTHER, size));
      expect([told.verdict, reasonOf(told, "integrity"), told.difference]).toEqual([
        "not-anchored",
        "none-of-proof",
        undefined,
      ]);
      expect(inWords(told).explanation).toContain("proof");
      expect(reasonOf(told, "anchored")).toBe("nothing-to-ask");
    },
  );

  test("is a folder without any of the issue's names: none of what is proved", () => {
    const files = [{ path: "recipe.txt", size: 10, sha256: parseDigest(OTHER) }];
    const told = judged("single", { kind: "folder", name: "1", files });
    expect([told.verdict, reasonOf(told, "integrity")]).toEqual(["not-anchored", "none-of-proof"]);
  });

  test("is the manifest itself", () => {
    const told = judged("single", held("manifest.json", issue.digest));
    expect([told.verdict, reasonOf(told, "integrity")]).toEqual(["authentic", "manifest-intact"]);
  });

  test("is a folder that has to hold every file", () => {
    const files = issue.manifest.files.map(({ path, size, sha256 }) => ({ path, size, sha256 }));
    const folder = (of: typeof files) => judged("single", { kind: "folder", name: "1", files: of });
    expect(folder(files).verdict).toBe("authentic");
    const less = folder(files.slice(1));
    expect([less.verdict, less.folder?.missing]).toEqual(["altered", [map?.path]]);
  });
});
