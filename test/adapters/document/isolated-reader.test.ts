import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { isolatedReader } from "../../../src/adapters/document/isolated-reader.ts";

const reader = isolatedReader();
afterAll(() => reader.close());

const example = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../../examples/${path}`, import.meta.url)));
const bytes = (text: string) => new TextEncoder().encode(text);

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
    const hasty = isolatedReader({ milliseconds: 150, mebibytes: 512 });
    const small = isolatedReader({ milliseconds: 20_000, mebibytes: 24 });
    try {
      expect(await hasty.read(page, "text/html")).toBeUndefined();
      expect(await small.read(page, "text/html")).toBeUndefined();
      expect((await small.read(bytes("<p>after"), "text/html"))?.blocks).toEqual(["after"]);
    } finally {
      await Promise.all([hasty.close(), small.close()]);
    }
  });

  test("answers in the order of asking", async () => {
    const texts = await Promise.all(
      ["one", "two", "three"].map((word) => reader.read(bytes(word), "text/plain")),
    );
    expect(texts.map((text) => text?.blocks[0])).toEqual(["one", "two", "three"]);
  });
});
