import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keySigner } from "../../src/adapters/evm/signer.ts";
import { startAnvil } from "../../src/adapters/evm/embedded/anvil.ts";
import { CATALOGUE, type ErrorCode } from "../../src/core/errors/catalogue.ts";
import { parseDigest } from "../../src/core/digest.ts";
import { parseLabel } from "../../src/core/label.ts";
import { parsePublicationId } from "../../src/core/publication.ts";
import { answered, colophon, documentOf, run, SMALL_ISSUE } from "../support/archive-fixture.ts";
import { deployCode, ownedWallet, proxyOf } from "../support/contract-wallet.ts";
import { altered, openSigningRig, OTHER_KEY, type SigningRig } from "../support/signing-rig.ts";

/* An editor without ether signs on one machine; somebody without any right sends it from another. */

const CAST = fileURLToPath(new URL("../../node_modules/.bin/cast", import.meta.url));

let rig: SigningRig;
beforeAll(async () => {
  rig = await openSigningRig();
});
afterAll(() => rig[Symbol.asyncDispose]());

let issues = 0;
/** An issue that nobody has published yet, by its folder and label. */
async function freshIssue(text = `Issue ${issues}\n`): Promise<{ folder: string; label: string }> {
  const label = `n${++issues}`;
  return { folder: await rig.workshop.issue(`${issues}/${label}`, { "letter.txt": text }), label };
}
const signedIssue = async (...more: readonly string[]) => {
  const { folder, label } = await freshIssue();
  return { folder, label, ...(await rig.sign(["publish", folder, ...more])) };
};
const another = () =>
  rig.act({
    ...{ kind: "anchor", publication: parsePublicationId("1") },
    ...{ label: parseLabel(`other-${++issues}`), digest: parseDigest(String(issues).padStart(64, "a")) },
  });
const at = (...args: readonly string[]) => [...args, "--archive", rig.archive];
const asEditor = () => ({ env: rig.env.editor });

describe("an issue, signed by the editor and sent by somebody else", () => {
  test("is anchored in the editor's name, and the editor's archive knows it", async () => {
    const issue = await rig.workshop.issue("harbour/95", SMALL_ISSUE);
    const { told, file } = await rig.sign(["publish", issue]);
    expect(told).toMatchObject({
      ...{ status: "signed", file, publisher: rig.editor.address, after: 2 },
      call: { kind: "anchor", label: "95" },
      issue: { label: "95", revision: 1, stores: [{ id: "embedded" }] },
    });
    expect((await rig.entries()).map(({ kind }) => kind)).toEqual(["registered", "publisher-granted"]);
    const sent = await rig.relayed(file);
    expect(sent).toMatchObject({ status: "final", relayer: rig.relayer.address, actor: rig.editor.address });
    expect((await rig.entries()).at(-1)).toMatchObject({
      ...{ kind: "anchored", label: "95", actor: rig.editor.address },
    });
    expect(await rig.nonceOf(rig.editor)).toBe(0);

    const again = await answered(at("publish", issue), 0, asEditor());
    expect(again).toMatchObject({ issues: [{ label: "95", status: "already", tx: sent["tx"] }] });
    const status = await answered(at("status"), 0, asEditor());
    expect(status).toMatchObject({ publications: [{ issues: [{ label: "95" }] }], unfinished: [] });
    expect(await answered(at("audit"), 0, asEditor())).toMatchObject({ ok: true, complete: true });
    expect(await answered(at("verify", issue), 0, asEditor())).toMatchObject({ verdict: "authentic" });
  });

  test("and its correction and a notice on it go the same way", async () => {
    const { folder, label, file } = await signedIssue();
    await rig.relayed(file);
    const corrected = await rig.workshop.issue(`corrected/${label}`, { "letter.txt": "Corrected\n" });
    const revision = await rig.sign(["revise", corrected, "--reason", "a word"]);
    expect(revision.told).toMatchObject({ call: { kind: "revise" }, issue: { revision: 2 } });
    expect(await rig.relayed(revision.file)).toMatchObject({ status: "final" });
    const notice = await rig.sign(["notice", label, "--kind", "concern", "--reason", "a doubt"]);
    expect(notice.told).toMatchObject({ call: { kind: "post", notice: "concern" } });
    expect(await rig.relayed(notice.file)).toMatchObject({ status: "final" });
    expect((await rig.entries()).slice(-3).map(({ kind }) => kind)).toEqual([
      "anchored",
      "revised",
      "notice",
    ]);
    const verified = await answered(at("verify", corrected), 0, asEditor());
    expect(verified).toMatchObject({ verdict: "authentic-but" });
    expect(await answered(at("audit"), 0, asEditor())).toMatchObject({ ok: true });
    expect(await rig.sign(["revise", corrected])).toMatchObject({ told: { status: "already" } });
    expect(await rig.sign(["notice", label, "--kind", "concern", "--reason", "a doubt"])).toMatchObject({
      told: { status: "already" },
    });
    expect(await rig.sign(["publish", folder])).toMatchObject({ told: { status: "already" } });
    const rival = await rig.workshop.issue(`rival/${label}`, { "letter.txt": "Rival\n" });
    await expectUnsigned(["publish", rival], "LABEL_ANCHORED");
  });

  test("stands once, however often it is relayed, and by whomever", async () => {
    const { file } = await signedIssue();
    const first = await rig.relayed(file);
    const [count, nonce] = [(await rig.entries()).length, await rig.nonceOf(rig.relayer)];
    expect(await rig.relayed(file)).toMatchObject({ status: "already", tx: first["tx"] });
    const fresh = ["--state", rig.workshop.path("another-relayer")];
    expect(await rig.relayed(file, 0, fresh)).toMatchObject({ status: "already", tx: first["tx"] });
    await another();
    expect(await rig.relayed(file)).toMatchObject({ status: "already", tx: first["tx"] });
    expect([(await rig.entries()).length, await rig.nonceOf(rig.relayer)]).toEqual([count + 1, nonce]);
  });

  test("stands once when two relayers send it at the same moment", async () => {
    const { file } = await signedIssue();
    const count = (await rig.entries()).length;
    const other = { ...rig.env.relayer, COLOPHON_PRIVATE_KEY: OTHER_KEY };
    const runs = await Promise.all([
      rig.relay(file, ["--json"]),
      rig.relay(file, ["--json", "--state", rig.workshop.path("the-other")], other),
    ]);
    expect(
      runs.map(({ status }) => status),
      runs.map(({ stderr }) => stderr).join(""),
    ).toEqual([0, 0]);
    const statuses = runs.map((ran) => (documentOf(ran) as { status: string }).status).toSorted();
    expect(statuses).toContain("final");
    expect(await rig.entries()).toHaveLength(count + 1);
  });

  test("stands when the editor has published it in the meantime: relaying sends nothing", async () => {
    const { label, file, told } = await signedIssue();
    const { issue } = told as { issue: { digest: string } };
    const action = { kind: "anchor", publication: parsePublicationId("1") } as const;
    await rig.act({ ...action, label: parseLabel(label), digest: parseDigest(issue.digest) });
    const nonce = await rig.nonceOf(rig.relayer);
    expect(await rig.relayed(file)).toMatchObject({ status: "already", actor: rig.owner.address });
    expect(await rig.nonceOf(rig.relayer)).toBe(nonce);
  });

  test("can be sent from an archive of the same registry, by its journal and key", async () => {
    const { file } = await signedIssue();
    const own = await rig.workshop.copy(rig.archive, "sender");
    const args = ["relay", file, "--archive", own];
    expect(await answered(args, 0, { env: rig.env.relayer })).toMatchObject({ status: "final" });
    expect(await answered(args, 0, { env: rig.env.relayer })).toMatchObject({ status: "already" });
  });
});

describe("a publisher whose own wallet signs", () => {
  test("gets the typed data, and its signature is put into the file", async () => {
    const key = `0x${"33".repeat(32)}`;
    const owner = keySigner(key);
    const wallet = await deployCode(ownedWallet(owner.address), rig.chain, rig.relayer);
    const { folder } = await freshIssue();
    await expectUnsigned(["publish", folder, "--publisher", wallet], "NOT_PUBLISHER");
    await rig.act({ kind: "grant", publication: parsePublicationId("1"), account: wallet });
    const { told, file } = await rig.sign(["publish", folder, "--publisher", wallet]);
    expect(told).toMatchObject({ status: "unsigned", file, publisher: wallet });
    const typedData = String(told["typedData"]);
    await expectRefused(file, "SIGNATURE_INVALID");
    const signing = ["wallet", "sign", "--data", "--from-file", typedData, "--private-key", key];
    const { stdout, status } = await run(CAST, signing);
    expect(status).toBe(0);
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace('"signature": "0x"', `"signature": "${stdout.trim()}"`));
    expect(await rig.relayed(file)).toMatchObject({ status: "final", actor: wallet });
    expect(await answered(at("publish", folder), 0, asEditor())).toMatchObject({
      issues: [{ status: "already" }],
    });
  });
});

describe("a signed call that no longer counts is refused, and nothing is sent", () => {
  test("when the publication has got an entry since", async () => {
    const { file } = await signedIssue();
    await another();
    await expectRefused(file, "HEAD_STALE");
  });

  test("when its deadline has passed by the chain's time", async () => {
    const { file } = await signedIssue("--deadline", "30m");
    await rig.rpc("evm_increaseTime", 1801);
    await rig.rpc("evm_mine");
    await expectRefused(file, "SIGNATURE_EXPIRED");
  });

  test("when its publisher has lost the right", async () => {
    const { file } = await signedIssue();
    const grant = { publication: parsePublicationId("1"), account: rig.editor.address };
    await rig.act({ kind: "revoke", ...grant });
    await expectRefused(file, "NOT_PUBLISHER");
    await rig.act({ kind: "grant", ...grant });
    await expectRefused(file, "HEAD_STALE");
  });

  test("on another chain, and at an archive of another registry", async () => {
    const { file } = await signedIssue();
    const other = await startAnvil(0, undefined);
    try {
      const body = { jsonrpc: "2.0", id: 1, method: "anvil_setChainId", params: [4242] };
      const headers = { "content-type": "application/json" };
      await fetch(other.url, { method: "POST", headers, body: JSON.stringify(body) });
      const ran = await rig.relay(file, ["--json"], { ...rig.env.relayer, COLOPHON_RPC_URL: other.url });
      expect(documentOf(ran)).toMatchObject({ error: { code: "SIGNED_ELSEWHERE" } });
      expect(ran.status).toBe(2);
    } finally {
      other.kill();
    }
    const elsewhere = rig.workshop.path("elsewhere");
    const found = ["init", elsewhere, "--title", "Elsewhere", "--deploy"];
    await answered(found, 0, { env: { ...rig.env.relayer, COLOPHON_PRIVATE_KEY: OTHER_KEY } });
    await expectRefused(file, "SIGNED_ELSEWHERE", ["--archive", elsewhere]);
  });

  test("for a registry that only the file names and whose code is another, unless it is named", async () => {
    const { file } = await signedIssue();
    const proxy = await deployCode(proxyOf(rig.registry), rig.chain, rig.relayer);
    const lured = await altered(file, rig.workshop.path("lured.json"), (signed) => ({
      ...signed,
      publication: { ...signed.publication, registry: proxy },
    }));
    await expectRefused(lured, "REGISTRY_FOREIGN");
    await expectRefused(lured, "SIGNED_ELSEWHERE", ["--registry", rig.registry]);
    // Named, it is believed to be one, and the registry behind it finds the signature wrong.
    await expectRefused(lured, "PUBLICATION_UNKNOWN", ["--registry", proxy]);
    expect(await rig.relayed(file, 0, ["--registry", rig.registry])).toMatchObject({ status: "final" });
  });

  test("where there is no registry", async () => {
    const { file } = await signedIssue();
    const nowhere = await altered(file, rig.workshop.path("nowhere.json"), (signed) => ({
      ...signed,
      publication: { ...signed.publication, registry: rig.relayer.address },
    }));
    await expectRefused(nowhere, "REGISTRY_MISSING");
  });
});

test("what is unfinished on one chain is nothing to another, and both journals are kept", async () => {
  const waiting = await signedIssue();
  const elsewhere = await startAnvil(0, undefined);
  try {
    const rpc = (method: string, params: readonly unknown[]) =>
      fetch(elsewhere.url, {
        ...{ method: "POST", headers: { "content-type": "application/json" } },
        body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
      });
    await rpc("anvil_setChainId", [1337]);
    const env = { COLOPHON_RPC_URL: elsewhere.url, COLOPHON_PRIVATE_KEY: OTHER_KEY };
    const archive = rig.workshop.path("chain-1337");
    await answered(["init", archive, "--title", "Elsewhere", "--deploy"], 0, { env });
    const { folder } = await freshIssue();
    const file = rig.workshop.path("1337.signed.json");
    await answered(["sign", "publish", folder, "--archive", archive, "-o", file], 0, { env });
    await rig.rpc("evm_setAutomine", false);
    const args = ["relay", waiting.file, "--state", rig.workshop.path("two-chains")];
    const cut = colophon(args, { env: rig.env.relayer, cwd: rig.workshop.folder, killAfterMs: 4000 });
    expect((await cut).signal).toBe("SIGKILL");
    const sender = { ...rig.env.relayer, COLOPHON_RPC_URL: elsewhere.url };
    const state = ["--wait", "mined", "--state", rig.workshop.path("two-chains")];
    const there = await rig.relay(file, ["--json", ...state], sender);
    expect(documentOf(there), there.stderr).toMatchObject({ status: "mined" });
    await rig.rpc("evm_setAutomine", true);
    await rig.rpc("evm_mine");
    const { status } = await rig.relayed(waiting.file, 0, state);
    // A slow machine may have been killed before it sent anything.
    expect(["already", "mined"]).toContain(status);
  } finally {
    await rig.rpc("evm_setAutomine", true);
    elsewhere.kill();
  }
});

describe("signing", () => {
  test("--dry-run shows what would be signed, and stores, signs and writes nothing", async () => {
    const { folder, label } = await freshIssue();
    const { told, file } = await rig.sign(["publish", folder, "--dry-run"]);
    expect(told).toMatchObject({ dryRun: true, call: { kind: "anchor", label } });
    await expect(readFile(file)).rejects.toMatchObject({ code: "ENOENT" });
    const real = await rig.sign(["publish", folder]);
    expect(real.told["call"]).toEqual(told["call"]);
    const noted = await rig.sign(["notice", "n1", "--kind", "concern", "--reason", "dry", "--dry-run"]);
    expect(noted.told).toMatchObject({ dryRun: true, call: { kind: "post" } });
  });

  test("names the file after the issue, and overwrites none but by force", async () => {
    const { folder, label } = await freshIssue();
    const at = { ...asEditor(), cwd: rig.workshop.folder };
    const args = ["sign", "publish", folder, "--archive", rig.archive];
    expect(await answered(args, 0, at)).toMatchObject({ file: `${label}.signed.json` });
    expect(await answered(args, 2, at)).toMatchObject({ error: { code: "FILE_EXISTS" } });
    expect(await answered([...args, "--force"], 0, at)).toMatchObject({ status: "signed" });
  });

  test("the same call twice gives the same file, and its terms are those that were asked for", async () => {
    const { folder } = await freshIssue();
    const until = ["publish", folder, "--deadline", "2999-12-31"];
    const [first, second] = [await rig.sign(until), await rig.sign(until)];
    expect(await readFile(first.file, "utf8")).toBe(await readFile(second.file, "utf8"));
    expect(first.told["deadline"]).toBe(Date.parse("2999-12-31T23:59:59Z") / 1000);
    await expectUnsigned(["publish", folder, "--deadline", "2001-01-01"], "SIGNATURE_EXPIRED");
    await expectUnsigned(["publish", folder, "--deadline", "soon"], "USAGE_INVALID");
  });

  test("is refused to a key that may not publish, before anything is stored", async () => {
    const { folder } = await freshIssue();
    const env = { ...rig.env.editor, COLOPHON_PRIVATE_KEY: OTHER_KEY };
    const told = await answered(at("sign", "publish", folder), 2, { env, cwd: rig.workshop.folder });
    expect(told).toMatchObject({ error: { code: "NOT_PUBLISHER" } });
  });
});

describe("relaying", () => {
  test("--dry-run tells what it would cost, in a sentence, and sends nothing", async () => {
    const { file, label } = await signedIssue();
    const nonce = await rig.nonceOf(rig.relayer);
    const ran = await rig.relay(file, ["--dry-run"]);
    expect(ran).toMatchObject({ status: 0, stdout: "Nothing was sent.\n" });
    expect(ran.stderr).toContain(`anchor issue ${label}`);
    expect(ran.stderr).toMatch(/\d+ gas, 0\.\d+ ether at the fees of now, and never more than 0\.5 ether/);
    const told = await rig.relayed(file, 0, ["--dry-run"]);
    // A million gas at 500 gwei, which is as far as a bid may rise.
    expect(told).toMatchObject({ status: "ready", mostWei: "500000000000000000" });
    expect(await rig.nonceOf(rig.relayer)).toBe(nonce);
  });

  test("needs an archive or a node, and says so", async () => {
    const { file } = await signedIssue();
    await expectRefused(file, "USAGE_INVALID", [], { COLOPHON_PRIVATE_KEY: OTHER_KEY });
    const named = ["--rpc-url", rig.anvil.url];
    await expectRefused(file, "USAGE_INVALID", [...named, "--archive", rig.archive]);
    const env = { COLOPHON_PRIVATE_KEY: OTHER_KEY, COLOPHON_RPC_URL: "http://127.0.0.1:1" };
    const told = await rig.relay(file, ["--json", ...named], env);
    expect(documentOf(told)).toMatchObject({ status: "final" });
  });

  test("takes nothing that is no signed call of this version", async () => {
    const path = rig.workshop.path("hostile.json");
    await writeFile(path, '{"type":"colophon/signed-call/2"}');
    await expectRefused(path, "SIGNED_CALL_TYPE_UNKNOWN");
    await writeFile(path, Buffer.alloc(5_000_000, "{"));
    await expectRefused(path, "SIGNED_CALL_INVALID");
    await expectRefused(rig.workshop.path("none.json"), "SOURCE_MISSING");
    await expectRefused(rig.workshop.folder, "SOURCE_UNREADABLE");
    const { file } = await signedIssue();
    await expectRefused(file, "USAGE_INVALID", ["--max-gas", "much"]);
  });

  test("prints no key, of the editor's or the relayer's", async () => {
    const { folder } = await freshIssue();
    const ran = await colophon(at("sign", "publish", folder), { ...asEditor(), cwd: rig.workshop.folder });
    expect(ran.status, ran.stderr).toBe(0);
    const file = `${rig.workshop.folder}/n${issues}.signed.json`;
    const canary = `0x${"c0ffee".repeat(10)}beef`;
    const poor = await rig.relay(file, [], { ...rig.env.relayer, COLOPHON_PRIVATE_KEY: canary });
    expect(poor.status).toBe(2);
    const broken = await rig.relay(file, [], { ...rig.env.relayer, COLOPHON_PRIVATE_KEY: `${canary}0` });
    expect(broken.status).toBe(2);
    const printed = [ran, poor, broken].map(({ stdout, stderr }) => stdout + stderr).join("");
    for (const key of [
      canary,
      rig.env.editor["COLOPHON_PRIVATE_KEY"],
      rig.env.relayer["COLOPHON_PRIVATE_KEY"],
    ])
      expect(`${printed}${await readFile(file, "utf8")}`).not.toContain(String(key).slice(2, 22));
  });
});

async function expectUnsigned(args: readonly string[], code: string): Promise<void> {
  expect((await rig.sign(args, 2)).told).toMatchObject({ error: { code } });
}

/** Refused before sending: neither the chain nor the account has changed. */
async function expectRefused(
  file: string,
  code: ErrorCode,
  more: readonly string[] = [],
  env = rig.env.relayer,
): Promise<void> {
  const before = [(await rig.entries()).length, await rig.nonceOf(rig.relayer)];
  const ran = await rig.relay(file, ["--json", ...more], env);
  expect(documentOf(ran)).toMatchObject({ error: { code } });
  expect(ran.status).toBe(CATALOGUE[code].exit);
  expect([(await rig.entries()).length, await rig.nonceOf(rig.relayer)]).toEqual(before);
}
