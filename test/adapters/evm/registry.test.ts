import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createChain } from "../../../src/adapters/evm/chain.ts";
import { registryCodec } from "../../../src/adapters/evm/codec.ts";
import { type Anvil, startAnvil } from "../../../src/adapters/evm/embedded/anvil.ts";
import { createJsonRpc } from "../../../src/adapters/evm/json-rpc.ts";
import { createRegistry, registryFacts } from "../../../src/adapters/evm/registry.ts";
import { embeddedSigner, keySigner } from "../../../src/adapters/evm/signer.ts";
import type { Address } from "../../../src/core/address.ts";
import { ZERO_ADDRESS } from "../../../src/core/address.ts";
import { type Digest, parseDigest, ZERO_DIGEST } from "../../../src/core/digest.ts";
import type { ErrorCode } from "../../../src/core/errors/catalogue.ts";
import { foldAll } from "../../../src/core/history/fold.ts";
import { parseLabel } from "../../../src/core/label.ts";
import type { Action, BlockRef, Chain, Receipt, Signer } from "../../../src/core/ports.ts";
import { parseChainId, parsePublicationId } from "../../../src/core/publication.ts";
import { portableSha256 } from "../../../src/core/sha256.ts";
import { transact } from "./transact.ts";

const CHAIN = parseChainId("eip155:31337");
const ID = parsePublicationId("1");
const LABEL = parseLabel("2019-11-26");
const digest = (digit: string): Digest => parseDigest(digit.repeat(64));
const owner = embeddedSigner();
/** The development chain's second account. */
const stranger = keySigner("0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d");

let anvil: Anvil;
let chain: Chain;
let address: Address;

async function does(action: Action, signer: Signer = owner): Promise<Receipt> {
  return transact(chain, signer, registryCodec.encode(action, address));
}

async function latest(): Promise<BlockRef> {
  const block = await chain.block("latest");
  if (block === undefined) throw new TypeError("no block");
  return block;
}

beforeAll(async () => {
  anvil = await startAnvil(0, undefined);
  chain = createChain({ url: anvil.url });
  const deployed = await transact(chain, owner, registryCodec.encode({ kind: "deploy" }, undefined));
  address = deployed.contract ?? ZERO_ADDRESS;
});

afterAll(() => anvil.kill());

describe("a registry on a real chain", () => {
  test("says what it is", async () => {
    expect(await registryFacts(chain, address)).toMatchObject({ version: "colophon/registry/1" });
  });

  test("an address without code holds no registry", async () => {
    await expect(registryFacts(chain, owner.address)).toFailWith("REGISTRY_MISSING");
  });

  test("a contract that does something else is no registry", async () => {
    // Answers every call with 32 zero bytes: PUSH1 32, PUSH0, RETURN.
    const other = await transact(chain, owner, { data: "0x6460205ff3005f526005601bf3" });
    await expect(registryFacts(chain, other.contract ?? ZERO_ADDRESS)).toFailWith("REGISTRY_FOREIGN");
  });

  test("a publication's whole history is read back, and folds to the head", async () => {
    const registered = await does({ kind: "register", profile: digest("1") });
    expect(registryCodec.registered(registered)).toBe(ID);
    await does({ kind: "anchor", publication: ID, label: LABEL, digest: digest("2") });
    await does({ kind: "grant", publication: ID, account: stranger.address });
    const revision = { digest: digest("3"), supersedes: digest("2"), reason: digest("4") };
    await does({ kind: "revise", publication: ID, label: LABEL, ...revision }, stranger);
    await does({
      kind: "post",
      publication: ID,
      digest: digest("2"),
      notice: "correction",
      reason: ZERO_DIGEST,
    });
    await does({ kind: "revoke", publication: ID, account: stranger.address });

    const until = await latest();
    const registry = createRegistry({ chain, address, chainId: CHAIN });
    const entries = await registry.entries(ID, 0, until);
    expect(entries.map(({ entry }) => entry.kind)).toEqual([
      "registered",
      "anchored",
      "publisher-granted",
      "revised",
      "notice",
      "publisher-revoked",
    ]);
    const folded = foldAll(
      { chain: CHAIN, registry: address, id: ID },
      entries.map(({ entry }) => entry),
      portableSha256,
    );
    const state = await registry.at(until).publication(ID);
    expect(state).toMatchObject({ owner: owner.address, entries: 6, closed: false, profile: digest("1") });
    expect(folded).toEqual({ head: state?.head, entries: 6 });
    expect((await registry.entries(ID, 4, until)).map(({ entry }) => entry.number)).toEqual([5, 6]);
  });

  test("its state is that of the named block, not of the latest one", async () => {
    const registry = createRegistry({ chain, address, chainId: CHAIN });
    const now = await latest();
    const [, anchored, , revised] = await registry.entries(ID, 0, now);
    const at = async (number: number) => registry.at((await chain.block(number)) ?? now);
    expect(await (await at(anchored?.block.number ?? 0)).current(ID, LABEL)).toBe(digest("2"));
    const then = await at(revised?.block.number ?? 0);
    expect(await then.current(ID, LABEL)).toBe(digest("3"));
    expect(await then.mayPublish(ID, stranger.address)).toBe(true);
    expect(await registry.at(now).mayPublish(ID, stranger.address)).toBe(false);
    expect(await then.record(ID, digest("2"))).toMatchObject({ entry: 2, revision: 1, notice: "none" });
    expect(await registry.at(now).record(ID, digest("2"))).toMatchObject({
      revision: 1,
      notice: "correction",
    });
    expect(await registry.at(now).record(ID, digest("3"))).toMatchObject({ entry: 4, revision: 2 });
  });

  test("what it does not hold is undefined", async () => {
    const view = createRegistry({ chain, address, chainId: CHAIN }).at(await latest());
    expect(await view.publications()).toBe(1);
    expect(await view.publication(parsePublicationId("9"))).toBeUndefined();
    expect(await view.current(ID, parseLabel("none"))).toBeUndefined();
    expect(await view.record(ID, digest("9"))).toBeUndefined();
  });

  test("a receipt with the registrations of two contracts names no publication", async () => {
    const receipt = await does({ kind: "register", profile: digest("1") });
    expect(
      registryCodec.registered({ ...receipt, logs: [...receipt.logs, ...receipt.logs] }),
    ).toBeUndefined();
    expect(registryCodec.registered({ ...receipt, succeeded: false })).toBeUndefined();
  });
});

test("an estimate leaves out what still waits, so that it can be priced anew", async () => {
  const ask = async (method: string, ...params: readonly unknown[]): Promise<void> =>
    void (await createJsonRpc({ url: anvil.url }).ask(method, params, { idempotent: false }));
  const action = { kind: "anchor", publication: ID, label: parseLabel("97"), digest: digest("7") } as const;
  const call = { ...registryCodec.encode(action, address), from: owner.address };
  const before = await chain.transactionCount(owner.address, "latest");
  await ask("evm_setAutomine", false);
  const mined = transact(chain, owner, call);
  while ((await chain.transactionCount(owner.address, "pending")) === before)
    await new Promise((resolve) => setTimeout(resolve, 5));
  try {
    expect(await chain.estimateGas(call)).toBeGreaterThan(21_000n);
  } finally {
    await ask("evm_setAutomine", true);
    await ask("evm_mine");
    await mined;
  }
  await expect(chain.estimateGas(call)).toFailWith("LABEL_ANCHORED");
});

describe("what the registry refuses, in our words", () => {
  const anchor = (label: string, content: string, publication = ID): Action => ({
    kind: "anchor",
    publication,
    label: label as never,
    digest: digest(content),
  });
  const revise = (label: string, supersedes: string): Action => ({
    kind: "revise",
    publication: ID,
    label: label as never,
    digest: digest("e"),
    supersedes: digest(supersedes),
    reason: ZERO_DIGEST,
  });
  const unknown = parsePublicationId("77");

  test.each<[string, Action, [ErrorCode, Readonly<Record<string, unknown>>?]]>([
    [
      "a label that stands",
      anchor(LABEL, "d"),
      ["LABEL_ANCHORED", { label: LABEL, standing: digest("3"), got: digest("d") }],
    ],
    ["content that is on record", anchor("95", "2"), ["DIGEST_RECORDED", { id: "1", digest: digest("2") }]],
    ["a label that is none", anchor("Issue 95", "d"), ["LABEL_INVALID", { got: "Issue 95" }]],
    ["a publication that is none", anchor("95", "d", unknown), ["PUBLICATION_UNKNOWN", { id: "77" }]],
    ["a revision of nothing", revise("95", "2"), ["LABEL_UNKNOWN", { id: "1", label: "95" }]],
    [
      "a revision of an old one",
      revise(LABEL, "2"),
      ["SUPERSEDES_MISMATCH", { standing: digest("3"), got: digest("2") }],
    ],
    [
      "a notice on nothing",
      { kind: "post", publication: ID, digest: digest("d"), notice: "concern", reason: ZERO_DIGEST },
      ["DIGEST_UNKNOWN", { id: "1", digest: digest("d") }],
    ],
    [
      "a revocation of nobody",
      { kind: "revoke", publication: ID, account: stranger.address },
      ["NOT_GRANTED", { id: "1", account: stranger.address }],
    ],
    ["a zero digest", anchor("95", "0"), ["VALUE_ZERO", { what: "a digest" }]],
  ])("%s", async (_, action, [code, parameters]) => {
    const call = { ...registryCodec.encode(action, address), from: owner.address };
    await expect(chain.estimateGas(call)).toFailWith(code, parameters);
    await expect(chain.call(call, await latest())).toFailWith(code, parameters);
  });

  test("a stranger", async () => {
    const from = stranger.address;
    const call = { ...registryCodec.encode(anchor("95", "d"), address), from };
    await expect(chain.estimateGas(call)).toFailWith("NOT_PUBLISHER", { id: "1", account: from });
    const grant = registryCodec.encode({ kind: "grant", publication: ID, account: from }, address);
    await expect(chain.estimateGas({ ...grant, from })).toFailWith("NOT_OWNER", { id: "1", account: from });
  });
});
