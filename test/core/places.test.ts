import { describe, expect, test } from "vitest";
import { fail } from "../../src/core/errors/error.ts";
import { distinct, placesOf } from "../../src/core/places.ts";
import type { Store } from "../../src/core/ports.ts";

const storeAt = (id: string, ...names: readonly string[]): Store => ({
  ...{ id, operator: "o", put: async () => {}, block: async () => undefined },
  ...(names.length === 0 ? {} : { places: async () => names }),
});

async function grouped(...stores: readonly Store[]): Promise<Record<string, string>> {
  return Object.fromEntries(await placesOf(stores));
}

describe("placesOf", () => {
  test("tells stores apart that share nothing, or do not say", async () => {
    const places = await grouped(storeAt("a", "x"), storeAt("b", "y"), storeAt("c"), storeAt("d"));
    expect(places).toEqual({ a: "a", b: "b", c: "c", d: "d" });
  });

  test("takes those for one that share a name", async () => {
    expect(await grouped(storeAt("a", "x"), storeAt("b", "y", "x"))).toEqual({ a: "a", b: "a" });
  });

  test("and those that a third one links", async () => {
    const places = await grouped(
      storeAt("a", "x"),
      storeAt("b", "y"),
      storeAt("c", "y", "x"),
      storeAt("d", "z"),
    );
    expect(places).toEqual({ a: "a", b: "a", c: "a", d: "d" });
  });

  test("takes a store that does not answer for a place of its own", async () => {
    const places = async () => fail("STORE_UNREACHABLE", { store: "b", problem: "no" });
    const silent: Store = { ...storeAt("b"), places };
    expect(await grouped(storeAt("a", "x"), silent)).toEqual({ a: "a", b: "b" });
  });
});

test("distinct keeps the first of each place", () => {
  const places = new Map([
    ["a", "a"],
    ["b", "a"],
    ["c", "c"],
  ]);
  expect(distinct(["c", "b", "a", "c", "unknown"], places, (id) => id)).toEqual(["c", "b", "unknown"]);
});
