import { describe, expect, test } from "vitest";
import { parseAddress } from "../../../src/core/address.ts";
import type { Bytes32 } from "../../../src/core/digest.ts";
import { parseLabel } from "../../../src/core/label.ts";
import {
  provenBatch,
  provenCurrent,
  provenGrant,
  provenList,
  provenPublication,
  provenPublications,
  provenRecord,
  slotsOfPublication,
} from "../../../src/core/state-proof/registry.ts";
import { publicationSlots } from "../../../src/core/state-proof/layout.ts";
import { provenWord, verifyStateProof } from "../../../src/core/state-proof/state-proof.ts";
import { VECTORS, type Vector } from "./vectors.ts";

describe.each(VECTORS)("what $client answered", (vector) => {
  const { id, names, answers } = vector;
  const state = verifyStateProof(vector.proof("registry"), vector.claim("registry"));
  const name = (known: string): string => names[known] ?? "";

  test("proves its block", () => {
    expect(state.block).toEqual({
      hash: vector.blockHash,
      number: Number(vector.block["number"]),
      time: Number(vector.block["timestamp"]),
    });
    expect(state.codeHash).toBe(answers.registry.codeHash);
  });

  test("proves of every slot what eth_getStorageAt gives, zero where there is nothing", () => {
    const given = Object.entries(vector.slots).map(([slot, key]) => [slot, word(state.words.get(key))]);
    expect(Object.fromEntries(given)).toEqual(vector.storage);
    expect([...state.words.values()].filter((value) => value === 0n).length).toBeGreaterThan(4);
  });

  test("proves the publication as the registry's view gives it", () => {
    const view = vector.views["publication"] ?? {};
    expect(provenPublications(state)).toBe(vector.views["publications"]);
    expect(provenPublication(state, id)).toEqual({
      id,
      owner: String(view["owner"]).toLowerCase(),
      pendingOwner: name("heir"),
      head: String(view["head"]).slice(2),
      entries: view["entries"],
      registeredAt: view["registeredAt"],
      updatedAt: view["updatedAt"],
      closed: view["closed"],
      profile: String(view["profile"]).slice(2),
    });
  });

  test("proves the records, and that others are not there", () => {
    const proven = (known: string) => provenRecord(state, id, vector.digest(known));
    const view = (known: string) => vector.views[known] ?? {};
    expect(proven("one")).toEqual({
      ...shared(view("one")),
      kind: "anchored",
      notice: "none",
      noticeEntry: undefined,
    });
    expect(proven("two")).toEqual({
      ...shared(view("two")),
      kind: "anchored",
      notice: "retraction",
      noticeEntry: 6,
    });
    expect(proven("three")).toEqual({
      ...shared(view("three")),
      kind: "revised",
      notice: "none",
      noticeEntry: undefined,
    });
    expect([proven("three")?.revision, proven("three")?.first]).toEqual([2, 3]);
    expect(proven("nothing")).toBeUndefined();
  });

  test("proves what is current under a label, and that nothing is", () => {
    const current = (label: string) => provenCurrent(state, id, parseLabel(label));
    expect(current("2019-11-26")).toBe(vector.digest("three"));
    expect(current("2019-12-03")).toBe(vector.digest("two"));
    expect(current("nothing")).toBeUndefined();
  });

  test("proves a batch and its list, and that there is no other", () => {
    const view = vector.views["batch"] ?? {};
    expect(provenBatch(state, id, name("root") as Bytes32)).toEqual({
      entry: 7,
      time: view["time"],
      count: 1000,
    });
    expect(provenList(state, id, 7)).toBe(vector.digest("list"));
    expect(provenBatch(state, id, name("nothing") as Bytes32)).toBeUndefined();
    expect(provenList(state, id, 6)).toBeUndefined();
  });

  test("proves who is granted and who is not", () => {
    expect(provenGrant(state, id, parseAddress(name("editor")))).toBe(true);
    expect(provenGrant(state, id, parseAddress(name("heir")))).toBe(false);
    expect(provenWord(state, publicationSlots(id).publisher(0))).toBe(BigInt(name("editor")));
  });

  test("proves slots in nodes that are shorter than their hash", () => {
    const deep = verifyStateProof(vector.proof("setter"), vector.claim("setter"));
    expect([...deep.words.values()]).toEqual([7n, 9n, 4n, 0n]);
  });

  test("proves that nothing is at an address", async () => {
    await expect(() => verifyStateProof(vector.proof("nobody"), vector.claim("nobody"))).toFailWith(
      "STATE_PROOF_ACCOUNT_ABSENT",
    );
  });

  test("says nothing about a slot that it does not cover", async () => {
    const { head } = publicationSlots(id);
    const little = verifyStateProof(vector.proof("registry", [head]), vector.claim("registry"));
    expect(word(provenWord(little, head))).toBe(vector.storage["head"]);
    await expect(() => provenPublication(little, id)).toFailWith("STATE_PROOF_SLOT_MISSING", {
      slot: publicationSlots(id).state,
    });
  });

  test("is told in the slots that a publication's view names", () => {
    const little = verifyStateProof(
      vector.proof("registry", slotsOfPublication(id)),
      vector.claim("registry"),
    );
    expect(provenPublication(little, id)).toEqual(provenPublication(state, id));
  });
});

test("the two clients prove the same words but for times", () => {
  const words = VECTORS.map(
    (vector) => verifyStateProof(vector.proof("registry"), vector.claim("registry")).words,
  );
  const [anvil, geth] = words.map((proven) => [...proven.keys()]);
  expect(anvil).toEqual(geth);
});

function shared(view: Vector["views"][string]): object {
  const { entry, time, revision, first } = view;
  return { entry, time, revision, first };
}

function word(value: bigint | undefined): string | undefined {
  return value === undefined ? undefined : `0x${value.toString(16).padStart(64, "0")}`;
}
