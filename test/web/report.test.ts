import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseReportFile, writeReports } from "../../src/cli/report/write.ts";
import { scene } from "../audit/planted.ts";
import { audited } from "../support/audit.ts";
import { axeViolations, openBrowser, watchedPage } from "../support/browser.ts";
import { chromiumLaunch } from "../support/chromium.ts";

const launch = await chromiumLaunch();
/** More than are unfolded. */
const MANY = 40;

describe.skipIf(launch === undefined)("an audit's report in a browser (needs a Chromium)", () => {
  let browser: Browser;
  let folder: string;
  let path: string;
  beforeAll(async () => {
    browser = await openBrowser(launch);
    folder = await mkdtemp(join(tmpdir(), "colophon-report-look-"));
    path = join(folder, "report.html");
    const { model, letter } = await scene();
    for (let one = 0; one < MANY; one += 1)
      await model.anchor(letter, `more-${one}`, { "index.html": `number ${one}` });
    const names = [...(model.stores[0]?.blocks.keys() ?? [])];
    for (const name of names.filter((_, at) => at % 17 === 3)) model.stores[0]?.blocks.delete(name);
    await writeReports([parseReportFile(path)], await audited(model, { timeline: true }));
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  });

  test.each([
    [1280, "light"],
    [1280, "dark"],
    [390, "light"],
    [390, "dark"],
  ] as const)("is free of accessibility faults and no wider than %i px, %s", async (width, colorScheme) => {
    const { page, faults, requests, close } = await watchedPage(browser, {
      ...{ viewport: { width, height: 900 }, colorScheme },
    });
    await page.goto(pathToFileURL(path).href);
    expect(await axeViolations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect([faults, requests.length]).toEqual([[], 1]);
    await close();
  });

  test("shows on paper what is folded on the screen", async () => {
    const { page, close } = await watchedPage(browser);
    await page.goto(pathToFileURL(path).href);
    const folded = page.locator("details td").first();
    const isShown = () => folded.evaluate((cell) => cell.checkVisibility({ contentVisibilityAuto: true }));
    expect(await isShown()).toBe(false);
    await page.emulateMedia({ media: "print" });
    expect(await isShown()).toBe(true);
    await close();
  });
});
