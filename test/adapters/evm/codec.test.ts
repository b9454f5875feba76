import { describe, expect, test } from "vitest";
import { registryCodec } from "../../../src/adapters/evm/codec.ts";
import { registryInterface } from "../../../src/adapters/evm/interface.ts";
import { keySigner } from "../../../src/adapters/evm/signer.ts";
import { signedDigest } from "../../../src/adapters/evm/typed-data.ts";
import { type Address, parseAddress } from "../../../src/core/address.ts";
import type { Action } from "../../../src/core/ports.ts";
import { KEY, VECTORS } from "../../core/signed-call/vectors.ts";

const REGISTRY = parseAddress("0x5fbdb2315678afecb367f032d93f642f64180aa3");

describe.each(VECTORS.map((vector) => [vector.title, vector] as const))("%s, signed", (_, vector) => {
  const { signed, digest, calldata } = vector;

  test("has the digest that EIP-712 gives it", () => {
    expect(signedDigest(signed)).toBe(digest);
    expect(registryCodec.signedDigest(signed)).toBe(digest);
  });

  test("is signed by the key as another wallet signs it", async () => {
    expect(await keySigner(KEY).signCall(signed)).toBe(signed.signature);
  });

  test("is encoded as another encoder encodes it", () => {
    expect(registryCodec.encode({ kind: "signed", signed }, REGISTRY)).toEqual({
      to: REGISTRY,
      data: calldata,
    });
  });

  test("is the publisher's own call with the signature behind it", () => {
    const action = { publication: signed.publication.id, ...signed.call } as Action;
    const own = registryInterface.parseTransaction({ data: registryCodec.encode(action, REGISTRY).data });
    const bySig = registryInterface.parseTransaction({ data: calldata });
    expect(bySig?.name).toBe(`${own?.name}BySig`);
    expect(bySig?.args.toArray(true).slice(0, -1)).toEqual(own?.args.toArray(true));
  });
});

test("a call without a registry is refused; only a deployment and a signed call need none", async () => {
  const [first] = VECTORS;
  if (first === undefined) return expect.unreachable("there are vectors");
  const action: Action = { publication: first.signed.publication.id, ...first.signed.call };
  await expect(() => registryCodec.encode(action, undefined)).toFailWith("INTERNAL");
  expect(registryCodec.encode({ kind: "deploy" }, undefined).to).toBeUndefined();
  const signed = { kind: "signed", signed: first.signed } as const;
  expect(registryCodec.encode(signed, undefined).to).toBe(REGISTRY);
});

test("a signed call goes to the registry that it was signed for, whichever is at hand", () => {
  const [first] = VECTORS;
  if (first === undefined) return expect.unreachable("there are vectors");
  const hostile = `0x${"66".repeat(20)}` as Address;
  expect(registryCodec.encode({ kind: "signed", signed: first.signed }, hostile).to).toBe(REGISTRY);
});
