import { expect, test } from "vitest";
import { isSignedByKey } from "../../../src/core/endorsement/signature.ts";
import type { Signature } from "../../../src/core/signed-call/call.ts";
import { endorsement, SIGNING, VECTORS } from "./vectors.ts";

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

test.each(VECTORS.endorsements.map(({ title }, at) => ({ title, at })))(
  "takes what cast signed: $title",
  ({ at }) => {
    expect(isSignedByKey(endorsement(at), SIGNING)).toBe(true);
  },
);

test("takes it no more when anything under it is another", () => {
  const [one, two] = [endorsement(0), endorsement(1)];
  const publication = {
    ...one.publication,
    id: two.publication.id.replace("3", "4"),
  } as typeof one.publication;
  const changes: readonly Partial<typeof one>[] = [
    { publication },
    { endorser: two.endorser },
    { entries: one.entries - 1 },
    { head: two.head },
    { block: { ...one.block, number: one.block.number + 1 } },
    { block: two.block },
    { seen: one.seen + 1 },
    { holds: "manifests" },
    { signature: two.signature },
  ];
  const taken = changes.map((change) => isSignedByKey({ ...one, ...change }, SIGNING));
  expect(taken).toEqual(changes.map(() => false));
});

test("takes no second signature made from the first: high s, v of 0 or 1, other lengths", () => {
  const one = endorsement(0);
  const [r, s, v] = [one.signature.slice(2, 66), one.signature.slice(66, 130), one.signature.slice(130)];
  const high = (ORDER - BigInt(`0x${s}`)).toString(16).padStart(64, "0");
  const other = v === "1b" ? "1c" : "1b";
  const zero = v === "1b" ? "00" : "01";
  const forms = [
    `0x${r}${high}${other}`,
    `0x${r}${s}${zero}`,
    `${one.signature}00`,
    "0x",
    `0x${"00".repeat(64)}1b`,
  ];
  for (const form of forms)
    expect(isSignedByKey({ ...one, signature: form as Signature }, SIGNING), form).toBe(false);
});
