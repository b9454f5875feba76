import { beforeEach, describe, expect, test } from "vitest";
import { verifyPath } from "../../src/core/batch/path.ts";
import { documentCid } from "../../src/core/cid.ts";
import { ZERO_DIGEST } from "../../src/core/digest.ts";
import type { PublicationId } from "../../src/core/publication.ts";
import type { Archive } from "../../src/verify/archive.ts";
import { ModelArchive } from "../support/model-archive.ts";
import { batched, refOf } from "../support/model-batch.ts";
import { openModel } from "../support/opened-archive.ts";

let model: ModelArchive;
let letter: PublicationId;
let archive: Archive;
beforeEach(() => {
  model = new ModelArchive();
  letter = model.register();
  archive = openModel(model, () => [letter]);
});

describe("the batch of an issue", () => {
  test("comes with a path that proves it, also when the issue has a record of its own", async () => {
    const batch = await batched(model, letter, { "1": { a: "one" }, "2": { a: "two" }, "3": { a: "three" } });
    model.call(letter, {
      do: "postBatched",
      issue: batch.issue("3"),
      notice: "concern",
      reason: ZERO_DIGEST,
    });
    await archive.refresh();
    for (const label of ["1", "2", "3"]) {
      const found = (await archive.batch(batch.of(label))) ?? expect.unreachable();
      expect(found).toMatchObject({
        publication: refOf(model, letter),
        entry: 2,
        count: 3,
        list: batch.list,
      });
      verifyPath(letter, found.issue, found.count);
    }
  });

  test("is none of an issue that was anchored alone, or is not known", async () => {
    const alone = await model.anchor(letter, "0", { a: "nought" });
    await archive.refresh();
    expect(await archive.batch(alone)).toBeUndefined();
    expect(await archive.batch(ZERO_DIGEST)).toBeUndefined();
  });

  test("error: its list is lost, and no longer remembered", async () => {
    const batch = await batched(model, letter, { "1": { a: "one" } });
    for (const label of ["2", "3", "4", "5"]) await batched(model, letter, { [label]: { a: label } });
    await archive.refresh();
    const [store = expect.unreachable()] = model.stores;
    store.blocks.delete(String(documentCid(batch.list)));
    const missing = { cid: String(documentCid(batch.list)) };
    await expect(archive.batch(batch.of("1"))).toFailWith("BLOCK_MISSING", missing);
  });
});
