import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Browser, type BrowserContextOptions, chromium, type Page, type Request } from "playwright-core";
import type { ChromiumLaunch } from "./chromium.ts";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const BUILD = fileURLToPath(new URL("../../scripts/build-web.ts", import.meta.url));

/** The page built from the sources as they are now, in a folder of its own. */
export async function buildWeb(): Promise<{ webRoot: string; remove: () => Promise<void> }> {
  const webRoot = await mkdtemp(join(tmpdir(), "colophon-web-"));
  await promisify(execFile)(process.execPath, [BUILD, webRoot]);
  return { webRoot, remove: () => rm(webRoot, { recursive: true, force: true }) };
}

export function openBrowser(launch: ChromiumLaunch | undefined): Promise<Browser> {
  return chromium.launch(launch);
}

export interface WatchedPage {
  readonly page: Page;
  /** What the console called an error, refusals by the Content-Security-Policy among it, and what was thrown. */
  readonly faults: string[];
  readonly requests: Request[];
  close(): Promise<void>;
}

/** A page in a browser profile of its own, with everything written down that it sends and complains of. */
export async function watchedPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults: string[] = [];
  const requests: Request[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("request", (request) => requests.push(request));
  return { page, faults, requests, close: () => context.close() };
}

/** What axe finds wrong, each with the first element concerned. Archived pages in frames are not ours to judge. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Evaluated by the debugger, which the page's own policy does not bind.
  await page.evaluate(await readFile(AXE, "utf8"));
  return page.evaluate(async () => {
    interface Axe {
      run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
    }
    const { axe } = globalThis as unknown as { axe: Axe };
    // Of WCAG 2.2, and not asked for by itself.
    const rules = { "target-size": { enabled: true } };
    const { violations } = await axe.run({ iframes: false, rules });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
  });
}
