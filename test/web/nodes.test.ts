import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Anvil, startAnvil } from "../../src/adapters/evm/embedded/anvil.ts";
import { nodeSha256, nodeSha256Stream } from "../../src/adapters/node/sha256.ts";
import { registryCodeHash } from "../../src/adapters/evm/registry-code.ts";
import { openReading, type Reading } from "../../src/cli/compose.ts";
import { findArchive } from "../../src/cli/config.ts";
import { digestFromBytes } from "../../src/core/digest.ts";
import { createApp } from "../../src/server/app.ts";
import { listen, type Listening } from "../../src/server/listen.ts";
import { buildWeb, openBrowser, type WatchedPage, watchedPage } from "../support/browser.ts";
import { chromiumLaunch } from "../support/chromium.ts";
import { DEVELOPMENT_KEY } from "../support/development-key.ts";
import { honest, LIES, type LyingRpc, startLyingRpc } from "../support/lying-rpc.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const NOTES = join(ROOT, "examples/field-notes");
const launch = await chromiumLaunch();
const corrected = readFileSync(join(NOTES, "7-corrected/article.md"));
const PATIENT = { timeout: 20_000 };
const superseded = readFileSync(join(NOTES, "7/article.md"));

/** A real chain behind three nodes of which any may lie, a real archive, its server, and a browser. */
describe.skipIf(launch === undefined)("the page, asking nodes (needs a Chromium)", () => {
  const work = mkdtempSync(join(tmpdir(), "colophon-nodes-"));
  const archive = join(work, "archive");
  const proofFile = join(work, "7.proof.json");
  let anvil: Anvil;
  let nodes: LyingRpc[];
  let reading: Reading;
  let server: Listening;
  let web: Awaited<ReturnType<typeof buildWeb>>;
  let browser: Browser;
  let watched: WatchedPage;

  const colophon = (...args: string[]) =>
    execFileSync(process.execPath, [join(ROOT, "bin/colophon.js"), ...args], {
      cwd: ROOT,
      encoding: "utf8",
      stdio: "pipe",
      env: {
        ...process.env,
        ...{ COLOPHON_ARCHIVE: archive, COLOPHON_RPC_URL: anvil.url, COLOPHON_PRIVATE_KEY: DEVELOPMENT_KEY },
      },
    });
  const manifestOf = async (file: Buffer) => {
    const [placed] = await reading.archive.files(digestFromBytes(nodeSha256(file)));
    const found = await fetch(`${server.url}/api/issues/${placed?.manifest ?? ""}/manifest`);
    return Buffer.from(await found.arrayBuffer());
  };

  beforeAll(async () => {
    anvil = await startAnvil(0, undefined);
    colophon("init", archive, "--title", "Field Notes on Typesetting");
    colophon("publish", `${NOTES}/7`);
    colophon("revise", `${NOTES}/7-corrected`);
    colophon("proof", "7", "-o", proofFile);
    const letters = ["41", "42"].map((label) => join(ROOT, "examples/tidewater", label));
    colophon("publish", ...letters, "--batch");
    colophon("publish", join(ROOT, "examples/almanac/2026-q4"));
    process.env["COLOPHON_RPC_URL"] = anvil.url;
    web = await buildWeb();
    nodes = await Promise.all([anvil.url, anvil.url, anvil.url].map(startLyingRpc));
    reading = await openReading(findArchive(archive), { lenient: true });
    const { chainId: chain, registry } = reading;
    const app = createApp({
      ...{ archive: reading.archive, sha256: nodeSha256, sha256Stream: nodeSha256Stream },
      trust: { chain, registry: registry.address, sha256: nodeSha256 },
      ...{ webRoot: web.webRoot, uploadLimit: 1024, chainName: "a chain", nodes: [], stores: [] },
      codeHash: registryCodeHash(chain, registry.address),
      publicNodes: nodes.map(({ url }) => url),
    });
    server = await listen(app, { host: "127.0.0.1", port: 0, strict: true });
    browser = await openBrowser(launch);
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
    await reading[Symbol.asyncDispose]();
    for (const node of nodes) await node[Symbol.asyncDispose]();
    anvil.kill();
    await web.remove();
    delete process.env["COLOPHON_RPC_URL"];
    rmSync(work, { recursive: true, force: true });
  });

  beforeEach(async () => {
    for (const node of nodes) node.lie = honest;
    watched = await watchedPage(browser);
  });
  afterEach(() => watched.close());

  const drop = async (name: string, buffer: Buffer, ...more: { name: string; buffer: Buffer }[]) => {
    const files = [{ name, buffer }, ...more].map((file) => ({
      ...file,
      mimeType: "application/octet-stream",
    }));
    await watched.page.setInputFiles("#files", files);
    const heading = watched.page.locator("[data-verdict]").first();
    await heading.waitFor();
    return heading.getAttribute("data-verdict");
  };
  const agreed = () => watched.page.locator("[data-agreed]").first();
  const listed = async (where: Locator, name: string) =>
    ((await where.getAttribute(`data-${name}`)) ?? "").split(" ").filter((one) => one !== "");
  const names = (...which: number[]) => which.map((at) => nodes[at]?.name ?? "");
  const allowed = () => [server.url, ...nodes.map(({ url }) => url)].map((url) => new URL(url).origin);

  test("judges by three honest nodes, names them, and asks nobody else", async () => {
    await watched.page.goto(server.url);
    expect(await drop("article.md", corrected)).toBe("authentic");
    expect(await listed(agreed(), "agreed")).toEqual(names(0, 1, 2));
    expect(await listed(agreed(), "dissent")).toEqual([]);
    for (const node of nodes) expect(node.asked).toContain("eth_getProof");
    const asked = new Set(watched.requests.map((request) => new URL(request.url()).origin));
    expect([...asked].filter((origin) => !allowed().includes(origin))).toEqual([]);
    expect(watched.faults).toEqual([]);
  });

  test.each(Object.keys(LIES))(
    "one of three that gives %s changes no verdict, and is named",
    async (kind) => {
      const [, liar] = nodes;
      if (liar !== undefined) liar.lie = LIES[kind] ?? honest;
      await watched.page.goto(server.url);
      expect(await drop("article.md", superseded)).toBe("authentic-but");
      expect(await listed(agreed(), "agreed")).toEqual(names(0, 2));
      // On a busy machine it may be too late even to lie: then it is named for that.
      expect(await agreed().textContent()).toContain(`The node ${liar?.name ?? ""} `);
    },
  );

  test.each([
    ["of a batch, proved by its path", "tidewater/42/curlew-count.svg"],
    [
      "anchored after a batch, whose list is looked through for its label",
      "almanac/2026-q4/almanac-2026-q4.pdf",
    ],
  ])("knows an issue %s", async (_, path) => {
    await watched.page.goto(server.url);
    expect(await drop("copy", readFileSync(join(ROOT, "examples", path)))).toBe("authentic");
    expect(await listed(agreed(), "agreed")).toEqual(names(0, 1, 2));
    expect(watched.faults).toEqual([]);
  });

  test("goes by the words of the honest ones where no node proves anything of the block", async () => {
    const [, liar] = nodes;
    for (const node of nodes)
      node.lie = ({ method }, result) => {
        if (method === "eth_getProof") throw new RangeError("no such state");
        return method === "eth_getStorageAt" && node === liar ? `0x${"0".repeat(64)}` : result;
      };
    await watched.page.goto(server.url);
    expect(await drop("article.md", corrected)).toBe("authentic");
    expect(await listed(agreed(), "agreed")).toEqual(names(0, 2));
    expect(await listed(agreed(), "dissent")).toEqual(names(1));
  });

  test("says with the verdict how many of the nodes answered, when not all did", async () => {
    const [, mute] = nodes;
    if (mute !== undefined)
      mute.lie = () => {
        throw new RangeError("gone");
      };
    await watched.page.goto(server.url);
    expect(await drop("article.md", corrected)).toBe("authentic");
    const heard = watched.page.locator("[data-heard]");
    expect(await heard.getAttribute("data-heard")).toBe("2 3");
    expect(await heard.innerText()).toContain(mute?.name ?? "?");
  });

  test("a server that lies about the registry is overruled and named", async () => {
    await watched.page.route("**/api/issues/*", async (route) => {
      if (!/\/api\/issues\/[0-9a-f]{64}$/.test(route.request().url())) return route.continue();
      const json = (await (await route.fetch()).json()) as { evidence: Record<"final" | "tip", Told> };
      for (const answer of [json.evidence.final, json.evidence.tip]) {
        answer.value.record = undefined;
        answer.value.current = undefined;
      }
      return route.fulfill({ json });
    });
    await watched.page.goto(server.url);
    expect(await drop("article.md", corrected)).toBe("authentic");
    expect(await listed(agreed(), "dissent")).toEqual([new URL(server.url).host]);
  });

  test("two of three that lie alike are enough to keep the page from a verdict, and never to forge one", async () => {
    for (const node of nodes.slice(1)) node.lie = LIES["a block that is none"] ?? honest;
    await watched.page.goto(server.url);
    expect(await drop("article.md", corrected)).toBe("could-not-check");
    expect(await watched.page.locator(".card").innerText()).not.toContain("its word alone");
  });

  test("with no node to be heard it goes by the server's word, and says so", async () => {
    for (const node of nodes)
      node.lie = () => {
        throw new RangeError("gone");
      };
    await watched.page.goto(server.url);
    expect(await drop("article.md", corrected)).toBe("authentic");
    expect(await watched.page.locator(".trusted").innerText()).toContain("its word alone");
    expect(await listed(agreed(), "agreed")).toEqual([]);
    expect(await watched.page.locator("[data-heard]").getAttribute("data-heard")).toBe("0 3");
  });

  test("the reader's own list is asked instead, tested, and kept when the page is opened again", async () => {
    const [own, other] = nodes;
    await watched.page.goto(server.url);
    await watched.page.locator("[data-asked] summary").click();
    await watched.page.fill("#asked-nodes", `${own?.url ?? ""}\nhttp://127.0.0.1:1/\nhttp://far.example/\n`);
    await watched.page.click("[data-test]");
    const said = watched.page.locator(".asked-said");
    await expect.poll(() => said.innerText(), PATIENT).toContain("proves the registry's state");
    expect(await said.innerText()).toMatch(/127\.0\.0\.1:1 .*CORS/);
    expect(await said.innerText()).toContain("far.example: without https");
    await watched.page.fill("#asked-nodes", own?.url ?? "");
    await watched.page.click('[data-asked] button[type="submit"]');
    await watched.page.fill("#asked-nodes", "https//mistyped.example");
    await watched.page.click('[data-asked] button[type="submit"]');
    expect(await said.innerText()).toContain("Nothing was changed");
    await watched.page.reload();
    const before = other?.asked.length;
    expect(await drop("article.md", corrected)).toBe("authentic");
    expect(await listed(agreed(), "agreed")).toEqual(names(0));
    expect(other?.asked.length).toBe(before);
  });

  test("offers the verifier in one file to be kept, with its digest beside the link", async () => {
    await watched.page.goto(server.url);
    const [kept] = await Promise.all([
      watched.page.waitForEvent("download"),
      watched.page.click('a[href="/verifier.html"]'),
    ]);
    const bytes = readFileSync(await kept.path());
    expect(bytes).toEqual(readFileSync(join(web.webRoot, "verifier.html")));
    const link = watched.page.locator("p", { has: watched.page.locator('a[href="/verifier.html"]') });
    expect(await link.innerText()).toContain(digestFromBytes(nodeSha256(bytes)));
  });

  describe("the verifier in one file, opened from the disk", () => {
    const open = async (...list: LyingRpc[]) => {
      await watched.page.goto(`file://${join(web.webRoot, "verifier.html")}`);
      await watched.page.locator("summary", { hasText: "Which registry" }).click();
      await watched.page.fill("#chain", "local");
      await watched.page.fill("#registry", reading.registry.address);
      await watched.page.locator("#registry").blur();
      await watched.page.locator("[data-asked] summary").click();
      await watched.page.fill("#asked-nodes", list.map(({ url }) => url).join("\n"));
      await watched.page.click('[data-asked] button[type="submit"]');
    };
    const outside = () => watched.requests.filter((request) => /^(https?|wss?):/.test(request.url()));

    test("checks a proof by a block hash that the reader gives, and asks nobody", async () => {
      const block = execFileSync(
        process.execPath,
        [join(ROOT, "bin/colophon.js"), "verify", proofFile, "--json"],
        {
          encoding: "utf8",
          env: { ...process.env, COLOPHON_ARCHIVE: archive },
        },
      );
      const { proof } = JSON.parse(block) as { proof: { block: { hash: string } } };
      await open();
      await watched.page.fill("#block", proof.block.hash);
      expect(await drop("7.proof.json", readFileSync(proofFile))).toBe("authentic");
      expect(outside()).toEqual([]);
      expect(watched.faults).toEqual([]);
    });

    test("asks nobody about another registry than the one that counts, and offers to", async () => {
      await watched.page.goto(`file://${join(web.webRoot, "verifier.html")}`);
      await watched.page.setInputFiles("#files", proofFile);
      const offer = watched.page.locator("[data-found] button");
      await offer.waitFor();
      expect(await watched.page.locator("[data-found]").innerText()).toContain(reading.registry.address);
      await offer.click();
      expect(await watched.page.inputValue("#registry")).toBe(reading.registry.address);
      expect(await watched.page.inputValue("#chain")).toBe(reading.registry.chain);
      expect(outside()).toEqual([]);
      expect(watched.faults).toEqual([]);
    });

    test("takes no registry from the page's own address before the reader says so, and asks none then", async () => {
      const { chain, address } = reading.registry;
      const node = nodes[0]?.url ?? "";
      const file = `file://${join(web.webRoot, "verifier.html")}`;
      await watched.page.goto(`${file}#chain=${chain}&registry=${address}&node=${encodeURIComponent(node)}`);
      const fill = watched.page.locator("[data-named]");
      await fill.waitFor();
      expect(await watched.page.inputValue("#registry")).not.toBe(address);
      await fill.click();
      expect(await watched.page.inputValue("#registry")).toBe(address);
      expect(await watched.page.inputValue("#chain")).toBe(chain);
      expect(new URL(await watched.page.inputValue("#asked-nodes")).href).toBe(new URL(node).href);
      expect(outside()).toEqual([]);
      await watched.page.evaluate(() => {
        location.hash = "#chain=eip155:1&registry=0x12";
      });
      const found = watched.page.locator("[data-found]");
      await expect.poll(() => found.innerText(), PATIENT).toContain("0x12");
      expect(await fill.count()).toBe(0);
      expect(watched.faults).toEqual([]);
    });

    test("has the nodes confirm a proof's block, one of them lying", async () => {
      const [, liar] = nodes;
      if (liar !== undefined) liar.lie = LIES["a block that is none"] ?? honest;
      await open(...nodes);
      expect(await drop("7.proof.json", readFileSync(proofFile))).toBe("authentic");
      expect(await watched.page.locator(".card").innerText()).toContain("2 of 3 nodes");
    });

    test("checks a file dropped with its manifest against the nodes, and asks nobody else", async () => {
      const manifest = { name: "manifest.json", buffer: await manifestOf(corrected) };
      await open(...nodes);
      const changed = Buffer.from(corrected);
      changed[700] = (changed[700] ?? 0) ^ 1;
      await watched.page.setInputFiles("#files", [
        { name: "article.md", mimeType: "text/markdown", buffer: corrected },
        { ...manifest, mimeType: "application/json" },
      ]);
      await expect.poll(() => watched.page.locator("[data-verdict]").count(), PATIENT).toBe(2);
      const found = await watched.page
        .locator("[data-verdict]")
        .evaluateAll((all) => all.map((one) => one.getAttribute("data-verdict")));
      expect(found).toEqual(["authentic", "authentic"]);
      await drop("changed.md", changed);
      // Without the archived bytes nothing can be said to differ.
      await watched.page.locator('[data-verdict="could-not-check"]').waitFor();
      expect(new Set(outside().map((request) => request.url()))).toEqual(
        new Set(nodes.map(({ url }) => url)),
      );
      expect(watched.faults).toEqual([]);
    });

    test("fetches the manifest of an issue that is named by its label, from a gateway", async () => {
      await open(...nodes);
      await watched.page.fill("#asked-gateways", server.url);
      await watched.page.click('[data-asked] button[type="submit"]');
      await watched.page.fill("#issue", "1/7");
      await watched.page.click("[data-find] button");
      await expect
        .poll(() => watched.page.locator("[data-found]").innerText(), PATIENT)
        .toContain("Drop your copy");
      expect(await drop("article.md", corrected)).toBe("authentic");
      expect(await listed(agreed(), "agreed")).toEqual(names(0, 1, 2));
      const changed = Buffer.from(corrected);
      changed[700] = (changed[700] ?? 0) ^ 1;
      await drop("changed.md", changed);
      await watched.page.locator('[data-verdict="altered"]').waitFor();
    });

    test("says that it cannot check what it was given no manifest for", async () => {
      await open(...nodes);
      expect(await drop("article.md", corrected)).toBe("could-not-check");
    });
  });
});

interface Told {
  readonly value: { record: unknown; current: unknown };
}
