import { expect, test } from "vitest";
import { wordsOf } from "../../src/cli/signed-words.ts";
import { ZERO_DIGEST } from "../../src/core/digest.ts";
import { VECTORS } from "../core/signed-call/vectors.ts";

/* Whoever signs reads these lines and nothing else: no value under the signature is left out of them. */

const UNSIGNED = new Set(["kind", "path"]);

test.each(VECTORS.map(({ title, signed }) => [title, signed] as const))(
  "%s: every value is shown",
  (_, signed) => {
    const shown = wordsOf(signed, 7).join("\n");
    for (const [name, value] of Object.entries(signed.call))
      if (!UNSIGNED.has(name)) expect(shown, name).toContain(value === ZERO_DIGEST ? "none" : String(value));
    for (const value of [signed.publisher, signed.head, ...Object.values(signed.publication)])
      expect(shown).toContain(value);
  },
);
