import { describe, expect, test } from "vitest";
import { CATALOGUE } from "../../../src/core/errors/catalogue.ts";
import {
  encodeProof,
  LONGEST_BATCH_PATH,
  LONGEST_PASSAGE,
  LONGEST_TEXT_PATH,
  MAX_PROOF_BYTES,
  MOST_ENDORSED_ENTRIES,
  MOST_ENDORSEMENTS,
  MOST_PROOF_NODES,
  MOST_QUOTED_BLOCKS,
  parseProof,
} from "../../../src/core/proof/form.ts";
import { readFileSync } from "node:fs";
import { bytesOf, HOLDING, partsOf, vector } from "./vectors.ts";

const spec = readFileSync(new URL("../../../docs/spec/proof.md", import.meta.url), "utf8");

describe("the form of a proof", () => {
  test.each(HOLDING)("$name is read and written again, byte for byte", ({ bytes }) => {
    expect(Buffer.from(encodeProof(parseProof(bytes))).equals(Buffer.from(bytes))).toBe(true);
  });

  test("a field of the wrong kind is named with its place", async () => {
    const parts = partsOf(vector("tide/single"));
    const bent = { ...parts, state: { ...parts.state, nodes: [...parts.state.nodes, "AQJ="] } };
    const at = parts.state.nodes.length;
    await expect(() => parseProof(bytesOf(bent))).toFailWith("PROOF_MALFORMED", {
      problem: `state.nodes.${at}: must be bytes in padded base64`,
    });
  });
});

const QUOTED = [LONGEST_PASSAGE, MOST_QUOTED_BLOCKS, LONGEST_TEXT_PATH];
const ENDORSED = [MOST_ENDORSED_ENTRIES, MOST_ENDORSEMENTS];

describe("docs/spec/proof.md", () => {
  test("names every failure of a proof file", () => {
    const named = new Set([...spec.matchAll(/`(PROOF_\w+)`/g)].map(([, code]) => code));
    const ours = Object.keys(CATALOGUE).filter((code) => code.startsWith("PROOF_"));
    expect(ours.filter((code) => !named.has(code))).toEqual([]);
    expect([...named].filter((code) => !ours.includes(code ?? ""))).toEqual([]);
  });

  test("states the limits", () => {
    for (const limit of [MAX_PROOF_BYTES, MOST_PROOF_NODES, LONGEST_BATCH_PATH, ...QUOTED, ...ENDORSED])
      expect(spec).toContain(limit.toLocaleString("en"));
  });
});
