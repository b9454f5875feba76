import { describe, expect, test } from "vitest";
import { watchFinality } from "../../src/cli/finality-watch.ts";
import { failure } from "../../src/core/errors/error.ts";
import type { BlockRef } from "../../src/core/ports.ts";
import { parseChainId } from "../../src/core/publication.ts";
import type { Progress } from "../../src/publish/progress.ts";
import { pause } from "../support/archive-fixture.ts";

const PACE = { silent: 60, look: 10, again: 200, idle: 100 };
const MINED: Progress = { kind: "step", what: "job", step: "mined" };

/** A chain whose tip the test moves. */
function watched() {
  let tip: number | undefined = 7;
  const seen: Progress[] = [];
  const block = () =>
    tip === undefined
      ? Promise.reject(failure("CHAIN_UNREACHABLE", { node: "n", problem: "down" }))
      : Promise.resolve({ number: tip, hash: `0x${"0".repeat(64)}`, time: 0 } as BlockRef);
  const watch = watchFinality({
    ...{ chain: { block }, chainId: parseChainId("eip155:8453"), finality: { kind: "tag" } },
    onProgress: (progress) => void seen.push(progress),
    pace: PACE,
  });
  return {
    watch,
    notes: () => seen.flatMap((one) => (one.kind === "note" ? [one.message] : [])),
    seen,
    move: (to: number | undefined) => (tip = to),
  };
}

describe("waiting for a block to become final", () => {
  test("is not spoken of when it is final at once", async () => {
    const { watch, notes, seen } = watched();
    watch.onProgress(MINED);
    watch.onProgress({ ...MINED, step: "final" });
    await pause(150);
    expect(notes()).toEqual([]);
    expect(seen).toHaveLength(2);
  });

  test("says how long it takes on the chain, and goes on saying that it waits", async () => {
    const { watch, notes, move } = watched();
    let number = 7;
    const mining = setInterval(() => move(number++), 20);
    watch.onProgress(MINED);
    await pause(160);
    expect(notes()).toHaveLength(1);
    expect(notes()[0]).toContain("25 min");
    await pause(200);
    expect(notes().length).toBeGreaterThanOrEqual(2);
    clearInterval(mining);
    watch[Symbol.dispose]();
    const said = notes().length;
    await pause(250);
    expect(notes()).toHaveLength(said);
  });

  test("names a chain on which no block comes, once; a node that is down is not that", async () => {
    const { watch, notes, move } = watched();
    const idle = () => notes().filter((note) => note.includes("no block has come after block 7"));
    watch.onProgress(MINED);
    await pause(300);
    expect(idle()).toHaveLength(1);
    watch.onProgress({ ...MINED, step: "final" });

    const down = watched();
    down.move(undefined);
    down.watch.onProgress(MINED);
    await pause(200);
    expect(down.notes().filter((note) => note.includes("no block"))).toEqual([]);
    down.watch[Symbol.dispose]();
    move(8);
  });
});
