import { encodeRlp, getBytes, keccak256 } from "ethers";
import { describe, expect, test } from "vitest";
import type { Bytes32 } from "../../../src/core/digest.ts";
import { readHeader } from "../../../src/core/state-proof/header.ts";
import { VECTORS } from "./vectors.ts";

/* Headers of Ethereum itself are read in test/adapters/evm/state-proof/header.test.ts. */

type Field = string | string[];

const sized = (size: number): string => `0x${"11".repeat(size)}`;
const FIELDS: readonly Field[] = [
  ...[32, 32, 20, 32, 32, 32, 256].map(sized),
  "0x",
  "0x0100",
  "0x80",
  "0x",
  "0x5ddc1f00",
  "0x",
  sized(32),
  sized(8),
];
const read = (header: string) => readHeader(getBytes(header), keccak256(header) as Bytes32);
const withField = (at: number, field: Field): string => encodeRlp(FIELDS.with(at, field));

describe("a block's header", () => {
  test("gives number, time and state root", () => {
    const header = encodeRlp([...FIELDS]);
    expect(read(header)).toEqual({
      block: { number: 256, time: 0x5ddc1f00, hash: keccak256(header) },
      stateRoot: getBytes(sized(32)),
    });
  });

  test.each(VECTORS)("of $client is the one that it names", ({ header, block, blockHash }) => {
    const { stateRoot, block: read } = readHeader(getBytes(header), blockHash);
    expect(read.number).toBe(Number(block["number"]));
    expect(stateRoot).toEqual(getBytes(block["stateRoot"] ?? ""));
  });

  test("may have fields that no fork has yet", () => {
    expect(read(encodeRlp([...FIELDS, "0x07", sized(32), [], [sized(3)]])).block.number).toBe(256);
  });

  test("of the first block has number zero", () => {
    expect(read(withField(8, "0x")).block.number).toBe(0);
  });

  test.each([
    ["fourteen fields", encodeRlp(FIELDS.slice(0, -1))],
    ["text", encodeRlp(sized(600))],
    ["an empty list", encodeRlp([])],
    ["nothing", "0x"],
    ["a state root of 31 bytes", withField(3, sized(31))],
    ["a state root that is a list", withField(3, [sized(32)])],
    ["a bloom of 32 bytes", withField(6, sized(32))],
    ["a number with a leading zero", withField(8, "0x0001")],
    ["a number beyond all blocks", withField(8, sized(8))],
    ["a number of nine bytes", withField(8, sized(9))],
    ["a number that is a list", withField(8, [])],
    ["a time with a leading zero", withField(11, "0x00")],
    ["a trie's branch", encodeRlp(Array.from({ length: 17 }, () => sized(32)))],
    ["bytes left over", `${encodeRlp([...FIELDS])}00`],
  ])("is refused: %s", async (_, header) => {
    await expect(() => read(header)).toFailWith("STATE_PROOF_HEADER_MALFORMED");
  });

  test("is hashed before it is parsed", async () => {
    const [vector] = VECTORS;
    await expect(() => readHeader(getBytes("0x00"), vector?.blockHash ?? "0x")).toFailWith(
      "STATE_PROOF_HEADER_MISMATCH",
    );
  });
});
