import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createBatchEntriesReader } from "../../../src/adapters/evm/batch-entries.ts";
import { registryCodec } from "../../../src/adapters/evm/codec.ts";
import { createChain } from "../../../src/adapters/evm/chain.ts";
import { type Anvil, startAnvil } from "../../../src/adapters/evm/embedded/anvil.ts";
import { createJsonRpc, resultOf } from "../../../src/adapters/evm/json-rpc.ts";
import { createRegistry } from "../../../src/adapters/evm/registry.ts";
import { embeddedSigner } from "../../../src/adapters/evm/signer.ts";
import { createStateProofs } from "../../../src/adapters/evm/state-proof.ts";
import { type Address, parseAddress } from "../../../src/core/address.ts";
import { type Bytes32, type Digest, parseDigest, ZERO_DIGEST } from "../../../src/core/digest.ts";
import { parseLabel } from "../../../src/core/label.ts";
import type { Action, BlockRef, Chain } from "../../../src/core/ports.ts";
import { parseChainId, parsePublicationId } from "../../../src/core/publication.ts";
import { MOST_SLOTS } from "../../../src/core/state-proof/form.ts";
import { publicationSlots } from "../../../src/core/state-proof/layout.ts";
import {
  provenCurrent,
  provenPublication,
  provenRecord,
  slotsOfPublication,
} from "../../../src/core/state-proof/registry.ts";
import { verifyStateProof } from "../../../src/core/state-proof/state-proof.ts";
import { VECTORS, type Vector } from "../../core/state-proof/vectors.ts";
import { type Asked, playNode, playTable, answer, refuse } from "./node-server.ts";
import { transact } from "./transact.ts";

const ID = parsePublicationId("1");
const LABEL = parseLabel("2019-11-26");
const digest = (digit: string): Digest => parseDigest(digit.repeat(64));

describe("the embedded chain", () => {
  let anvil: Anvil;
  let chain: Chain;
  let registry: Address;
  const slots = publicationSlots(ID);
  const wanted = [
    ...slotsOfPublication(ID),
    slots.current(LABEL),
    slots.record(digest("b")),
    slots.record(digest("f")),
  ];

  beforeAll(async () => {
    anvil = await startAnvil(0, undefined);
    chain = createChain({ url: anvil.url });
    const send = async (action: Action, to: Address | undefined) =>
      await transact(chain, embeddedSigner(), registryCodec.encode(action, to));
    registry = (await send({ kind: "deploy" }, undefined)).contract ?? parseAddress("");
    await send({ kind: "register", profile: digest("a") }, registry);
    await send({ kind: "anchor", publication: ID, label: LABEL, digest: digest("b") }, registry);
  });
  afterAll(() => anvil.kill());

  const proofAt = async (block: BlockRef) => {
    const proven = await createStateProofs({ url: anvil.url }).prove({
      registry,
      slots: wanted,
      at: block.hash,
    });
    if (proven === undefined) throw new Error(`no proof of block ${block.number}`);
    return verifyStateProof(JSON.parse(JSON.stringify(proven.proof)), { blockHash: block.hash, registry });
  };
  const latest = async (): Promise<BlockRef> =>
    (await chain.block("latest")) ?? { number: 0, hash: "0x", time: 0 };

  test("proves what its registry's views say", async () => {
    const block = await latest();
    const [state, view] = [
      await proofAt(block),
      createRegistry({ chain, address: registry, chainId: parseChainId("eip155:31337") }).at(block),
    ];
    expect(state.block).toEqual(block);
    expect(provenPublication(state, ID)).toEqual({
      ...(await view.publication(ID)),
      pendingOwner: undefined,
    });
    expect(provenRecord(state, ID, digest("b"))).toMatchObject((await view.record(ID, digest("b"))) ?? {});
    expect(provenCurrent(state, ID, LABEL)).toBe(digest("b"));
    expect(provenRecord(state, ID, digest("f"))).toBeUndefined();
  });

  test("proves an earlier block as it was", async () => {
    const before = await latest();
    const action = { kind: "revise", publication: ID, label: LABEL, digest: digest("c") } as const;
    const call = registryCodec.encode({ ...action, supersedes: digest("b"), reason: ZERO_DIGEST }, registry);
    await transact(chain, embeddedSigner(), call);
    expect(provenCurrent(await proofAt(before), ID, LABEL)).toBe(digest("b"));
    expect(provenCurrent(await proofAt(await latest()), ID, LABEL)).toBe(digest("c"));
  });

  test("tells which entries of a publication are batches, also before one of them", async () => {
    const send = (root: string) =>
      transact(
        chain,
        embeddedSigner(),
        registryCodec.encode(
          {
            ...{ kind: "anchor-batch", publication: ID, count: 3, list: digest("d") },
            root: `0x${root.repeat(64)}`,
          },
          registry,
        ),
      );
    await send("1");
    await send("2");
    const { hash: at, ...block } = await latest();
    const view = createRegistry({ chain, address: registry, chainId: parseChainId("eip155:31337") });
    const lists = await view.at({ ...block, hash: at }).batchLists(ID);
    const [first = 0, second = 0] = lists.map(({ entry }) => entry);
    const read = createBatchEntriesReader({ url: anvil.url });
    const before = async (entry: number) => read({ registry, id: ID, at, before: entry });
    expect(await before(9_000)).toEqual([first, second]);
    expect(await before(second)).toEqual([first]);
    expect(await before(1)).toEqual([]);
  });

  test("gives a proof by the number of a block, with the hash that it was verified against", async () => {
    const block = await latest();
    const proven = await createStateProofs({ url: anvil.url }).prove({
      registry,
      slots: [],
      at: block.number,
    });
    expect(proven?.block).toEqual(block);
    expect(proven?.proof.slots).toEqual([]);
  });

  test("proves storage of any shape, and that slots beside it are empty", async () => {
    const rpc = createJsonRpc({ url: anvil.url });
    const ask = async (method: string, ...params: unknown[]) =>
      resultOf(rpc.node, method, await rpc.ask(method, params, { idempotent: false }));
    const account = parseAddress(`0x${"52".repeat(20)}`);
    const slot = (n: number): Bytes32 => `0x${(n * n * 7919).toString(16).padStart(64, "0")}`;
    await ask("anvil_setCode", account, "0x00");
    for (let n = 1; n <= 120; n++)
      await ask(
        "anvil_setStorageAt",
        account,
        slot(n),
        `0x${(n % 3 === 0 ? "ff" : "01").repeat((n % 32) + 1).padStart(64, "0")}`,
      );
    await ask("anvil_mine", "0x1");
    const block = await latest();
    const every = Array.from({ length: 200 }, (_, n) => slot(n));
    const proven = await createStateProofs({ url: anvil.url }).prove({
      registry: account,
      slots: every,
      at: block.hash,
    });
    const { words } = verifyStateProof(proven?.proof, { blockHash: block.hash, registry: account });
    for (const key of every)
      expect(words.get(key)).toBe(BigInt(String(await ask("eth_getStorageAt", account, key, "latest"))));
    expect([...words.values()].filter((word) => word !== 0n)).toHaveLength(120);
  });

  test("proves that nothing is at an address", async () => {
    const at = (await latest()).hash;
    const nobody = parseAddress(`0x${"99".repeat(20)}`);
    await expect(createStateProofs({ url: anvil.url }).prove({ registry: nobody, slots: [], at })).toFailWith(
      "STATE_PROOF_ACCOUNT_ABSENT",
    );
  });

  test("has no proof of a block that it does not know", async () => {
    const proofs = createStateProofs({ url: anvil.url });
    expect(await proofs.prove({ registry, slots: [], at: `0x${"77".repeat(32)}` })).toBeUndefined();
    expect(await proofs.prove({ registry, slots: [], at: 1_000_000 })).toBeUndefined();
  });

  test("is not asked for more slots than a proof may hold", async () => {
    const many = Array.from(
      { length: MOST_SLOTS + 1 },
      (_, n): Bytes32 => `0x${n.toString(16).padStart(64, "0")}`,
    );
    await expect(createStateProofs({ url: anvil.url }).prove({ registry, slots: many, at: 1 })).toFailWith(
      "STATE_PROOF_TOO_LARGE",
    );
  });
});

describe("a node that lies", () => {
  const [honest, other] = VECTORS as readonly [Vector, Vector];
  const { registry, blockHash } = honest;
  const found = honest.answers.registry;
  const keys = found.storageProof.map(({ key }) => key as Bytes32);
  const [first] = found.storageProof;
  const play = (changes: object, block: unknown = honest.block) =>
    playTable({
      eth_getBlockByHash: () => block,
      eth_getBlockByNumber: () => block,
      eth_getProof: () => ({ ...found, ...changes }),
    });
  const prove = async (url: string, at: Bytes32 | number = blockHash) =>
    await createStateProofs({ url }).prove({ registry, slots: keys, at });

  test("is believed when it says the truth", async () => {
    await using node = await play({});
    expect(await prove(node.url)).toEqual({
      block: {
        hash: blockHash,
        number: Number(honest.block["number"]),
        time: Number(honest.block["timestamp"]),
      },
      proof: honest.proof("registry"),
    });
    expect(node.asked.map(({ method, params }) => [method, params.at(-1)])).toEqual([
      ["eth_getBlockByHash", false],
      ["eth_getProof", { blockHash, requireCanonical: true }],
    ]);
  });

  test("is believed in capitals, and whichever way it writes words", async () => {
    const capitals = found.accountProof.map((node) => `0x${node.slice(2).toUpperCase()}`);
    const storageProof = found.storageProof.map(({ key, value, proof }) => ({
      key: `0x${BigInt(key).toString(16)}`,
      value: `0x${BigInt(value).toString(16).padStart(64, "0")}`,
      proof,
    }));
    await using node = await play({ accountProof: capitals, storageProof });
    expect((await prove(node.url))?.proof).toEqual(honest.proof("registry"));
  });

  const withFirst = (changes: object) => ({
    storageProof: found.storageProof.with(0, { ...first, ...changes } as never),
  });
  test.each<[string, object]>([
    ["another account", { address: `0x${"99".repeat(20)}` }],
    ["no account", { address: undefined }],
    ["no nodes of the account", { accountProof: [] }],
    ["no list of nodes", { accountProof: "0x80" }],
    ["nodes that are no bytes", { accountProof: ["0xf"] }],
    ["more nodes than a key has places", { accountProof: Array.from({ length: 66 }, () => "0x80") }],
    ["a node of a megabyte", { accountProof: [`0x${"00".repeat(1_000_000)}`] }],
    ["the account of another chain", { accountProof: other.answers.registry.accountProof }],
    ["no slots", { storageProof: [] }],
    ["a slot less", { storageProof: found.storageProof.slice(1) }],
    ["slots in another order", { storageProof: found.storageProof.toReversed() }],
    ["another slot", withFirst({ key: "0x5" })],
    ["a slot that is no word", withFirst({ key: "first" })],
    ["a value that is not the one proved", withFirst({ value: "0x3" })],
    [
      "a value for a slot that is empty",
      { storageProof: [...found.storageProof.slice(0, -1), { ...found.storageProof.at(-1), value: "0x1" }] },
    ],
    ["no value for a slot that is not", withFirst({ value: "0x0" })],
    ["a value that is no word", withFirst({ value: 2 })],
    ["a slot without nodes", withFirst({ proof: [] })],
    ["a slot's nodes cut short", withFirst({ proof: first?.proof.slice(0, -1) })],
    ["a slot's nodes with one more", withFirst({ proof: [...(first?.proof ?? []), "0x80"] })],
  ])("is found out: %s", async (_, changes) => {
    await using node = await play(changes);
    await expect(prove(node.url)).toFailWith("CHAIN_ANSWER_INVALID");
  });

  test("is found out when it gives another block than the one asked for", async () => {
    await using node = await play({}, other.block);
    await expect(prove(node.url)).toFailWith("CHAIN_ANSWER_INVALID");
    await expect(prove(node.url, Number(other.block["number"]) + 1)).toFailWith("CHAIN_ANSWER_INVALID");
  });

  test("is not believed when it gives another block the hash that was asked for", async () => {
    await using node = await play({}, { ...other.block, hash: blockHash });
    await expect(prove(node.url)).toFailWith("STATE_PROOF_HEADER_UNKNOWN");
  });

  test("is not taken for one when a fork has changed the header", async () => {
    await using node = await play({}, { ...honest.block, gasUsed: "0x1", ofAnotherFork: "0x1" });
    await expect(prove(node.url)).toFailWith("STATE_PROOF_HEADER_UNKNOWN");
  });
});

describe("a node without EIP-1898", () => {
  const [honest, other] = VECTORS as readonly [Vector, Vector];
  const { registry, blockHash } = honest;
  const keys = honest.answers.registry.storageProof.map(({ key }) => key as Bytes32);
  const old = (proof: unknown, now: unknown) =>
    playNode((asked: Asked, response) => {
      if (asked.method === "eth_getBlockByHash") answer(response, asked, honest.block);
      else if (asked.method === "eth_getBlockByNumber") answer(response, asked, now);
      else if (typeof asked.params[2] === "object")
        refuse(response, asked, { code: -32602, message: "invalid argument" });
      else answer(response, asked, proof);
    });
  const prove = async (url: string) =>
    await createStateProofs({ url }).prove({ registry, slots: keys, at: blockHash });

  test("is asked by number, and proves the block all the same", async () => {
    await using node = await old(honest.answers.registry, honest.block);
    expect((await prove(node.url))?.proof).toEqual(honest.proof("registry"));
    expect(node.asked.at(-1)?.params[2]).toBe(honest.block["number"]);
  });

  test("has not lied when another block has got its number meanwhile", async () => {
    const { address } = honest.answers.registry;
    await using node = await old({ ...other.answers.registry, address }, other.block);
    expect(other.block["number"]).toBe(honest.block["number"]);
    await expect(prove(node.url)).toFailWith("CHAIN_UNREACHABLE");
  });

  test("has lied when the block still has its number", async () => {
    const { address } = honest.answers.registry;
    await using node = await old({ ...other.answers.registry, address }, honest.block);
    await expect(prove(node.url)).toFailWith("CHAIN_ANSWER_INVALID");
  });

  test("that no longer has the state is one that could not be asked", async () => {
    await using node = await playNode((asked, response) => {
      if (asked.method === "eth_getProof")
        refuse(response, asked, { code: -32000, message: "missing trie node" });
      else answer(response, asked, honest.block);
    });
    await expect(prove(node.url)).toFailWith("CHAIN_UNREACHABLE");
  });
});
