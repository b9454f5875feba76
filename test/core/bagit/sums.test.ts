import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeBagSums, encodeSums, parseBagSums, type Sum } from "../../../src/core/bagit/sums.ts";
import { pathProblem } from "../../../src/core/path.ts";

const DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const of = { bag: "the bag", list: "manifest-sha256.txt", version: { major: 1, minor: 0 } } as const;
const paths = (text: string, version: { major: number; minor: number } = of.version) =>
  parseBagSums(text, { ...of, version }).map(({ path }) => path);

describe("the checksums of a bag", () => {
  test("of any paths of issues are read as they were written", () => {
    const path = fc
      .string({ unit: "binary", minLength: 1, maxLength: 40 })
      .filter((p) => pathProblem(p) === undefined);
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 5 }), (found) => {
        const sums = found.map((one): Sum => ({ path: `data/${one}`, digest: DIGEST }));
        expect(parseBagSums(encodeBagSums(sums), of)).toEqual(sums);
      }),
    );
  });

  test("have a percent sign written as RFC 8493 has it, and SHA256SUMS as it is", () => {
    const sums = [{ path: "data/100%.txt", digest: DIGEST }];
    expect(encodeBagSums(sums)).toBe(`${DIGEST}  data/100%25.txt\n`);
    expect(encodeSums(sums)).toBe(`${DIGEST}  data/100%.txt\n`);
    expect(paths(`${DIGEST}  data/a%25.txt\n`)).toEqual(["data/a%.txt"]);
    expect(paths(`${DIGEST}  data/a%25.txt\n`, { major: 0, minor: 97 })).toEqual(["data/a%25.txt"]);
  });

  test("are taken from other tools: CRLF, capitals, binary marks, ./, decomposed letters, the same line twice", () => {
    const text = `${DIGEST.toUpperCase()} *./data/cafe\u0301.txt\r\n\r\n${DIGEST}\tdata/cafe\u0301.txt\r\n`;
    expect(parseBagSums(text, of)).toEqual([{ path: "data/café.txt", digest: DIGEST }]);
  });

  test.each([
    "data/../../etc/passwd",
    "../up.txt",
    "/etc/passwd",
    "~/.ssh/id",
    "data//a",
    "data/./a",
    "data/a\\b",
    "data/a%0Ab",
    "data/\u202egpj.exe",
  ])("that name %j are refused", async (path) => {
    await expect(() => paths(`${DIGEST}  ${path}\n`)).toFailWith("BAG_PATH_UNSAFE", { bag: "the bag" });
  });

  test("that are no checksums, or two for one file, are refused", async () => {
    for (const text of [
      "data/a.txt\n",
      `${DIGEST}\n`,
      `${DIGEST}  data/a\n${DIGEST.replace("9", "8")}  data/a\n`,
    ])
      await expect(() => paths(text), text).toFailWith("BAG_MALFORMED");
  });
});
