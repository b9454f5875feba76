import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deflateSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { isolatedReader } from "../../../src/adapters/document/isolated-reader.ts";

const reader = isolatedReader();
afterAll(() => reader.close());

const example = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../../examples/${path}`, import.meta.url)));
const bytes = (text: string) => new TextEncoder().encode(text);

const MIB = 1024 * 1024;

/** A PDF of one page whose content is this many MiB of spaces, deflated twice: some kilobytes. */
function unfolding(mebibytes: number): Uint8Array {
  const content = deflateSync(deflateSync(Buffer.alloc(mebibytes * MIB, " ")));
  const filter = "/Filter [/FlateDecode /FlateDecode]";
  return Buffer.concat([
    Buffer.from("%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"),
    Buffer.from("2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"),
    Buffer.from("3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>> endobj\n"),
    Buffer.from(`4 0 obj <</Length ${content.length} ${filter}>> stream\n`),
    content,
    Buffer.from("\nendstream endobj\ntrailer <</Root 1 0 R>>\n%%EOF"),
  ]);
}

describe("isolatedReader", () => {
  test("gives the blocks and links of a page", async () => {
    const page =
      '<h1>High tide</h1><p>See <a href="https://a.example/x?y=1">the <b>table</b></a>, <a name=b>here</a>.';
    expect(await reader.read(bytes(page), "text/html")).toEqual({
      blocks: ["High tide", "See the table, here."],
      links: [{ text: "the table", href: "https://a.example/x?y=1" }],
    });
  });

  test("gives those of an e-mail's HTML body", async () => {
    const message = 'Content-Type: text/html\r\n\r\n<p>Hello <a href="https://t.example/c/123">world</a>';
    expect(await reader.read(bytes(message), "message/rfc822")).toEqual({
      blocks: ["Hello world"],
      links: [{ text: "world", href: "https://t.example/c/123" }],
    });
  });

  test("finds the paragraphs of a PDF, and puts words together that a line's end parts", async () => {
    const text = await reader.read(example("almanac/2026-q4/almanac-2026-q4.pdf"), "application/pdf");
    expect(text?.blocks).toContain("Two dark nights for the Geminids");
    expect(
      text?.blocks.some((block) => /^at the latitude this almanac is drawn for.*fourteen hours/.test(block)),
    ).toBe(true);
  });

  test("leaves the caller its bytes", async () => {
    const own = bytes("<p>mine");
    await reader.read(own, "text/html");
    expect(own).toEqual(bytes("<p>mine"));
  });

  test.for([
    ["a type without words", "image/png", "x"],
    ["a PDF that is none", "application/pdf", "%PDF-1.7 but nothing else"],
    ["a zip that is no EPUB", "application/epub+zip", "PK"],
    ["a text beyond the bounds", "text/markdown", `${"> ".repeat(100)}x`],
  ] as const)("finds no words in %s", async ([, type, content]) => {
    expect(await reader.read(bytes(content), type)).toBeUndefined();
  });

  test("ends the thread of a document that takes too long or fills the memory, and reads the next in another", async () => {
    const page = bytes("<p>x <b>y</b>".repeat(400_000));
    const hasty = isolatedReader({ milliseconds: 150, mebibytes: 512, outside: 192 });
    const small = isolatedReader({ milliseconds: 20_000, mebibytes: 24, outside: 192 });
    try {
      await expect(hasty.read(page, "text/html")).toFailWith("DOCUMENT_UNREAD");
      await expect(small.read(page, "text/html")).toFailWith("DOCUMENT_UNREAD");
      expect((await small.read(bytes("<p>after"), "text/html"))?.blocks).toEqual(["after"]);
    } finally {
      await Promise.all([hasty.close(), small.close()]);
    }
  });

  test("ends the thread of a PDF that unfolds beyond the bounds outside the heap", async () => {
    const small = isolatedReader({ milliseconds: 60_000, mebibytes: 768, outside: 64 });
    const bomb = unfolding(400);
    const before = process.memoryUsage.rss();
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss() - before)), 5);
    try {
      await expect(small.read(bomb, "application/pdf")).toFailWith("DOCUMENT_UNREAD");
      expect(most / MIB).toBeLessThan(300);
      expect((await small.read(bytes("<p>after"), "text/html"))?.blocks).toEqual(["after"]);
    } finally {
      clearInterval(watch);
      await small.close();
    }
  });

  test("answers in the order of asking", async () => {
    const texts = await Promise.all(
      ["one", "two", "three"].map((word) => reader.read(bytes(word), "text/plain")),
    );
    expect(texts.map((text) => text?.blocks[0])).toEqual(["one", "two", "three"]);
  });
});
