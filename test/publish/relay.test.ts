import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { keySigner } from "../../src/adapters/evm/signer.ts";
import type { Address } from "../../src/core/address.ts";
import type { Chain } from "../../src/core/ports.ts";
import { parseChainId, parsePublicationId } from "../../src/core/publication.ts";
import type { SignedCall } from "../../src/core/signed-call/call.ts";
import { decodeSignedCall, encodeSignedCall } from "../../src/core/signed-call/file.ts";
import { prospectOf, relay } from "../../src/publish/relay.ts";
import { transact } from "../adapters/evm/transact.ts";
import { burningWallet, deployCode, ownedWallet } from "../support/contract-wallet.ts";
import {
  rig,
  stranger,
  relayer,
  headOf,
  signedBy,
  act,
  nonceOf,
  anchored,
  CALLS,
  KINDS,
  publication,
  registry,
  chain,
  id,
} from "../support/relay-stage.ts";

/* Everything that may be signed, sent by a stranger on a real chain; and everything that must not pass. */

afterAll(() => rig[Symbol.asyncDispose]());

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
