import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createChain } from "../../../src/adapters/evm/chain.ts";
import { createCodeReader } from "../../../src/adapters/evm/code.ts";
import { FACTORY } from "../../../src/adapters/evm/create2.ts";
import { type Anvil, startAnvil } from "../../../src/adapters/evm/embedded/anvil.ts";
import { registryImmutables } from "../../../src/adapters/evm/generated/registry.ts";
import { createGround, deployCall, isRegistryCode, REGISTRY_SITE } from "../../../src/adapters/evm/ground.ts";
import { createJsonRpc, resultOf } from "../../../src/adapters/evm/json-rpc.ts";
import { REGISTRY_RULES } from "../../../src/adapters/evm/registry-code.ts";
import { registryFacts } from "../../../src/adapters/evm/registry.ts";
import { embeddedSigner } from "../../../src/adapters/evm/signer.ts";
import { parseAddress } from "../../../src/core/address.ts";
import { parseChainId } from "../../../src/core/publication.ts";
import { transact } from "./transact.ts";

const CHAIN = parseChainId("eip155:31337");
const OTHER_CHAIN = parseChainId("eip155:8453");
const ELSEWHERE = parseAddress(`0x${"44".repeat(20)}`);

let anvil: Anvil;
let code: `0x${string}`;

beforeAll(async () => {
  anvil = await startAnvil(0, undefined);
  const chain = createChain({ url: anvil.url });
  await transact(chain, embeddedSigner(), deployCall({ salt: REGISTRY_SITE.salt }));
  code = await createCodeReader({ url: anvil.url })(REGISTRY_SITE.registry);
});
afterAll(() => anvil.kill());

async function rpc(method: string, ...params: readonly unknown[]): Promise<void> {
  const made = createJsonRpc({ url: anvil.url });
  resultOf(made.node, method, await made.ask(method, params, { idempotent: false }));
}

const ground = () => createGround(createCodeReader({ url: anvil.url }), CHAIN);
const changedAt = (byte: number): `0x${string}` => {
  const at = 2 + byte * 2;
  const flipped = (Number.parseInt(code.slice(at, at + 2), 16) ^ 1).toString(16).padStart(2, "0");
  return `${code.slice(0, at)}${flipped}${code.slice(at + 2)}` as `0x${string}`;
};

describe("the registry at its usual address", () => {
  test("stands where it was said to stand, with the code that it was said to have", async () => {
    expect(isRegistryCode(code, CHAIN, REGISTRY_SITE.registry)).toBe(true);
    expect(await ground().registryCode(REGISTRY_SITE.registry)).toMatch(/^0x[0-9a-f]{64}$/);
    const { version } = await registryFacts(createChain({ url: anvil.url }), REGISTRY_SITE.registry);
    expect(version).toBe(REGISTRY_RULES);
  });

  test("is not the registry of another chain, or of another address", () => {
    expect(isRegistryCode(code, OTHER_CHAIN, REGISTRY_SITE.registry)).toBe(false);
    expect(isRegistryCode(code, CHAIN, ELSEWHERE)).toBe(false);
  });

  test("is not recognised with one bit changed, in the code or in a part of its domain", () => {
    const bytes = [0, 100, (code.length - 2) / 2 - 1, ...registryImmutables.map(({ start }) => start + 31)];
    expect(registryImmutables).toHaveLength(7);
    for (const byte of bytes)
      expect(isRegistryCode(changedAt(byte), CHAIN, REGISTRY_SITE.registry)).toBe(false);
    expect(isRegistryCode(`${code}00`, CHAIN, REGISTRY_SITE.registry)).toBe(false);
    expect(isRegistryCode("0x", CHAIN, REGISTRY_SITE.registry)).toBe(false);
  });

  test("is not recognised with two parts of its domain in each other's place, though both are its own", () => {
    const words = registryImmutables.map(({ start, length }) => ({
      from: 2 + start * 2,
      to: 2 + (start + length) * 2,
    }));
    for (const a of words)
      for (const b of words) {
        if (a.from >= b.from) continue;
        const [first, second] = [code.slice(a.from, a.to), code.slice(b.from, b.to)];
        const between = code.slice(a.to, b.from);
        const swapped = `${code.slice(0, a.from)}${second}${between}${first}${code.slice(b.to)}`;
        expect(isRegistryCode(swapped as `0x${string}`, CHAIN, REGISTRY_SITE.registry)).toBe(
          first === second,
        );
      }
  });

  test("other code at an address is told apart from none", async () => {
    expect(await ground().registryCode(ELSEWHERE)).toBeUndefined();
    await rpc("anvil_setCode", ELSEWHERE, changedAt(100));
    await expect(ground().registryCode(ELSEWHERE)).toFailWith("REGISTRY_FOREIGN", { registry: ELSEWHERE });
  });
});

describe("the factory", () => {
  test("is known by its code, not by its address", async () => {
    expect(await ground().factory()).toBe("ready");
    await rpc("anvil_setCode", FACTORY, "0x60006000f3");
    expect(await ground().factory()).toBe("foreign");
    await rpc("anvil_setCode", FACTORY, "0x");
    expect(await ground().factory()).toBe("missing");
  });
});
