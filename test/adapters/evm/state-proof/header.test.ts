import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { answerReader } from "../../../../src/adapters/evm/answer.ts";
import { encodeHeader } from "../../../../src/adapters/evm/state-proof/header.ts";
import { readHeader } from "../../../../src/core/state-proof/header.ts";
import { decodeRlp } from "../../../../src/core/state-proof/rlp.ts";
import { VECTORS } from "../../../core/state-proof/vectors.ts";

interface Known {
  readonly name: string;
  readonly fields: number;
  readonly block: Readonly<Record<string, string>>;
}

const url = new URL("../../../vectors/state-proof/headers.json", import.meta.url);
const known = JSON.parse(readFileSync(url, "utf8")) as readonly Known[];
const reader = answerReader("a node", "eth_getBlockByHash");
const encode = (block: unknown) => encodeHeader(reader, block);

describe("a block's header", () => {
  test.each(known)("of $name has $fields fields, which hash to its hash", ({ block, fields }) => {
    const header = encode(block);
    expect(decodeRlp(header.bytes)?.length).toBe(fields);
    expect(header.hash).toBe(block["hash"]);
    expect(readHeader(header.bytes, header.hash)).toEqual({
      block: { hash: block["hash"], number: Number(block["number"]), time: Number(block["timestamp"]) },
      stateRoot: Uint8Array.from(Buffer.from(block["stateRoot"]?.slice(2) ?? "", "hex")),
    });
  });

  test.each(VECTORS)("is encoded as $client's own", ({ block, header }) => {
    expect(`0x${Buffer.from(encode(block).bytes).toString("hex")}`).toBe(header);
  });

  test("ends where the block's fork ends, even when later fields are there as null", () => {
    const [first] = known;
    expect(encode({ ...first?.block, baseFeePerGas: null, withdrawalsRoot: undefined }).hash).toBe(
      first?.block["hash"],
    );
  });

  const block = known.at(-1)?.block ?? {};
  const UNKNOWN = "STATE_PROOF_HEADER_UNKNOWN";
  test.each(Object.keys(block))("is not known when %s is another", async (field) => {
    const value = block[field] ?? "";
    const other = value.endsWith("1") ? `${value.slice(0, -1)}2` : `${value.slice(0, -1)}1`;
    await expect(() => encode({ ...block, [field]: other })).toFailWith(UNKNOWN);
  });

  test.each(Object.keys(block))("is not known without %s", async (field) => {
    const code = field === "hash" ? "CHAIN_ANSWER_INVALID" : UNKNOWN;
    await expect(() => encode({ ...block, [field]: undefined })).toFailWith(code);
  });

  test.each([
    ["a field that it does not have", { blockAccessListHash: `0x${"11".repeat(32)}` }, UNKNOWN],
    ["a number with leading zeros", { number: "0x0967ca04" }, "CHAIN_ANSWER_INVALID"],
    ["a text for a field", { gasUsed: "much" }, "CHAIN_ANSWER_INVALID"],
    ["half a byte", { extraData: "0x1" }, "CHAIN_ANSWER_INVALID"],
    ["a list for a field", { miner: [] }, "CHAIN_ANSWER_INVALID"],
  ] as const)("is refused with %s", async (_, changes, code) => {
    await expect(() => encode({ ...block, ...changes })).toFailWith(code);
  });

  test.each([[null], [[]], ["0x"], [7]])("is not %j", async (answer) => {
    await expect(() => encode(answer)).toFailWith("CHAIN_ANSWER_INVALID");
  });
});
