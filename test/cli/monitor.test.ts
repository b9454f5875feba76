import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { spawn } from "node:child_process";
import { once as firstOf } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { damage } from "../support/store-damage.ts";
import { answered, colophon, openWorkshop, SMALL_ISSUE } from "../support/archive-fixture.ts";

const CLI = fileURLToPath(new URL("../../bin/colophon.js", import.meta.url));
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
const statePath = () => join(archive, "data/monitor.json");
const memory = () => readFile(statePath(), "utf8");
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

describe("the feed", () => {
  let feed: string;
  const written = () => readFile(feed, "utf8");
  const entries = (text: string) => [...text.matchAll(/<entry>/g)].length;
  const told = (...more: readonly string[]) => once("--feed", feed, ...more);
  beforeAll(() => {
    feed = join(workshop.folder, "public/alerts.atom");
  });

  test("has an alert before anybody is asked to take it, and once, whatever is killed or lost between", async () => {
    expect((await told()).status).toBe(0);
    const [before, empty] = [await memory(), await written()];
    expect(entries(empty)).toBe(0);
    await publishOne();
    // The monitor is killed while the receiver has not answered yet: the feed is ahead of what was seen.
    answer = () => process.kill(killed.pid ?? 0, "SIGKILL");
    const killed = spawn(process.execPath, [
      CLI,
      "monitor",
      "--archive",
      archive,
      "--webhook",
      hook,
      "--feed",
      feed,
    ]);
    await new Promise((resolve) => killed.once("close", resolve));
    expect(killed.signalCode).toBe("SIGKILL");
    expect(came).toHaveLength(1);
    const whole = await written();
    expect(entries(whole)).toBe(1);
    answer = (response) => response.writeHead(503).end();
    expect((await told()).status).toBe(3);
    expect(await written()).toBe(whole);
    // A crash between what is remembered and the feed leaves the feed as it was.
    const remembered = await memory();
    await writeFile(feed, empty);
    answer = (response) => response.writeHead(204).end();
    expect((await told()).status).toBe(0);
    expect([came.length, await written()]).toEqual([3, whole]);
    expect(await memory()).not.toBe(remembered);
    await rm(feed);
    expect((await told()).status).toBe(0);
    expect(await written()).toBe(whole);
    // A memory from before, out of a backup, under the feed's own.
    const { watched } = JSON.parse(before) as { watched: object };
    await writeFile(statePath(), JSON.stringify({ ...(JSON.parse(await memory()) as object), watched }));
    expect((await told()).status).toBe(0);
    expect(await written()).toBe(whole);
    expect(new Set(came.map(({ id }) => id)).size).toBe(1);
    // To forget what was seen takes nothing out of the feed.
    expect((await told("--anew")).status).toBe(0);
    expect(await written()).toBe(whole);
  });

  test("a feed that cannot be written keeps nobody else from being told, and is told later", async () => {
    await publishOne();
    const whole = await written();
    const inTheWay = join(workshop.folder, "public/folder.atom");
    await mkdir(join(inTheWay, "full"), { recursive: true });
    const { status, stderr } = await once("--feed", inTheWay, "--expect", "none");
    expect([status, came.length]).toEqual([1, 1]);
    expect(stderr).toContain("ARCHIVE_DISK");
    expect((await once("--feed", inTheWay)).status).toBe(3);
    expect(await written()).toBe(whole);
    // Who only looks takes nothing away from the feed.
    await publishOne();
    expect((await once()).status).toBe(0);
    expect(await written()).toBe(whole);
    expect((await told()).status).toBe(0);
    expect(came).toHaveLength(2);
    expect(
      [...(await written()).matchAll(/<title>(.*), publication 1, entry \d+</g)].map(([, title]) => title),
    ).toEqual([...["News: issue entry", "Alarm: issue entry", "News: issue entry"]]);
  });
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

test("a node that does not answer is told of in the third round, everywhere and once", async () => {
  const env = { COLOPHON_RPC_URL: "http://127.0.0.1:1" };
  const args = ["monitor", "--once", "--archive", archive, "--webhook", hook];
  for (const told of [0, 0, 1, 1]) {
    expect((await colophon(args, { env })).status).toBe(3);
    expect(came).toHaveLength(told);
  }
  expect(came).toMatchObject([{ kind: "unasked", level: "unasked" }]);
  expect((await once()).status).toBe(0);
});

test.each(["SIGINT", "SIGTERM"] as const)("stays up until %s, and has not failed then", async (signal) => {
  const child = spawn(process.execPath, [CLI, "monitor", "--archive", archive, "--every", "30d"]);
  const ended = new Promise((resolve) => child.once("close", (...how) => resolve(how)));
  const [line] = (await firstOf(child.stdout, "data")) as [Buffer];
  expect(line.toString()).toContain("nothing new");
  const { status, stderr } = await once();
  expect([status, stderr]).toEqual([3, expect.stringContaining("MONITOR_BUSY")]);
  child.kill(signal);
  expect(await ended).toEqual([0, null]);
  expect((await once()).status).toBe(0);
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
  ["--sample", "some"],
  ["--feed", "colophon.json"],
])("error: %s %s", async (...given) => {
  expect((await once(...given)).status).toBe(2);
});
