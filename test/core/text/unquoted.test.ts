import { describe, expect, test } from "vitest";
import { normaliseText } from "../../../src/core/text/normalise.ts";
import { unquoted } from "../../../src/core/text/unquoted.ts";

describe("unquoted", () => {
  test.each(["“High tide”", '"High tide"', "‘High tide’", "« High tide »", "»High tide«", "「High tide」"])(
    "leaves out the pair around %s",
    (quoted) => {
      expect(unquoted(normaliseText(quoted))).toBe("High tide");
    },
  );

  test.each(["High tide", '"', '"High tide," he said.', "High 'tide'", "«High tide"])(
    "is nothing for %s",
    (passage) => {
      expect(unquoted(passage)).toBeUndefined();
    },
  );
});
