/**
 * `npm run bench:browser`: drops a file of 2 GiB that is archived, and one that is not, on the page in headless Chromium,
 * and prints how long its verdict takes against WebCrypto on the whole buffer in the same browser, the peak of the page's
 * memory and of all of the browser's, and the longest time for which the page's main thread was blocked. Fails when the
 * archived file takes more than 3.5 times as long, the page grows by more than 300 MiB, or it is blocked for more than
 * 50 ms and than a page that does nothing. `-- <MiB>` for another size.
 */
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { once } from "node:events";
import { parseArgs } from "node:util";
import type { Browser, Page } from "playwright-core";
import { buildWeb, openBrowser, watchedPage } from "../test/support/browser.ts";
import { chromiumLaunch } from "../test/support/chromium.ts";
import { MemoryArchive } from "../test/support/memory-archive.ts";
import { startVerifier } from "../test/support/verifier.ts";

const MIB = 1024 * 1024;
const LIMIT = { ratio: 3.5, growth: 300 * MIB, blockedMs: 50 };
/** A browser gives no whole buffer beyond this. */
const MOST_WHOLE = 1024 * MIB;
const SAMPLE_MS = 50;
const IDLE_MS = 10_000;

interface Memory {
  readonly page: number;
  readonly all: number;
}

/** No two MiB are alike, so that nothing can be hashed once for all. */
function filmOf(size: number, seed: number): Uint8Array {
  const film = new Uint8Array(size);
  const words = new Uint32Array(film.buffer);
  let state = seed;
  for (let i = 0; i < words.length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    words[i] = state;
  }
  return film;
}

async function written(path: string, bytes: Uint8Array): Promise<void> {
  const file = createWriteStream(path);
  for (let at = 0; at < bytes.length; at += 64 * MIB)
    if (!file.write(bytes.subarray(at, at + 64 * MIB))) await once(file, "drain");
  file.end();
  await once(file, "finish");
}

interface Process {
  readonly id: number;
  readonly type: string;
}

async function processesOf(browser: Browser): Promise<readonly Process[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo;
}

/** What the browser's processes hold, by the kernel: the page's own, and of all together. */
async function memoryOf(processes: readonly Process[]): Promise<Memory> {
  let [page, all] = [0, 0];
  for (const { id, type } of processes) {
    const resident = await residentBytes(id);
    all += resident;
    if (type === "renderer") page = Math.max(page, resident);
  }
  return { page, all };
}

async function residentBytes(pid: number): Promise<number> {
  try {
    const status = await readFile(`/proc/${pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** Runs work and samples memory beside it. */
async function sampled<T>(
  browser: Browser,
  work: () => Promise<T>,
): Promise<{ made: T; growth: Memory; peak: Memory }> {
  const processes = await processesOf(browser);
  const before = await memoryOf(processes);
  let peak = before;
  const state = { isDone: false };
  const sampling = (async () => {
    while (!state.isDone) {
      const now = await memoryOf(processes);
      peak = { page: Math.max(peak.page, now.page), all: Math.max(peak.all, now.all) };
      await delay(SAMPLE_MS);
    }
  })();
  const made = await work();
  state.isDone = true;
  await sampling;
  return { made, peak, growth: { page: peak.page - before.page, all: peak.all - before.all } };
}

/** The longest time between two turns of the page's own event loop, from now until `end` is called. */
async function watchTurns(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const watch = globalThis as unknown as { longest: number };
    watch.longest = 0;
    const channel = new MessageChannel();
    let last = performance.now();
    channel.port1.addEventListener("message", () => {
      const now = performance.now();
      watch.longest = Math.max(watch.longest, now - last);
      last = now;
      // Not on every turn: the watching would be most of what the page does.
      setTimeout(() => {
        channel.port2.postMessage(0);
      }, 1);
    });
    channel.port1.start();
    channel.port2.postMessage(0);
  });
  return () => page.evaluate(() => (globalThis as unknown as { longest: number }).longest);
}

interface Whole {
  readonly hashing: number;
  readonly all: number;
}

interface Dropped {
  readonly verdict: string | null;
  readonly seconds: number;
  readonly blockedMs: number;
}

async function drop(page: Page, url: string, path: string): Promise<Dropped> {
  await page.goto(url);
  await page.locator("#files").waitFor({ state: "attached" });
  const longest = await watchTurns(page);
  const started = performance.now();
  await page.setInputFiles("#files", path);
  const answer = page.locator("[data-verdict]");
  await answer.waitFor({ timeout: 600_000 });
  const seconds = (performance.now() - started) / 1000;
  return { verdict: await answer.getAttribute("data-verdict"), seconds, blockedMs: await longest() };
}

/** What a page that does nothing is kept waiting on this machine meanwhile: other programs run, too. */
async function idle(page: Page, url: string): Promise<number> {
  await page.goto(url);
  const longest = await watchTurns(page);
  await delay(IDLE_MS);
  return longest();
}

/** Seconds for hashing the whole, and with reading it; beyond what a buffer can hold, as many times as much. */
async function wholeBuffer(
  page: Page,
  url: string,
  { path, size }: { path: string; size: number },
): Promise<Whole> {
  await page.goto(url);
  await page.evaluate(() => {
    const field = document.createElement("input");
    Object.assign(field, { type: "file", id: "whole" });
    document.body.append(field);
  });
  await page.setInputFiles("#whole", path);
  const most = Math.min(size, MOST_WHOLE);
  const spent = await page.evaluate(async (bytes) => {
    const file = document.querySelector<HTMLInputElement>("#whole")?.files?.[0];
    const started = performance.now();
    const buffer = (await file?.slice(0, bytes).arrayBuffer()) ?? new ArrayBuffer();
    const read = performance.now();
    await crypto.subtle.digest("SHA-256", buffer);
    const done = performance.now();
    return { hashing: (done - read) / 1000, all: (done - started) / 1000 };
  }, most);
  const times = size / most;
  return { hashing: spent.hashing * times, all: spent.all * times };
}

async function run(size: number): Promise<boolean> {
  await using bin = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "colophon-bench-browser-"));
  bin.defer(() => rm(folder, { recursive: true }));
  const [archived, stranger] = [join(folder, "film.bin"), join(folder, "stranger.bin")];
  const archive = new MemoryArchive();
  const film = filmOf(size, 1);
  await written(archived, film);
  const films = { label: "1", title: "A film", files: { "film.bin": { type: "video/mp4", bytes: film } } };
  await archive.anchor(archive.register("The Films"), films);
  const strangeSize = Math.min(size, 256 * MIB);
  await written(stranger, filmOf(strangeSize, 2));
  const web = await buildWeb();
  bin.defer(() => web.remove());
  const verifier = await startVerifier(archive, { webRoot: web.webRoot });
  bin.defer(() => verifier.stop());
  const browser = await openBrowser(await chromiumLaunch());
  bin.defer(() => browser.close());

  const { page } = await watchedPage(browser);
  await drop(page, verifier.url, stranger);
  const found = await sampled(browser, () => drop(page, verifier.url, archived));
  const strange = await sampled(browser, () => drop(page, verifier.url, stranger));
  const whole = await wholeBuffer(page, verifier.url, { path: archived, size });
  const strangeWhole = await wholeBuffer(page, verifier.url, { path: stranger, size: strangeSize });
  const idleMs = await idle(page, verifier.url);
  tell("archived", { size, whole, ...found });
  tell("not archived", { size: strangeSize, whole: strangeWhole, ...strange });
  console.log(
    `a page that does nothing, in the same browser: kept waiting for at most ${idleMs.toFixed(0)} ms`,
  );
  const ratio = found.made.seconds / whole.hashing;
  return (
    found.made.verdict === "authentic" &&
    ratio <= LIMIT.ratio &&
    found.growth.page <= LIMIT.growth &&
    found.made.blockedMs <= Math.max(LIMIT.blockedMs, idleMs)
  );
}

interface Told {
  readonly size: number;
  readonly whole: Whole;
  readonly made: Dropped;
  readonly growth: Memory;
  readonly peak: Memory;
}

function tell(what: string, { size, whole, made, growth, peak }: Told): void {
  const mib = (bytes: number) => `${Math.round(bytes / MIB)} MiB`;
  console.log(`${what}, ${mib(size)}: ${made.verdict} after ${made.seconds.toFixed(1)} s`);
  const ratio = (seconds: number) => (made.seconds / seconds).toFixed(2);
  console.log(
    `  WebCrypto on the whole buffer: ${whole.hashing.toFixed(1)} s (ratio ${ratio(whole.hashing)}), with reading it ${whole.all.toFixed(1)} s (ratio ${ratio(whole.all)})`,
  );
  console.log(
    `  page: grew by ${mib(growth.page)} to ${mib(peak.page)}; whole browser: grew by ${mib(growth.all)} to ${mib(peak.all)}`,
  );
  console.log(`  main thread blocked for at most ${made.blockedMs.toFixed(0)} ms`);
}

const { positionals } = parseArgs({ allowPositionals: true });
const isWithin = await run(Number(positionals[0] ?? 2048) * MIB);
if (!isWithin) {
  console.error("Beyond the limits.");
  process.exitCode = 1;
}
