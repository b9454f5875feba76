import { describe, expect, test } from "vitest";
import { openSearch } from "../../../src/verify/search/archive-search.ts";
import { temporaryFolder } from "../../adapters/disk/sample.ts";
import { MemoryArchive } from "../../support/memory-archive.ts";
import { searchingOf } from "../../support/searching.ts";
import { startVerifier } from "../../support/verifier.ts";

describe("an archive with a document that no search looks through", () => {
  test.each([
    ["en", "Not found in what could be searched", "no text could be taken of it"],
    ["zh", "在能够查找的范围内没有找到", "无法从中取得文字"],
  ])("names it where a passage was not found (%s)", async (lang, heading, why) => {
    const archive = new MemoryArchive();
    const bytes = new TextEncoder().encode("%PDF-1.4 and no more");
    const files = { "broken.pdf": { type: "application/pdf", bytes } };
    await archive.anchor(archive.register("The Lamp"), { label: "1", title: "Lamp", files });
    const own = searchingOf(archive, temporaryFolder());
    const search = openSearch(own);
    await search.catchUp();
    const other = await startVerifier(archive, { search });
    try {
      const body = new URLSearchParams({ passage: "the lantern was lit at noon" });
      const page = await (await fetch(`${other.url}/search?lang=${lang}`, { method: "POST", body })).text();
      expect(page).toContain(heading);
      expect(page).toMatch(new RegExp(`The Lamp.*broken\\.pdf.*${why}`, "s"));
    } finally {
      await other.stop();
      await own.close();
    }
  });
});
