import type { Browser } from "playwright-core";
import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Listening } from "../../src/server/listen.ts";
import { axeViolations, buildWeb, openBrowser, watchedPage } from "../support/browser.ts";
import { chromiumLaunch } from "../support/chromium.ts";
import { type ExampleArchive, exampleArchive, exampleFile } from "../support/example-archive.ts";
import { serving } from "../support/serving.ts";
import { startVerifier } from "../support/verifier.ts";

/* What publishers show elsewhere, and what readers do with a page besides looking at it. */

const launch = await chromiumLaunch();
let browser: Browser;
let examples: ExampleArchive;
let verifier: Listening;
let web: Awaited<ReturnType<typeof buildWeb>>;

describe.skipIf(launch === undefined)("beyond the screen (needs a Chromium)", () => {
  beforeAll(async () => {
    web = await buildWeb();
    examples = await exampleArchive();
    verifier = await startVerifier(examples.archive, { webRoot: web.webRoot });
    browser = await openBrowser(launch);
  });
  afterAll(async () => {
    await browser.close();
    await verifier.stop();
    await web.remove();
  });

  test.for(["A4", "Letter"])("a certificate is one sheet of %s, with all its numbers", async (format) => {
    const { page, close } = await watchedPage(browser);
    for (const lang of ["en", "zh"]) {
      await page.goto(`${verifier.url}/issues/${examples.letter42}/certificate?lang=${lang}`);
      const { totalPages, text } = await extractText(
        await getDocumentProxy(new Uint8Array(await page.pdf({ format }))),
        { mergePages: true },
      );
      const words = text.replace(/\s+/g, "");
      expect(totalPages).toBe(1);
      expect(words).toContain(`0x${examples.letter42}`);
      expect(words).toContain("marsh-from-above.png");
      // What is for the screen alone stays there.
      expect(words).not.toContain("Checkafile");
    }
    expect(await page.locator("svg.qr").count()).toBe(1);
    await close();
  });

  test("a verdict is told in the language of the page", async () => {
    const { page, close } = await watchedPage(browser, { locale: "zh-CN" });
    await page.goto(verifier.url);
    const file = exampleFile("tidewater/42/index.html");
    await page.setInputFiles("#files", { name: "index.html", mimeType: "text/html", buffer: file });
    const verdict = page.locator("[data-verdict]");
    await verdict.waitFor({ timeout: 10_000 });
    expect(await verdict.getByRole("heading").innerText()).toBe("与原刊一致");
    expect(await page.locator("[data-check=anchored]").innerText()).toContain("登记合约中有这个内容哈希");
    expect(await axeViolations(page)).toEqual([]);
    await close();
  });

  test("the picture for previews of links is of the size that they ask for", async () => {
    const { page, close } = await watchedPage(browser);
    for (const path of ["/card.png", `/issues/${examples.letter42}/card.png`]) {
      await page.goto(verifier.url + path);
      const size = await page.locator("img").evaluate((image) => {
        const { naturalWidth, naturalHeight } = image as HTMLImageElement;
        return [naturalWidth, naturalHeight];
      });
      expect(size, path).toEqual([1200, 630]);
    }
    await close();
  });

  test("a feed is well-formed XML in the namespace of Atom", async () => {
    const { page, close } = await watchedPage(browser);
    await page.goto(`${verifier.url}/how-it-works`);
    const found = await page.evaluate(async () => {
      const xml = await (await fetch("/publications/1/feed.atom")).text();
      const { documentElement } = new DOMParser().parseFromString(xml, "application/xml");
      return [
        documentElement.namespaceURI,
        documentElement.localName,
        documentElement.querySelectorAll("entry").length,
      ];
    });
    expect(found).toEqual(["http://www.w3.org/2005/Atom", "feed", 2]);
    await close();
  });

  test("every stop of the keyboard is seen, and the first one skips to the content", async () => {
    const { page, close } = await watchedPage(browser);
    for (const path of [`/publications/2`, `/issues/${examples.notes7}`, "/badges"]) {
      await page.goto(verifier.url + path);
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement?.getAttribute("href")), path).toBe("#main");
      const stops: string[] = [];
      for (let i = 0; i < 30; i++) {
        await page.keyboard.press("Tab");
        stops.push(
          await page.evaluate(() => {
            const at = document.activeElement;
            if (at === null || at === document.body || at instanceof HTMLIFrameElement) return "none needed";
            const shown = at instanceof HTMLInputElement ? (at.nextElementSibling ?? at) : at;
            const { outlineStyle, outlineWidth } = getComputedStyle(shown);
            return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2 ? "seen" : shown.outerHTML;
          }),
        );
      }
      expect(
        stops.filter((stop) => stop !== "none needed" && stop !== "seen"),
        path,
      ).toEqual([]);
      expect(stops).toContain("seen");
    }
    await close();
  });

  test("with colours of the reader's own the pages are free of faults, too", async () => {
    const { page, close } = await watchedPage(browser, { forcedColors: "active" });
    for (const path of [
      "/publications/2",
      `/issues/${examples.notes7}`,
      `/issues/${examples.letter42}/certificate`,
    ]) {
      await page.goto(verifier.url + path);
      expect(await axeViolations(page), path).toEqual([]);
    }
    await close();
  });

  describe("<colophon-badge> on a page of a publisher's own", () => {
    /** A page of another origin whose policy allows nothing but what `/badges` says. */
    const host = (archive: string, integrity: string) => {
      const policy = `default-src 'none'; script-src ${verifier.url}; connect-src ${verifier.url}; img-src ${verifier.url}`;
      return serving((_request, response) => {
        response.setHeader("Content-Security-Policy", policy).setHeader("Content-Type", "text/html");
        response.end(`<!doctype html><html lang="en"><head><title>Ours</title><link rel="icon" href="data:,">
          <script type="module" src="${verifier.url}/badge/colophon-badge.js" ${integrity} crossorigin="anonymous"></script>
          </head><body><main><h1>Ours</h1><p><colophon-badge archive="${archive}" issue="${examples.notes7}">
          <a href="${verifier.url}/issues/${examples.notes7}">Issue 7</a></colophon-badge>
          <img src="${verifier.url}/badge/issues/${examples.notes7}.svg" alt="how it stands"></p></main></body></html>`);
      });
    };
    const integrity = async () =>
      /integrity=&quot;(sha384-[^&]+)&quot;/.exec(await (await fetch(`${verifier.url}/badges`)).text())?.[1];

    test("shows how the issue stands and leads to it, with the integrity that the archive names", async () => {
      const { page, requests, close } = await watchedPage(browser);
      const url = await host(verifier.url, `integrity="${await integrity()}"`);
      await page.goto(url);
      const badge = page.locator("colophon-badge a").filter({ hasText: "superseded" });
      await badge.waitFor({ timeout: 10_000 });
      expect(await badge.getAttribute("href")).toBe(`${verifier.url}/issues/${examples.notes7}`);
      expect(await badge.evaluate((link) => getComputedStyle(link).textDecorationLine)).toBe("none");
      expect(
        await page.locator("img").evaluate((image) => (image as HTMLImageElement).naturalWidth),
      ).toBeGreaterThan(100);
      expect(await axeViolations(page)).toEqual([]);
      expect(
        new Set(
          requests.map((request) => new URL(request.url()).origin).filter((origin) => origin !== "null"),
        ),
      ).toEqual(new Set([url, verifier.url]));
      await close();
    });

    test("is the plain link where its script is refused, and where the archive does not answer", async () => {
      const { page, close } = await watchedPage(browser);
      for (const url of [
        await host(
          verifier.url,
          'integrity="sha384-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"',
        ),
        await host("http://127.0.0.1:9", `integrity="${await integrity()}"`),
      ]) {
        await page.goto(url, { waitUntil: "networkidle" });
        expect(await page.getByRole("link", { name: "Issue 7" }).isVisible()).toBe(true);
      }
      await close();
    });
  });
});
