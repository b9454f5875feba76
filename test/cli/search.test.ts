import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { VerdictReport } from "../../src/verify/report.ts";
import type { QuotationSearch } from "../../src/verify/search/quotations.ts";
import { answered, colophon, openWorkshop } from "../support/archive-fixture.ts";

/* What is found by words, in a real archive that was published before anybody searched it. */

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

const PAGE = `<!doctype html><title>Tides</title><h1>High tide</h1>
<p>At six in the morning the water stood nine centimetres over the line on the third step, with half the town to watch.</p>
<p>What it did on the way out is another matter: a spring tide leaves as hard as it arrives, and takes what it likes.</p>
<p>See <a href="https://tides.example/table">the table</a> for the rest of the week.</p>`;
const archive = await workshop.archive("harbour");
const issue = await workshop.issue("41", { "index.html": PAGE, "table.csv": "06:31,0.4\n12:44,5.1\n" });
await answered(["publish", issue, "--archive", archive], 0);
const at = ["--archive", archive];

describe("colophon search", () => {
  test("finds a passage word for word, with its proof", async () => {
    const found = (await answered(
      ["search", "a spring tide leaves as hard as it arrives", ...at],
      0,
    )) as QuotationSearch;
    expect(found).toMatchObject({ found: [{ issue: { label: "41" }, path: "index.html" }], unsearched: 0 });
    expect(found.found[0]?.proof?.blocks).toHaveLength(1);
  });

  test("shows what differs where it is not found, and exits with 1", async () => {
    const { status, stdout } = await colophon(["search", "a neap tide leaves as hard as it arrives", ...at]);
    expect(status).toBe(1);
    expect(stdout).toContain("[-spring-]{+neap+} tide leaves");
  });

  test("names what no search looks through, and exits with 3", async () => {
    const own = await workshop.archive("lamp");
    const broken = await workshop.issue("1", { "broken.pdf": "%PDF-1.4 and no more" });
    await answered(["publish", broken, "--archive", own], 0);
    const { status, stdout } = await colophon(["search", "the lantern was lit at noon", "--archive", own]);
    expect(stdout).toContain("Not found in what could be searched");
    expect(stdout).toMatch(/issue 1: broken\.pdf \(no text could be taken of it\)/);
    expect(status).toBe(3);
  });

  test("error: a passage without a word is refused", async () => {
    expect(await answered(["search", "...", ...at], 2)).toMatchObject({ error: { code: "PASSAGE_INVALID" } });
  });
});

describe("colophon verify", () => {
  type Told = VerdictReport & {
    words?: readonly { links: readonly unknown[]; difference: { words: object } }[];
  };

  test("knows a copy in another format by its words, and shows the ones that differ", async () => {
    const copy = workshop.path("pasted.txt");
    const text = PAGE.replace(/<title>.*?<\/title>/, "")
      .replace(/<\/?(p|h1)>/g, "\n\n")
      .replace(/<[^>]+>/g, "");
    await writeFile(copy, text.replace("nine centimetres", "two centimetres"));
    const told = (await answered(["verify", copy, ...at], 1)) as Told;
    expect(told).toMatchObject({
      verdict: "altered",
      issue: { label: "41", path: "index.html" },
      words: [{ difference: { words: { gone: 1, new: 1 } } }],
    });
    const { stdout } = await colophon(["verify", copy, ...at]);
    expect(stdout).toContain("[-nine-]{+two+} centimetres");
    expect(stdout).not.toMatch(/forge/i);
  });

  test("of a folder shows the words of each file that differs, and the links that lead elsewhere", async () => {
    const copy = workshop.path("copy-of-41");
    await cp(issue, copy, { recursive: true });
    await writeFile(join(copy, "index.html"), PAGE.replace("tides.example/table", "track.example/c?1"));
    const told = (await answered(["verify", copy, ...at], 1)) as Told;
    expect(told.words).toMatchObject([
      {
        held: "index.html",
        difference: { words: { gone: 0, new: 0 } },
        links: [
          { text: "the table", archived: "https://tides.example/table", held: "https://track.example/c?1" },
        ],
      },
    ]);
  });

  test("says nothing of words where nothing is alike", async () => {
    const other = workshop.path("other.txt");
    await writeFile(other, "Quarterly earnings beat all expectations in every segment.");
    const told = (await answered(["verify", other, ...at], 1)) as Told;
    expect(told.verdict).toBe("not-anchored");
    expect(told).not.toHaveProperty("words");
  });
});
