import { mkdtemp, rm } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { concat, decodeRlp, encodeRlp, SigningKey, Transaction, type TransactionLike } from "ethers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Anvil, startAnvil } from "../../../src/adapters/evm/embedded/anvil.ts";
import { embeddedSigner, keySigner } from "../../../src/adapters/evm/signer.ts";
import {
  createRemoteSigner,
  signerAccounts,
  signerApi,
  type SignerApi,
} from "../../../src/adapters/evm/remote-signer.ts";
import { parseAddress } from "../../../src/core/address.ts";
import { parseDigest } from "../../../src/core/digest.ts";
import { parseLabel } from "../../../src/core/label.ts";
import type { Unsigned } from "../../../src/core/ports.ts";
import { parseChainId, parsePublicationId, publicationRef } from "../../../src/core/publication.ts";
import type { UnsignedCall } from "../../../src/core/signed-call/call.ts";
import { answer, type Asked, playNode, playTable, refuse } from "./node-server.ts";

const KEY = "0x4c0883a69102937d6231471b5dbb6204fe512961708279f8b5c3e1f6a0b1c2d3";
const OTHER_KEY = `0x${"22".repeat(32)}`;
const honest = keySigner(KEY);
const account = honest.address;
const TOKEN = "canary-token-1f3d5b79";

const UNSIGNED: Unsigned = {
  chain: parseChainId("eip155:8453"),
  nonce: 3,
  gas: 81_000n,
  fees: { maxFeePerGas: 20n, maxPriorityFeePerGas: 2n },
  to: parseAddress(`0x${"52".repeat(20)}`),
  data: "0x12ab",
};

const callBy = (publisher: UnsignedCall["publisher"]): UnsignedCall => ({
  publication: publicationRef(UNSIGNED.chain, parseAddress(`0x${"52".repeat(20)}`), parsePublicationId("7")),
  call: { kind: "anchor", label: parseLabel("95"), digest: parseDigest("9f".repeat(32)) },
  publisher,
  head: parseDigest("11".repeat(32)),
  deadline: 1_800_000_000,
});
const CALL = callBy(account);

/** What was asked for, signed by a key, with some fields changed. */
function signedWith(change: TransactionLike, key = KEY): string {
  const transaction = Transaction.from({
    type: 2,
    chainId: 8453,
    nonce: 3,
    gasLimit: 81_000n,
    maxFeePerGas: 20n,
    maxPriorityFeePerGas: 2n,
    to: UNSIGNED.to ?? null,
    data: UNSIGNED.data,
    ...change,
  });
  transaction.signature = new SigningKey(key).sign(transaction.unsignedHash);
  return transaction.serialized;
}

const withRaw = (raw: unknown) => playTable({ eth_signTransaction: () => raw });
const remoteAt = (url: string, api: SignerApi = "eth", timeoutMs = 5_000) =>
  createRemoteSigner({ url, api, account, timeoutMs });

describe("a signer that does what it is asked", () => {
  let anvil: Anvil;
  beforeAll(async () => {
    anvil = await startAnvil(0, undefined);
  });
  afterAll(() => anvil.kill());

  test("a real node: the same transaction and the same signature as the key itself gives", async () => {
    const own = embeddedSigner();
    const remote = createRemoteSigner({ url: anvil.url, api: "eth", account: own.address });
    const unsigned = { ...UNSIGNED, chain: parseChainId("eip155:31337") };
    expect(await remote.sign(unsigned)).toEqual(await own.sign(unsigned));
    const call = callBy(own.address);
    expect(await remote.signCall(call)).toBe(await own.signCall(call));
    const { to: _, ...creation } = unsigned;
    expect(await remote.sign(creation)).toEqual(await own.sign(creation));
  });

  test("a real node says which accounts it has, and that it is not clef", async () => {
    expect(await signerApi({ url: anvil.url })).toBe("eth");
    expect(await signerAccounts({ url: anvil.url }, "eth")).toContain(embeddedSigner().address);
  });

  test("clef's methods, its order of parameters and its answer with the transaction beside the raw one", async () => {
    await using clef = await playTable({
      account_version: () => "6.1.0",
      account_list: () => [account],
      account_signTransaction: () => ({ raw: signedWith({}), tx: {} }),
      account_signTypedData: () => signature,
    });
    const signature = await honest.signCall(CALL);
    expect(await signerApi({ url: clef.url })).toBe("clef");
    expect(await signerAccounts({ url: clef.url }, "clef")).toEqual([account]);
    const remote = remoteAt(clef.url, "clef");
    expect(await remote.sign(UNSIGNED)).toEqual(await honest.sign(UNSIGNED));
    expect(await remote.signCall(CALL)).toBe(signature);
    const [from, typed] = clef.asked.at(-1)?.params ?? [];
    expect(String(from).toLowerCase()).toBe(account);
    expect(typed).toMatchObject({ primaryType: "Anchor", message: { label: "95" } });
  });

  test("web3signer's plain eth_signTypedData takes a text, where there is no newer one", async () => {
    const signature = await honest.signCall(CALL);
    await using web3signer = await playTable({ eth_signTypedData: () => signature });
    expect(await remoteAt(web3signer.url).signCall(CALL)).toBe(signature);
    const [, typed] = web3signer.asked.at(-1)?.params ?? [];
    expect(JSON.parse(String(typed))).toMatchObject({ domain: { chainId: 8453 } });
  });

  test("an endorsement is signed as typed data, and another one's signature is refused", async () => {
    const { publication, head } = CALL;
    const block = { number: 7, hash: `0x${"77".repeat(32)}` } as const;
    const seen = { publication, endorser: account, entries: 3, head, block, seen: 1, holds: "full" } as const;
    const signature = await honest.signEndorsement(seen);
    await using node = await playTable({ eth_signTypedData_v4: () => signature });
    expect(await remoteAt(node.url).signEndorsement(seen)).toBe(signature);
    expect(node.asked.at(-1)?.params).toMatchObject([account, { domain: { name: "Colophon Endorsement" } }]);
    await expect(remoteAt(node.url).signEndorsement({ ...seen, entries: 4 })).toFailWith("SIGNED_OTHERWISE");
  });

  test.each(["v of 0 or 1", "the high half of s"])(
    "a device's signature with %s is made the registry's",
    async (what) => {
      const signature = await honest.signCall(CALL);
      const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
      const v = Number.parseInt(signature.slice(-2), 16) - 27;
      const high = (order - BigInt(`0x${signature.slice(66, 130)}`)).toString(16).padStart(64, "0");
      const given =
        what === "v of 0 or 1"
          ? `${signature.slice(0, -2)}0${v}`
          : `${signature.slice(0, 66)}${high}${(28 - v).toString(16)}`;
      await using device = await playTable({ eth_signTypedData_v4: () => given });
      expect(given).not.toBe(signature);
      expect(await remoteAt(device.url).signCall(CALL)).toBe(signature);
    },
  );
});

describe("a signer that lies", () => {
  test.each<[string, TransactionLike]>([
    ["chain", { chainId: 1 }],
    ["chain", { chainId: 0 }],
    ["nonce", { nonce: 4 }],
    ["nonce", { nonce: 0 }],
    ["recipient", { to: `0x${"66".repeat(20)}` }],
    ["recipient", { to: null }],
    ["data", { data: "0x12ac" }],
    ["data", { data: "0x" }],
    ["data", { data: "0x12ab00" }],
    ["value", { value: 1n }],
    ["gas", { gasLimit: 81_001n }],
    ["gas", { gasLimit: 80_999n }],
    ["fee", { maxFeePerGas: 21n }],
    ["fee", { maxFeePerGas: 19n }],
    ["priority fee", { maxPriorityFeePerGas: 3n }],
    ["access list", { accessList: [{ address: `0x${"66".repeat(20)}`, storageKeys: [] }] }],
  ])("about the %s (%o)", async (field, change) => {
    await using liar = await withRaw(signedWith(change));
    await expect(remoteAt(liar.url).sign(UNSIGNED)).toFailWith("SIGNED_OTHERWISE", { field: `the ${field}` });
  });

  test.each<[string, TransactionLike]>([
    ["legacy", { type: 0, gasPrice: 20n }],
    ["with an access list (EIP-2930)", { type: 1, gasPrice: 20n }],
  ])("about the type: a %s transaction", async (_, change) => {
    const {
      maxFeePerGas: _fee,
      maxPriorityFeePerGas: _tip,
      ...rest
    } = { maxFeePerGas: 0, maxPriorityFeePerGas: 0 };
    const base = {
      ...rest,
      chainId: 8453,
      nonce: 3,
      gasLimit: 81_000n,
      to: UNSIGNED.to ?? null,
      data: "0x12ab",
    };
    const transaction = Transaction.from({ ...base, ...change });
    transaction.signature = new SigningKey(KEY).sign(transaction.unsignedHash);
    await using liar = await withRaw(transaction.serialized);
    await expect(remoteAt(liar.url).sign(UNSIGNED)).toFailWith("SIGNED_OTHERWISE", { field: "the type" });
  });

  test("about the account: another key signed the very same", async () => {
    await using liar = await withRaw(signedWith({}, OTHER_KEY));
    await expect(remoteAt(liar.url).sign(UNSIGNED)).toFailWith("SIGNED_OTHERWISE", { field: "the account" });
  });

  test("about the creation of a contract: it has a recipient", async () => {
    await using liar = await withRaw(signedWith({}));
    const { to: _, ...creation } = UNSIGNED;
    await expect(remoteAt(liar.url).sign(creation)).toFailWith("SIGNED_OTHERWISE", {
      field: "the recipient",
    });
  });

  test.each<[string, UnsignedCall, string]>([
    [
      "another label",
      { ...CALL, call: { ...CALL.call, label: parseLabel("96") } as UnsignedCall["call"] },
      KEY,
    ],
    [
      "another chain",
      { ...CALL, publication: { ...CALL.publication, chain: parseChainId("eip155:1") } },
      KEY,
    ],
    ["a later deadline", { ...CALL, deadline: CALL.deadline + 1 }, KEY],
    ["another key", CALL, OTHER_KEY],
  ])("about a call: %s", async (_, call, key) => {
    const given = await keySigner(key).signCall(call);
    await using liar = await playTable({ eth_signTypedData_v4: () => given });
    await expect(remoteAt(liar.url).signCall(CALL)).toFailWith("SIGNED_OTHERWISE");
  });
});

describe("an answer that is no signed transaction", () => {
  const raw = signedWith({});
  const unsigned = Transaction.from(raw).unsignedSerialized;
  /** The same fields and signature, the nonce written as two bytes: another hash, which no node would ever show. */
  const longer = (() => {
    const fields = decodeRlp(`0x${raw.slice(4)}`) as string[];
    return concat(["0x02", encodeRlp(fields.with(1, "0x0003"))]);
  })();
  test.each<[string, unknown]>([
    ["nothing", null],
    ["a number", 7],
    ["an empty text", ""],
    ["no hexadecimal", "0xzz"],
    ["half a byte", raw.slice(0, -1)],
    ["cut short", raw.slice(0, -2)],
    ["with something after it", `${raw}00`],
    ["in another encoding", longer],
    ["not signed", unsigned],
    ["only its hash", `0x${"ab".repeat(32)}`],
    ["an object without it", { tx: {} }],
    ["an object with another object in it", { raw: { raw } }],
    ["a megabyte", `0x02${"00".repeat(1_000_000)}`],
    ["a list", [raw]],
  ])("%s", async (_, given) => {
    await using odd = await withRaw(given);
    await expect(remoteAt(odd.url).sign(UNSIGNED)).toFailWith("SIGNER_ANSWER_INVALID");
  });

  test.each<[string, unknown]>([
    ["nothing", null],
    ["64 bytes", `0x${"11".repeat(64)}`],
    ["no hexadecimal", `0x${"zz".repeat(65)}`],
  ])("or no signature: %s", async (_, given) => {
    await using odd = await playTable({ eth_signTypedData_v4: () => given });
    await expect(remoteAt(odd.url).signCall(CALL)).toFailWith("SIGNER_ANSWER_INVALID");
  });

  test.each([`0x${"00".repeat(65)}`, `0x${"ff".repeat(65)}`])(
    "or a signature of nobody: %s",
    async (given) => {
      await using odd = await playTable({ eth_signTypedData_v4: () => given });
      await expect(remoteAt(odd.url).signCall(CALL)).toFailWith("SIGNED_OTHERWISE");
    },
  );
});

describe("a signer that does not sign", () => {
  test("it is down", async () => {
    await expect(remoteAt("http://127.0.0.1:1").sign(UNSIGNED)).toFailWith("SIGNER_UNREACHABLE");
  });

  test("it is slow: the deadline ends it, and it is asked once", async () => {
    await using slow = await playNode(() => {});
    const started = Date.now();
    await expect(remoteAt(slow.url, "eth", 300).sign(UNSIGNED)).toFailWith("SIGNER_UNREACHABLE");
    expect(Date.now() - started).toBeLessThan(3_000);
    expect(slow.asked).toHaveLength(1);
  });

  test("its user refuses: told once, with the signer's reason", async () => {
    const error = { code: -32_000, message: "request denied" };
    await using clef = await playNode((asked, response) => refuse(response, asked, error));
    const refused = remoteAt(clef.url, "clef").sign(UNSIGNED);
    await expect(refused).toFailWith("SIGNER_REFUSED", {
      problem: "account_signTransaction: request denied (-32000)",
    });
    expect(clef.asked).toHaveLength(1);
  });

  test("it is a node that would only send: it is never asked to", async () => {
    await using node = await playTable({
      eth_sendTransaction: () => `0x${"ab".repeat(32)}`,
      eth_accounts: () => [account],
    });
    await expect(remoteAt(node.url).sign(UNSIGNED)).toFailWith("SIGNER_UNFIT", {
      method: "eth_signTransaction",
    });
    await expect(remoteAt(node.url).signCall(CALL)).toFailWith("SIGNER_UNFIT", {
      method: "eth_signTypedData",
    });
    expect(node.asked.map(({ method }) => method)).not.toContain("eth_sendTransaction");
  });

  test("it answers with a page", async () => {
    await using page = await playNode((_, response) => void response.end("<h1>hello</h1>"));
    await expect(remoteAt(page.url).sign(UNSIGNED)).toFailWith("SIGNER_ANSWER_INVALID");
  });

  test.each(["ftp://127.0.0.1", "unix:relative.ipc", "unix://host/x.ipc", "clef.ipc", `${TOKEN}:${TOKEN}`])(
    "its address is none: %s",
    async (url) => {
      const make = () => remoteAt(url);
      await expect(make).toFailWith("USAGE_INVALID");
      expect(make).not.toThrow(TOKEN);
    },
  );
});

test("no part of its address that may be a password is in any failure", async () => {
  const parrot = (asked: Asked, response: ServerResponse) =>
    refuse(response, asked, { code: -32_000, message: `at ${TOKEN} you asked ${TOKEN}` });
  await using node = await playNode(parrot);
  const { host } = new URL(node.url);
  const addresses = [host, "127.0.0.1:1", "no-such-host.invalid"];
  for (const at of addresses) {
    const remote = remoteAt(`http://user-${TOKEN}:${TOKEN}@${at}/${TOKEN}?key=${TOKEN}`, "eth", 2_000);
    const error = await remote.sign(UNSIGNED).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(TOKEN);
  }
});

describe("over a Unix socket", async () => {
  const folder = await mkdtemp(join(tmpdir(), "colophon-signer-"));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function listen(name: string, play: (line: string, socket: Socket) => void): Promise<Server> {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.on("data", (chunk) => play(chunk.toString(), socket));
    });
    await new Promise<void>((resolve) => server.listen(join(folder, name), resolve));
    return server;
  }
  const at = (name: string, timeoutMs = 5_000) => remoteAt(`unix:${join(folder, name)}`, "clef", timeoutMs);
  const reply = (line: string, result: unknown) => {
    const { id } = JSON.parse(line) as { id: number };
    return JSON.stringify({ jsonrpc: "2.0", id, result });
  };

  test("whole, with or without a line break, and in pieces that cut letters in two", async () => {
    const given = { raw: signedWith({}), tx: { note: "né" } };
    for (const ending of ["", "\n"]) {
      const server = await listen(`whole${ending.length}.ipc`, (line, socket) => {
        const bytes = Buffer.from(reply(line, given) + ending);
        const middle = bytes.indexOf(0xc3) + 1;
        socket.write(bytes.subarray(0, middle));
        setTimeout(() => socket.write(bytes.subarray(middle)), 30);
      });
      expect(await at(`whole${ending.length}.ipc`).sign(UNSIGNED)).toEqual(await honest.sign(UNSIGNED));
      server.close();
    }
  });

  test("nobody listens, it hangs up, it says half, it never answers", async () => {
    await expect(at("none.ipc").sign(UNSIGNED)).toFailWith("SIGNER_UNREACHABLE");
    const hangs = await listen("hangs.ipc", (_, socket) => void socket.end());
    await expect(at("hangs.ipc").sign(UNSIGNED)).toFailWith("SIGNER_ANSWER_INVALID");
    const half = await listen("half.ipc", (_, socket) => void socket.end('{"jsonrpc":"2.0","id":1,'));
    await expect(at("half.ipc").sign(UNSIGNED)).toFailWith("SIGNER_ANSWER_INVALID");
    const mute = await listen("mute.ipc", () => {});
    await expect(at("mute.ipc", 300).sign(UNSIGNED)).toFailWith("SIGNER_UNREACHABLE");
    for (const server of [hangs, half, mute]) server.close();
  });

  test("it never ends: cut off", async () => {
    const endless = await listen("endless.ipc", (_, socket) => {
      const more = () => {
        if (!socket.destroyed) socket.write("x".repeat(1024 * 1024), () => setImmediate(more));
      };
      more();
    });
    await expect(at("endless.ipc", 20_000).sign(UNSIGNED)).toFailWith("SIGNER_ANSWER_INVALID");
    endless.close();
  });
});

test("accounts that are none are refused", async () => {
  for (const listed of [null, "0x", [7], ["0x12"]]) {
    await using odd = await playNode((asked, response) => answer(response, asked, listed));
    await expect(signerAccounts({ url: odd.url }, "eth")).toFailWith("SIGNER_ANSWER_INVALID");
  }
});
