import { appendFileSync, copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createChain } from "../../src/adapters/evm/chain.ts";
import { type Anvil, startAnvil } from "../../src/adapters/evm/embedded/anvil.ts";
import { keySigner } from "../../src/adapters/evm/signer.ts";
import { decodeReportSignature, encodeReportSignature } from "../../src/core/report-signature/file.ts";
import type { ReportSignature, ReportStatement } from "../../src/core/report-signature/statement.ts";
import {
  answered,
  colophon,
  type Failed,
  openWorkshop,
  run,
  SMALL_ISSUE,
} from "../support/archive-fixture.ts";
import { deployCode, ownedWallet } from "../support/contract-wallet.ts";
import { DEVELOPMENT_KEY } from "../support/development-key.ts";

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

const KEY = `0x${"42".repeat(32)}`;
const AUDITOR = keySigner(KEY);
const PUBLISHER = keySigner(DEVELOPMENT_KEY);
const BIN = fileURLToPath(new URL("../../node_modules/.bin", import.meta.url));
const SPEC = new URL("../../docs/spec/audit-signature.md", import.meta.url);

const json = workshop.path("audit.json");
const html = workshop.path("audit.html");
const signatureOf = (report: string) => `${report}.signature.json`;
const text = (path: string) => readFileSync(path, "utf8");

let anvil: Anvil;
let archive: string;
let first: unknown;

/** By the auditor, in the publisher's archive. */
const audit = (args: readonly string[], status = 0) =>
  answered(["audit", "--archive", archive, ...args], status, {
    env: { COLOPHON_RPC_URL: anvil.url, COLOPHON_PRIVATE_KEY: KEY },
  });
/** By anybody, with no archive, no node and no key. */
const check = (args: readonly string[], status = 0) =>
  answered(["audit", "check", ...args], status, { cwd: workshop.folder });
const reports = (...found: readonly object[]) => ({ reports: found });
const codeOf = (document: unknown) => (document as Failed).error.code;

beforeAll(async () => {
  anvil = await startAnvil(0, undefined);
  archive = workshop.path("harbour");
  const env = { COLOPHON_RPC_URL: anvil.url, COLOPHON_PRIVATE_KEY: DEVELOPMENT_KEY };
  await answered(["init", archive, "--title", "The Harbour Letter"], 0, { env });
  const issue = await workshop.issue("issues/95", SMALL_ISSUE);
  await answered(["publish", issue, "--archive", archive], 0, { env });
  first = await audit(["--report", json, "--report", html, "--sign"]);
});
afterAll(() => anvil.kill());

const read = (report = json) => decodeReportSignature(readFileSync(signatureOf(report)), report);

/** The same report under another name, with another signature beside it. */
async function copy(name: string, change: Partial<ReportSignature> = {}): Promise<string> {
  const path = workshop.path(name);
  copyFileSync(json, path);
  writeFileSync(signatureOf(path), encodeReportSignature({ ...read(), ...change }));
  return path;
}

/** Signed anew, by whoever signs. */
async function signedBy(signer: typeof AUDITOR, change: Partial<ReportStatement> = {}) {
  const statement = { ...read(), auditor: signer.address, ...change };
  return { ...statement, signature: await signer.signReport(statement) };
}

describe("colophon audit --sign", () => {
  test("signs each report, which anybody checks without a node", async () => {
    expect(first).toMatchObject({
      ok: true,
      signatures: [
        { report: json, file: signatureOf(json), auditor: AUDITOR.address },
        { report: html, mediaType: "text/html" },
      ],
    });
    const { auditor } = read();
    const found = { grade: "signed", by: "key", statement: { auditor } };
    expect(await check([json, html, "--by", auditor])).toMatchObject(reports(found, found));
    // As a shell writes out *.json: each signature stands for its report.
    expect(await check([json, signatureOf(json)])).toEqual(await check([json]));
  });

  test("gives the same bytes when the audit is repeated", async () => {
    const before = [text(json), text(html), text(signatureOf(json)), text(signatureOf(html))];
    const again = ["--at-block", String(read().block.number), "--report", json, "--report", html, "--sign"];
    await audit(again);
    expect([text(json), text(html), text(signatureOf(json)), text(signatureOf(html))]).toEqual(before);
  });

  test("signs a report that tells of faults, and what it could not ask", async () => {
    const lost = await workshop.copy(archive, "lost");
    const { targets, ...config } = JSON.parse(text(join(lost, "colophon.json"))) as { targets: object[] };
    const gone = { id: "gone", type: "gateway", url: "http://127.0.0.1:9", operator: "nobody" };
    writeFileSync(
      join(lost, "colophon.json"),
      JSON.stringify({ ...config, targets: [...targets, gone], policy: { minCopies: 1, minOperators: 1 } }),
    );
    const report = workshop.path("open.md");
    await audit(["--archive", lost, "--report", report, "--sign"], 3);
    expect(text(report)).toContain("store-unreachable");
    expect(await check([report])).toMatchObject(reports({ grade: "signed" }));
  });

  test("takes a key of the auditor's own, in another program too", async () => {
    const report = workshop.path("remote.xml");
    const signer = ["--signer", anvil.url, "--signer-account", PUBLISHER.address];
    await audit(["--report", report, "--sign", ...signer]);
    expect(await check([report])).toMatchObject(reports({ statement: { auditor: PUBLISHER.address } }));
  });

  test("signs without an archive, from a mirror, with the key of the environment", async () => {
    const [mirror, report] = [workshop.path("letter.mirror.car"), workshop.path("alone.html")];
    const env = { COLOPHON_RPC_URL: anvil.url };
    await answered(["mirror", "-o", mirror, "--archive", archive], 0, { env });
    const asked = [
      "--from",
      mirror,
      "--registry",
      read().registry,
      "--no-stores",
      "--report",
      report,
      "--sign",
    ];
    const ran = { cwd: workshop.folder, env: { ...env, COLOPHON_PRIVATE_KEY: KEY } };
    await answered(["audit", ...asked], 0, ran);
    expect(await check([report, "--by", AUDITOR.address])).toMatchObject(reports({ grade: "signed" }));
  });

  test("leaves no signature that looks as if a report had been altered, or says so", async () => {
    const report = workshop.path("again.md");
    await audit(["--report", report, "--sign"]);
    const ran = await colophon(["audit", "--archive", archive, "--report", report, "--no-stores"], {
      env: { COLOPHON_RPC_URL: anvil.url },
    });
    expect([ran.status, ran.stderr]).toEqual([0, expect.stringContaining(signatureOf(report))]);
    expect(await check([report], 1)).toMatchObject(reports({ grade: "altered" }));
    await audit(["--report", report, "--no-stores", "--sign"]);
    expect(await check([report])).toMatchObject(reports({ grade: "signed" }));
  });

  test("refuses what makes no sense, before anything is read", async () => {
    expect(codeOf(await audit(["--sign"], 2))).toBe("USAGE_INVALID");
    const key = ["--keystore", workshop.path("key.json")];
    expect(codeOf(await audit(["--report", workshop.path("x.md"), ...key], 2))).toBe("USAGE_INVALID");
    for (const typed of [["--sign", KEY], [`--sign=${KEY}`], ["--keystore", KEY.slice(2)]])
      expect(codeOf(await audit(["--report", workshop.path("x.md"), ...typed], 2))).toBe("KEY_IN_ARGUMENTS");
    const seed = `0x${"77".repeat(32)}`;
    expect(await audit(["--sample", "1", "--seed", seed])).toMatchObject({ storage: { sampling: { seed } } });
    expect(existsSync(workshop.path("x.md"))).toBe(false);
  });

  test("overwrites nobody else's signature, and no other file of that name", async () => {
    const taken = await copy("taken.json", await signedBy(PUBLISHER));
    const asked = ["--report", taken, "--sign"];
    expect(codeOf(await audit(asked, 2))).toBe("AUDIT_SIGNATURE_IN_THE_WAY");
    expect(await check([taken])).toMatchObject(reports({ grade: "signed" }));
    writeFileSync(signatureOf(taken), "{}");
    expect(codeOf(await audit(asked, 2))).toBe("AUDIT_SIGNATURE_IN_THE_WAY");
    expect(text(signatureOf(taken))).toBe("{}");
  });
});

describe("colophon audit check", () => {
  test("tells one byte that was changed, and bytes that are to be read as something else", async () => {
    const changed = await copy("changed.json");
    appendFileSync(changed, "\n");
    const renamed = await copy("renamed.html");
    const altered = { grade: "altered", by: "key" };
    expect(await check([changed, renamed, json], 1)).toMatchObject(
      reports(altered, altered, { grade: "signed" }),
    );
  });

  test("tells a signature of somebody else than who was asked for", async () => {
    const other = await copy("other.json", await signedBy(PUBLISHER));
    expect(await check([other, "--by", AUDITOR.address], 1)).toMatchObject(
      reports({ grade: "other-auditor", statement: { auditor: PUBLISHER.address } }),
    );
    expect(await check([other])).toMatchObject(reports({ grade: "signed" }));
    // The capitals of EIP-55 are no other address.
    const shown = `0x${PUBLISHER.address.slice(2).toUpperCase()}`;
    expect(await check([other, "--by", shown])).toMatchObject(reports({ grade: "signed" }));
  });

  test("says of a signature in another's name what it knows: with a node that it is none, without one nothing", async () => {
    const forged = await copy("forged.json", { auditor: PUBLISHER.address });
    expect(await check([forged], 3)).toMatchObject(reports({ grade: "unknown" }));
    expect(await check([forged, "--rpc-url", "http://127.0.0.1:9"], 3)).toMatchObject(
      reports({ grade: "unknown" }),
    );
    expect(await check([forged, json, "--rpc-url", anvil.url], 1)).toMatchObject(
      reports({ grade: "not-signed" }, { grade: "signed" }),
    );
    const ran = await colophon(["audit", "check", forged, "--archive", archive], {
      env: { COLOPHON_RPC_URL: anvil.url },
    });
    expect([ran.status, ran.stdout]).toEqual([1, expect.stringContaining("says nothing of anybody")]);
  });

  test("takes no signature for another chain, and asks no node of another one", async () => {
    const elsewhere = await copy("elsewhere.json", { chain: "eip155:1" as ReportSignature["chain"] });
    expect(await check([elsewhere], 3)).toMatchObject(reports({ grade: "unknown" }));
    expect(await check([elsewhere, "--rpc-url", anvil.url], 3)).toMatchObject(
      reports({ grade: "unknown", says: expect.stringContaining("eip155:1") }),
    );
  });

  test("asks a contract that audits", async () => {
    const wallet = await deployCode(ownedWallet(AUDITOR.address), createChain({ url: anvil.url }), PUBLISHER);
    const statement = { ...read(), auditor: wallet };
    const signature = await AUDITOR.signReport(statement);
    const path = await copy("wallet.json", { auditor: wallet, signature });
    expect(await check([path], 3)).toMatchObject(reports({ grade: "unknown" }));
    expect(await check([path, "--rpc-url", anvil.url])).toMatchObject(
      reports({ grade: "signed", by: "contract" }),
    );
    appendFileSync(path, " ");
    expect(await check([path, "--rpc-url", anvil.url], 1)).toMatchObject(
      reports({ grade: "altered", by: "contract" }),
    );
  });

  test("takes a missing signature for no forgery, and finds it elsewhere", async () => {
    const bare = workshop.path("bare.json");
    copyFileSync(json, bare);
    expect(await check([bare, json], 3)).toMatchObject(reports({ grade: "unsigned" }, { grade: "signed" }));
    const named = ["--signature", signatureOf(json)];
    expect(await check([bare, ...named])).toMatchObject(reports({ grade: "signed" }));
    expect(codeOf(await check([bare, json, ...named], 2))).toBe("USAGE_INVALID");
  });

  test("checks the others where one of several cannot be read", async () => {
    const broken = workshop.path("broken.json");
    writeFileSync(broken, "{}");
    writeFileSync(signatureOf(broken), "not JSON");
    expect(await check([json, broken, workshop.path("absent.json")], 3)).toMatchObject(
      reports(
        { grade: "signed" },
        { grade: "unusable", failure: { code: "AUDIT_SIGNATURE_INVALID" } },
        { grade: "unusable", failure: { code: "SOURCE_MISSING" } },
      ),
    );
  });

  test("refuses files that are none", async () => {
    const broken = await copy("broken.json");
    writeFileSync(signatureOf(broken), text(signatureOf(broken)).slice(0, 100));
    expect(codeOf(await check([broken], 2))).toBe("AUDIT_SIGNATURE_INVALID");
    const newer = text(signatureOf(json)).replace("signature/1", "signature/2");
    writeFileSync(signatureOf(broken), newer);
    expect(codeOf(await check([broken], 3))).toBe("AUDIT_SIGNATURE_TYPE_UNKNOWN");
    expect(codeOf(await check([workshop.path("none.json")], 2))).toBe("SOURCE_MISSING");
    expect(codeOf(await check([json, "--by", "0x00"], 2))).toBe("ADDRESS_INVALID");
  });
});

test.skipIf(process.platform === "win32")(
  "the commands of docs/spec/audit-signature.md check a report with sha256sum and cast alone",
  async () => {
    const [, script = ""] = /^```bash\n(.*?)^```/ms.exec(readFileSync(SPEC, "utf8")) ?? [];
    const env = { PATH: `${BIN}${delimiter}${process.env["PATH"] ?? ""}` };
    const said = async (report: string) => {
      const named = script.replace("report=audit.json", `report=${report}`);
      const ran = await run("bash", ["-euo", "pipefail", "-c", named], { cwd: workshop.folder, env });
      // Its exit status says nothing: what it prints does.
      return `${ran.stdout}${ran.stderr}`;
    };
    expect(script).toContain("cast wallet verify");
    for (const report of ["audit.json", "audit.html"]) expect(await said(report)).toContain("succeeded");
    const changed = await copy("cast.json");
    appendFileSync(changed, "\n");
    expect(await said("cast.json")).toMatch(/failed/);
  },
);
