import { beforeEach, describe, expect, test } from "vitest";
import { foldAll } from "../../src/core/history/fold.ts";
import { parseLabel } from "../../src/core/label.ts";
import { type PublicationId, publicationRef } from "../../src/core/publication.ts";
import type { Archive } from "../../src/verify/archive.ts";
import { askLabel } from "../../src/verify/label.ts";
import { hashing } from "../support/hashing.ts";
import { ModelArchive } from "../support/model-archive.ts";
import { openModel } from "../support/opened-archive.ts";

let model: ModelArchive;
let letter: PublicationId;
let archive: Archive;
beforeEach(async () => {
  model = new ModelArchive();
  letter = model.register("The Letter");
  await model.anchor(letter, "1", { "index.html": "the first letter" });
  archive = openModel(model, () => model.registry.publications());
  await archive.refresh();
});

const numbers = async () => (await archive.finalHistory(letter)).entries.map(({ number }) => number);
const nothingUnder = async (label: string) => {
  const answer = await askLabel(archive, { id: letter, label: parseLabel(label) }, undefined);
  return answer?.kind === "none" ? answer.grounds : answer?.kind;
};

describe("a history as of a block", () => {
  test("ends at the block that was read, when the chain became final beyond it", async () => {
    const { block } = await archive.finalHistory(letter);
    await model.anchor(letter, "57", { "index.html": "another letter" });
    expect(await archive.finalHistory(letter)).toMatchObject({ block });
    expect(await numbers()).toEqual([1, 2]);
    expect((await archive.finalBlock()).number).toBeGreaterThan(block.number);
  });

  test("ends at the final block, when more was read", async () => {
    model.registry.notFinal = 1;
    await model.anchor(letter, "2", { "index.html": "the second letter" });
    await archive.refresh();
    expect((await archive.finalHistory(letter)).block).toEqual(await archive.finalBlock());
    expect(await numbers()).toEqual([1, 2]);
  });

  test("has the head that its entries fold to", async () => {
    model.registry.notFinal = 1;
    await model.anchor(letter, "2", { "index.html": "the second letter" });
    await archive.refresh();
    const { entries, head } = await archive.finalHistory(letter);
    const { chain, address } = model.registry;
    expect(head).toBe(foldAll(publicationRef(chain, address, letter), entries, hashing.sha256).head);
    expect(head).not.toBe((await archive.publication(letter))?.state.head);
  });
});

describe("that there is no issue of a label", () => {
  test("is never said of a block that holds one, however late it was anchored", async () => {
    // Anchored between the reading of the history and the question for the final block.
    await model.anchor(letter, "57", { "index.html": "another letter" });
    const final = await archive.finalBlock();
    const grounds = await nothingUnder("57");
    expect(grounds).toMatchObject({ entries: 2 });
    expect(typeof grounds === "object" && grounds.block.number).toBeLessThan(final.number);
  });

  test("counts the entries of the block that it names", async () => {
    model.registry.notFinal = 1;
    await model.anchor(letter, "2", { "index.html": "the second letter" });
    await archive.refresh();
    const { head, block } = await archive.finalHistory(letter);
    expect(await nothingUnder("57")).toEqual({ entries: 2, head, block, batches: 0 });
  });

  test("is not said when the issue is taken in while it is looked for", async () => {
    await model.anchor(letter, "57", { "index.html": "another letter" });
    const { files } = archive;
    const late: Archive = {
      ...archive,
      files: async (digest) => {
        await archive.refresh();
        return files(digest);
      },
    };
    const asked = { id: letter, label: parseLabel("57") };
    expect(await askLabel(late, asked, undefined)).toMatchObject({ kind: "stands" });
  });
});
