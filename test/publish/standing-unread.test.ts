import { afterAll, expect, test } from "vitest";
import type { Store } from "../../src/core/ports.ts";
import { reviseIssue } from "../../src/publish/issue.ts";
import { memoryFile } from "../support/hashing.ts";
import { handOn } from "../support/publisher-hand.ts";
import { openRig, type Parts } from "../support/publisher-rig.ts";

/* A second machine of the same publisher: it has the registry and the key, and stores of its own. */

const rig = await openRig();
afterAll(() => rig[Symbol.asyncDispose]());

test("a correction of what no store here holds says what is missing, signs nothing, and goes on where a store has it", async () => {
  const plan = rig.plan();
  const { cid } = await handOn(rig).publish(plan);
  const mended = { ...plan, files: [memoryFile("letter.txt", "mended")] };
  const empty: Store = { ...rig.store, id: "here", block: () => Promise.resolve(undefined) };
  const revise = (parts: Parts) => reviseIssue(mended, undefined, rig.publisher(parts));
  const before = await rig.chain.transactionCount(rig.signer.address, "latest");
  await expect(revise({ store: empty })).toFailWith("STANDING_UNREAD", { cid, names: "here" });
  expect(await rig.chain.transactionCount(rig.signer.address, "latest")).toBe(before);
  expect(await revise({})).toMatchObject({ revision: 2, status: "final" });
});
