import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parseAddress } from "../../src/core/address.ts";
import type { Listening } from "../../src/server/listen.ts";
import { vector } from "../core/proof/vectors.ts";
import { axeViolations, buildWeb, openBrowser, type WatchedPage, watchedPage } from "../support/browser.ts";
import { chromiumLaunch } from "../support/chromium.ts";
import {
  type ExampleArchive,
  exampleArchive,
  exampleFile,
  exampleFiles,
} from "../support/example-archive.ts";
import { startVerifier } from "../support/verifier.ts";

const MIB = 1024 * 1024;
const LOOKS = [
  [{ width: 1280, height: 900 }, "light"],
  [{ width: 1280, height: 900 }, "dark"],
  [{ width: 390, height: 844 }, "light"],
  [{ width: 390, height: 844 }, "dark"],
] as const;

const launch = await chromiumLaunch();
let browser: Browser;
let examples: ExampleArchive;
let verifier: Listening;
let web: Awaited<ReturnType<typeof buildWeb>>;
let watched: WatchedPage;
let folder: string;
/** Too large to be handed to the browser otherwise than by its place on the disk. */
let film: string;

describe.skipIf(launch === undefined)("what is dropped on the page (needs a Chromium)", () => {
  beforeAll(async () => {
    web = await buildWeb();
    examples = await exampleArchive();
    folder = await mkdtemp(join(tmpdir(), "colophon-dropped-"));
    const bytes = new Uint8Array(40 * MIB);
    for (let i = 0; i < 40; i++) bytes.fill(i, i * MIB, (i + 1) * MIB);
    film = await onDisk("film.bin", bytes);
    const films = { "film.bin": { type: "video/mp4", bytes } };
    const { archive } = examples;
    await archive.anchor(archive.register("The Films"), { label: "1", title: "A film", files: films });
    verifier = await startVerifier(archive, { webRoot: web.webRoot });
    browser = await openBrowser(launch);
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
    await browser.close();
    await verifier.stop();
    await web.remove();
  });
  beforeEach(async () => {
    watched = await watchedPage(browser);
    await watched.page.goto(verifier.url);
    return () => watched.close();
  });

  const page = () => watched.page;
  const file = (name: string, bytes: Uint8Array | string) => ({
    ...{ name, mimeType: "application/octet-stream" },
    buffer: Buffer.from(bytes),
  });
  const settled = (count: number) =>
    expect.poll(() => page().locator(".card:not([aria-busy])").count(), { timeout: 20_000 }).toBe(count);
  const verdicts = () =>
    page()
      .locator("[data-verdict]")
      .evaluateAll((all) => all.map((one) => one.getAttribute("data-verdict")));
  const listed = (kind: string) => page().locator(`[data-folder="${kind}"] li`).allInnerTexts();

  async function onDisk(name: string, bytes: Uint8Array | string): Promise<string> {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
    return path;
  }

  /** A folder on the disk, of an example's files and what is put over them; undefined takes one away. */
  async function folderOf(name: string, over: Readonly<Record<string, string | undefined>>): Promise<string> {
    const root = join(folder, name);
    const own = Object.entries(exampleFiles("tidewater/42")).map(
      ([path, { bytes }]) => [path, bytes] as const,
    );
    for (const [path, bytes] of [
      ...new Map<string, Uint8Array | string | undefined>([...own, ...Object.entries(over)]),
    ]) {
      if (bytes !== undefined) await onDisk(join(name, path), bytes);
    }
    return root;
  }

  /** As a hand does it, with what lies on the disk. */
  async function dropped(path: string, at = { x: 5, y: 5 }): Promise<void> {
    const session = await page().context().newCDPSession(page());
    const data = { items: [], files: [path], dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"] as const)
      await session.send("Input.dispatchDragEvent", { type, ...at, data });
  }

  describe("a folder", () => {
    test("that is whole is authentic, chosen or dropped in a corner of the page, without what is hidden", async () => {
      const path = await folderOf("whole", { ".git/config": "mine", ".DS_Store": "" });
      await page().setInputFiles("#folder", path);
      await settled(1);
      expect(await page().locator("[data-hidden]").getAttribute("data-hidden")).toBe("2");
      await dropped(path);
      await settled(1);
      await expect.poll(verdicts).toEqual(["authentic"]);
      expect(watched.faults).toEqual([]);
    });

    test("that is not names which files differ, are missing and are extra", async () => {
      await dropped(
        await folderOf("changed", { "index.html": "<p>Mine", "tides.svg": undefined, "mine/notes.txt": "a" }),
      );
      await settled(1);
      expect(await verdicts()).toEqual(["altered"]);
      expect(await listed("different")).toEqual(["index.html"]);
      expect(await listed("missing")).toEqual(["tides.svg"]);
      expect(await listed("extra")).toEqual(["mine/notes.txt"]);
    });

    test("of somebody else is not anchored", async () => {
      await dropped(dirname(await onDisk("strange/a.txt", "nobody's")));
      await settled(1);
      expect(await verdicts()).toEqual(["not-anchored"]);
    });
  });

  describe("a large file", () => {
    const cids = () => watched.requests.filter((request) => request.url().includes("/api/cids/")).length;

    test("is found by its CID, and says so", async () => {
      await page().setInputFiles("#files", film);
      await settled(1);
      expect(await verdicts()).toEqual(["authentic"]);
      expect(await page().locator(".how").innerText()).toContain("CID of your file");
      expect(cids()).toBeGreaterThan(0);
    });

    test("that differs is hashed whole before that is said of it", async () => {
      const changed = await onDisk("changed/film.bin", new Uint8Array(40 * MIB));
      await page().setInputFiles("#files", changed);
      await settled(1);
      expect(await verdicts()).toEqual(["not-anchored"]);
      expect(await page().locator(".verdict").innerText()).toContain("issue 1");
      expect(await page().locator(".how").innerText()).not.toContain("CID of your file");
    });

    test("is let go of when the reader cancels, and the next one is checked all the same", async () => {
      await page().route("**/api/cids/**", () => {});
      await page().setInputFiles("#files", film);
      await expect.poll(cids).toBe(1);
      await page().getByRole("button", { name: "Cancel the check of film.bin" }).click();
      await settled(1);
      expect(await page().locator(".card h2").innerText()).toBe("Cancelled");
      await page().unroute("**/api/cids/**");
      await page().setInputFiles("#files", file("curlews.svg", exampleFile("tidewater/42/curlew-count.svg")));
      await expect.poll(verdicts, { timeout: 20_000 }).toEqual(["authentic"]);
    });

    test("is hashed by the page itself where no worker starts", async () => {
      await page().addInitScript(() => {
        Object.defineProperty(globalThis, "Worker", { value: undefined });
      });
      await page().reload();
      await page().setInputFiles("#files", film);
      await settled(1);
      expect(await verdicts()).toEqual(["authentic"]);
    });

    test("is hashed without the browser's help where the page did not come securely", async () => {
      await page().addInitScript(() => {
        Object.defineProperty(globalThis, "isSecureContext", { value: false });
        Object.defineProperty(crypto, "subtle", { value: undefined });
        // A worker would have its own.
        Object.defineProperty(globalThis, "Worker", { value: undefined });
      });
      await page().reload();
      await page().setInputFiles("#files", file("part.bin", new Uint8Array(2 * MIB + 5)));
      await settled(1);
      expect(await verdicts()).toEqual(["not-anchored"]);
      expect(cids()).toBe(1);
    });
  });

  describe("several things at once", () => {
    test("are counted in a line of their own, and told to screen readers", async () => {
      const curlews = exampleFile("tidewater/42/curlew-count.svg");
      await page().setInputFiles("#files", [
        ...[file("curlews.svg", curlews), file("mine.txt", "nobody's")],
        file("article.md", exampleFile("field-notes/7/article.md")),
      ]);
      await settled(3);
      expect(await verdicts()).toEqual(["authentic", "not-anchored", "authentic-but"]);
      const words = await page().locator(".tally").innerText();
      for (const part of ["3 checked", "1 authentic", "1 not found by its hash"])
        expect(words).toContain(part);
      await expect
        .poll(() => page().locator("p[data-status]").innerText())
        .toContain("mine.txt: This exact file is not in the archive");
    });

    test("come while another is still checked; the same one twice has one answer", async () => {
      let answer = () => {};
      await page().route(
        "**/api/files?sha256=*",
        async (route) => {
          await new Promise<void>((resolve) => {
            answer = resolve;
          });
          await route.continue();
        },
        { times: 1 },
      );
      const curlews = file("curlews.svg", exampleFile("tidewater/42/curlew-count.svg"));
      await page().setInputFiles("#files", file("mine.txt", "nobody's"));
      await expect.poll(() => watched.requests.some((one) => one.url().includes("?sha256="))).toBe(true);
      await page().setInputFiles("#files", curlews);
      await expect.poll(verdicts).toEqual(["authentic"]);
      answer();
      await settled(2);
      expect(await verdicts()).toEqual(["authentic", "not-anchored"]);
      const path = await onDisk("curlews.svg", curlews.buffer);
      await dropped(path);
      await settled(3);
      await dropped(path);
      await settled(3);
    });
  });

  describe("an e-mail", () => {
    test("that is not archived as it is carries what is", async () => {
      const attached = exampleFile("tidewater/42/curlew-count.svg").toString("base64");
      const mail = `From: a@example.org
Subject: The letter
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: text/plain

Here it is.
--x
Content-Type: image/svg+xml
Content-Disposition: attachment; filename=curlews.svg
Content-Transfer-Encoding: base64

${attached}
--x--
`;
      await page().setInputFiles("#files", file("letter.eml", mail.replaceAll("\n", "\r\n")));
      await settled(1);
      expect(await verdicts()).toEqual(["not-anchored"]);
      expect(await page().locator('[data-part="authentic"]').innerText()).toContain("curlews.svg");
      expect(watched.faults).toEqual([]);
    });

    test("of which nothing could be asked is not said to carry anything known", async () => {
      await page().route("**/api/files?sha256=*", (route) => route.abort());
      await page().setInputFiles("#files", file("letter.eml", "From: a@example.org\r\n\r\nHere it is.\r\n"));
      await settled(1);
      expect(await verdicts()).toEqual(["could-not-check"]);
      expect(await page().locator('[data-parts="0"][data-unchecked="1"]').count()).toBe(1);
    });

    test("that is none is a file like any other", async () => {
      await page().setInputFiles("#files", file("letter.eml", new Uint8Array([0, 1, 2, 255])));
      await settled(1);
      expect(await verdicts()).toEqual(["not-anchored"]);
    });
  });

  describe("what changed", () => {
    test("is shown word by word, in one text and side by side", async () => {
      const altered = exampleFile("tidewater/42/index.html")
        .toString("utf8")
        .replace("one year", "two years");
      await page().setInputFiles("#files", file("index.html", altered));
      await settled(1);
      await page().getByRole("button", { name: "Show what changed" }).click();
      const words = page().locator('[data-words="differ"]');
      await words.waitFor();
      const marked = async (name: "del" | "ins") =>
        (await words.locator(`.changed ${name}`).allInnerTexts()).map((text) =>
          text.replace(/^only in [^:]*:\s*/, ""),
        );
      expect([await marked("del"), await marked("ins")]).toEqual([["one year"], ["two years"]]);
      await page().getByLabel("Side by side").check();
      expect(await words.locator("td del").count()).toBe(1);
      // No request but for the archived file's own blocks, and none with a body.
      expect(watched.requests.every((request) => request.postDataBuffer() === null)).toBe(true);
      expect(watched.faults).toEqual([]);
    });

    test("by a later revision is one click away", async () => {
      await page().setInputFiles("#files", file("article.md", exampleFile("field-notes/7/article.md")));
      await settled(1);
      await page().getByRole("button", { name: "Show what the later revision changed" }).click();
      await page().locator('[data-words="differ"]').waitFor();
      expect(await page().locator(".changed del").count()).toBeGreaterThan(0);
    });

    test("is nothing that one reads where only the markup differs", async () => {
      const altered = exampleFile("tidewater/42/index.html").toString("utf8").replace("<p>", "<p >");
      await page().setInputFiles("#files", file("index.html", altered));
      await settled(1);
      await page().getByRole("button", { name: "Show what changed" }).click();
      await page().locator('[data-words="same"]').waitFor();
      expect(await page().locator("ins, del").count()).toBe(0);
    });

    test("cannot be shown from blocks that do not make the archived file: that is said, and can be tried again", async () => {
      const altered = exampleFile("tidewater/42/index.html")
        .toString("utf8")
        .replace("one year", "two years");
      await page().setInputFiles("#files", file("index.html", altered));
      await settled(1);
      await page().route("**/ipfs/**", (route) => route.fulfill({ status: 200, body: "something else" }));
      const button = page().getByRole("button", { name: "Show what changed" });
      await button.click();
      await page().locator(".changes .note").waitFor();
      expect(await button.isEnabled()).toBe(true);
    });
  });

  describe("a proof file", () => {
    const { bytes, trust, expected } = vector("named/identity");
    let prover: Listening;

    beforeAll(async () => {
      const [codeHash = expect.unreachable("it has one")] = trust.codeHashes;
      prover = await startVerifier(examples.archive, {
        ...{ webRoot: web.webRoot, codeHash },
        trust: { chain: trust.chain, registry: parseAddress(trust.registry), sha256: trust.sha256 },
      });
      return () => prover.stop();
    });
    beforeEach(() => page().goto(prover.url));

    test("proves down to one block; the reader's own hash of it makes that a verdict", async () => {
      await page().setInputFiles("#files", file("a.proof.json", bytes));
      await settled(1);
      const hash = await page().locator("[data-block]").getAttribute("data-block");
      expect(hash).toBe(expected.block.hash);
      expect(await page().locator("[data-verdict]").count()).toBe(0);
      const field = page().getByLabel("The block's hash");
      await field.fill(`0x${"ab".repeat(32)}`);
      await page().keyboard.press("Enter");
      expect(await page().locator("[data-verdict]").count()).toBe(0);
      await field.fill(expected.block.hash);
      await page().keyboard.press("Enter");
      await expect.poll(verdicts).toEqual(["authentic"]);
      const identity = page().locator("[data-check=identity]");
      expect(await identity.getAttribute("data-status")).toBe("skipped");
      expect(await identity.textContent()).toContain("gull.press");
      expect(await page().locator(".how").innerText()).not.toContain("no issue to ask about");
      expect(watched.faults).toEqual([]);
    });

    test("that was bent is refused, with what to do", async () => {
      const bent = Buffer.from(bytes)
        .toString("utf8")
        .replace(/"manifest": *"..../, (found) => `${found.slice(0, -4)}AAAA`);
      await page().setInputFiles("#files", file("a.proof.json", bent));
      await settled(1);
      expect(await page().locator("[data-failure]").getAttribute("data-failure")).toMatch(
        /^(MANIFEST|PROOF)_/,
      );
    });
  });

  describe.for(LOOKS)("on %o in %s colours", ([viewport, colorScheme]) => {
    test("everything is free of accessibility faults and fits its width", async () => {
      const own = await watchedPage(browser, { viewport, colorScheme });
      const look = own.page;
      await look.goto(verifier.url);
      const path = await folderOf("looked-at", { "index.html": "<p>Mine", "mine.txt": "a", ".hidden": "" });
      await look.setInputFiles("#folder", path);
      const altered = exampleFile("tidewater/42/index.html")
        .toString("utf8")
        .replace("one year", "two years");
      await look.setInputFiles("#files", file("index.html", altered));
      await look.getByRole("button", { name: "Show what changed" }).click();
      await look.getByLabel("Side by side").check();
      await expect.poll(() => look.locator("[data-verdict]").count(), { timeout: 20_000 }).toBe(2);
      expect(await axeViolations(look)).toEqual([]);
      const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
      expect(await look.evaluate(overflow)).toBe(0);
      expect(own.faults).toEqual([]);
      await own.close();
    });
  });
});
