import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { htmlOfXhtml } from "../../../src/core/text/xhtml.ts";

const MIB = 1024 * 1024;

describe("htmlOfXhtml", () => {
  test.each([
    ["<title/><p class='a>b' id=\"c/\" />", "<title></title><p class='a>b' id=\"c/\"></p>"],
    ["<br/><IMG src='a'/><hr />", "<br/><IMG src='a'/><hr />"],
    ["<opf:item href='a'/>", "<opf:item href='a'></opf:item>"],
    ["a<![CDATA[<b/> & ]]>c", "a&lt;b/> &amp; c"],
    ["a<!-- <b/> -->c<?d <e/>?>f", "acf"],
    ["<p>a</p><a href='x/'>b</a>", "<p>a</p><a href='x/'>b</a>"],
    ["<a b=c/><a b/><1/><a 'x'/>< a/>", "<a b=c/><a b/><1/><a 'x'/>< a/>"],
    ["<a/><!-- <b/>", "<a></a><!-- <b/>"],
    ["<![CDATA[ <b/>", "<![CDATA[ <b/>"],
  ])("writes out %s", (xhtml, html) => {
    expect(htmlOfXhtml(xhtml)).toBe(html);
  });

  test("leaves what has none of XML's own ways as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("<", ">", "p", " ", "=", '"', "&") }), (text) => {
        expect(htmlOfXhtml(text)).toBe(text);
      }),
    );
  });

  test.each(["<![CDATA[", "<!--", "<p/>", "<p a='", "<p a='b' ", "<?", "<p "])(
    "reads 16 MiB of %s in a moment",
    (part) => {
      const began = performance.now();
      htmlOfXhtml(part.repeat((16 * MIB) / part.length));
      expect(performance.now() - began).toBeLessThan(15_000);
    },
  );
});
