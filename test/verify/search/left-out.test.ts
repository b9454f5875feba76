import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compareText } from "../../../src/verify/search/alike.ts";
import { indexArchive } from "../../../src/verify/search/indexing.ts";
import { searchQuotation } from "../../../src/verify/search/quotations.ts";
import { utf8 } from "../../support/hashing.ts";
import { MemoryArchive } from "../../support/memory-archive.ts";
import { searchingOf } from "../../support/searching.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "colophon-left-out-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("a document whose words are not all searched", () => {
  const PASSAGE = "the lantern was lit at noon";
  const file = (type: string, text: string) => ({ type, bytes: utf8(text) });
  const long = `${"word ".repeat(3_400_000)} ${PASSAGE}`;

  async function searched(files: Readonly<Record<string, ReturnType<typeof file>>>, isCut = false) {
    const archive = new MemoryArchive();
    const id = archive.register("The Lamp");
    await archive.anchor(id, { label: "1", title: "Lamp", files });
    await archive.anchor(id, { label: "2", title: "Lamp", files });
    const real = searchingOf(archive, mkdtempSync(join(folder, "left-")));
    const read: typeof real.reader.read = async (bytes, type) => {
      const text = await real.reader.read(bytes, type);
      return text === undefined || !isCut ? text : { ...text, isCut };
    };
    const own = { ...real, reader: { ...real.reader, read } };
    try {
      expect(await indexArchive(own)).toBe(0);
      const { leftOut } = await compareText(
        { name: "a.txt", bytes: utf8("Quarterly earnings beat all") },
        own,
      );
      return { told: await searchQuotation(PASSAGE, own), leftOut };
    } finally {
      await own.close();
    }
  }

  test("because it is too large is counted apart, once, and named", async () => {
    const { told, leftOut } = await searched({ "long.txt": file("text/plain", long) });
    expect(told).toMatchObject({
      ...{ found: [], near: [], unsearched: 0 },
      leftOut: {
        documents: 1,
        first: [{ issue: { label: "1" }, path: "long.txt", type: "text/plain", why: "too-large" }],
      },
    });
    expect(leftOut).toBe(1);
  });

  test("because no text can be taken of it is named, too; one without words, or of another type, is not", async () => {
    const { told, leftOut } = await searched({
      "broken.pdf": file("application/pdf", "%PDF-1.4 and no more"),
      "empty.txt": file("text/plain", ""),
      "wordless.html": file("text/html", "<p></p>"),
      "picture.png": file("image/png", PASSAGE),
    });
    expect(told.leftOut).toMatchObject({ documents: 1, first: [{ path: "broken.pdf", why: "unreadable" }] });
    expect(leftOut).toBe(1);
  });

  test("because only its beginning is taken is named, and its beginning searched", async () => {
    const files = { "a.txt": file("text/plain", "nothing of it") };
    const { told } = await searched(files, true);
    expect(told.leftOut).toMatchObject({ documents: 1, first: [{ path: "a.txt", why: "cut" }] });
    const { told: found } = await searched({ "a.txt": file("text/plain", PASSAGE) }, true);
    expect(found.found).toHaveLength(2);
  });
});
