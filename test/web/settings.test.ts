import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { parseChainId } from "../../src/core/publication.ts";
import { savedSettings, saveSettings } from "../../src/web/rpc/settings.ts";

const CHAIN = parseChainId("eip155:1");
const mine = { nodes: "https://node.example/", gateways: "" };

describe("whom the reader wants to be asked", () => {
  let kept: Map<string, string>;

  beforeEach(() => {
    kept = new Map();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    });
    vi.stubGlobal("location", { protocol: "https:" });
  });
  afterEach(() => vi.unstubAllGlobals());

  test("is kept, and forgotten again", () => {
    expect(saveSettings(CHAIN, mine)).toBe("kept");
    expect(savedSettings(CHAIN)).toEqual(mine);
    expect(saveSettings(CHAIN, undefined)).toBe("kept");
    expect(savedSettings(CHAIN)).toBeUndefined();
  });

  test("is neither kept nor read by a page from the disk, which shares all of that with others", () => {
    saveSettings(CHAIN, { ...mine, nodes: "https://another-page.example/" });
    vi.stubGlobal("location", { protocol: "file:" });
    expect(savedSettings(CHAIN)).toBeUndefined();
    expect(saveSettings(CHAIN, mine)).toBe("unkept");
    expect([...kept]).toEqual([]);
  });

  test("is said not to be kept when it is too long, and what was kept before is not asked again", () => {
    saveSettings(CHAIN, mine);
    const long = { ...mine, nodes: `https://node.example/\n${" ".repeat(9_000)}` };
    expect(saveSettings(CHAIN, long)).toBe("too-long");
    expect(savedSettings(CHAIN)).toBeUndefined();
  });
});
