import { expect, test } from "vitest";
import { KEY_FAILURES } from "../../../../src/core/errors/catalogue/keys.ts";

/** What these sentences are filled with: names and reasons, and nothing that a key or passphrase could be passed as. */
const FILLED_WITH = new Set(["file", "mode", "what", "problem", "signer", "field", "method"]);

test("no sentence about keys has a place for a key, a passphrase or an answer of a signer", () => {
  const places = Object.values(KEY_FAILURES).flatMap(({ says, next }) =>
    [...`${says} ${next}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ""),
  );
  expect(places.length).toBeGreaterThan(10);
  expect(places.filter((name) => !FILLED_WITH.has(name))).toEqual([]);
});

test("only a signer that signed something else is a finding; what may work later can be run again", () => {
  const withExit = (exit: number) =>
    Object.entries(KEY_FAILURES).flatMap(([code, failure]) => (failure.exit === exit ? [code] : []));
  expect(withExit(1)).toEqual(["SIGNED_OTHERWISE"]);
  expect(withExit(3)).toEqual(["SIGNER_UNREACHABLE", "SIGNER_REFUSED", "SIGNER_ANSWER_INVALID"]);
});
