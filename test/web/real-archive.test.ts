import { execFileSync, type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Anvil, startAnvil } from "../../src/adapters/evm/embedded/anvil.ts";
import { openBrowser, type WatchedPage, watchedPage } from "../support/browser.ts";
import { chromiumLaunch } from "../support/chromium.ts";
import { DEVELOPMENT_KEY } from "../support/development-key.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const NOTES = "examples/field-notes";
const launch = await chromiumLaunch();

/** Nothing is stood in for: a node, an archive made by the commands, the server they start, and a browser. */
describe.skipIf(launch === undefined)("the page of a real archive (needs a Chromium)", () => {
  const work = mkdtempSync(join(tmpdir(), "colophon-page-"));
  const archive = join(work, "archive");
  let anvil: Anvil;
  let server: ChildProcess;
  let browser: Browser;
  let url: string;
  let watched: WatchedPage;

  const env = () => ({
    ...process.env,
    COLOPHON_ARCHIVE: archive,
    COLOPHON_RPC_URL: anvil.url,
    COLOPHON_PRIVATE_KEY: DEVELOPMENT_KEY,
    NO_COLOR: "1",
  });
  const command = (...args: string[]) => [join(ROOT, "bin/colophon.js"), ...args];
  const colophon = (...args: string[]) =>
    execFileSync(process.execPath, command(...args), {
      cwd: ROOT,
      env: env(),
      encoding: "utf8",
      stdio: "pipe",
    });

  beforeAll(async () => {
    anvil = await startAnvil(0, undefined);
    colophon("init", archive, "--title", "Field Notes on Typesetting");
    colophon("publish", `${NOTES}/7`);
    colophon("revise", `${NOTES}/7-corrected`);
    server = spawn(process.execPath, command("serve", "--port", "0"), {
      cwd: ROOT,
      env: env(),
      stdio: "pipe",
    });
    url = await new Promise((resolve) => {
      server.stdout?.on("data", (chunk) => {
        const found = /open at (http:\S+)/.exec(String(chunk))?.[1];
        if (found !== undefined) resolve(found);
      });
    });
    browser = await openBrowser(launch);
    watched = await watchedPage(browser, { viewport: { width: 390, height: 844 } });
  });

  afterAll(async () => {
    await browser.close();
    server.kill("SIGTERM");
    anvil.kill();
    rmSync(work, { recursive: true, force: true });
  });

  const verdictOf = async (name: string, buffer: Buffer) => {
    await watched.page.goto(url);
    await watched.page.setInputFiles("#files", { name, mimeType: "text/plain", buffer });
    const heading = watched.page.locator("[data-verdict]").first();
    await heading.waitFor();
    return heading.getAttribute("data-verdict");
  };
  const corrected = readFileSync(join(ROOT, NOTES, "7-corrected/article.md"));
  const superseded = readFileSync(join(ROOT, NOTES, "7/article.md"));

  test("knows the corrected article, the one it superseded, and one with a flipped byte", async () => {
    expect(await verdictOf("article.md", corrected)).toBe("authentic");
    expect(await verdictOf("article.md", superseded)).toBe("authentic-but");
    const flipped = Buffer.from(corrected);
    flipped[700] = (flipped[700] ?? 0) ^ 1;
    expect(await verdictOf("article.md", flipped)).toBe("altered");
    expect(await watched.page.locator(".card").innerText()).toContain("byte 701");
    expect(watched.faults).toEqual([]);
  });

  test("judges as the command does, in the same words", async () => {
    const printed = JSON.parse(colophon("verify", `${NOTES}/7/article.md`, "--json")) as { headline: string };
    expect(await verdictOf("article.md", superseded)).toBe("authentic-but");
    expect(await watched.page.locator(".card h2").innerText()).toBe(printed.headline);
  });

  test("with the node gone it says that it could not check, and so does the command, with exit status 3", async () => {
    anvil.kill();
    await anvil.ended;
    expect(await verdictOf("article.md", corrected)).toBe("could-not-check");
    const run = spawn(process.execPath, command("verify", `${NOTES}/7-corrected/article.md`, "--json"), {
      cwd: ROOT,
      env: env(),
    });
    let stdout = "";
    run.stdout.on("data", (chunk) => (stdout += String(chunk)));
    const status = await new Promise((resolve) => run.once("close", resolve));
    expect(status).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: "could-not-check" });
  });
});
