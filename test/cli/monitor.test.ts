import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { readFile, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { damage } from "../support/store-damage.ts";
import { answered, colophon, openWorkshop, SMALL_ISSUE } from "../support/archive-fixture.ts";

const workshop = await openWorkshop();
let archive: string;
let server: Server;
let hook: string;
let answer: (response: ServerResponse) => void;
let came: { id: string; kind: string }[];

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = "";
  for await (const part of request) body += String(part);
  came.push(JSON.parse(body) as { id: string; kind: string });
  answer(response);
}

beforeAll(async () => {
  archive = await workshop.archive("monitored");
  server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  hook = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await workshop[Symbol.asyncDispose]();
});
beforeEach(() => {
  came = [];
  answer = (response) => response.writeHead(204).end();
});

const once = (...more: readonly string[]) =>
  colophon(["monitor", "--once", "--archive", archive, "--webhook", hook, ...more]);
const memory = () => readFile(join(archive, "data/monitor.json"), "utf8");
let issues = 0;
let lastCid = "";
async function publishOne(): Promise<void> {
  issues += 1;
  const folder = await workshop.issue(`monitored-${issues}`, { ...SMALL_ISSUE, "a.txt": `${issues}` });
  const told = await answered(["publish", folder, "--archive", archive], 0);
  lastCid = (told as { issues: { cid: string }[] }).issues[0]?.cid ?? "";
}

test("an alert is delivered again until it was answered, with the same id, and then no more", async () => {
  expect((await once()).status).toBe(0);
  await publishOne();
  const before = await memory();
  // Failed and lost; then failed but done: the receiver has it, and its answer is lost.
  answer = (response) => response.writeHead(503).end();
  expect((await once()).status).toBe(3);
  answer = (response) => response.destroy();
  expect((await once()).status).toBe(3);
  expect(await memory()).toBe(before);
  answer = (response) => response.writeHead(200).end();
  expect((await once()).status).toBe(0);
  expect((await once()).status).toBe(0);
  expect(came.map(({ kind }) => kind)).toEqual(["issue-entry", "issue-entry", "issue-entry"]);
  expect(new Set(came.map(({ id }) => id)).size).toBe(1);
});

test("what was not expected is an alarm, one line of JSON each", async () => {
  await answered(["profile", "--title", "Another", "--archive", archive], 0);
  await publishOne();
  const { status, stdout } = await once("--json", "--expect", "none");
  expect(status).toBe(1);
  const lines = stdout.trim().split("\n");
  expect(lines.map((line) => (JSON.parse(line) as { kind: string }).kind)).toEqual([
    "profile-changed",
    "issue-entry",
  ]);
});

test("a store that lost blocks is an alarm, drawn as in an audit", async () => {
  expect((await once("--sample", "20")).status).toBe(0);
  await damage(archive, lastCid, "lose");
  const { status, stdout } = await once("--sample", "20", "--json");
  expect(status).toBe(1);
  expect(stdout).toContain("store-fault");
});

test("error: a damaged memory is told of, and forgotten only where that is wished", async () => {
  const path = join(archive, "data/monitor.json");
  await writeFile(path, (await memory()).slice(0, -9));
  const damaged = await readFile(path, "utf8");
  const { status, stderr } = await once();
  expect([status, await readFile(path, "utf8")]).toEqual([2, damaged]);
  expect(stderr).toContain("MONITOR_STATE_INVALID");
  expect((await once("--anew")).status).toBe(0);
});

test.each([
  ["--expect", "nothing"],
  ["--webhook", "ftp://a/"],
  ["--every", "soon"],
])("error: %s %s", async (...given) => {
  expect((await once(...given)).status).toBe(2);
});
