import { describe, expect, test } from "vitest";
import { callInWords, momentInWords, placeInWords } from "../../../src/core/signed-call/words.ts";
import { VECTORS } from "./vectors.ts";

describe("a call in words", () => {
  const digest = /[0-9a-f]{64}/.source;
  test.each([
    ["anchor", `anchor issue 2019-11-26 with the digest ${digest}`],
    ["revise", `revise issue 95 from ${digest} to ${digest}`],
    ["post, concern", `post a concern notice on ${digest}`],
    ["anchor-batch", `anchor a batch of 4294967295 issues with the root 0x${digest}`],
    ["revise-batched", `revise issue 95 from ${digest} to ${digest}`],
    ["post-batched", `post a retraction notice on issue 95, ${digest}`],
  ])("%s: says what is asked", (title, said) => {
    const found = VECTORS.find((vector) => vector.title === title);
    expect(found && callInWords(found.signed.call)).toMatch(new RegExp(`^${said}$`));
  });

  test("is followed by the publication, the registry and the chain", () => {
    const [first] = VECTORS;
    expect(first && placeInWords(first.signed)).toBe(
      "in publication 3 of the registry 0x5fbdb2315678afecb367f032d93f642f64180aa3 on eip155:31337",
    );
  });

  test("tells apart all calls that differ in more than their reason", () => {
    const said = VECTORS.map(({ signed }) => callInWords(signed.call));
    // Of the three revisions two differ in their reason alone, and the third in that its issue is of a batch.
    expect(new Set(said).size).toBe(VECTORS.length - 2);
  });

  test.each([
    [1_800_604_800, "2027-01-22T08:00:00Z"],
    [0, "1970-01-01T00:00:00Z"],
    [Number.MAX_SAFE_INTEGER, `second ${Number.MAX_SAFE_INTEGER}`],
  ])("a deadline of %i is %s", (deadline, said) => {
    expect(momentInWords(deadline)).toBe(said);
  });
});
