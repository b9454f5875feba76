import { describe, expect, test } from "vitest";
import { textsOfMarkdown } from "../../../src/core/text/markdown.ts";
import { normaliseBlocks } from "../../../src/core/text/normalise.ts";

const blocks = (document: string) => normaliseBlocks(textsOfMarkdown(document));
const upTo = (characters: number, part: string) => part.repeat(Math.floor(characters / part.length));

describe("the text of Markdown", () => {
  test("leaves front matter out, and only at the beginning", () => {
    expect(blocks("---\na: b\n---\none\n\n---\nc: d\n---\n")).toEqual(["one", "c: d"]);
    expect(blocks("+++\na = 1\n+++\none")).toEqual(["one"]);
    expect(blocks("---\r\na: b\r\n...\r\none")).toEqual(["one"]);
    expect(blocks("\n---\na: b\n---\n")).toEqual(["a: b"]);
  });

  test("keeps what a writer writes: a hundred links in a paragraph, lists ten deep, a picture in the text", () => {
    const list = Array.from({ length: 10 }, (_, i) => `${"  ".repeat(i)}- item ${i}`).join("\n");
    expect(blocks(list)).toHaveLength(10);
    expect(blocks(upTo(10_000, "[a](http://b.example/c) "))).toHaveLength(1);
    expect(blocks(`a ![b](data:image/png;base64,${upTo(500_000, "AAAA")}) c`)).toEqual(["a c"]);
  });

  test.each([
    ["more than 1 MiB", upTo(1_048_577, "a")],
    ["links in links", upTo(1000, "[a](b")],
    ["quotations in quotations", upTo(2000, "> ")],
    ["lists in lists", upTo(2000, "* ")],
    ["a deep line", `${" ".repeat(300)}* a`],
    ["comments that do not end", upTo(10_000, "a<!--")],
    ["instructions that do not end", upTo(10_000, "a<?")],
    ["links after open brackets", `[a]: b\n\n${upTo(20_000, "[a] [a ")}`],
  ])("is none beyond what a parser does in a short time: %s", async (_, document) => {
    await expect(() => textsOfMarkdown(document)).toFailWith("TEXT_TOO_COMPLEX");
  });

  test.each([
    ["links", upTo(500_000, `${"[a](b".repeat(60)}\n\n`)],
    ["references", `[a]: b\n\n${upTo(300_000, `${"[a] [a ".repeat(900)}\n\n`)}`],
    ["emphasis", upTo(500_000, "***a* **b ")],
    ["backticks", Array.from({ length: 900 }, (_, i) => "`".repeat(i)).join("a")],
    ["quotations", upTo(300_000, `${"> ".repeat(60)}a\n\n`)],
    ["tags", upTo(200_000, "<a x='")],
    ["definitions", upTo(200_000, "[a]: <b\n\n")],
    ["lists", upTo(200_000, "- a\n  - b\n")],
  ])("takes a short time just below: %s", (_, document) => {
    const began = performance.now();
    expect(textsOfMarkdown(document).length).toBeGreaterThan(0);
    expect(performance.now() - began).toBeLessThan(15_000);
  });
});
