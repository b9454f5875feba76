import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { textLimit } from "../../../src/adapters/document/limits.ts";
import { textBlocks } from "../../../src/adapters/document/text.ts";
import { importsOf, sourcesOnDisk } from "../../support/import-graph.ts";

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const filled = (part: string) => new Uint8Array(Buffer.alloc(16 * 1024 * 1024, part));
const mail = (...lines: string[]) => textBlocks(bytes(lines.join("\r\n")), "message/rfc822");

describe("the text of e-mail", () => {
  test("is that of every HTML body, or else of every plain one, and of no message within it", async () => {
    const mixed = (...types: string[]) => [
      "Content-Type: multipart/mixed; boundary=b",
      ...types.flatMap((type, i) => ["", "--b", `Content-Type: ${type}`, "", `part ${i}`]),
      "--b--",
      "after",
    ];
    expect(await mail(...mixed("text/plain", "text/html", "text/html"))).toEqual(["part 1", "part 2"]);
    expect(await mail(...mixed("text/plain", "image/png", "message/rfc822"))).toEqual(["part 0"]);
    expect(await mail(...mixed("text/plain", "TEXT/Plain; format=flowed"))).toEqual(["part 0", "part 1"]);
    expect(await mail(...mixed("application/pdf"))).toEqual([]);
  });

  test("survives what messages are broken by", async () => {
    expect(await mail("Content-Type: multipart/mixed; boundary=b", "", "--b", "", "a")).toEqual(["a"]);
    expect(await mail("Content-Type: multipart/mixed", "", "a")).toEqual([]);
    expect(await mail("no field", "", "a")).toEqual(["a"]);
    expect(await mail("Content-Type: text/plain", "a: b")).toEqual([]);
    expect(await mail("", "a")).toEqual(["a"]);
    expect(await mail("Content-Transfer-Encoding: base64", "", "YWJ", "j!ZA=", "=Q")).toEqual(["abcd"]);
    expect(await mail("Content-Transfer-Encoding: quoted-printable", "", "a=zz=3D=  ", "b")).toEqual([
      "a=zz=b",
    ]);
    expect(await mail('Content-Type: text/html; charset="UTF\\-8"; charset=koi8-r', "", "<p>é")).toEqual([
      "é",
    ]);
  });

  test("is taken in bounded time from 8 MiB of anything", async () => {
    const fill = (part: string) => part.repeat(Math.floor((8 * 1024 * 1024) / part.length));
    for (const message of [
      fill("\r\n c"),
      `Content-Type: text/plain; a="${fill("x")}"`,
      `Content-Type: multipart/mixed${fill('; a="b')}`,
      `Content-Type: multipart/mixed; boundary=b\r\n\r\n${fill("--b\r\n\r\n")}`,
      `Content-Transfer-Encoding: quoted-printable\r\n\r\n${fill(" ")}x`,
      fill("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"),
    ]) {
      const began = performance.now();
      expect(await textBlocks(bytes(message), "message/rfc822")).toBeDefined();
      expect(performance.now() - began).toBeLessThan(15_000);
    }
  });
});

interface Planted {
  readonly name: string;
  readonly content: string;
  readonly size?: number;
  readonly flags?: number;
  readonly method?: number;
}

/** A zip by hand, so that it can lie. */
function zip(files: readonly Planted[], count = files.length): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, size = Buffer.byteLength(content), flags = 0, method = 8 } of files) {
    const packed = method === 8 ? deflateRawSync(content) : Buffer.from(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    parts.push(local, Buffer.from(name), packed);
    directory.push(entry, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...parts, ...directory, end]));
}

const container: Planted = {
  name: "META-INF/container.xml",
  content: `<container><rootfiles><rootfile full-path="a b/p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`,
};
const opf = (...hrefs: string[]): Planted => ({
  name: "a b/p.opf",
  content: `<opf:package><opf:manifest>${hrefs
    .map((href, i) => `<opf:item id="i${i}" href="${href}" media-type="application/xhtml+xml"/>`)
    .join(
      "",
    )}</opf:manifest><opf:spine>${hrefs.map((_, i) => `<opf:itemref idref="i${i}"/>`).join("")}</opf:spine></opf:package>`,
});
const page = (name: string, text: string): Planted => ({ name, content: `<title/><p>${text}</p>` });
const epub = (...files: Planted[]) => textBlocks(zip(files), "application/epub+zip");

describe("the text of an EPUB", () => {
  test("is found where its package says, and nowhere else", async () => {
    const files = [page("c.xhtml", "up"), page("a b/d.xhtml", "beside")];
    const refs = [
      "../c.xhtml",
      "d.xhtml#x",
      "d.xhtml",
      "%C3%A9%20f.xhtml",
      "http://x.example/d.xhtml",
      "gone.xhtml",
    ];
    expect(await epub(container, opf(...refs), ...files)).toEqual(["up", "beside"]);
    expect(await epub(container, opf("../../../../c.xhtml"), ...files)).toEqual(["up"]);
  });

  test("leaves out what is locked, encrypted or packed otherwise than it says", async () => {
    const locks = {
      name: "META-INF/encryption.xml",
      content: `<enc:CipherReference URI="a%20b/d.xhtml"/>`,
    };
    const files = [container, opf("d.xhtml", "e.xhtml"), page("a b/e.xhtml", "open")];
    expect(await epub(...files, page("a b/d.xhtml", "locked"), locks)).toEqual(["open"]);
    expect(await epub(...files, page("a b/d.xhtml", "first"))).toEqual(["first", "open"]);
    for (const lie of [{ flags: 1 }, { method: 14 }, { size: 3 }, { size: 3000 }, { method: 0, size: 1 }])
      expect(await epub(...files, { ...page("a b/d.xhtml", "lie"), ...lie })).toEqual(["open"]);
  });

  test("is none of what is no EPUB, or too much of one", async () => {
    const files = [container, opf("d.xhtml"), page("a b/d.xhtml", "x")];
    expect(await epub(...files)).toEqual(["x"]);
    expect(await textBlocks(bytes("PK"), "application/epub+zip")).toBeUndefined();
    expect(await epub(...files.slice(1))).toBeUndefined();
    expect(await epub(container)).toBeUndefined();
    expect(await epub(...files, page("a b/d.xhtml", "twice"))).toBeUndefined();
    expect(await textBlocks(zip(files, 4), "application/epub+zip")).toBeUndefined();
    expect(await textBlocks(zip(files).subarray(0, -1), "application/epub+zip")).toBeUndefined();
    const bomb = { ...page("a b/d.xhtml", "x"), size: 4_000_000_000 };
    expect(await epub(...files.slice(0, 2), bomb)).toBeUndefined();
  });
});

describe("textBlocks", () => {
  test("knows no text of other types, nor beyond the bounds", async () => {
    expect(await textBlocks(bytes("a"), "application/pdf")).toBeUndefined();
    expect([textLimit("application/pdf"), textLimit("text/html"), textLimit("message/rfc822")]).toEqual([
      0, 16_777_216, 67_108_864,
    ]);
    expect(await textBlocks(new Uint8Array(16_777_217), "text/plain")).toBeUndefined();
    expect(await textBlocks(bytes("> ".repeat(1000)), "text/markdown")).toBeUndefined();
  });

  test.each(["\n ", "\n", "\u00a0", "a\n\n", "=\r\n"])("reads 16 MiB of %j as plain text", async (part) => {
    const began = performance.now();
    expect(await textBlocks(filled(part), "text/plain")).toBeDefined();
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  test("runs where there is no Node", () => {
    const sources = sourcesOnDisk();
    const seen = new Set<string>();
    const outside = new Set<string>();
    const waiting = ["adapters/document/text.ts"];
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      if (seen.has(file)) continue;
      seen.add(file);
      for (const name of importsOf(sources.get(`src/${file}`) ?? sources.get(file) ?? "")) {
        if (!name.startsWith(".")) outside.add(name);
        else waiting.push(new URL(name, `file:///${file}`).pathname.slice(1));
      }
    }
    expect(seen.size).toBeGreaterThan(8);
    expect([...outside].toSorted()).toEqual(["commonmark", "parse5"]);
  });
});
