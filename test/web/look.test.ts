import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Listening } from "../../src/server/listen.ts";
import { axeViolations, buildWeb, openBrowser, watchedPage } from "../support/browser.ts";
import { chromiumLaunch } from "../support/chromium.ts";
import { type ExampleArchive, exampleArchive, exampleFile } from "../support/example-archive.ts";
import { openSearch } from "../../src/verify/search/archive-search.ts";
import { searchingOf } from "../support/searching.ts";
import { startVerifier } from "../support/verifier.ts";

const launch = await chromiumLaunch();
const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const DIGEST = createHash("sha256").update(exampleFile("tidewater/42/index.html")).digest("hex");
let browser: Browser;
let examples: ExampleArchive;
let verifier: Listening;
let web: Awaited<ReturnType<typeof buildWeb>>;
let folder: string;
let searching: ReturnType<typeof searchingOf>;
const LINE = "The river came up without a sound, looked at us for about ten minutes";

describe.skipIf(launch === undefined)("the pages in a browser (needs a Chromium)", () => {
  beforeAll(async () => {
    web = await buildWeb();
    examples = await exampleArchive();
    folder = await mkdtemp(join(tmpdir(), "colophon-look-"));
    searching = searchingOf(examples.archive, folder);
    verifier = await startVerifier(examples.archive, {
      ...{ webRoot: web.webRoot, banner: "embedded", search: openSearch(searching) },
    });
    browser = await openBrowser(launch);
  });
  afterAll(async () => {
    await browser.close();
    await verifier.stop();
    await searching.close();
    await rm(folder, { recursive: true, force: true });
    await web.remove();
  });

  const paths = () => [
    "/",
    "/publications/2",
    `/issues/${examples.letter42}`,
    `/issues/${examples.notes7}`,
    `/issues/${examples.almanac}`,
    `/issues/${examples.letter42}/certificate`,
    "/publications/2/issues/57",
    "/badges",
    "/how-it-works",
    "/errors",
    "/nothing",
    "/search",
    "/check",
    `/check?sha256=${DIGEST}`,
    "/check?sha256=nonsense",
    "/api",
    `/issues/${examples.notes7}/changes/${examples.notes7corrected}`,
    "/publications/1?lang=zh",
    `/issues/${examples.notes7}?lang=zh`,
    `/issues/${examples.letter42}/certificate?lang=zh`,
    "/publications/2/issues/57?lang=zh",
    "/badges?lang=zh",
    "/?lang=zh",
    "/search?lang=zh",
    `/check?sha256=${DIGEST}&lang=zh`,
    `/issues/${examples.notes7}/changes/${examples.notes7corrected}?lang=zh`,
    "/how-it-works?lang=zh",
  ];

  describe.for([
    ["a desktop", DESKTOP, "light"],
    ["a desktop", DESKTOP, "dark"],
    ["a phone", PHONE, "light"],
    ["a phone", PHONE, "dark"],
  ] as const)("on %s of %o in %s colours", ([, viewport, colorScheme]) => {
    test("every page is free of accessibility faults and complaints, and fits its width", async () => {
      const { page, faults, requests, close } = await watchedPage(browser, { viewport, colorScheme });
      for (const path of paths()) {
        await page.goto(verifier.url + path);
        await looksWell(page, path);
      }
      for (const [path, passage] of [
        ["/search", LINE],
        ["/search?lang=zh", LINE.replace("ten", "twelve")],
        ["/search", "..."],
        ["/search?lang=zh", "Quarterly earnings beat all expectations in every segment."],
      ] as const) {
        await page.goto(verifier.url + path);
        await page.locator("#passage").fill(passage);
        await page.locator("main form button").click();
        await page.waitForLoadState();
        await looksWell(page, `${path}: ${passage}`);
      }
      // A page that is not there is called so by the browser itself, and so is what was refused.
      expect(faults.filter((fault) => !/40[04]|422/.test(fault))).toEqual([]);
      expect(new Set(requests.map((request) => new URL(request.url()).origin))).toEqual(
        new Set([verifier.url]),
      );
      await close();
    });

    test("the verifier in one file is too, opened from a disk", async () => {
      const address = pathToFileURL(join(web.webRoot, "verifier.html")).href;
      for (const locale of ["en-GB", "zh-CN"]) {
        const { page, faults, requests, close } = await watchedPage(browser, {
          viewport,
          colorScheme,
          locale,
        });
        await page.goto(address);
        await looksWell(page, locale);
        expect(faults).toEqual([]);
        expect(requests.map((request) => request.url()).filter((url) => /^https?:/.test(url))).toEqual([]);
        await close();
      }
    });

    test("every verdict is too", async () => {
      const { page, faults, close } = await watchedPage(browser, { viewport, colorScheme });
      await page.goto(verifier.url);
      const altered = exampleFile("tidewater/42/index.html");
      altered[3000] = (altered[3000] ?? 0) ^ 1;
      const file = (name: string, buffer: Buffer) => ({ name, mimeType: "text/plain", buffer });
      await page.setInputFiles("#files", [
        file("index.html", exampleFile("tidewater/42/index.html")),
        file("article.md", exampleFile("field-notes/7/article.md")),
        file("index (1).html", altered),
        file("mine.txt", Buffer.from("nobody's")),
      ]);
      await expect.poll(() => page.locator("[data-verdict]").count(), { timeout: 10_000 }).toBe(4);
      // From here on the browser itself reports the 503 of a node that is down.
      expect(faults).toEqual([]);
      examples.archive.chainDown = true;
      await page.setInputFiles("#files", [file("index.html", exampleFile("tidewater/42/index.html"))]);
      await expect.poll(() => page.locator("[data-verdict]").count(), { timeout: 10_000 }).toBe(5);
      examples.archive.chainDown = false;
      await looksWell(page, "the verdicts");
      await close();
    });
  });

  test("without JavaScript every page still says what it has to say, and every form works", async () => {
    const { page, close } = await watchedPage(browser, { javaScriptEnabled: false });
    await page.goto(verifier.url);
    expect(await page.locator("noscript").innerText()).toContain("sha256sum");
    await page.getByRole("link", { name: "look the number up" }).click();
    await page.getByLabel("SHA-256 of your file").fill(`${DIGEST}  index.html`);
    await page.getByRole("button", { name: "Look it up" }).click();
    expect(await page.locator("[data-answer=authentic]").isVisible()).toBe(true);
    await page.getByRole("link", { name: "Issue 42" }).click();
    expect(await page.locator("h1").innerText()).toBe("What the Water Left");
    await page.getByRole("link", { name: "Publications", exact: true }).first().click();
    await page.getByRole("link", { name: "Field Notes" }).click();
    await page.locator("h4").getByRole("link", { name: "Points" }).click();
    expect(page.url()).toBe(`${verifier.url}/issues/${examples.notes7corrected}`);
    await page.goto(`${verifier.url}/issues/${examples.notes7}`);
    expect(await page.getByText("A later revision stands").isVisible()).toBe(true);
    await page.getByRole("link", { name: "Find a quotation" }).click();
    await page.getByLabel("The passage").fill(LINE);
    await page.getByRole("button", { name: "Find it" }).click();
    expect(await page.locator("mark").innerText()).toBe(LINE);
    await close();
  });

  test.for([
    ["the first page", (): string => "/"],
    ["an issue's page", (): string => `/issues/${examples.letter42}`],
    ["a publication's page", (): string => "/publications/1"],
    ["the page of badges", (): string => "/badges"],
  ] as const)("%s keeps to its budget", async ([, path]) => {
    const { page, faults, requests, close } = await watchedPage(browser, { viewport: PHONE });
    const sizes: Promise<number>[] = [];
    page.on("requestfinished", (request) => {
      // What an issue itself weighs is its publisher's to say: it is shown in a frame, when a reader comes to it.
      if (request.frame() !== page.mainFrame()) return;
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
    });
    await page.addInitScript(watchShifts);
    await page.goto(verifier.url + path(), { waitUntil: "networkidle" });
    await page.mouse.wheel(0, 20_000);
    await page.waitForLoadState("networkidle");
    let total = 0;
    for (const size of await Promise.all(sizes)) total += size;
    expect(total).toBeGreaterThan(5000);
    expect(total).toBeLessThan(100_000);
    expect(faults).toEqual([]);
    expect(new Set(requests.map((request) => new URL(request.url()).origin))).toEqual(
      new Set([verifier.url]),
    );
    const found = await page.evaluate(() => ({
      shift: (globalThis as { shifted?: number }).shifted,
      viewport: document.querySelector("meta[name=viewport]")?.getAttribute("content"),
      pictures: document.querySelectorAll("img, svg").length,
      // What has no size before it is there moves what is.
      unsized: [...document.querySelectorAll("img:not([height]), svg:not([viewBox])")].length,
    }));
    expect(found.shift).toBeLessThan(0.1);
    expect(found.viewport).toBe("width=device-width, initial-scale=1");
    expect(found.pictures).toBeGreaterThan(0);
    expect(found.unsized).toBe(0);
    await close();
  });

  test("a layout that shifts would be seen", async () => {
    const { page, close } = await watchedPage(browser, { viewport: PHONE });
    await page.addInitScript(watchShifts);
    await page.goto(verifier.url, { waitUntil: "networkidle" });
    await page.evaluate(async () => {
      const late = document.createElement("div");
      late.append("late ".repeat(400));
      document.querySelector("main")?.prepend(late);
      await new Promise((done) => setTimeout(done, 300));
    });
    expect(await page.evaluate(() => (globalThis as { shifted?: number }).shifted)).toBeGreaterThan(0.1);
    await close();
  });
});

/** Adds up how far what was seen already moves without the reader's doing (Cumulative Layout Shift). */
function watchShifts(): void {
  const seen = globalThis as { shifted?: number };
  seen.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput } = entry as unknown as { value: number; hadRecentInput: boolean };
      if (!hadRecentInput) seen.shifted = (seen.shifted ?? 0) + value;
    }
  }).observe({ type: "layout-shift", buffered: true });
}

/** No fault that axe finds, and nothing wider than the screen. */
async function looksWell(page: Page, of: string): Promise<void> {
  expect(await axeViolations(page), of).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, of).toBe(0);
}
