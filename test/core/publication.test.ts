import { describe, expect, test } from "vitest";
import {
  chainNumber,
  parseChainId,
  parsePublicationId,
  publicationKey,
  publicationRef,
} from "../../src/core/publication.ts";

const REGISTRY = `0x${"52".repeat(20)}`;

describe("a publication's name", () => {
  test("is chain, registry and number", () => {
    const ref = publicationRef("eip155:8453", REGISTRY.toUpperCase().replace("0X", "0x"), "12");
    expect(publicationKey(ref)).toBe(`eip155:8453:${REGISTRY}:12`);
  });

  test.each(["eip155:1", "eip155:8453", "eip155:9007199254740991"])("takes the chain %s", (text) => {
    expect(`eip155:${chainNumber(parseChainId(text))}`).toBe(text);
  });

  test.each([
    "",
    "1",
    "eip155:",
    "eip155:0",
    "eip155:01",
    "eip155:-1",
    "eip155:9007199254740993",
    "EIP155:1",
    "solana:1",
    "eip155:1 ",
    "eip155:1\n",
    "eip155:1e3",
  ])("error: refuses the chain %j", async (text) => {
    await expect(() => parseChainId(text)).toFailWith("CHAIN_ID_INVALID", { got: text });
  });

  test.each(["1", "12", String(2n ** 256n - 1n)])("takes the number %s", (text) => {
    expect(parsePublicationId(text)).toBe(text);
  });

  test.each(["", "0", "01", "-1", "1.0", "1e3", "0x1", " 1", "1\n", String(2n ** 256n), "9".repeat(200)])(
    "error: refuses the number %j",
    async (text) => {
      await expect(() => parsePublicationId(text)).toFailWith("PUBLICATION_ID_INVALID", { got: text });
    },
  );
});
