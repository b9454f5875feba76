import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openMirrorFile } from "../../src/adapters/disk/mirror-file.ts";
import { type Anvil, startAnvil } from "../../src/adapters/evm/embedded/anvil.ts";
import { openMirror } from "../../src/audit/mirror.ts";
import { MirrorDraft } from "../../src/core/mirror/write.ts";
import { carOf, collected, sha256 } from "../core/mirror/mirrors.ts";
import { answered, openWorkshop, SMALL_ISSUE } from "../support/archive-fixture.ts";
import { DEVELOPMENT_KEY } from "../support/development-key.ts";
import { type Lie, type LyingChain, startLyingChain } from "../support/lying-chain.ts";

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

let anvil: Anvil;
let proxy: LyingChain;
let archive: string;
let mirror: string;
let exported: string;

const run = (args: readonly string[], status = 0) =>
  answered(args, status, { env: { COLOPHON_RPC_URL: proxy.url, COLOPHON_PRIVATE_KEY: DEVELOPMENT_KEY } });
const inArchive = (args: readonly string[], status = 0) => run([...args, "--archive", archive], status);

/** Refuses every question for logs, as a node that keeps none does. */
const noLogs: Lie = ({ method }) =>
  method === "eth_getLogs" ? { error: { code: -32601, message: "not available" } } : undefined;

beforeAll(async () => {
  anvil = await startAnvil(0, undefined);
  proxy = await startLyingChain(anvil.url);
  archive = workshop.path("harbour");
  await run(["init", archive, "--title", "The Harbour Letter"]);
  await inArchive(["publish", await workshop.issue("issues/95", SMALL_ISSUE)]);
  mirror = workshop.path("letter.mirror.car");
  await inArchive(["mirror", "-o", mirror]);
  exported = workshop.path("exported");
  await inArchive(["export", "--all", "--as", "car", "-o", exported]);
});
afterAll(async () => {
  await proxy[Symbol.asyncDispose]();
  anvil.kill();
});
beforeEach(() => {
  proxy.lie = undefined;
  proxy.asked.length = 0;
});

test("where no node keeps logs, a repair takes the history from a mirror that somebody brings", async () => {
  proxy.lie = noLogs;
  rmSync(join(archive, "data", "store"), { recursive: true });
  expect(await inArchive(["repair", "--from", exported], 3)).toMatchObject({
    error: { code: "CHAIN_UNREACHABLE" },
  });
  proxy.asked.length = 0;
  expect(await inArchive(["repair", "--from", exported, mirror])).toMatchObject({
    publications: [{ entries: 2, issues: 1, head: { match: true }, faults: [] }],
  });
  expect(proxy.asked.filter(({ method }) => method === "eth_getLogs")).toEqual([]);
  proxy.lie = undefined;
  expect(await inArchive(["audit"])).toMatchObject({ ok: true });
});

test("what is newer than the mirror, and could not be asked for, is told as unanswered", async () => {
  await inArchive(["publish", await workshop.issue("issues/96", SMALL_ISSUE)]);
  expect(await inArchive(["repair", "--from", mirror])).toMatchObject({ publications: [{ entries: 3 }] });
  proxy.lie = noLogs;
  expect(await inArchive(["repair", "--from", mirror], 3)).toMatchObject({
    publications: [{ entries: 2, head: { match: false }, faults: [{ fault: "logs-unanswered" }] }],
  });
});

test("a mirror that is false is named, the logs are asked instead, and it is not held against the archive", async () => {
  const kept = () => readFileSync(join(archive, "data", "last-audit.json"), "utf8");
  await inArchive(["audit"]);
  const before = kept();
  const report = await inArchive(["repair", "--from", await redated()], 1);
  expect(report).toMatchObject({
    publications: [{ entries: 3, head: { match: true }, faults: [{ fault: "mirror-mismatch" }] }],
  });
  expect(kept()).toBe(before);
});

/** The mirror with other times, and the head that those fold to. */
async function redated(): Promise<string> {
  await using file = await openMirrorFile(mirror);
  const { root, entries } = await openMirror({ file, sha256 });
  const draft = new MirrorDraft(root.publication, sha256);
  draft.take([...entries].map((one) => ({ ...one, time: one.time - 1 })));
  const blocks = await collected(draft.blocks(root.block, () => Promise.resolve(undefined)));
  const path = workshop.path("redated.mirror.car");
  writeFileSync(path, carOf(blocks));
  return path;
}
