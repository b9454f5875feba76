import { describe, expect, test } from "vitest";
import {
  decodeFork,
  encodeFork,
  type Fork,
  forkOf,
  LARGEST_FORK,
  verifyFork,
} from "../../../src/core/endorsement/fork.ts";
import { decodeEntry } from "../../../src/core/history/decode.ts";
import { foldAll } from "../../../src/core/history/fold.ts";
import { bytesOf, endorsement, SIGNING, VECTORS } from "./vectors.ts";

const read = (value: unknown) => decodeFork(bytesOf(value), "fork.json");
const verified = (fork: Fork) => verifyFork(fork, "fork.json", SIGNING);
const [sameEntry, notOn] = VECTORS.forks.map(({ file }) => read(file)) as [Fork, Fork];

describe("verifyFork", () => {
  test.each(VECTORS.forks)("takes what another program made: $title", ({ file }) => {
    expect(verified(read(file))).toEqual({
      signedByKey: { earlier: true, later: true },
      sameEndorser: false,
    });
  });

  test("says which of the two is not signed by its endorser's key", () => {
    const { later } = sameEntry;
    expect(verified({ ...sameEntry, later: { ...later, seen: later.seen + 1 } })).toMatchObject({
      signedByKey: { earlier: true, later: false },
    });
  });

  test("refuses two that are of one history, or of two publications, or that nothing joins", async () => {
    const { earlier, later, between, before } = notOn;
    const other = { ...earlier.publication, id: "4" } as typeof earlier.publication;
    const changed = between.slice();
    changed[50] = 1;
    const renumbered = between.slice();
    renumbered[7] = 9;
    const bad: readonly Partial<Fork>[] = [
      { earlier: { ...earlier, head: before } },
      { earlier: { ...earlier, publication: other } },
      { earlier: { ...earlier, entries: 5 } },
      { earlier: { ...earlier, entries: 1 } },
      { between: changed },
      { between: renumbered },
      { between: between.subarray(197) },
      { before: later.head },
    ];
    for (const change of bad)
      await expect(() => verified({ ...notOn, ...change })).toFailWith("FORK_UNPROVED");
    await expect(() =>
      verified({ ...sameEntry, later: sameEntry.earlier, before: sameEntry.earlier.head }),
    ).toFailWith("FORK_UNPROVED");
  });
});

describe("forkOf", () => {
  const entries = VECTORS.history.map((hex) => decodeEntry(Buffer.from(hex, "hex")));
  const { publication } = endorsement(0);
  const headAfter = (count: number) => foldAll(publication, entries.slice(0, count), SIGNING.sha256).head;

  test("makes what another program made", () => {
    expect(forkOf({ earlier: endorsement(3), later: endorsement(0) }, { entries, headAfter })).toEqual(notOn);
    expect(forkOf({ earlier: endorsement(0), later: endorsement(4) }, { entries, headAfter })).toEqual(
      sameEntry,
    );
  });

  test("is none of two that agree, or in the wrong order", () => {
    expect(
      forkOf({ earlier: endorsement(1), later: endorsement(0) }, { entries, headAfter }),
    ).toBeUndefined();
    expect(
      forkOf({ earlier: endorsement(0), later: endorsement(3) }, { entries, headAfter }),
    ).toBeUndefined();
  });
});

describe("the file", () => {
  test("reads back what it wrote", () => {
    for (const fork of [sameEntry, notOn]) expect(read(encodeFork(fork))).toEqual(fork);
  });

  test("is refused when it is no proof of a fork", async () => {
    const [, vector] = VECTORS.forks;
    const file = vector?.file ?? expect.unreachable();
    await expect(() => read({ ...file, type: "colophon/endorsement/1" })).toFailWith(
      "ENDORSEMENT_TYPE_UNKNOWN",
    );
    for (const change of [
      { between: "AQJ=" },
      { before: "0x" },
      { more: 1 },
      { later: { ...(file["later"] as object), holds: 1 } },
    ])
      await expect(() => read({ ...file, ...change })).toFailWith("ENDORSEMENT_INVALID");
    await expect(() => decodeFork(new Uint8Array(LARGEST_FORK + 1), "fork.json")).toFailWith(
      "ENDORSEMENT_INVALID",
    );
  });
});
