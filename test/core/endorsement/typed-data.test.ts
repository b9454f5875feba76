import { describe, expect, test } from "vitest";
import { portableKeccak256 } from "../../../src/core/batch/keccak256.ts";
import { endorsementDigest, endorsementTypedData } from "../../../src/core/endorsement/typed-data.ts";
import { endorsement, VECTORS } from "./vectors.ts";

describe.each(VECTORS.endorsements.map((vector, at) => ({ ...vector, at })))(
  "$title",
  ({ at, typedData, digest }) => {
    test("is the typed data that cast signs", () => {
      expect(endorsementTypedData(endorsement(at))).toEqual(typedData);
    });

    test("hashes to what is signed", () => {
      expect(endorsementDigest(endorsement(at), portableKeccak256)).toBe(digest);
    });
  },
);
