import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { registryCodec } from "../../src/adapters/evm/codec.ts";
import { createRegistry } from "../../src/adapters/evm/registry.ts";
import { keySigner } from "../../src/adapters/evm/signer.ts";
import type { Address } from "../../src/core/address.ts";
import {
  type Bytes32,
  type Digest,
  digestToBytes32,
  parseDigest,
  ZERO_DIGEST,
} from "../../src/core/digest.ts";
import { tipBlock } from "../../src/core/finality.ts";
import { parseLabel } from "../../src/core/label.ts";
import type { Action, Chain, Signer } from "../../src/core/ports.ts";
import { type ChainId, parseChainId, parsePublicationId } from "../../src/core/publication.ts";
import { publicationState } from "../../src/core/registry.ts";
import type { OnProgress } from "../../src/publish/progress.ts";
import type { PublishingCall, SignedCall } from "../../src/core/signed-call/call.ts";
import { decodeSignedCall, encodeSignedCall } from "../../src/core/signed-call/file.ts";
import { settle } from "../../src/publish/publisher.ts";
import { prospectOf, relay, type Relayer } from "../../src/publish/relay.ts";
import { PATIENCE } from "../../src/publish/transact.ts";
import { transact } from "../adapters/evm/transact.ts";
import { burningWallet, deployCode, ownedWallet } from "../support/contract-wallet.ts";
import { leapingClock, openRig } from "../support/publisher-rig.ts";

/* Everything that may be signed, sent by a stranger on a real chain; and everything that must not pass. */

const rig = await openRig();
afterAll(() => rig[Symbol.asyncDispose]());
const stranger = keySigner("0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d");
const { publication, registry, chain } = rig;
const { id } = publication;
const FAR = 4_000_000_000;

interface Parts {
  readonly chain?: Chain;
  readonly mostGas?: bigint;
  readonly chainId?: ChainId;
  readonly registry?: Address;
  readonly onProgress?: OnProgress;
}

function relayer(parts: Parts = {}): Relayer {
  const used = { chain, ...parts };
  const chainId = parseChainId("eip155:31337");
  return {
    registry: createRegistry({ chain: used.chain, address: registry, chainId, deployedAt: 0 }),
    transacting: {
      ...{ chainId, registry, codec: registryCodec, signer: stranger, journal: rig.journal },
      ...{ clock: leapingClock(), finality: { kind: "depth", blocks: 0 }, onProgress: () => {} },
      ...{ patience: PATIENCE, ...used },
    },
    until: "final",
  };
}

async function headOf(): Promise<Digest> {
  const view = createRegistry({ chain, address: registry, chainId: publication.chain }).at(
    await tipBlock(chain),
  );
  return (await publicationState(view, id)).head;
}

async function signedBy(signer: Signer, call: PublishingCall, publisher?: Address): Promise<SignedCall> {
  const unsigned = { publication, call, publisher: publisher ?? signer.address };
  const timed = { ...unsigned, head: await headOf(), deadline: FAR };
  return { ...timed, signature: await signer.signCall(timed) };
}

async function act(action: Action): Promise<void> {
  const { succeeded } = await transact(chain, rig.signer, registryCodec.encode(action, registry));
  expect(succeeded, action.kind).toBe(true);
}

let number = 0;
const fresh = () => parseDigest((++number).toString(16).padStart(64, "d"));
const labelled = (name: string) => parseLabel(`${name}-${++number}`);
const nonceOf = () => chain.transactionCount(stranger.address, "pending");
const REASON = fresh();

async function anchored(): Promise<{ label: ReturnType<typeof parseLabel>; digest: Digest }> {
  const issue = { label: labelled("standing"), digest: fresh() };
  await act({ kind: "anchor", publication: id, ...issue });
  return issue;
}

/** A batch of three issues, anchored by the owner, and the path of its second. */
async function batched() {
  const issues = Array.from({ length: 3 }, () => ({ label: labelled("batched"), digest: fresh() }));
  const leaves = issues.map(({ label, digest }) => [id, label, digestToBytes32(digest)]);
  const tree = StandardMerkleTree.of(leaves, ["uint256", "string", "bytes32"]);
  const root = tree.root as Bytes32;
  await act({ kind: "anchor-batch", publication: id, root, count: issues.length, list: fresh() });
  const [, second = issues[0]] = issues;
  if (second === undefined) return expect.unreachable("there are three");
  return { root, path: tree.getProof(1) as Bytes32[], ...second };
}

const CALLS: Readonly<Record<PublishingCall["kind"], () => Promise<PublishingCall>>> = {
  anchor: async () => ({ kind: "anchor", label: labelled("new"), digest: fresh() }),
  async revise() {
    const { label, digest: supersedes } = await anchored();
    return { kind: "revise", label, digest: fresh(), supersedes, reason: REASON };
  },
  async post() {
    return { kind: "post", digest: (await anchored()).digest, notice: "concern", reason: REASON };
  },
  "anchor-batch": async () => ({
    ...{ kind: "anchor-batch", root: digestToBytes32(fresh()), count: 12, list: fresh() },
  }),
  async "revise-batched"() {
    const { digest: supersedes, ...issue } = await batched();
    return { kind: "revise-batched", ...issue, supersedes, digest: fresh(), reason: ZERO_DIGEST };
  },
  async "post-batched"() {
    return { kind: "post-batched", ...(await batched()), notice: "retraction", reason: ZERO_DIGEST };
  },
};
const KINDS = Object.keys(CALLS) as PublishingCall["kind"][];

describe.each(KINDS)("%s", (kind) => {
  test("is sent by a stranger, in the publisher's name, and once", async () => {
    const signed = await signedBy(rig.signer, await CALLS[kind]());
    expect(await prospectOf(signed, relayer())).toMatchObject({ kind: "ready" });
    const done = await relay(signed, relayer());
    expect(done).toMatchObject({ status: "final", actor: rig.signer.address });
    expect((await rig.entries()).at(-1)).toMatchObject({ number: done.entry, actor: rig.signer.address });
    const nonce = await nonceOf();
    expect(await relay(signed, relayer())).toMatchObject({ status: "already", tx: done.tx });
    expect(await nonceOf()).toBe(nonce);
  });

  test("is refused with any field changed, and nothing is sent", async () => {
    const signed = await signedBy(rig.signer, await CALLS[kind]());
    const before = [await nonceOf(), (await rig.entries()).length];
    const tried = tampered(JSON.parse(encodeSignedCall(signed)) as Json);
    expect(tried.length).toBeGreaterThan(15);
    for (const { place, value } of tried) {
      const passed = await refusalOf(value);
      expect(passed, `${place} was changed to pass`).toBeDefined();
    }
    expect([await nonceOf(), (await rig.entries()).length]).toEqual(before);
    expect(await relay(signed, relayer())).toMatchObject({ status: "final" });
  });
});

type Json = string | number | readonly Json[] | { readonly [name: string]: Json };

/** Every field of a file, each changed in every way that keeps its form, or nearly. */
function tampered(whole: Json): { place: string; value: Json }[] {
  const found: { place: string; value: Json }[] = [];
  const visit = (part: Json, place: string, put: (changed: Json) => Json): void => {
    for (const value of changesOf(part)) found.push({ place, value: put(value) });
    if (Array.isArray(part)) {
      const list = part as readonly Json[];
      found.push({ place, value: put([...list, "0x".padEnd(66, "7")]) });
      for (const [i, one] of list.entries()) {
        found.push({ place, value: put(list.toSpliced(i, 1)) });
        visit(one, `${place}.${i}`, (changed) => put(list.with(i, changed)));
      }
    } else if (typeof part === "object")
      for (const [name, one] of Object.entries(part)) {
        const { [name]: _, ...without } = part as Record<string, Json>;
        found.push({ place: `${place}.${name} left out`, value: put(without) });
        visit(one, `${place}.${name}`, (changed) => put({ ...part, [name]: changed }));
      }
  };
  visit(whole, "file", (changed) => changed);
  found.push({ place: "a field more", value: { ...(whole as object), more: 1 } });
  return found;
}

const OTHERS: Readonly<Record<string, readonly string[]>> = {
  "eip155:31337": ["eip155:1"],
  concern: ["correction", "retraction", "none"],
  retraction: ["concern"],
  "1": ["2", "99", "01"],
};

function changesOf(part: Json): readonly Json[] {
  if (typeof part === "number") return [part + 1, part - 1, String(part)];
  if (typeof part !== "string") return [];
  const flipped = part.slice(0, -1) + (part.endsWith("1") ? "2" : "1");
  return [...(OTHERS[part] ?? [flipped]), part.toUpperCase(), `${part}0`, `${part}00`, ""].filter(
    (one) => one !== part,
  );
}

async function refusalOf(value: Json): Promise<unknown> {
  try {
    await relay(decodeSignedCall(new TextEncoder().encode(JSON.stringify(value))), relayer());
    return undefined;
  } catch (error) {
    return error;
  }
}

describe("a signature", () => {
  let signed: SignedCall;
  beforeEach(async () => {
    signed = await signedBy(rig.signer, await CALLS.anchor());
  });

  const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
  test.each<[string, (signature: string) => string]>([
    [
      "with a high s",
      (given) => {
        const s = (ORDER - BigInt(`0x${given.slice(66, 130)}`)).toString(16).padStart(64, "0");
        return given.slice(0, 66) + s + (given.endsWith("1b") ? "1c" : "1b");
      },
    ],
    ["with v 0 or 1", (given) => given.slice(0, -2) + (given.endsWith("1b") ? "00" : "01")],
    ["with the other v", (given) => given.slice(0, -2) + (given.endsWith("1b") ? "1c" : "1b")],
    ["cut short", (given) => given.slice(0, -2)],
    ["of 66 bytes", (given) => `${given}00`],
    ["that is empty", () => "0x"],
    ["of zeros", () => `0x${"00".repeat(65)}`],
  ])("%s is refused", async (_, change) => {
    const nonce = await nonceOf();
    const changed = { ...signed, signature: change(signed.signature) as `0x${string}` };
    await expect(relay(changed, relayer())).toFailWith("SIGNATURE_INVALID", {
      publisher: rig.signer.address,
    });
    expect(await nonceOf()).toBe(nonce);
    expect(await relay(signed, relayer())).toMatchObject({ status: "final" });
  });

  test("of somebody who may not publish is refused, and so is a publication that is closed or unknown", async () => {
    const foreign = await signedBy(stranger, await CALLS.anchor());
    await expect(relay(foreign, relayer())).toFailWith("NOT_PUBLISHER", { account: stranger.address });
    const unknown = { ...publication, id: parsePublicationId("77") };
    await expect(relay({ ...signed, publication: unknown }, relayer())).toFailWith("PUBLICATION_UNKNOWN");
    const closing = await rig.register("To be closed");
    const close = { to: registry, data: `0x0aebeb4e${closing.id.padStart(64, "0")}` } as const;
    expect((await transact(chain, rig.signer, close)).succeeded).toBe(true);
    await expect(relay({ ...signed, publication: closing }, relayer())).toFailWith("PUBLICATION_CLOSED");
  });

  test("for another chain or registry is refused by name", async () => {
    const elsewhere = { ...publication, chain: parseChainId("eip155:8453") };
    await expect(relay({ ...signed, publication: elsewhere }, relayer())).toFailWith("SIGNED_ELSEWHERE", {
      ...{ what: "chain", got: "eip155:8453", expected: "eip155:31337" },
    });
    const other = { ...publication, registry: stranger.address };
    await expect(relay({ ...signed, publication: other }, relayer())).toFailWith("SIGNED_ELSEWHERE", {
      ...{ what: "registry", got: stranger.address, expected: registry },
    });
  });
});

describe("a contract wallet that publishes", () => {
  const grant = (account: Address) => act({ kind: "grant", publication: id, account });

  test("says itself whose signature counts", async () => {
    const owner = keySigner(`0x${"22".repeat(32)}`);
    const wallet = await deployCode(ownedWallet(owner.address), chain, rig.signer);
    await grant(wallet);
    const call = await CALLS.anchor();
    const wrong = await signedBy(stranger, call, wallet);
    await expect(relay(wrong, relayer())).toFailWith("SIGNATURE_INVALID", { publisher: wallet });
    const signed = await signedBy(owner, call, wallet);
    expect(await relay(signed, relayer())).toMatchObject({ status: "final", actor: wallet });
  });

  test("that takes more gas than is paid for costs nothing", async () => {
    const wallet = await deployCode(burningWallet(1_200), chain, rig.signer);
    await grant(wallet);
    const signed = { ...(await signedBy(stranger, await CALLS.anchor(), wallet)), signature: "0x" } as const;
    const nonce = await nonceOf();
    await expect(relay(signed, relayer())).toFailWith("GAS_ABOVE_LIMIT", { expected: "1000000" });
    await expect(relay(signed, relayer({ mostGas: 50_000n }))).toFailWith("GAS_ABOVE_LIMIT");
    expect(await nonceOf()).toBe(nonce);
    const generous = relayer({ mostGas: 3_000_000n });
    expect(await relay(signed, generous)).toMatchObject({ status: "final", actor: wallet });
  });

  test("without end is refused and costs nothing", async () => {
    const wallet = await deployCode(burningWallet(400_000), chain, rig.signer);
    await grant(wallet);
    const nonce = await nonceOf();
    const signed = await signedBy(stranger, await CALLS.anchor(), wallet);
    await expect(relay(signed, relayer())).toFailWith("SIGNATURE_INVALID");
    expect(await nonceOf()).toBe(nonce);
  });
});

describe("relaying, cut off", () => {
  test.each(["lost", "done"] as const)(
    "while sending, the transaction %s: the next run ends it",
    async (kind) => {
      const signed = await signedBy(rig.signer, await CALLS.post());
      const count = (await rig.entries()).length;
      const cut: Chain = {
        ...chain,
        send: async (raw) => {
          if (kind === "done") await chain.send(raw);
          throw new TypeError("cut off");
        },
      };
      await expect(relay(signed, relayer({ chain: cut }))).rejects.toThrow("cut off");
      expect(await relay(signed, relayer())).toMatchObject({ status: "final" });
      expect(await relay(signed, relayer())).toMatchObject({ status: "already" });
      expect(await rig.entries()).toHaveLength(count + 1);
    },
  );

  test("a call that failed on the chain since another came first is done, if that was the same", async () => {
    const signed = await signedBy(rig.signer, await CALLS.anchor());
    const { call } = signed;
    if (call.kind !== "anchor") return expect.unreachable("it is");
    // The moment between trying and sending, in which the publisher anchors it.
    const overtaken: Chain = {
      ...chain,
      send: async (raw) => {
        if ((await headOf()) === signed.head) await act({ publication: id, ...call });
        await chain.send(raw);
      },
    };
    expect(await relay(signed, relayer({ chain: overtaken }))).toMatchObject({ status: "already" });
    const stale = await signedBy(rig.signer, await CALLS.anchor());
    const beaten: Chain = {
      ...chain,
      send: async (raw) => {
        if ((await headOf()) === stale.head) await anchored();
        await chain.send(raw);
      },
    };
    await expect(relay(stale, relayer({ chain: beaten }))).toFailWith("HEAD_STALE");
    expect(rig.journal.unfinished()).toEqual([]);
  });
});

test("a node that has lost its logs still knows what is current", async () => {
  const signed = await signedBy(rig.signer, await CALLS.revise());
  await relay(signed, relayer());
  const forgetful: Chain = { ...chain, logs: async () => [] };
  const found = await relay(signed, relayer({ chain: forgetful }));
  expect(found).toMatchObject({ status: "already", entry: (await rig.entries()).length });
  expect(found.tx).toBeUndefined();
});

describe("a notice that another one has replaced since", () => {
  const post = (digest: Digest, notice: "retraction" | "correction") =>
    ({ kind: "post", digest, notice, reason: ZERO_DIGEST }) as const;
  const replaced = async () => {
    const { digest } = await anchored();
    for (const notice of ["retraction", "correction"] as const)
      await act({ publication: id, ...post(digest, notice) });
    return digest;
  };

  test("is posted again, and the report names the new entry", async () => {
    const digest = await replaced();
    const done = await relay(await signedBy(rig.signer, post(digest, "retraction")), relayer());
    const entries = await rig.entries();
    expect(done).toMatchObject({ status: "final", entry: entries.length, actor: rig.signer.address });
    expect(entries.at(-1)).toMatchObject({ kind: "notice", digest, notice: "retraction" });
  });

  test("does not stand when its signature is void", async () => {
    const signed = await signedBy(rig.signer, post(await replaced(), "retraction"));
    await anchored();
    await expect(prospectOf(signed, relayer())).toFailWith("HEAD_STALE");
  });

  test("stands once it was added after the head that was signed, whatever came later", async () => {
    const digest = await replaced();
    const signed = await signedBy(rig.signer, post(digest, "retraction"));
    const { entry, tx } = await relay(signed, relayer());
    await act({ publication: id, ...post(digest, "correction") });
    expect(await relay(signed, relayer())).toMatchObject({ status: "already", entry, tx });
  });

  test("stands where somebody else has posted it again", async () => {
    const digest = await replaced();
    const signed = await signedBy(rig.signer, post(digest, "retraction"));
    await anchored();
    await act({ publication: id, ...post(digest, "retraction") });
    const entry = (await rig.entries()).length;
    expect(await relay(signed, relayer())).toMatchObject({ status: "already", entry });
  });
});

describe("what an earlier run left in the same journal", () => {
  const cut: Chain = { ...chain, send: () => Promise.reject(new TypeError("cut off")) };
  const left = async (): Promise<SignedCall> => {
    const signed = await signedBy(rig.signer, await CALLS.anchor());
    await expect(relay(signed, relayer({ chain: cut }))).rejects.toThrow("cut off");
    return signed;
  };

  test("on another chain is told of, and nothing is signed or sent for it", async () => {
    const signed = await left();
    const notes: string[] = [];
    const elsewhere = relayer({
      ...{ chainId: parseChainId("eip155:4242"), chain: cut },
      onProgress: (event) => void (event.kind === "note" && notes.push(event.message)),
    });
    const attempts = () => rig.journal.unfinished().flatMap(({ key }) => rig.journal.attempts(key));
    const before = attempts();
    expect(await settle(elsewhere)).toEqual([]);
    expect(notes).toEqual([expect.stringContaining("eip155:31337")]);
    expect(attempts()).toEqual(before);
    expect(await settle(relayer())).toHaveLength(1);
    expect(await relay(signed, relayer())).toMatchObject({ status: "already" });
  });

  test("for one registry is never sent to another that is at hand", async () => {
    const signed = await left();
    const hostile = stranger.address;
    const sent: (string | undefined)[] = [];
    const watched: Signer = {
      ...stranger,
      sign: (terms) => {
        sent.push(terms.to);
        return stranger.sign(terms);
      },
    };
    await rig.rpc("anvil_dropAllTransactions");
    // Its nonce is used by another program, so that a new transaction has to be made.
    const fees = { maxFeePerGas: 500_000_000_000n, maxPriorityFeePerGas: 100_000_000_000n };
    const nonce = await nonceOf();
    const { chain: on } = publication;
    const none = { chain: on, nonce, gas: 21_000n, fees, to: hostile, data: "0x" } as const;
    await chain.send((await stranger.sign(none)).raw);
    const { transacting, ...rest } = relayer({ registry: hostile });
    await settle({ ...rest, transacting: { ...transacting, signer: watched } });
    expect(sent).toEqual([registry]);
    expect(await relay(signed, relayer())).toMatchObject({ status: "already" });
  });

  test("by a publisher of another registry on this chain is left, and sent as it was signed", async () => {
    const key = `anchor:eip155:31337:${stranger.address}:1:${fresh()}`;
    const action = { kind: "anchor", publication: id, label: labelled("old"), digest: fresh() } as const;
    rig.journal.begin({ key, action, roots: [] });
    const fees = { maxFeePerGas: 500_000_000_000n, maxPriorityFeePerGas: 100_000_000_000n };
    const { chain: on } = publication;
    const terms = { chain: on, nonce: await nonceOf(), gas: 21_000n, fees, to: stranger.address } as const;
    const own = await stranger.sign({ ...terms, data: "0x" });
    rig.journal.attempt({ job: key, from: stranger.address, nonce: terms.nonce, fees, ...own });
    expect(await settle(relayer())).toEqual([]);
    expect(rig.journal.attempts(key)).toHaveLength(1);
    expect(await nonceOf()).toBe(terms.nonce + 1);
    rig.journal.refuse(key, "it is over");
  });
});
