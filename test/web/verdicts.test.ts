import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { parseAddress } from "../../src/core/address.ts";
import type { Listening } from "../../src/server/listen.ts";
import { openSearch } from "../../src/verify/search/archive-search.ts";
import { vector } from "../core/proof/vectors.ts";
import { buildWeb, openBrowser, type WatchedPage, watchedPage } from "../support/browser.ts";
import { chromiumLaunch } from "../support/chromium.ts";
import { type ExampleArchive, exampleArchive, exampleFile } from "../support/example-archive.ts";
import { searchingOf } from "../support/searching.ts";
import { startVerifier } from "../support/verifier.ts";

const launch = await chromiumLaunch();
let browser: Browser;
let examples: ExampleArchive;
let verifier: Listening;
let web: Awaited<ReturnType<typeof buildWeb>>;
let watched: WatchedPage;
let index: string;
let searching: ReturnType<typeof searchingOf>;

describe.skipIf(launch === undefined)("a file dropped on the page (needs a Chromium)", () => {
  beforeAll(async () => {
    web = await buildWeb();
    examples = await exampleArchive();
    index = await mkdtemp(join(tmpdir(), "colophon-words-"));
    searching = searchingOf(examples.archive, index);
    const search = openSearch(searching);
    verifier = await startVerifier(examples.archive, { webRoot: web.webRoot, search });
    browser = await openBrowser(launch);
  });
  afterAll(async () => {
    await browser.close();
    await verifier.stop();
    await searching.close();
    await rm(index, { recursive: true });
    await web.remove();
  });
  beforeEach(async () => {
    examples.archive.chainDown = false;
    watched = await watchedPage(browser);
    await watched.page.goto(verifier.url);
    return () => watched.close();
  });

  const choose = (name: string, buffer: Buffer) =>
    watched.page.setInputFiles("#files", { name, mimeType: "application/octet-stream", buffer });
  const verdict = async () => {
    const heading = watched.page.locator("[data-verdict]").first();
    await heading.waitFor();
    return heading.getAttribute("data-verdict");
  };
  const status = (check: string) =>
    watched.page.locator(`[data-check="${check}"]`).getAttribute("data-status");

  test("is authentic when it is archived: said in words, with every check, and the link to its issue", async () => {
    await choose("curlews.svg", exampleFile("tidewater/42/curlew-count.svg"));
    expect(await verdict()).toBe("authentic");
    const card = watched.page.locator(".card");
    expect(await card.locator("h2").innerText()).toBe("Authentic");
    expect(await card.locator("[data-check]").count()).toBe(7);
    expect(await status("integrity")).toBe("pass");
    expect(await card.locator(`a[href="/issues/${examples.letter42}"]`).count()).toBe(1);
    expect(watched.faults).toEqual([]);
  });

  test("tells screen readers, and moves the focus to the answer", async () => {
    await choose("curlews.svg", exampleFile("tidewater/42/curlew-count.svg"));
    await verdict();
    const live = watched.page.locator('[role="status"]');
    await expect.poll(() => live.innerText()).toBe("curlews.svg: Authentic.");
    expect(await watched.page.evaluate(() => document.activeElement?.textContent)).toBe("Authentic");
  });

  test("is authentic, but, when a later revision stands, with the reason and the way to it", async () => {
    await choose("article.md", exampleFile("field-notes/7/article.md"));
    expect(await verdict()).toBe("authentic-but");
    expect(await watched.page.locator(".reason").innerText()).toContain("Table 2 gave the count");
    expect(await watched.page.locator(`.card a[href="/issues/${examples.notes7corrected}"]`).count()).toBe(1);
  });

  test("is altered with one flipped bit, and the page says where", async () => {
    const bytes = exampleFile("tidewater/42/index.html");
    bytes[2000] = (bytes[2000] ?? 0) ^ 1;
    await choose("index.html", bytes);
    expect(await verdict()).toBe("altered");
    expect(await watched.page.locator("figcaption").innerText()).toContain("byte 2,001");
    expect(await status("integrity")).toBe("fail");
    expect(watched.faults).toEqual([]);
  });

  test("is not anchored when nothing is like it, with nothing in the console either", async () => {
    await choose("mine.txt", Buffer.from("A letter that nobody published."));
    expect(await verdict()).toBe("not-anchored");
    expect(watched.faults).toEqual([]);
  });

  test("that is nobody's is held against the archive by its words, when its reader has agreed to what is sent", async () => {
    const [, , article = ""] = exampleFile("field-notes/7-corrected/article.md").toString().split("---\n");
    const pasted = article.replace("the answer is another question", "the answer is a shrug");
    await choose("pasted.txt", Buffer.from(`Somebody sent me this.\n\n${pasted}`));
    expect(await verdict()).toBe("not-anchored");
    const headline = watched.page.locator(".card h2");
    expect(await headline.innerText()).toBe("This exact file is not in the archive");
    const sent = () => watched.requests.filter((request) => request.method() === "POST");
    await watched.page.click("[data-compare-words]");
    const consent = watched.page.locator("[data-consent]");
    await consent.waitFor();
    expect(sent()).toEqual([]);
    await watched.page.click("[data-send]");
    await watched.page.locator('[data-alike="7"]').waitFor();
    expect(
      await watched.page.locator(`[data-alike] a[href="/issues/${examples.notes7corrected}"]`).count(),
    ).toBe(1);
    expect(await watched.page.locator(".words").innerText()).toContain("a shrug");
    expect(
      await watched.page.locator("[data-compare-words], [data-send]").filter({ visible: true }).count(),
    ).toBe(0);
    const [request, ...more] = sent();
    expect(more).toEqual([]);
    const { shingles, ...rest } = JSON.parse(request?.postData() ?? "") as { shingles: unknown[] };
    expect(rest).toEqual({});
    expect(shingles).toHaveLength(Number(await consent.getAttribute("data-consent")));
    expect(shingles.every((one) => Number.isSafeInteger(one))).toBe(true);
    expect(await verdict()).toBe("altered");
    expect(await headline.innerText()).toBe("Altered");
    expect(await headline.evaluate((one) => one === document.activeElement)).toBe(true);
    expect([await status("integrity"), await status("anchored")]).toEqual(["fail", "pass"]);
    expect(watched.faults).toEqual([]);
  });

  test("is, as a proof of another registry, said to be sound there and where, and gone by no further", async () => {
    const { bytes, trust } = vector("named/identity");
    const refused = watched.page.locator('[data-failure="PROOF_ELSEWHERE"]');
    await choose("a.proof.json", Buffer.from(bytes));
    await expect.poll(() => refused.count()).toBe(1);
    const { chain, registry } = trust;
    expect(await refused.getAttribute("data-sound")).toBe(`${chain}:${registry}`);
    expect(await watched.page.locator(".card").innerText()).toContain(`#chain=${chain}&registry=${registry}`);
    expect(watched.requests.filter((request) => request.url().includes("/api/"))).toEqual([]);
    const bent = Buffer.from(bytes)
      .toString()
      .replace(/"nodes": *\[\s*"..../, (found) => `${found.slice(0, -4)}AAAA`);
    await choose("bent.proof.json", Buffer.from(bent));
    await expect.poll(() => watched.page.locator("[data-failure]:not([data-sound])").count()).toBe(1);
    expect(watched.faults).toEqual([]);
  });

  test("is, as a proof that others have signed, shown with them, and with whose key has signed", async () => {
    const { bytes, trust, expected } = vector("endorsed/single");
    const [codeHash = expect.unreachable("it has one")] = trust.codeHashes;
    const meant = { ...trust, registry: parseAddress(trust.registry) };
    const options = { webRoot: web.webRoot, codeHash, trust: meant };
    const other = await startVerifier(examples.archive, options);
    onTestFinished(() => other.stop());
    const text = Buffer.from(bytes).toString();
    // The first digits of the first signature.
    const forged = text.replace(
      /("signature": *"0x)(..)/,
      (_, head, two) => `${head}${two === "ab" ? "cd" : "ab"}`,
    );
    for (const [proof, grade] of [
      [text, "covers"],
      [forged, "unknown"],
    ] as const) {
      await watched.page.goto(other.url);
      await choose("a.proof.json", Buffer.from(proof));
      await watched.page.getByLabel("The block's hash").fill(expected.block.hash);
      await watched.page.keyboard.press("Enter");
      expect(await verdict()).toBe("authentic");
      const lines = watched.page.locator("[data-endorsed] li");
      expect(await lines.count()).toBe(expected.endorsed?.length);
      expect(await lines.first().getAttribute("data-grade")).toBe(grade);
      expect(await lines.first().textContent()).toContain(expected.endorsed?.[0]?.[0]);
    }
    expect(watched.faults).toEqual([]);
  });

  test("could not be checked while the node is down, and is never shown as a fault", async () => {
    examples.archive.chainDown = true;
    await choose("curlews.svg", exampleFile("tidewater/42/curlew-count.svg"));
    expect(await verdict()).toBe("could-not-check");
    expect(await status("anchored")).toBe("unknown");
    expect(await watched.page.locator(".verdict-altered, .status-fail").count()).toBe(0);
  });

  test("could not be checked when the server itself is gone", async () => {
    const short = await startVerifier(examples.archive, { webRoot: web.webRoot });
    await watched.page.goto(short.url);
    // It searches no words, and so cannot offer to.
    await choose("mine.txt", Buffer.from("y"));
    await watched.page.locator("[data-no-words]").waitFor();
    expect(await watched.page.locator("[data-compare-words]").count()).toBe(0);
    await short.stop();
    // The worker's file may come from the browser's cache or not at all: both end in the same words.
    await choose("mine.txt", Buffer.from("x"));
    const card = watched.page.locator(".card h2").first();
    await expect.poll(() => card.innerText()).toBe("Could not be checked");
  });

  test("could not be checked while the server is away, and can be when the page is loaded anew", async () => {
    const headline = watched.page.locator(".card h2").first();
    await watched.page.route("**/assets/**", (route) => route.abort());
    await choose("mine.txt", Buffer.from("x"));
    await expect.poll(() => headline.innerText()).toBe("Could not be checked");
    expect(await watched.page.locator("[data-failure]").getAttribute("data-failure")).toBe(
      "CHAIN_UNREACHABLE",
    );
    expect(await watched.page.locator(".card").innerText()).toContain("load this page anew");
    await watched.page.unroute("**/assets/**");
    await watched.page.reload();
    await choose("curlews.svg", exampleFile("tidewater/42/curlew-count.svg"));
    expect(await verdict()).toBe("authentic");
  });

  test("several at once each get an answer", async () => {
    const file = (name: string, buffer: Buffer) => ({ name, mimeType: "text/plain", buffer });
    await watched.page.setInputFiles("#files", [
      file("curlews.svg", exampleFile("tidewater/42/curlew-count.svg")),
      file("mine.txt", Buffer.from("nobody's")),
    ]);
    await expect.poll(() => watched.page.locator("[data-verdict]").count()).toBe(2);
    const found = await watched.page
      .locator("[data-verdict]")
      .evaluateAll((all) => all.map((one) => one.getAttribute("data-verdict")));
    expect(found).toEqual(["authentic", "not-anchored"]);
  });

  test("the manifest itself is checked too", async () => {
    const response = await fetch(`${verifier.url}/api/issues/${examples.letter42}/manifest`);
    await choose("manifest.json", Buffer.from(await response.arrayBuffer()));
    expect(await verdict()).toBe("authentic");
  });

  test("a file beyond 64 MiB is hashed piece by piece", async () => {
    await watched.page.evaluate(() => {
      const parts = Array.from({ length: 65 }, () => new Uint8Array(1024 * 1024));
      const transfer = new DataTransfer();
      transfer.items.add(new File(parts, "large.bin"));
      const zone = document.querySelector("[data-drop]");
      zone?.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
    });
    expect(await verdict()).toBe("not-anchored");
    // 65 MiB of zeros, as sha256sum prints it.
    expect(await watched.page.locator(".card .hash").last().innerText()).toBe(
      "25631f11bd18756ec0029380ec886af0c8824dc6b2706bbdb1d9451c7cf45f42",
    );
  });

  test("never leaves the machine: no request has a body, and none names more than its digest, name and size", async () => {
    const secret = "the reader's own unpublished words";
    await choose("diary.txt", Buffer.from(secret));
    await verdict();
    const altered = exampleFile("tidewater/42/index.html");
    altered[100] = (altered[100] ?? 0) ^ 1;
    await choose("index.html", altered);
    await expect.poll(() => watched.page.locator("[data-verdict]").count()).toBe(2);
    expect(watched.requests.length).toBeGreaterThan(5);
    for (const request of watched.requests) {
      expect(request.postDataBuffer()).toBeNull();
      expect(request.method()).toBe("GET");
      expect(new URL(request.url()).origin).toBe(verifier.url);
      expect(decodeURIComponent(request.url())).not.toContain(secret);
    }
  });

  test("believes no server that gives other bytes for a manifest", async () => {
    await watched.page.route("**/manifest", (route) => route.fulfill({ status: 200, body: "{}" }));
    await choose("curlews.svg", exampleFile("tidewater/42/curlew-count.svg"));
    expect(await verdict()).toBe("could-not-check");
    expect(await status("integrity")).toBe("unknown");
  });

  test("believes no answer of the wrong shape", async () => {
    await watched.page.route("**/api/issues/*", (route) =>
      route.fulfill({ json: { evidence: { digest: "x" } } }),
    );
    await choose("curlews.svg", exampleFile("tidewater/42/curlew-count.svg"));
    expect(await verdict()).toBe("could-not-check");
  });

  test("is checked from the keyboard alone", async () => {
    const chooser = watched.page.waitForEvent("filechooser");
    await watched.page.locator("#files").focus();
    await watched.page.keyboard.press("Enter");
    await (
      await chooser
    ).setFiles({ name: "a.svg", mimeType: "image/svg+xml", buffer: exampleFile("tidewater/42/tides.svg") });
    expect(await verdict()).toBe("authentic");
  });

  // The last: from here on that file stands in two publications.
  test("is authentic, but, when the same was withdrawn in another publication, with the way there", async () => {
    const bytes = exampleFile("tidewater/42/curlew-count.svg");
    const { archive } = examples;
    const reprints = archive.register("Reprints");
    const files = { "count.svg": { type: "image/svg+xml", bytes } };
    const reprint = await archive.anchor(reprints, { label: "97", title: "Counts", files });
    archive.post(reprints, reprint, "withdrawal", "Printed without leave.");
    await choose("curlews.svg", bytes);
    expect(await verdict()).toBe("authentic-but");
    const card = watched.page.locator(".card");
    expect(await card.locator("h2").innerText()).toContain("issue 97 of Reprints");
    expect(await card.locator(`a[href="/issues/${examples.letter42}"]`).count()).toBe(1);
    expect(await card.locator(`[data-also="1"] a[href="/issues/${reprint}"]`).count()).toBe(1);
    expect(await card.locator('[data-check="standing"]').innerText()).toContain("Printed without leave.");
    expect(watched.faults).toEqual([]);
  });
});
