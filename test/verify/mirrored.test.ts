import { beforeEach, describe, expect, test } from "vitest";
import type { BlockRef, LocatedEntry } from "../../src/core/ports.ts";
import type { PublicationId } from "../../src/core/publication.ts";
import { tipBlock } from "../../src/core/finality.ts";
import { mirrored } from "../../src/verify/mirrored.ts";
import { ModelArchive } from "../support/model-archive.ts";

let archive: ModelArchive;
let letter: PublicationId;
let tip: BlockRef;
/** All five, as logs tell them. */
let logged: readonly LocatedEntry[];

beforeEach(async () => {
  archive = new ModelArchive();
  letter = archive.register();
  for (const label of ["1", "2", "3", "4"]) await archive.anchor(letter, label, { "index.html": label });
  tip = await tipBlock(archive.registry.node());
  logged = await archive.registry.entries(letter, 0, tip);
  archive.registry.readings = 0;
});

const source = (held: number, { since, count = 5 }: { since?: number; count?: number } = {}) =>
  mirrored(
    archive.registry,
    { id: letter, entries: logged.slice(0, held).map(({ entry }) => entry), since },
    count,
  );
const entriesOf = (located: readonly LocatedEntry[]) => located.map(({ entry }) => entry);

describe("a mirror as a source of entries", () => {
  test("gives all of them without a log, placed at the block as of which it was asked", async () => {
    const all = await source(5).entries(letter, 0, tip);
    expect(entriesOf(all)).toEqual(entriesOf(logged));
    const { number, hash } = tip;
    expect(all.map(({ block, transaction }) => [block, transaction])).toEqual(
      all.map(() => [{ number, hash }, undefined]),
    );
    expect(archive.registry.readings).toBe(0);
  });

  test("goes on with the logs after its own, from the block at which there were no more", async () => {
    const all = await source(3, { since: 4 }).entries(letter, 1, tip);
    expect(entriesOf(all)).toEqual(entriesOf(logged.slice(1)));
    expect(all.slice(2)).toEqual(logged.slice(3));
    expect([archive.registry.readings, archive.registry.searchedFrom]).toEqual([1, 4]);
  });

  test("leaves to the logs what it does not have: other publications, and all that comes after it", async () => {
    const notes = archive.register("Notes");
    const now = await tipBlock(archive.registry.node());
    expect(entriesOf(await source(5).entries(notes, 0, now))).toMatchObject([{ kind: "registered" }]);
    expect(await source(3).entries(letter, 3, now, 2)).toEqual(logged.slice(3));
    expect(archive.registry.searchedFrom).toBe(2);
  });

  test("gives no more than the registry has", async () => {
    expect(entriesOf(await source(5, { count: 4 }).entries(letter, 0, tip))).toEqual(
      entriesOf(logged.slice(0, 4)),
    );
    expect(archive.registry.readings).toBe(0);
  });
});
