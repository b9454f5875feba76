import { afterAll, describe, expect, test } from "vitest";
import { type Digest, ZERO_DIGEST } from "../../src/core/digest.ts";
import type { Chain, Signer } from "../../src/core/ports.ts";
import { parseChainId } from "../../src/core/publication.ts";
import type { SignedCall } from "../../src/core/signed-call/call.ts";
import { settle } from "../../src/publish/publisher.ts";
import { prospectOf, relay } from "../../src/publish/relay.ts";
import {
  rig,
  stranger,
  relayer,
  signedBy,
  act,
  fresh,
  labelled,
  nonceOf,
  anchored,
  CALLS,
  publication,
  registry,
  chain,
  id,
} from "../support/relay-stage.ts";

/* What counts as relayed already, and what an earlier run left. */

afterAll(() => rig[Symbol.asyncDispose]());

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
