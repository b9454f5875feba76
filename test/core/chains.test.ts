import { describe, expect, test } from "vitest";
import { parseAddress } from "../../src/core/address.ts";
import { CHAIN_PRESETS, chainTitle, explorerLink, parseChain, presetOf } from "../../src/core/chains.ts";
import { parseChainId } from "../../src/core/publication.ts";

const REGISTRY = parseAddress(`0x${"52".repeat(20)}`);
const UNNAMED = parseChainId("eip155:4242");

describe("chains known by name", () => {
  test.each([
    ["ethereum", "eip155:1"],
    ["sepolia", "eip155:11155111"],
    ["base", "eip155:8453"],
    ["op", "eip155:10"],
    ["arbitrum", "eip155:42161"],
    ["local", "eip155:31337"],
    ["Base", "eip155:8453"],
    ["eip155:8453", "eip155:8453"],
    ["eip155:4242", "eip155:4242"],
  ])("%s is %s", (text, id) => {
    expect(parseChain(text)).toBe(id);
  });

  test.each(["", "bse", "8453", "eip155:", "eip155:08453", "eip155:1e3", "bip122:1"])(
    "%j names no chain",
    async (text) => {
      await expect(() => parseChain(text)).toFailWith("CHAIN_ID_INVALID");
    },
  );

  test("no two share a name or a number", () => {
    expect(new Set(CHAIN_PRESETS.map(({ id }) => id)).size).toBe(CHAIN_PRESETS.length);
    expect(new Set(CHAIN_PRESETS.map(({ name }) => name)).size).toBe(CHAIN_PRESETS.length);
  });

  test("a public one is final by its own tag and has an explorer; the local one at once, and none", () => {
    for (const { name, finality, finalAfterMinutes, explorer } of CHAIN_PRESETS) {
      const expected = name === "local" ? { kind: "depth", blocks: 0 } : { kind: "tag" };
      expect(finality, name).toStrictEqual(expected);
      expect(finalAfterMinutes > 0, name).toBe(name !== "local");
      expect(explorer !== undefined, name).toBe(name !== "local");
    }
  });

  test("waiting for a final block is within the publisher's patience of 40 minutes", () => {
    expect(Math.max(...CHAIN_PRESETS.map(({ finalAfterMinutes }) => finalAfterMinutes))).toBeLessThan(40);
  });

  test("titles and links", () => {
    expect(chainTitle(parseChain("base"))).toBe("Base (eip155:8453)");
    expect(chainTitle(UNNAMED)).toBe("eip155:4242");
    expect(presetOf(UNNAMED)).toBeUndefined();
    expect(explorerLink(UNNAMED, { address: REGISTRY })).toBeUndefined();
    expect(explorerLink(parseChain("op"), { address: REGISTRY })).toBe(
      `https://optimistic.etherscan.io/address/${REGISTRY}`,
    );
    expect(explorerLink(parseChain("base"), { transaction: `0x${"ab".repeat(32)}` })).toBe(
      `https://basescan.org/tx/0x${"ab".repeat(32)}`,
    );
  });
});
