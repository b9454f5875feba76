import { describe, expect, test } from "vitest";
import { parseAddress } from "../../../src/core/address.ts";
import type { Bytes32 } from "../../../src/core/digest.ts";
import { parseLabel } from "../../../src/core/label.ts";
import { parsePublicationId } from "../../../src/core/publication.ts";
import { publicationSlots } from "../../../src/core/state-proof/layout.ts";
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
import { type ProvenState, provenWord, verifyStateProof } from "../../../src/core/state-proof/state-proof.ts";
import { VECTORS, type Vector } from "./vectors.ts";

describe.each(VECTORS)("what $client answered", (vector) => {
  const { id, names } = vector;
  const state = verifyStateProof(vector.proof("registry"), vector.claim("registry"));
  const name = (known: string): string => names[known] ?? "";

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

  test("is told in the slots that a publication's view names", () => {
    const little = verifyStateProof(
      vector.proof("registry", slotsOfPublication(id)),
      vector.claim("registry"),
    );
    expect(provenPublication(little, id)).toEqual(provenPublication(state, id));
  });

  test("does not tell of a publication in part", async () => {
    const { head, state: first } = publicationSlots(id);
    const little = verifyStateProof(vector.proof("registry", [head]), vector.claim("registry"));
    await expect(() => provenPublication(little, id)).toFailWith("STATE_PROOF_SLOT_MISSING", { slot: first });
  });
});

describe("a state", () => {
  const id = parsePublicationId("2");
  const [vector] = VECTORS as readonly [Vector];
  const state = verifyStateProof(vector.proof("registry"), vector.claim("registry"));
  const slots = publicationSlots(id);
  const withWords = (...words: readonly [Bytes32, bigint][]): ProvenState => ({
    ...state,
    words: new Map([...state.words, ...words]),
  });

  test("without a publication says so, whatever else it covers", () => {
    expect(provenPublication(withWords([slots.state, 0n]), id)).toBeUndefined();
  });

  test("with a publication that has no head or no profile is of another contract", async () => {
    for (const slot of [slots.head, slots.profile])
      await expect(() => provenPublication(withWords([slot, 0n]), id)).toFailWith(
        "STATE_PROOF_VALUE_MALFORMED",
      );
  });
});

function shared(view: Vector["views"][string]): object {
  const { entry, time, revision, first } = view;
  return { entry, time, revision, first };
}
