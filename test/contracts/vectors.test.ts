import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Digest, digestToBytes32, parseDigest } from "../../src/core/digest.ts";
import { publicationSlots } from "../../src/core/state-proof/layout.ts";
import { parsePublicationId } from "../../src/core/publication.ts";
import { RegistryChain, registryInterface } from "./support/chain.ts";

// The same files that the TypeScript code is held to (test/core), put to the contract; who made them is in their READMEs.
const vectors = async <T>(name: string): Promise<T> =>
  JSON.parse(await readFile(new URL(`../vectors/${name}.json`, import.meta.url), "utf8")) as T;

interface BatchVectors {
  readonly publication: { readonly id: string };
  readonly batches: readonly {
    readonly count: number;
    readonly root: string;
    readonly listDigest: string;
    readonly labels: readonly string[];
    readonly digests: readonly string[];
    readonly proved: readonly number[];
    readonly paths: readonly (readonly string[])[];
  }[];
  readonly leaves: readonly {
    readonly publication: string;
    readonly label: string;
    readonly digest: string;
    readonly leaf: string;
  }[];
}

interface SignedVectors {
  readonly privateKey: string;
  readonly publisher: string;
  readonly domain: { readonly chainId: number; readonly verifyingContract: string };
  readonly calls: readonly {
    readonly title: string;
    readonly file: { readonly publication: { readonly id: string }; readonly head: string };
    readonly digest: string;
    readonly calldata: `0x${string}`;
  }[];
}

const batch = await vectors<BatchVectors>("batch");
const signed = await vectors<SignedVectors>("signed-calls");

let chain: RegistryChain;
beforeAll(async () => {
  chain = await RegistryChain.start();
});
afterAll(() => chain.close());

/** A publication of any number, as if it had been registered: whose it is, and its head. */
async function place(id: string, owner: string, head: Digest): Promise<void> {
  const slots = publicationSlots(parsePublicationId(id));
  const store = async (slot: string, value: string) =>
    chain.request("hardhat_setStorageAt", [chain.address, slot, value]);
  const [entries, updatedAt] = [1n << 160n, 1n << 208n];
  const word = BigInt(owner) | entries | updatedAt;
  await store(slots.state, `0x${word.toString(16).padStart(64, "0")}`);
  await store(slots.head, digestToBytes32(head));
}

describe("test/vectors/batch.json", () => {
  test.each(batch.batches)("the contract proves what a batch of $count holds", async (one) => {
    const owner = chain.account(0);
    await place(batch.publication.id, owner, parseDigest("0c".repeat(32)));
    await chain.mustCall(owner, "anchorBatch", [batch.publication.id, one.root, one.count, one.listDigest]);
    for (const [i, at] of one.proved.entries()) {
      const [label, digest, path] = [one.labels[at], one.digests[at], one.paths[i]];
      const issue = { root: one.root, label, digest, path };
      const [held, standing] = await chain.answer("verifyBatched", [batch.publication.id, issue]);
      expect((held as { entry: bigint }).entry).toBeGreaterThan(1n);
      expect(standing).toBe(digest);
    }
  });

  test.each(batch.leaves)("the contract has the leaf of $label in publication $publication", async (one) => {
    await place(one.publication, chain.account(0), parseDigest("0c".repeat(32)));
    // The root of a batch of one issue is its leaf.
    await chain.mustCall(chain.account(0), "anchorBatch", [one.publication, one.leaf, 1, one.digest]);
    const issue = { root: one.leaf, label: one.label, digest: one.digest, path: [] };
    const [held] = await chain.answer("verifyBatched", [one.publication, issue]);
    expect((held as { entry: bigint }).entry).toBe(2n);
  });
});

describe("test/vectors/signed-calls.json", () => {
  test("are for the chain and the address of this registry", () => {
    expect([signed.domain.chainId, signed.domain.verifyingContract]).toEqual([31337, chain.address]);
  });

  test.each(signed.calls)("the contract takes the signature of: $title", async ({ file, calldata }) => {
    await place(file.publication.id, signed.publisher, parseDigest(file.head));
    const { name, args } = parsed(calldata);
    const outcome = await chain.simulate(chain.account(5), name, args);
    // What it is about is not there, so that some are refused, but for that alone, which is asked after the signature.
    const said = typeof outcome === "string" ? "taken" : outcome.error;
    expect(["taken", "LabelUnknown", "DigestUnknown", "RootUnknown"]).toContain(said);
  });

  test.each(signed.calls)("the contract has the same digest signed as: $title", async (one) => {
    const { file, calldata, digest } = one;
    await place(file.publication.id, signed.publisher, parseDigest(file.head));
    const { name, args } = parsed(calldata);
    const [publisher, head, deadline] = args.at(-1) as readonly unknown[];
    const forged = { publisher, head, deadline, signature: `0x${"01".repeat(65)}` };
    expect(await chain.simulate(chain.account(5), name, [...args.slice(0, -1), forged])).toMatchObject({
      error: "SignatureInvalid",
      args: [signed.publisher, digest],
    });
  });
});

function parsed(calldata: string): { name: string; args: readonly unknown[] } {
  const call = registryInterface.parseTransaction({ data: calldata });
  if (call === null) return expect.unreachable("a call of the registry");
  return { name: call.name, args: call.args.toArray() };
}
