import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RegistryChain } from "./support/chain.ts";

describe("a raw eth_call, read by eye", () => {
  const manifest = '{"issue":{"label":"2019-11-26"}}';
  const printed = createHash("sha256").update(manifest).digest("hex");
  let chain: RegistryChain;
  beforeAll(async () => {
    chain = await RegistryChain.start();
    await chain.mustCall(chain.account(0), "register", [`0x${"11".repeat(32)}`]);
    await chain.mustCall(chain.account(0), "anchor", [1, "2019-11-26", `0x${printed}`]);
  });
  afterAll(async () => chain.close());

  test("current() answers with what sha256sum prints, and nothing else", async () => {
    expect(await chain.raw("current", [1, "2019-11-26"])).toBe(`0x${printed}`);
  });

  test("current() answers with zeros for a label that has no issue", async () => {
    expect(await chain.raw("current", [1, "2019-11-27"])).toBe(`0x${"0".repeat(64)}`);
  });

  test("head() answers with the head, and nothing else", async () => {
    expect(await chain.raw("head", [1])).toBe(`0x${await chain.head(1)}`);
    expect(await chain.raw("head", [1])).toHaveLength(66);
  });
});
