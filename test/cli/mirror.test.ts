import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Anvil, startAnvil } from "../../src/adapters/evm/embedded/anvil.ts";
import type { AuditReport } from "../../src/audit/report.ts";
import { openMirrorSource } from "../../src/cli/mirror-source.ts";
import { blocksOf, carOf, entries } from "../core/mirror/mirrors.ts";
import { answered, colophon, type Failed, openWorkshop, SMALL_ISSUE } from "../support/archive-fixture.ts";
import { DEVELOPMENT_KEY } from "../support/development-key.ts";
import {
  allOf,
  forgedProof,
  type LyingChain,
  otherAnswer,
  startLyingChain,
  withoutLogs,
} from "../support/lying-chain.ts";

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

let anvil: Anvil;
/** Between the program and the node: counts what is asked. */
let proxy: LyingChain;
let archive: string;
let mirror: string;
/** What was told when it was made. */
let made: unknown;

const env = () => ({ COLOPHON_RPC_URL: proxy.url, COLOPHON_PRIVATE_KEY: DEVELOPMENT_KEY });
const asked = (method: string) => proxy.asked.filter((one) => one.method === method).length;
const inArchive = (...args: readonly string[]) => [...args, "--archive", archive];
const run = (args: readonly string[], status = 0) => answered(args, status, { env: env() });
const refused = async (args: readonly string[], status: number) =>
  ((await run(args, status)) as Failed).error.code;

const nameOf = ({ url }: LyingChain) => new URL(url).host;

async function publish(label: string): Promise<void> {
  await run(inArchive("publish", await workshop.issue(`issues/${label}`, SMALL_ISSUE)));
}

beforeAll(async () => {
  anvil = await startAnvil(0, undefined);
  proxy = await startLyingChain(anvil.url);
  archive = workshop.path("harbour");
  await run(["init", archive, "--title", "The Harbour Letter"]);
  await publish("95");
  await run(inArchive("notice", "95", "--kind", "concern", "--reason", "A reader has doubts."));
  mirror = workshop.path("letter.mirror.car");
  made = await run(inArchive("mirror", "-o", mirror));
});
afterAll(async () => {
  await proxy[Symbol.asyncDispose]();
  anvil.kill();
});
beforeEach(() => {
  proxy.asked.length = 0;
  proxy.lie = undefined;
});

/** Refuses every question for logs, as a node that keeps none does. */
const noLogs: LyingChain["lie"] = ({ method }) =>
  method === "eth_getLogs" ? { error: { code: -32601, message: "not available" } } : undefined;

/** So many empty blocks on top: the chain has moved on. */
async function mine(blocks: number): Promise<void> {
  const body = { jsonrpc: "2.0", id: 1, method: "anvil_mine", params: [`0x${blocks.toString(16)}`] };
  const headers = { "content-type": "application/json" };
  const response = await fetch(anvil.url, { method: "POST", headers, body: JSON.stringify(body) });
  expect(await response.json()).toMatchObject({ result: null });
}

describe("colophon mirror check", () => {
  test("needs one eth_call, and no log", async () => {
    const report = await run(inArchive("mirror", "check", mirror));
    expect(report).toMatchObject({ standing: "whole", entries: 3, documents: 3, registry: { entries: 3 } });
    expect([asked("eth_call"), asked("eth_getLogs")]).toEqual([1, 0]);
  });

  test("needs no archive, but a node", async () => {
    const { registry } = JSON.parse(readFileSync(join(archive, "colophon.json"), "utf8")) as {
      registry: string;
    };
    const alone = ["mirror", "check", mirror, "--registry", registry];
    const outside = { cwd: workshop.folder };
    const ran = await colophon([...alone, "--rpc-url", proxy.url], outside);
    expect([ran.status, ran.stdout]).toEqual([0, expect.stringContaining("Whole and genuine")]);
    expect([asked("eth_call"), asked("eth_getLogs")]).toEqual([1, 0]);
    const without = (await answered(alone, 2, outside)) as Failed;
    expect(without.error.code).toBe("USAGE_INVALID");
  });

  test("believes a block's hash alone where it is named, and the node has to prove the head", async () => {
    const { block } = (await run(inArchive("mirror", "check", mirror))) as { block: { hash: string } };
    const check = [...inArchive("mirror", "check", mirror), "--block-hash"];
    proxy.asked.length = 0;
    const proved = { standing: "whole", registry: { block, proven: true } };
    expect(await run([...check, block.hash])).toMatchObject(proved);
    expect([asked("eth_call"), asked("eth_getProof")]).toEqual([0, 1]);
    expect(await refused([...check, `0x${"0b".repeat(32)}`], 3)).toBe("BLOCK_UNKNOWN");
    expect(await refused([...check, "0x0b"], 2)).toBe("USAGE_INVALID");
    proxy.lie = allOf(
      otherAnswer("publication", (told) => ({ ...told, entries: 2n })),
      forgedProof,
    );
    expect(await refused([...check, block.hash], 3)).toBe("CHAIN_ANSWER_INVALID");
  });

  test("takes an address, and follows it nowhere else", async () => {
    const bytes = readFileSync(mirror);
    await using site = await serve((request, response) => {
      if (request.url === "/moved") response.writeHead(302, { location: "file:///etc/passwd" }).end();
      else if (request.url?.startsWith("/letter.mirror.car?key=") === true) response.end(bytes);
      else response.writeHead(404).end();
    });
    const at = `${site.url}/letter.mirror.car`;
    expect(await run(inArchive("mirror", "check", `${at}?key=secret`))).toMatchObject({
      file: at,
      standing: "whole",
    });
    for (const path of ["moved", "absent"])
      expect(await refused(inArchive("mirror", "check", `${site.url}/${path}`), 3)).toBe("MIRROR_UNREADABLE");
    await expect(openMirrorSource(`${at}?key=1`, { limit: bytes.length - 1 })).toFailWith("MIRROR_TOO_LARGE");
  });

  test("repeats nothing of an address that cannot be read: it may hold a secret", async () => {
    const named = "http://joe:secretpw@127.0.0.1:18612:99/x?key=s3cret";
    for (const args of [inArchive("mirror", "check", named), inArchive("audit", "--from", named)]) {
      const told = (await run(args, 3)) as Failed;
      expect(told.error.code).toBe("MIRROR_UNREADABLE");
      expect(JSON.stringify(told)).not.toMatch(/joe|secretpw|s3cret|18612/);
    }
  });

  test("tells a forged one, a broken one, one of another publication, and no file at all", async () => {
    const broken = workshop.path("broken.car");
    writeFileSync(broken, readFileSync(mirror).subarray(0, 400));
    expect(await refused(inArchive("mirror", "check", broken), 1)).toBe("MIRROR_INVALID");
    expect(await refused(inArchive("mirror", "check", `${mirror}.none`), 3)).toBe("MIRROR_UNREADABLE");
    expect(await refused(inArchive("mirror", "check", archive), 3)).toBe("MIRROR_UNREADABLE");
    const other = ["mirror", "check", mirror, "--rpc-url", proxy.url, "--registry", `0x${"77".repeat(20)}`];
    expect(await refused(other, 2)).toBe("MIRROR_FOREIGN");
    expect(await refused(inArchive("mirror", "check", mirror, "--publication", "2"), 2)).toBe(
      "MIRROR_FOREIGN",
    );
  });
});

describe("colophon audit --from", () => {
  test("finds what an audit from the logs finds, with no log at all", async () => {
    const plain = (await run(inArchive("audit"))) as AuditReport;
    expect(plain.ok).toBe(true);
    proxy.asked.length = 0;
    proxy.lie = noLogs;
    expect(await run(inArchive("audit", "--from", mirror))).toEqual(plain);
    expect(asked("eth_getLogs")).toBe(0);
  });

  test("needs no archive: a folder of mirrors and a node will do", async () => {
    const folder = workshop.path("mirrors");
    await mkdir(folder);
    writeFileSync(join(folder, "one.car"), readFileSync(mirror));
    const { registry } = JSON.parse(readFileSync(join(archive, "colophon.json"), "utf8")) as {
      registry: string;
    };
    const at = ["audit", "--from", folder, "--rpc-url", proxy.url, "--registry", registry];
    const report = await answered(at, 0, { cwd: workshop.folder });
    expect(report).toMatchObject({
      ok: true,
      stores: [],
      publications: [{ entries: 3, title: "The Harbour Letter" }],
    });
    const ran = await colophon(at, { cwd: workshop.folder });
    expect(ran.stdout).toContain("No store was asked");
    expect(await run(inArchive("audit", "--from", mirror, "--no-stores"))).toEqual(report);
  });

  test("names the node whose logs are not the history, without what is secret in its address", async () => {
    proxy.lie = withoutLogs(() => true);
    const secret = { COLOPHON_RPC_URL: `${proxy.url}/v2/secret-key` };
    const witness = inArchive("audit", "--from", mirror, "--logs", "--no-stores");
    const report = (await answered(witness, 1, { env: { ...env(), ...secret } })) as AuditReport;
    expect(report.publications).toMatchObject([
      { entries: 3, head: { match: true }, faults: [{ fault: "logs-mismatch", node: nameOf(proxy) }] },
    ]);
    expect(JSON.stringify(report)).not.toContain("secret-key");
    const alone = (await run(inArchive("audit"), 1)) as AuditReport;
    expect(alone.publications[0]?.faults).toContainEqual(
      expect.objectContaining({ fault: "head-mismatch", node: nameOf(proxy) }),
    );
  });

  test("wrong usage: what goes with a mirror alone, two mirrors of one publication, a mirror of another", async () => {
    expect(await refused(inArchive("audit", "--logs"), 2)).toBe("USAGE_INVALID");
    expect(await refused(inArchive("audit", "--from", mirror, mirror), 2)).toBe("USAGE_INVALID");
    expect(await refused(inArchive("audit", "--from", mirror, "--publication", "2"), 2)).toBe(
      "USAGE_INVALID",
    );
    const empty = workshop.path("empty");
    await mkdir(empty);
    expect(await refused(inArchive("audit", "--from", empty), 3)).toBe("MIRROR_UNREADABLE");
  });
});

describe("colophon mirror", () => {
  test("tells what it wrote", async () => {
    const again = workshop.path("again.car");
    const ran = await colophon(inArchive("mirror", "-o", again), { env: env() });
    expect([ran.status, ran.stdout]).toEqual([0, expect.stringContaining("The Harbour Letter: 3 entries")]);
    expect(made).toMatchObject({
      mirrors: [{ file: mirror, entries: 3, added: 3, documents: { held: 3, missing: 0 } }],
    });
  });

  test("writes the same bytes at the same block, whatever the file's name", async () => {
    const folder = `${workshop.path("out")}/`;
    const report = await run(inArchive("mirror", "-o", folder));
    const file = join(folder, "publication-1.mirror.car");
    expect(report).toMatchObject({ mirrors: [{ file }] });
    expect(readFileSync(file).equals(readFileSync(mirror))).toBe(true);
    await rm(folder, { recursive: true });
  });

  test("adds what is new to a mirror that is there, and asks for those entries alone", async () => {
    const file = workshop.path("growing.car");
    writeFileSync(file, readFileSync(mirror));
    await publish("96");
    expect(await run(inArchive("mirror", "check", mirror))).toMatchObject({ standing: "behind" });
    proxy.asked.length = 0;
    expect(await run(inArchive("mirror", "-o", file))).toMatchObject({ mirrors: [{ entries: 4, added: 1 }] });
    const logs = proxy.asked.find(({ method }) => method === "eth_getLogs");
    const { block } = (await run(inArchive("mirror", "check", mirror))) as { block: { number: number } };
    expect(logs?.params).toMatchObject([{ fromBlock: `0x${(block.number + 1).toString(16)}` }]);
    expect(await run(inArchive("mirror", "check", file))).toMatchObject({ standing: "whole", entries: 4 });
    proxy.lie = noLogs;
    expect(await run(inArchive("mirror", "-o", file))).toMatchObject({ mirrors: [{ entries: 4, added: 0 }] });
  });

  test("overwrites nothing but a mirror of the same publication", async () => {
    const folder = workshop.path("taken");
    await mkdir(folder);
    const file = join(folder, "notes.txt");
    for (const bytes of [Buffer.from("my notes"), Buffer.from(carOf(await blocksOf(entries)))]) {
      writeFileSync(file, bytes);
      expect(await refused(inArchive("mirror", "-o", file), 2)).toBe("MIRROR_IN_THE_WAY");
      expect(readFileSync(file).equals(bytes)).toBe(true);
    }
    expect(readdirSync(folder)).toEqual(["notes.txt"]);
  });

  test("writes nothing where the node's logs do not fold to the head, and names the node", async () => {
    proxy.lie = withoutLogs(() => true);
    const file = workshop.path("never.car");
    const ran = (await run(inArchive("mirror", "-o", file), 1)) as Failed;
    expect(ran.error.code).toBe("HISTORY_BROKEN");
    expect(ran.error.message).toContain(nameOf(proxy));
    expect(existsSync(file)).toBe(false);
  });
});

test("of several nodes the one whose logs are short is named, and the mirror is written from the others", async () => {
  await using one = await startLyingChain(anvil.url);
  await using other = await startLyingChain(anvil.url);
  const several = { ...env(), COLOPHON_RPC_URL: [proxy.url, one.url, other.url].join(",") };
  proxy.lie = withoutLogs(() => true);
  const file = workshop.path("several.car");
  const report = await answered(inArchive("mirror", "-o", file), 0, { env: several });
  expect(report).toMatchObject({ mirrors: [{ file }] });
  const { dissent } = (report as { nodes: { dissent: readonly { node: string; kind: string }[] } }).nodes;
  expect(dissent).toMatchObject([{ node: nameOf(proxy), kind: "other-answer" }]);
  proxy.lie = undefined;
  expect(await run(inArchive("mirror", "check", file))).toMatchObject({ standing: "whole" });
});

async function serve(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test("an audit repeated elsewhere from the mirror alone gives reports of the same bytes", async () => {
  const forms = ["html", "md", "json", "xml"];
  const { block } = (await run(inArchive("mirror", "check", mirror))) as { block: { number: number } };
  const at = (folder: string) => [
    ...["audit", "--from", join(folder, basename(mirror)), "--at-block", String(block.number)],
    ...["--report", ...forms.map((form) => join(folder, `report.${form}`))],
  ];
  await run(inArchive(...at(dirname(mirror)), "--no-stores"));
  await mine(64);
  await using elsewhere = await startLyingChain(anvil.url);
  const { registry } = JSON.parse(readFileSync(join(archive, "colophon.json"), "utf8")) as {
    registry: string;
  };
  const folder = workshop.path("elsewhere");
  await mkdir(folder);
  writeFileSync(join(folder, basename(mirror)), readFileSync(mirror));
  const there = { TZ: "Pacific/Auckland", LANG: "zh_CN.UTF-8", LC_ALL: "zh_CN.UTF-8" };
  const alone = ["--rpc-url", elsewhere.url, "--registry", registry];
  await answered([...at(folder), ...alone], 0, { cwd: folder, env: there });
  for (const form of forms)
    expect([form, readFileSync(join(folder, `report.${form}`), "utf8")]).toEqual([
      form,
      readFileSync(join(dirname(mirror), `report.${form}`), "utf8"),
    ]);
  const text = readFileSync(join(folder, "report.md"), "utf8");
  expect(text).toContain(`colophon audit --at-block ${block.number} --from publication-1.mirror.car`);
  expect(text).not.toContain(workshop.folder);
});
