import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Block } from "../../../src/core/block.ts";
import { type CID, documentCid } from "../../../src/core/cid.ts";
import { type Entry, ENTRY_BYTES } from "../../../src/core/history/entry.ts";
import { foldAll } from "../../../src/core/history/fold.ts";
import { BLOCK_ENTRIES } from "../../../src/core/mirror/format.ts";
import { MirrorDraft } from "../../../src/core/mirror/write.ts";
import type { PublicationRef } from "../../../src/core/publication.ts";
import { blockFromAny } from "../../../src/core/retrieval.ts";
import { batched, refOf } from "../../support/model-batch.ts";
import { ModelArchive } from "../../support/model-archive.ts";
import { entry } from "../history/arbitrary.ts";
import { AT, blocksOf, carOf, collected, entries, partsOf, readBack, ref, sha256 } from "./mirrors.ts";

describe("MirrorDraft", () => {
  test("fills every block of the history but the last", async () => {
    const history: Entry[] = Array.from({ length: 2 * BLOCK_ENTRIES + 3 }, (_, at) => ({
      ...{ number: at + 1, time: 1_800_000_000 + at, actor: `0x${"a1".repeat(20)}` as Entry["actor"] },
      ...{ kind: "closed" as const },
    }));
    const blocks = await blocksOf(history);
    expect(blocks.slice(1).map(({ bytes }) => bytes.length / ENTRY_BYTES)).toEqual([
      ...[BLOCK_ENTRIES, BLOCK_ENTRIES, 3],
    ]);
    const read = await readBack(carOf(blocks));
    expect(read.entries).toEqual(history);
  });

  test("gives back any entries, and any stretch of them taken after the others", async () => {
    const histories = fc.tuple(fc.array(entry, { minLength: 1, maxLength: 30 }), fc.nat(30));
    await fc.assert(
      fc.asyncProperty(histories, async ([some, cut]) => {
        const history = some.map((one, at) => ({ ...one, number: at + 1 }));
        const draft = new MirrorDraft(ref, sha256);
        draft.take(history.slice(0, cut));
        draft.take(history.slice(cut));
        const blocks = await collected(draft.blocks(AT, async () => undefined));
        const read = await readBack(carOf(blocks));
        expect(read).toMatchObject({ entries: history, root: foldAll(ref, history, sha256) });
      }),
    );
  });

  test("error: entries with a gap", async () => {
    await expect(blocksOf(entries.toSpliced(2, 1))).toFailWith("HISTORY_BROKEN");
  });
});

describe("the documents of a mirror", () => {
  const model = new ModelArchive("first");
  let ref: PublicationRef;
  let history: readonly Entry[];
  let blocks: readonly Block[];

  async function mirrored(without?: CID): Promise<readonly Block[]> {
    const draft = new MirrorDraft(ref, sha256);
    draft.take(history);
    return collected(
      draft.blocks(AT, async (cid) =>
        without?.equals(cid) === true ? undefined : blockFromAny(model.stores, cid, sha256),
      ),
    );
  }

  beforeAll(async () => {
    const id = model.register();
    ref = refOf(model, id);
    const first = await model.anchor(id, "1", { "index.html": "one" });
    await model.revise(id, "1", { "index.html": "one, mended" }, "A slip.");
    await batched(model, id, { "11": { a: "eleven" }, "12": { a: "twelve" } });
    model.post(id, first, "concern", "A slip.");
    const tip = (await model.registry.node().block("latest")) ?? expect.unreachable();
    history = (await model.registry.entries(id, 0, tip)).map(({ entry }) => entry);
    blocks = await mirrored();
  });

  test("come each once, in the order in which the entries refer to them", async () => {
    const { documents } = await readBack(carOf(blocks));
    const types = documents.map((bytes) => {
      const { type, issue } = JSON.parse(new TextDecoder().decode(bytes)) as {
        type: string;
        issue?: { label: string; revision: number };
      };
      return issue === undefined ? type : `${issue.label} ${issue.revision}`;
    });
    expect(types).toEqual([
      ...["colophon/profile/1", "1 1", "1 2", "colophon/reason/1"],
      ...["colophon/batch/1", "colophon/batch-part/1", "11 1", "12 1"],
    ]);
  });

  test("the same publication at the same block gives the same bytes, and folds to the same head", async () => {
    expect(carOf(await mirrored())).toEqual(carOf(blocks));
    const [part] = await partsOf(carOf(blocks), { publication: ref });
    const { head, entries } = foldAll(ref, history, sha256);
    expect(part).toMatchObject({ root: { head, entries, publication: ref, block: AT } });
  });

  test("one that nobody has is left out, and those of a list with it", async () => {
    for (const { cid } of blocks.slice(2)) {
      const left = await mirrored(cid);
      await expect(readBack(carOf(left))).resolves.toMatchObject({ entries: history });
      expect(left.some((one) => one.cid.equals(cid))).toBe(false);
    }
    const list = history.find((entry) => entry.kind === "batch-anchored") ?? expect.unreachable();
    await expect(mirrored(documentCid(list.list))).resolves.toHaveLength(blocks.length - 4);
  });

  test("error: two of them change places, or one comes twice", async () => {
    for (let at = 2; at + 1 < blocks.length; at++) {
      const [one, next] = [blocks[at], blocks[at + 1]];
      if (one === undefined || next === undefined) return expect.unreachable();
      await expect(partsOf(carOf(blocks.toSpliced(at, 2, next, one)))).toFailWith("MIRROR_INVALID");
      await expect(partsOf(carOf(blocks.toSpliced(at, 0, one)))).toFailWith("MIRROR_INVALID");
    }
  });
});
