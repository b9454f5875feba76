import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { typedDataOf } from "../../../src/core/signed-call/typed-data.ts";
import { VECTORS } from "./vectors.ts";

const CONTRACT = readFileSync(new URL("../../../contracts/SignedPublishing.sol", import.meta.url), "utf8");
const SPEC = readFileSync(new URL("../../../docs/spec/signed-call.md", import.meta.url), "utf8");

describe("the typed data of a call", () => {
  test.each(VECTORS.map((vector) => [vector.title, vector] as const))(
    "%s: is that of the vector",
    (_, vector) => {
      expect(typedDataOf(vector.signed)).toEqual(vector.typedData);
    },
  );

  test.each(VECTORS.map((vector) => [vector.encodeType, vector] as const))(
    "%s is as the contract and the specification write it",
    (encodeType, { signed }) => {
      const { types, primaryType } = typedDataOf(signed);
      const members = (types[primaryType] ?? []).map(({ type, name }) => `${type} ${name}`);
      expect(`${primaryType}(${members.join(",")})`).toBe(encodeType);
      expect(CONTRACT.replace(/"\s+"/g, "")).toContain(`"${encodeType}"`);
      expect(SPEC).toContain(`\n${encodeType}\n`);
    },
  );

  test("the vectors hold every call that can be signed", () => {
    const kinds = ["anchor", "anchor-batch", "post", "post-batched", "revise", "revise-batched"];
    expect([...new Set(VECTORS.map(({ signed }) => signed.call.kind))].toSorted()).toEqual(kinds);
  });
});
