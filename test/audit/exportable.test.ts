import { describe, expect, test } from "vitest";
import { exportableNamed, exportables } from "../../src/audit/exportable.ts";
import { batchFinderOver } from "../../src/core/batch/finder.ts";
import { documentCid } from "../../src/core/cid.ts";
import type { Digest } from "../../src/core/digest.ts";
import { parseLabel } from "../../src/core/label.ts";
import { publicationRef } from "../../src/core/publication.ts";
import { hashing } from "../support/hashing.ts";
import { exampleArchive } from "../support/example-archive.ts";
import { CHAIN, REGISTRY } from "../support/memory-archive.ts";
import { batched } from "../support/model-batch.ts";
import { ModelArchive } from "../support/model-archive.ts";

describe("what can be exported of a publication", () => {
  test("is every revision, named by its label for the one that stands, or by a digest", async () => {
    const { archive, notes7, notes7corrected } = await exampleArchive();
    const ref = publicationRef(CHAIN, REGISTRY, "2");
    const entries = (await archive.entries(ref.id)).map(({ entry }) => entry);
    const found = await exportables(ref, entries, batchFinderOver([], hashing));
    const [registered] = entries;
    expect(found.issues).toEqual([
      {
        ...{ label: "7", digest: notes7, revision: 1, anchoredAt: entries[1]?.time },
        profile: registered?.kind === "registered" ? registered.profile : undefined,
      },
      expect.objectContaining({ label: "7", digest: notes7corrected, revision: 2 }),
    ]);
    expect(exportableNamed(parseLabel("7"), found, ref)).toMatchObject({ digest: notes7corrected });
    expect(exportableNamed(notes7, found, ref)).toMatchObject({ digest: notes7, revision: 1 });
    await expect(() => exportableNamed(parseLabel("8"), found, ref)).toFailWith("LABEL_UNKNOWN", {
      label: "8",
    });
    const other = "0".repeat(64) as Digest;
    await expect(() => exportableNamed(other, found, ref)).toFailWith("DIGEST_UNKNOWN", { digest: other });
  });

  test("is what the lists of its batches hold, too; while one cannot be read, nothing is said to be absent", async () => {
    const model = new ModelArchive();
    const letter = model.register();
    const batch = await batched(model, letter, { "1": { "a.txt": "one" }, "2": { "a.txt": "two" } });
    const entries = (await model.registry.entries(letter, 0, model.registry.mine())).map(
      ({ entry }) => entry,
    );
    const read = () => exportables(batch.publication, entries, batchFinderOver(model.stores, hashing));
    const found = await read();
    expect(found.unread).toEqual([]);
    expect(found.issues).toMatchObject(
      ["1", "2"].map((label) => ({
        label,
        digest: batch.of(label),
        revision: 1,
        anchoredAt: entries[1]?.time,
      })),
    );
    for (const store of model.stores) store.blocks.delete(documentCid(batch.list).toString());
    const lacking = await read();
    expect([lacking.issues, lacking.unread.map(({ code }) => code)]).toEqual([[], ["BLOCK_MISSING"]]);
    await expect(() => exportableNamed(parseLabel("1"), lacking, batch.publication)).toFailWith(
      "BLOCK_MISSING",
    );
  });
});
