import { describe, expect, test } from "vitest";
import { parseAddress } from "../../src/core/address.ts";
import { decodeDeployment, type Deployment, encodeDeployment } from "../../src/core/deployment.ts";
import { parseChainId } from "../../src/core/publication.ts";

const HASH = `0x${"ab".repeat(32)}` as const;
const RECORD: Deployment = {
  type: "colophon/deployment/1",
  chain: parseChainId("eip155:8453"),
  registry: parseAddress(`0x${"52".repeat(20)}`),
  version: "colophon/registry/1",
  transaction: HASH,
  block: 12,
  deployer: parseAddress(`0x${"11".repeat(20)}`),
  factory: parseAddress(`0x${"22".repeat(20)}`),
  salt: HASH,
  initCodeHash: HASH,
  runtimeCodeHash: HASH,
  compiler: {
    version: "0.8.37+commit.f401782d",
    settings: { evmVersion: "cancun", optimizer: { enabled: true, runs: 10_000 }, viaIR: true },
  },
};

describe("the record of a deployment", () => {
  test("is read back as it was written, and written again byte for byte", () => {
    const text = encodeDeployment(RECORD);
    expect(decodeDeployment(text)).toStrictEqual(RECORD);
    const turned = Object.fromEntries(Object.entries(RECORD).toReversed()) as unknown as Deployment;
    expect(encodeDeployment(turned)).toBe(text);
    expect(text.endsWith("}\n")).toBe(true);
  });

  test("does without what nobody here knows", () => {
    const { transaction, block, deployer, factory, salt, ...rest } = RECORD;
    expect([transaction, block, deployer, factory, salt]).not.toContain(undefined);
    expect(decodeDeployment(encodeDeployment(rest))).toStrictEqual(rest);
  });

  test.each<[string, string]>([
    ["no JSON", "{"],
    ["a list", "[]"],
    ["a type of another version", JSON.stringify({ ...RECORD, type: "colophon/deployment/2" })],
    ["a field that nobody knows", JSON.stringify({ ...RECORD, admin: "0x" })],
    ["a registry in capitals", JSON.stringify({ ...RECORD, registry: `0x${"AB".repeat(20)}` })],
    ["a chain by its bare number", JSON.stringify({ ...RECORD, chain: "8453" })],
    ["a short hash", JSON.stringify({ ...RECORD, runtimeCodeHash: "0xab" })],
    ["a negative block", JSON.stringify({ ...RECORD, block: -1 })],
    ["no compiler", JSON.stringify({ ...RECORD, compiler: undefined })],
  ])("is refused in words: %s", (_what, text) => {
    expect(decodeDeployment(text)).toStrictEqual({ problem: expect.stringMatching(/\w/) });
  });
});
