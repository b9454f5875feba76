import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { listSource } from "../../../src/adapters/disk/source.ts";
import { claimsOf, ISSUE_FILE } from "../../../src/adapters/document/claims.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "colophon-claims-"));
  return () => rmSync(folder, { recursive: true });
});

const write = (name: string, text: string) => {
  mkdirSync(join(folder, name, ".."), { recursive: true });
  writeFileSync(join(folder, name), text);
};
const claims = async (path = folder) => {
  const { files } = await listSource(path, { leaveOut: [ISSUE_FILE] });
  return claimsOf(path, files, path === folder);
};
const PAGE = `<!doctype html><html lang="pt-BR"><head><title> A &amp; B </title>
  <meta name="author" content="Ana"><meta name="author" content="Bo">
  <meta property="article:published_time" content="2026-10-09T08:00:00+02:00">
  <meta name="DCTERMS.license" content="CC-BY-4.0"></head><body><title>not this</title></body></html>`;

describe("claimsOf a folder", () => {
  test("takes issue.yaml first and the page after it, so that the page has the later word", async () => {
    write("index.html", PAGE);
    write("issue.yaml", "title: From the file\nlabel: 007\n");
    expect(await claims()).toEqual([
      { source: "issue.yaml", title: "From the file", label: "007" },
      {
        ...{ source: "index.html", title: "A & B", creators: ["Ana", "Bo"] },
        ...{ date: "2026-10-09", language: "pt-BR", license: "CC-BY-4.0" },
      },
    ]);
  });

  test("leaves every number of issue.yaml as it is written", async () => {
    write("a.txt", "x");
    write("issue.yaml", "label: 1.10\ndate: 2026-10-09\ntitle: 0x10\ncreators: [no, 1e3]\n");
    expect(await claims()).toEqual([
      { source: "issue.yaml", label: "1.10", date: "2026-10-09", title: "0x10", creators: ["no", "1e3"] },
    ]);
  });

  test("reads front matter as site generators write it, and passes over their other fields", async () => {
    write(
      "post.md",
      "---\ntitle: Points\nauthor: Wren\nlang: en\ntags: [a, b]\ndraft: false\n---\n# Points\n",
    );
    expect(await claims()).toEqual([
      { source: "post.md", title: "Points", creators: ["Wren"], language: "en" },
    ]);
  });

  test("asks no document when there are several to choose from and none is the index", async () => {
    write("a.html", PAGE);
    write("b.html", PAGE);
    expect(await claims()).toEqual([]);
  });

  test("reads a document whose name is in another normal form on disk", async () => {
    write("e\u0301tude.html", PAGE);
    expect(await claims()).toMatchObject([{ source: "étude.html", title: "A & B" }]);
  });

  test("error: a misspelt field of issue.yaml is refused, not left out in silence", async () => {
    write("a.txt", "x");
    write("issue.yaml", "titel: A\n");
    await expect(claims()).toFailWith("METADATA_INVALID", { source: "issue.yaml", field: "titel" });
  });

  test.each([
    "- a\n- b\n",
    "title: [a, b]\n",
    "title: {a: b}\n",
    "title: 'unclosed\n",
    `a: &a [${"x,".repeat(9)}]\n${"b: [*a,*a,*a,*a,*a,*a,*a]\n".repeat(9)}`,
  ])("error: what is no list of fields is refused: %j", async (yaml) => {
    write("a.txt", "x");
    write("issue.yaml", yaml);
    await expect(claims()).toFailWith("METADATA_INVALID");
  });
});

test("claimsOf a single file: by the file itself", async () => {
  write("95.html", PAGE);
  expect(await claims(join(folder, "95.html"))).toMatchObject([{ source: "95.html", title: "A & B" }]);
});
