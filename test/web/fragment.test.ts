import { describe, expect, test } from "vitest";
import { parseAddress } from "../../src/core/address.ts";
import { parseChainId } from "../../src/core/publication.ts";
import { fragmentOf, namedIn } from "../../src/web/standalone/fragment.ts";

const chain = parseChainId("eip155:8453");
const registry = parseAddress(`0x${"ab".repeat(20)}`);
const whole = fragmentOf({ chain, registry });

describe("what stands behind the verifier's address", () => {
  test("names a registry, and nodes where there are any", () => {
    expect(namedIn(whole)).toEqual({ chain, registry, nodes: [] });
    const more = `${whole}&node=https%3A%2F%2Fnode.example%2Fv1&node=http://localhost:8545`;
    expect(namedIn(more)?.nodes).toEqual(["https://node.example/v1", "http://localhost:8545/"]);
    for (const none of ["", "#"]) expect(namedIn(none)).toBeUndefined();
  });

  test.each([
    ["no registry", `#chain=${chain}`, "USAGE_INVALID"],
    ["two registries", `${whole}&registry=0x${"cd".repeat(20)}`, "USAGE_INVALID"],
    ["more than it may", `${whole}&block=0x1`, "USAGE_INVALID"],
    ["a node without https", `${whole}&node=http://far.example`, "USAGE_INVALID"],
    ["a node that is a script", `${whole}&node=javascript:alert(1)`, "USAGE_INVALID"],
    ["a crowd of nodes", whole + "&node=https://a.example".repeat(9), "USAGE_INVALID"],
    ["a long list", `${whole}&node=https://${"a".repeat(3000)}.example`, "USAGE_INVALID"],
    ["a place in a page", "#main", "USAGE_INVALID"],
    ["no chain", `#chain=mine&registry=${registry}`, "CHAIN_ID_INVALID"],
    ["no address", `#chain=${chain}&registry=0x12`, "ADDRESS_INVALID"],
  ] as const)("is refused as a whole with %s", async (_, fragment, code) => {
    await expect(() => namedIn(fragment)).toFailWith(code);
  });
});
