import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvRows } from "../../../src/adapters/back-catalogue/csv.ts";
import { frontMatterOf } from "../../../src/adapters/back-catalogue/front-matter.ts";
import { mboxMessages } from "../../../src/adapters/back-catalogue/mail/mbox.ts";
import {
  cssReferences,
  htmlReferences,
  markdownReferences,
} from "../../../src/adapters/back-catalogue/references.ts";

describe("tables", () => {
  const quotedField = (field: string) => `"${field.replaceAll('"', '""')}"`;

  test("come back as they were written, quotes and line ends included", () => {
    const rows = fc.array(fc.array(fc.string(), { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(rows, fc.constantFrom("\n", "\r\n"), (table, end) => {
        const text = table.map((row) => row.map(quotedField).join(",")).join(end);
        expect([...csvRows(text)]).toEqual(table);
      }),
    );
  });

  test.each([
    [
      "a,b\n1,2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    ["a,\n", [["a", ""]]],
    [
      'a,"b\nc"\r\nd,e\r\n',
      [
        ["a", "b\nc"],
        ["d", "e"],
      ],
    ],
    ['"open, to the end', [["open, to the end"]]],
    ["\ufeffid\n1", [["id"], ["1"]]],
  ])("%j has the rows %j", (text, rows) => {
    expect([...csvRows(text)]).toEqual(rows);
  });
});

describe("front matter", () => {
  test.each([
    ["YAML", "---\nTitle: A: b\n---\n", undefined],
    [
      "YAML",
      "---\ntitle: A\ndate: 2019-11-26\nversion: 1.10\n---\ntext",
      { title: "A", date: "2019-11-26", version: "1.10" },
    ],
    ["YAML with Windows line ends", "---\r\ntitle: A\r\n---\r\ntext", { title: "A" }],
    ["TOML", '+++\ntitle = "A"\n[x]\ny = 1\n+++\n', { title: "A", x: { y: 1 } }],
    ["JSON", '{"title": "A }", "n": [1, {"m": "\\""}]}\ntext', { title: "A }", n: [1, { m: '"' }] }],
    [
      "Pelican's header",
      "Title: A\nSummary: one\n    two\nDate: 2010\n\ntext",
      { title: "A", summary: "one two", date: "2010" },
    ],
    ["an empty mapping", "---\n---\n", {}],
  ])("%s", (_, text, fields) => {
    const matter = frontMatterOf(text);
    if (fields === undefined)
      expect(matter?.problems.map((problem) => problem.code)).toEqual(["field-unreadable"]);
    else expect(matter).toEqual({ fields, problems: [] });
  });

  test.each(["# A heading\n", "Note: this is text\n", "", "- a list\n"])("%j is none", (text) => {
    expect(frontMatterOf(text)).toBeUndefined();
  });

  test("of any text is read, told unreadable, or none; it never throws", () => {
    const opening = fc.constantFrom("---\n", "+++\n", '{"', "Title: ");
    const pieces = fc.array(
      fc.oneof(fc.string(), fc.constantFrom("a: b\n", "- ", "[[", "{", "&a *a", "---\n", "+++\n", '"', "}")),
    );
    fc.assert(
      fc.property(opening, pieces, (start, rest) => {
        const matter = frontMatterOf(start + rest.join(""));
        return matter === undefined || typeof matter.fields === "object";
      }),
    );
  });

  test.each([
    [
      "aliases that multiply",
      `---\na: &a [x,x,x,x,x,x,x,x]\n${"bcdefghijk"
        .split("")
        .map((c, i) => `${c}: &${c} [${`*${"abcdefghij"[i] ?? ""},`.repeat(8)}x]`)
        .join("\n")}\n---\n`,
    ],
    ["depth", `---\na: ${"[".repeat(20_000)}\n---\n`],
    ["depth in TOML", `+++\na = ${"[".repeat(20_000)}\n+++\n`],
    ["depth in JSON", `{"a": ${"[".repeat(20_000)}${"]".repeat(20_000)}}`],
  ])("hostile %s ends soon", (_, text) => {
    const start = performance.now();
    expect(frontMatterOf(text)).toBeDefined();
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe("what a page loads", () => {
  const to = (found: readonly { readonly to: string }[]) => found.map((one) => one.to);

  test("in HTML: pictures in all sizes, styles, media, frames, scripts, and no link that a reader follows", () => {
    const html = `<base href="https://example.org/a/"><link rel="Stylesheet" href=s.css><link rel=canonical href=no>
      <a href="no.html"></a><img src=1.png srcset="2.png 1x, 3,4.png 2x"><picture><source srcset="5.webp 100w"></picture>
      <video src=6.mp4 poster=7.jpg></video><iframe src=8.html></iframe><script src=9.js></script>
      <div style="background: url(10.png)"></div><style>@import "11.css"; p { background: url('12.png') }</style>
      <svg><image xlink:href="13.png"/></svg><!-- <img src=no.png> -->`;
    const { references, base, isWhole } = htmlReferences(html);
    expect(to(references)).toEqual([
      "s.css",
      "1.png",
      "2.png",
      "3,4.png",
      "5.webp",
      "6.mp4",
      "7.jpg",
      "8.html",
      "9.js",
      "10.png",
      "11.css",
      "12.png",
      "13.png",
    ]);
    expect([base, isWhole]).toEqual(["https://example.org/a/", true]);
  });

  test("in Markdown: inline, by name, angled, linked, in HTML and shortcodes, and none in code", () => {
    const markdown = `![a](1.png) ![b [c]](<2 x.png> "t") ![d][D] ![e] [![f](5.png)](no.html)
      <img src="6.png"> {{< figure src="7.png" >}} \`![no](no.png)\`
~~~
![no](no.png)
~~~
[d]: 3.png
[e]: <4.png>
`;
    expect(to(markdownReferences(markdown).references)).toEqual([
      "1.png",
      "2 x.png",
      "5.png",
      "3.png",
      "4.png",
      "7.png",
      "6.png",
    ]);
  });

  test("in a stylesheet: imports and addresses, none in comments", () => {
    expect(
      to(
        cssReferences(
          `@import url("a.css"); @import 'b.css'; /* url(no.png) */ p { src: url( c.woff ) , url("d e.png") } /* open`,
        ),
      ),
    ).toEqual(["a.css", "b.css", "c.woff", "d e.png"]);
  });

  test("of any text is found without throwing", () => {
    const bits = fc.constantFrom(
      "![",
      "](",
      "]",
      "[",
      "<img src=",
      ">",
      "url(",
      ")",
      "@import ",
      '"',
      "/*",
      "*/",
      "{{<",
      "figure src=",
      "\n",
      "```",
      "<style>",
      "{{",
      "}}",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(bits, fc.string()), { maxLength: 80 }), (pieces) => {
        const text = pieces.join("");
        return (
          [htmlReferences(text), markdownReferences(text)].every(({ references }) =>
            Array.isArray(references),
          ) && Array.isArray(cssReferences(text))
        );
      }),
    );
  });

  test.each([
    "![",
    "![a](",
    "[a]: ",
    "url(",
    'url("',
    "@import ",
    '<img src="',
    "{{< figure ",
    "<b>",
    "/*",
    "`",
    "![a ![",
    "<style>",
    "</b>",
  ])("hostile repetition of %j ends soon", (piece) => {
    const text = piece.repeat(Math.ceil(2_000_000 / piece.length));
    const start = performance.now();
    markdownReferences(text);
    cssReferences(text);
    expect(performance.now() - start).toBeLessThan(8000);
  });
});

describe("an mbox", () => {
  async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
    for (let from = 0; from < text.length; from += size)
      yield Buffer.from(text.slice(from, from + size), "latin1");
  }

  async function messagesOf(text: string, size: number, limit?: number): Promise<string[]> {
    const found: string[] = [];
    for await (const message of mboxMessages(inPieces(text, size), limit))
      found.push(
        "tooLarge" in message
          ? `${message.at} too large`
          : `${message.at} ${Buffer.from(message.bytes).toString("latin1")}`,
      );
    return found;
  }

  const FROM = "From a@example.org Tue Nov 26 07:30:00 2019\n";

  test("gives the same messages in whatever pieces it comes", async () => {
    const text = `${FROM}A: 1\n\nFrom me\n>From me\n>>From me\n\n${FROM}B: 2\r\n\r\nx\r\n\r\n${FROM}C: 3\n`;
    const expected = ["0 A: 1\n\nFrom me\nFrom me\n>From me\n", "78 B: 2\r\n\r\nx\r\n", "135 C: 3\n"];
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 200 }), async (size) => {
        expect(await messagesOf(text, size)).toEqual(expected);
      }),
    );
  });

  test("of any messages gives them back", async () => {
    const body = fc.array(fc.constantFrom("x", ">From y", "", " From", ">>From"), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(body, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 90 }),
        async (bodies, size) => {
          const letters = bodies.map((lines) => `H: 1\n\n${lines.join("\n")}z\n`);
          const text = letters.map((letter) => `${FROM}${letter.replace(/^(>*From )/gm, ">$1")}\n`).join("");
          const found = await messagesOf(text, size);
          expect(found.map((message) => message.slice(message.indexOf(" ") + 1))).toEqual(letters);
        },
      ),
    );
  });

  test("passes over a message that is too large, in bounded memory, and goes on", async () => {
    const text = `${FROM}A: 1\n\n${"x".repeat(20_000)}\n\n${FROM}B: 2\n`;
    expect(await messagesOf(text, 700, 5000)).toEqual(["0 too large", `${text.lastIndexOf(FROM)} B: 2\n`]);
  });
});
