import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Listening } from "../../src/server/listen.ts";
import { type ExampleArchive, exampleArchive } from "../support/example-archive.ts";
import { startVerifier } from "../support/verifier.ts";

let examples: ExampleArchive;
let verifier: Listening;

beforeAll(async () => {
  examples = await exampleArchive();
  verifier = await startVerifier(examples.archive, { banner: "embedded" });
});
afterAll(() => verifier.stop());
beforeEach(() => {
  examples.archive.chainDown = false;
  examples.archive.storesDown = false;
});

async function page(path: string): Promise<{ status: number; headers: Headers; html: string }> {
  const response = await fetch(`${verifier.url}${path}`);
  return { status: response.status, headers: response.headers, html: await response.text() };
}

describe("every page", () => {
  test.for(["/", "/publications/1", "/nothing", "/api"])(
    "%s travels compressed to who understands it, and says the same to who does not",
    async (path) => {
      const asked = (encoding: string) =>
        fetch(`${verifier.url}${path}`, { headers: { "accept-encoding": encoding } });
      const [small, whole] = [await asked("gzip"), await asked("identity")];
      expect([small.headers.get("content-encoding"), whole.headers.get("content-encoding")]).toEqual([
        "gzip",
        null,
      ]);
      expect(small.headers.get("vary")).toMatch(/Accept-Encoding/);
      expect(Number(small.headers.get("content-length"))).toBeLessThan(
        Number(whole.headers.get("content-length")) / 2,
      );
      expect(await small.text()).toBe(await whole.text());
    },
  );

  test("names the command by its own name, and npx only for a checkout", async () => {
    // Elsewhere npx would fetch and run whatever bears that name in a public registry of packages.
    for (const path of ["/", `/issues/${examples.letter42}`, "/how-it-works", "/errors"]) {
      const words = (await page(path)).html.replace(/<[^>]*>/g, "").replace(/\s+/g, " ");
      expect(words.replaceAll("in a checkout: npx colophon", "")).not.toMatch(/npx\s+colophon/);
    }
  });

  test.for(["/", "/publications/1", "/how-it-works", "/errors", "/nothing"])(
    "%s allows its own origin alone, nothing inline, no cookie, no frame around it",
    async (path) => {
      const { headers, html } = await page(path);
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      // A reader may name any node of the chain to ask.
      expect(policy.replace(/connect-src[^;]*/, "")).not.toMatch(/unsafe|https?:|\*/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("set-cookie")).toBeNull();
      expect(headers.get("x-powered-by")).toBeNull();
      expect(html).not.toMatch(/<style|style="|onclick|<script(?![^>]*(src="|ld\+json))/);
      expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
    },
  );
});

describe("/", () => {
  test("has the place for files first, the publications after it, and says what an embedded chain is not", async () => {
    const { html } = await page("/");
    expect(html.indexOf("data-drop")).toBeLessThan(html.indexOf("The Tidewater Letter"));
    expect(html).toContain("A trial archive.");
    expect(html).not.toContain("COLOPHON_");
    for (const title of ["The Tidewater Letter", "Field Notes", "The Wendhaven Almanac"])
      expect(html).toContain(title);
  });

  test("has no banner on another chain", async () => {
    const other = await startVerifier(examples.archive);
    expect(await (await fetch(other.url)).text()).not.toContain("A trial archive.");
    await other.stop();
  });

  test("still lists what is known while the node is down, and says so", async () => {
    examples.archive.chainDown = true;
    const { status, html } = await page("/");
    expect(status).toBe(200);
    expect(html).toContain("The chain could not be asked just now");
    expect(html).toContain("The Tidewater Letter");
  });
});

describe("/publications/{id}", () => {
  test("lists an issue once, with its revisions and how each stands", async () => {
    const { html } = await page("/publications/2");
    expect(html.match(/class="label">7</g)).toHaveLength(1);
    expect(html).toContain(`/issues/${examples.notes7}`);
    expect(html).toContain(`/issues/${examples.notes7corrected}`);
    expect(html).toMatch(/>Current</);
    expect(html).toMatch(/>Superseded</);
  });

  test("is 404 for a number that was never given out, as a page", async () => {
    const { status, headers, html } = await page("/publications/77");
    expect(status).toBe(404);
    expect(headers.get("content-type")).toContain("text/html");
    expect(html).toContain("PUBLICATION_UNKNOWN");
  });
});

describe("/issues/{digest}", () => {
  test("shows what was anchored, when, by whom and where", async () => {
    const { html } = await page(`/issues/${examples.letter42}`);
    for (const fact of [
      `0x${examples.letter42}`,
      '<time datetime="2026-11-20T07:00:00.000Z">20 November 2026, 07:00 UTC</time>',
      `0x${"ac".repeat(20)}`,
      "baguqeera",
      "bafybei",
    ])
      expect(html).toContain(fact);
    expect(html).toContain('dated <time datetime="2026-10-16">16 October 2026</time> by its publisher');
    expect(html).toContain(`href="/read/${examples.letter42}/marsh-from-above.png"`);
    expect(html).toContain('sandbox=""');
  });

  test("tells of a later revision and of notices with their reasons before anything else", async () => {
    const { html } = await page(`/issues/${examples.notes7}`);
    const reason = html.indexOf("Table 2 gave the count of one transect twice.");
    expect(reason).toBeGreaterThan(0);
    expect(reason).toBeLessThan(html.indexOf("certificate-title"));
    expect(html).toContain(`href="/issues/${examples.notes7corrected}"`);
    // This server compares no revisions, and links to no comparison.
    expect(html).not.toContain("/changes/");
  });

  test("fills in the commands with which anybody can check it", async () => {
    const { html } = await page(`/issues/${examples.letter42}`);
    expect(html).toContain(`curl -s ${verifier.url}/api/issues/${examples.letter42}/manifest | sha256sum`);
    // current(uint256,string) of publication 1 and label "42"
    const words = [
      "1".padStart(64, "0"),
      "40".padStart(64, "0"),
      "2".padStart(64, "0"),
      "3432".padEnd(64, "0"),
    ];
    expect(html).toMatch(new RegExp(`0x[0-9a-f]{8}${words.join("")}`));
  });

  test("says that nobody could say, and still opens, while node and stores are down", async () => {
    examples.archive.chainDown = true;
    examples.archive.storesDown = true;
    const { status, html } = await page(`/issues/${examples.letter42}`);
    expect(status).toBe(200);
    expect(html).toContain("could not be checked");
    expect(html).toContain("What the Water Left");
    expect(html).toContain("says nothing against any copy");
  });

  test("is 404 for a digest that was never anchored", async () => {
    expect((await page(`/issues/${"0".repeat(63)}1`)).status).toBe(404);
    expect((await page("/issues/nonsense")).status).toBe(400);
  });

  test("describes itself to programs: schema.org, and what previews of links show", async () => {
    const other = await startVerifier(examples.archive, { publicUrl: "https://archive.example/" });
    const html = await (await fetch(`${other.url}/issues/${examples.letter42}`)).text();
    await other.stop();
    const data: unknown = JSON.parse(
      /<script type="application\/ld\+json">(.*?)<\/script>/.exec(html)?.[1] ?? "",
    );
    const url = `https://archive.example/issues/${examples.letter42}`;
    expect(data).toMatchObject({
      "@context": "https://schema.org",
      "@type": "PublicationIssue",
      issueNumber: "42",
      datePublished: "2026-10-16",
      url,
      identifier: { value: examples.letter42 },
      isPartOf: { "@type": "Periodical", name: "The Tidewater Letter" },
    });
    expect(html).toContain(`<meta property="og:url" content="${url}" />`);
    expect(html).toContain(`<meta property="og:image" content="${url}/card.png" />`);
    expect(html).toContain(
      '<meta property="og:title" content="What the Water Left, The Tidewater Letter" />',
    );
  });

  test("escapes what publishers write", async () => {
    const { archive } = await exampleArchive();
    const id = archive.register('<img src=x onerror="alert(1)">');
    const files = { "<b>.txt": { type: "text/plain", bytes: Buffer.from("x") } };
    const digest = await archive.anchor(id, {
      label: "1",
      title: "</title><script>alert(1)</script>",
      files,
    });
    archive.post(id, digest, "concern", "<script>alert(2)</script>");
    const other = await startVerifier(archive);
    for (const path of ["/", `/publications/${id}`, `/issues/${digest}`]) {
      const html = await (await fetch(`${other.url}${path}`)).text();
      expect(html).not.toMatch(/<script>|<img src=x|<b>/);
      // Nor does anything end the block of data before its time.
      for (const [, data = ""] of html.matchAll(/ld\+json">(.*?)<\/script>/g))
        expect(() => void JSON.parse(data)).not.toThrow();
    }
    await other.stop();
  });
});
