import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isolatedReader } from "../../src/adapters/document/isolated-reader.ts";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { withTexts } from "../../src/core/dag/pack.ts";
import type { Manifest, TextRoot } from "../../src/core/manifest/manifest.ts";
import { parseIssuePath } from "../../src/core/path.ts";
import { LONGEST_PASSAGE } from "../../src/core/proof/form.ts";
import { checkQuotation } from "../../src/core/text/quotation-proof.ts";
import { quoteIn, type Quoting } from "../../src/verify/quote.ts";
import { manifestFrom } from "../../src/verify/search/parts.ts";
import { exampleArchive } from "../support/example-archive.ts";

const reader = isolatedReader();
afterAll(() => reader.close());

let quoting: Quoting;
let letter: Manifest;
beforeAll(async () => {
  const { archive, letter42 } = await exampleArchive();
  quoting = { archive, reader, sha256: nodeSha256 };
  letter = await manifestFrom(letter42, quoting);
});

const PASSAGE = "nobody's kitchen got wet";
const quote = (passage: string, path?: string, manifest: Pick<Manifest, "files"> = letter) =>
  quoteIn(manifest, { passage, ...(path === undefined ? {} : { path }) }, quoting);
const withText = (text?: TextRoot): Pick<Manifest, "files"> => ({
  files: withTexts(letter.files, new Map(text === undefined ? [] : [[parseIssuePath("index.html"), text]])),
});

describe("a passage in an issue that is named", () => {
  test("is found with its place and what stands around it, however it was typed", async () => {
    const { found, passage, unread } = await quote("nobody\u2019s  kitchen\ngot wet");
    expect(passage).toBe(PASSAGE);
    expect(unread).toEqual([]);
    expect(found).toMatchObject([{ path: "index.html", before: "The bell rang six times in three days, " }]);
  });

  test("is proved where the manifest holds the text, and by that text only", async () => {
    const [place] = (await quote(PASSAGE)).found;
    if (place?.proven === undefined) return expect.unreachable();
    const { proof, text } = place.proven;
    expect(checkQuotation(proof, text, nodeSha256)).toEqual({ ok: true, places: [place.stretch] });
    const other = await quote(PASSAGE, undefined, withText({ ...text, blocks: text.blocks + 1 }));
    expect(other.found).toMatchObject([{ unproven: "other-text" }]);
    expect((await quote(PASSAGE, undefined, withText())).found).toMatchObject([{ unproven: "no-text" }]);
  });

  test("is not found where a word differs, and the difference is told", async () => {
    const { found, near } = await quote("bell rang seven times in three days, nobody's kitchen got wet");
    expect(found).toEqual([]);
    expect(near?.path).toBe("index.html");
    expect(near?.pieces.filter(({ kind }) => kind !== "same")).toEqual([
      { kind: "gone", text: "six" },
      { kind: "new", text: "seven" },
    ]);
    expect((await quote("colourless green ideas sleep furiously")).near).toBeUndefined();
  });

  test("is looked for in the file that is named alone", async () => {
    expect((await quote(PASSAGE, "index.html")).found).toHaveLength(1);
    const picture = letter.files.find(({ type }) => type.startsWith("image/"))?.path ?? "";
    expect(await quote(PASSAGE, picture)).toMatchObject({
      found: [],
      searched: 0,
      unread: [{ path: picture }],
    });
    await expect(quote(PASSAGE, "none.html")).rejects.toThrowError(/none\.html/);
  });

  test("cannot be said to be nowhere while a document cannot be read", async () => {
    const archive = { ...quoting.archive, block: () => Promise.resolve(undefined) };
    const lost = await quoteIn(letter, { passage: PASSAGE }, { ...quoting, archive });
    expect(lost).toMatchObject({ found: [], searched: 0, unread: [{ path: "index.html" }] });
  });

  test("has words, and is no book", async () => {
    for (const passage of ["", " \u00ad", "...", "x ".repeat(LONGEST_PASSAGE)])
      await expect(quote(passage)).toFailWith("PASSAGE_INVALID");
  });
});
