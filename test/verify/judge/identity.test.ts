import { describe, expect, test } from "vitest";
import { encodeIdentity } from "../../../src/core/identity/evidence.ts";
import { encodeManifest } from "../../../src/core/manifest/codec.ts";
import { hashing } from "../../support/hashing.ts";
import { txtRecord, wellKnownFile } from "../../../src/core/identity/claim.ts";
import { parsePublicationId } from "../../../src/core/publication.ts";
import type { DomainEvidence } from "../../../src/verify/evidence.ts";
import {
  fileEvidence,
  issueEvidence,
  judged,
  MANIFEST,
  silent,
  told,
} from "../../support/witness-evidence.ts";

const { sha256 } = hashing;
const DOMAIN = "tidewater.press";
const OURS = MANIFEST.publication;
const THEIRS = { ...OURS, id: parsePublicationId("77") };
const [NAMED, OTHERS] = [told([txtRecord(OURS)]), told([txtRecord(THEIRS)])];
const [FILE, OTHER_FILE] = [told(wellKnownFile([OURS, THEIRS])), told(wellKnownFile([THEIRS]))];
const [NONE, NO_FILE] = [told([]), told(undefined)];

function identityOf(vouching: Partial<DomainEvidence>, domain = DOMAIN) {
  const evidence = { domain: DOMAIN, txt: NONE, file: NO_FILE, ...vouching };
  const issue = issueEvidence({ domain, vouching: evidence });
  const verdict = judged(fileEvidence({ issue }));
  return { verdict: verdict.verdict, check: verdict.checks.find(({ check }) => check === "identity") };
}

describe("whether a domain vouches", () => {
  test.each([
    { what: "the DNS names it", txt: NAMED, file: NO_FILE, reason: "vouched", by: ["dns"] },
    { what: "the file names it, among others", txt: NONE, file: FILE, reason: "vouched", by: ["file"] },
    { what: "both name it", txt: NAMED, file: FILE, reason: "vouched", by: ["dns", "file"] },
    {
      what: "the DNS names it, the server is silent",
      txt: NAMED,
      file: silent(),
      reason: "vouched",
      by: ["dns"],
    },
    {
      what: "the file names it, the DNS is silent",
      txt: silent(),
      file: FILE,
      reason: "vouched",
      by: ["file"],
    },
    {
      what: "the DNS names it, the file another",
      txt: NAMED,
      file: OTHER_FILE,
      reason: "disagree",
      by: ["dns"],
    },
    { what: "the file names it, the DNS another", txt: OTHERS, file: FILE, reason: "disagree", by: ["file"] },
    {
      what: "the DNS names it, the file is empty",
      txt: NAMED,
      file: told(wellKnownFile([])),
      reason: "disagree",
      by: ["dns"],
    },
    { what: "neither says anything", txt: NONE, file: NO_FILE, reason: "not-named", by: [] },
    { what: "both name another", txt: OTHERS, file: OTHER_FILE, reason: "names-others", by: [] },
    {
      what: "the DNS is silent, the file names another",
      txt: silent(),
      file: OTHER_FILE,
      reason: "unreachable",
      by: [],
    },
    { what: "nobody answers", txt: silent(), file: silent(), reason: "unreachable", by: [] },
    { what: "the file is none of ours", txt: NONE, file: told("<html>"), reason: "not-named", by: [] },
  ])("$what: $reason", ({ txt, file, reason, by }) => {
    const { check, verdict } = identityOf({ txt, file });
    expect(check?.reason).toBe(reason);
    expect(check?.evidence["by"]).toEqual(by);
    expect(verdict).toBe("authentic");
  });

  test("evidence about another domain than the profile's counts as none", () => {
    expect(identityOf({ domain: "elsewhere.press", txt: NAMED }).check?.reason).toBe("not-looked-up");
  });

  test("a domain in other letters is shown as the DNS has it, with what it reads as and a warning", () => {
    const domain = "xn--80ak6aa92e.com";
    const { check } = identityOf({ domain, txt: NAMED }, domain);
    expect(check?.evidence).toMatchObject({ domain, reads: "аррӏе.com", lookalike: "looks-latin" });
  });

  test("who was believed is named, and only who answered", () => {
    expect(identityOf({ txt: NAMED, file: silent() }).check?.trusted).toHaveLength(1);
    expect(identityOf({ txt: NAMED, file: FILE }).check?.trusted).toHaveLength(2);
  });

  const archived = encodeIdentity(DOMAIN, OURS, { by: ["dns"], sha256 });
  const saidThen = (bytes: Uint8Array, link = archived.block.cid, domain = DOMAIN) => {
    const manifest = encodeManifest({ ...MANIFEST, identity: link }, sha256);
    const archivedIdentity = told(new TextDecoder().decode(bytes));
    const vouching = { domain, txt: NONE, file: NO_FILE };
    const place = { digest: manifest.digest, manifest: told(manifest.bytes) };
    const issue = issueEvidence({ ...place, domain, vouching, archivedIdentity });
    return judged(fileEvidence({ issue })).checks.find(({ check }) => check === "identity");
  };

  test("what it said when the issue was published is told beside, and changes nothing of what it says now", () => {
    expect(saidThen(archived.bytes)).toMatchObject({
      ...{ status: "fail", reason: "not-named" },
      evidence: { archived: ["dns"], archivedDomain: DOMAIN },
    });
  });

  test("outlives the domain: when the profile names another, it is told of the one that it was", () => {
    expect(saidThen(archived.bytes, archived.block.cid, "elsewhere.press")?.evidence).toMatchObject({
      ...{ domain: "elsewhere.press", archivedDomain: DOMAIN },
    });
  });

  test("what was archived counts only as the manifest links to it, and for its own publication", () => {
    const forged = encodeIdentity(DOMAIN, OURS, { by: ["file"], sha256 });
    const theirs = encodeIdentity(DOMAIN, THEIRS, { by: ["dns"], sha256 });
    expect(saidThen(forged.bytes)?.evidence).not.toHaveProperty("archived");
    expect(saidThen(archived.bytes, forged.block.cid)?.evidence).not.toHaveProperty("archived");
    expect(saidThen(theirs.bytes, theirs.block.cid)?.evidence).not.toHaveProperty("archived");
  });
});
