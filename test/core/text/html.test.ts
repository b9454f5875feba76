import { describe, expect, test } from "vitest";
import { textsOfHtml } from "../../../src/core/text/html.ts";
import { normaliseBlocks } from "../../../src/core/text/normalise.ts";

const MIB = 1024 * 1024;
const blocks = (document: string) => normaliseBlocks(textsOfHtml(document));
const upTo = (characters: number, part: string) => part.repeat(Math.floor(characters / part.length));

describe("the text of HTML", () => {
  test("is what a browser with scripts would show, but no script is run", () => {
    expect(blocks("<p>a<noscript><p>no</noscript>b<template><p>no</template>c")).toEqual(["abc"]);
    expect(blocks("<script>document.write('<p>x')</script><p>a")).toEqual(["a"]);
  });

  test.each([
    ["20,000 nested divisions", `${"<div>".repeat(20_000)}a`],
    ["a million <", "<".repeat(1_000_000)],
    ["16 MiB of one block", `<p>${upTo(16 * MIB, "word ")}`],
    ["400,000 attributes", `<a ${Array.from({ length: 400_000 }, (_, i) => `x${i}`).join(" ")}>a`],
    ["300,000 paragraphs", upTo(MIB, "<p>a")],
    ["nested tables", upTo(MIB, "<table>a")],
    ["formatting that is never closed", upTo(100_000, "<b><i><u><p>a</b></i></u>")],
    ["comments that do not end", `a${upTo(4 * MIB, "<!--")}`],
    ["a style of many declarations", `<p style="${upTo(4 * MIB, " ; display ")}">a`],
    ["line breaks", `a<br>${upTo(MIB, "<br> ")}`],
  ])("is taken in bounded time: %s", (_, document) => {
    const began = performance.now();
    expect(blocks(document).length).toBeGreaterThan(0);
    expect(performance.now() - began).toBeLessThan(15_000);
  });

  test("is none of a document that makes more elements than memory holds", async () => {
    const open = Array.from({ length: 500 }, (_, i) => `<b a=${i}>`).join("");
    await expect(() => textsOfHtml(`<p>${open}${"<p>x".repeat(100_000)}`)).toFailWith("TEXT_TOO_COMPLEX");
  });
});
