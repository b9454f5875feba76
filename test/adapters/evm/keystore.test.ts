import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inspect, promisify } from "node:util";
import { decryptKeystoreJson, encryptKeystoreJson } from "ethers";
import { afterAll, describe, expect, test } from "vitest";
import { decryptKey, encryptKey } from "../../../src/adapters/evm/keystore.ts";
import { parseKeystore } from "../../../src/adapters/evm/keystore-format.ts";
import { addressOfKey, newPrivateKey, parsePrivateKey } from "../../../src/adapters/evm/private-key.ts";

const KEY = parsePrivateKey("0x4c0883a69102937d6231471b5dbb6204fe512961708279f8b5c3e1f6a0b1c2d3");
const LIGHT = { n: 2 ** 10, r: 8, p: 1 };
const CAST = join(
  dirname(createRequire(import.meta.url).resolve("@foundry-rs/cast/package.json")),
  "..",
  "..",
);
const cast = (...args: readonly string[]) =>
  promisify(execFile)(join(CAST, ".bin", "cast"), ["wallet", ...args], { timeout: 30_000 });

const folder = await mkdtemp(join(tmpdir(), "colophon-keystore-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

const open = (json: string, passphrase: string) => decryptKey(parseKeystore("k.json", json), passphrase);

interface Written {
  version: unknown;
  address: string;
  crypto: {
    cipher: string;
    ciphertext: string;
    cipherparams: { iv: string };
    kdf: string;
    kdfparams: Record<string, unknown>;
    mac: string;
  };
}

async function damaged(change: (written: Written) => void): Promise<string> {
  const written = JSON.parse(await encryptKey(KEY, "right passphrase", LIGHT)) as Written;
  change(written);
  return JSON.stringify(written);
}

const flipped = (digits: string) => (digits.startsWith("0") ? "1" : "0") + digits.slice(1);

describe("what other programs make of it", () => {
  test("foundry opens what is written here, and what foundry writes is opened here", async () => {
    await writeFile(join(folder, "ours"), await encryptKey(KEY, "correct horse", LIGHT));
    const read = await cast(
      ...["decrypt-keystore", "ours", "--keystore-dir", folder, "--unsafe-password", "correct horse"],
    );
    expect(read.stdout).toContain(KEY);

    await cast(
      ...["import", "theirs", "--keystore-dir", folder, "--private-key", KEY],
      ...["--unsafe-password", "battery staple"],
    );
    expect(await open(await readFile(join(folder, "theirs"), "utf8"), "battery staple")).toBe(KEY);
  });

  test("ethers opens what is written here, and what ethers writes is opened here", async () => {
    const json = await encryptKey(KEY, "correct horse", LIGHT);
    expect((await decryptKeystoreJson(json, "correct horse")).privateKey).toBe(KEY);
    const account = { address: addressOfKey(KEY), privateKey: KEY };
    const theirs = await encryptKeystoreJson(account, "ﬁve", { scrypt: { N: 2 ** 10, r: 8, p: 1 } });
    // ethers writes the passphrase's letters as NFKC has them, "five".
    expect(await open(theirs, "ﬁve")).toBe(KEY);
  });

  test("the fields and the costs are geth's", async () => {
    const made = JSON.parse(await encryptKey(KEY, "correct horse")) as Written;
    expect(Object.keys(made)).toEqual(["address", "crypto", "id", "version"]);
    expect(made).toMatchObject({ address: addressOfKey(KEY).slice(2), version: 3 });
    expect(made.crypto).toMatchObject({
      cipher: "aes-128-ctr",
      kdf: "scrypt",
      kdfparams: { dklen: 32, n: 262_144, p: 1, r: 8 },
    });
  });

  // The test vectors of the specification (ethereum.org, Web3 Secret Storage Definition).
  test.each([
    [
      "scrypt",
      {
        cipherparams: { iv: "83dbcc02d8ccb40e466191a123791e0e" },
        ciphertext: "d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c",
        kdf: "scrypt",
        kdfparams: {
          dklen: 32,
          n: 262144,
          p: 8,
          r: 1,
          salt: "ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19",
        },
        mac: "2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097",
      },
    ],
    [
      "pbkdf2",
      {
        cipherparams: { iv: "6087dab2f9fdbbfaddc31a909735c1e6" },
        ciphertext: "5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46",
        kdf: "pbkdf2",
        kdfparams: {
          c: 262144,
          dklen: 32,
          prf: "hmac-sha256",
          salt: "ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd",
        },
        mac: "517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2",
      },
    ],
  ])("the published vector with %s opens", async (_, crypto) => {
    const json = JSON.stringify({ crypto: { cipher: "aes-128-ctr", ...crypto }, version: 3 });
    const key = await open(json, "testpassword");
    expect(key).toBe("0x7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d");
  });
});

describe("what does not open it", () => {
  test.each(["wrong passphrase", "right passphrase ", "Right passphrase", ""])(
    "the passphrase %j",
    async (wrong) => {
      const json = await encryptKey(KEY, "right passphrase", LIGHT);
      const error = await open(json, wrong).catch((thrown: unknown) => thrown);
      await expect(error).toFailWith("KEYSTORE_LOCKED", { file: "k.json" });
      if (wrong !== "") expect(inspect(error, { depth: 20 })).not.toContain(wrong);
    },
  );

  test.each<[string, (written: Written) => void]>([
    ["its ciphertext", ({ crypto }) => (crypto.ciphertext = flipped(crypto.ciphertext))],
    ["its mac", ({ crypto }) => (crypto.mac = flipped(crypto.mac))],
    ["its salt", ({ crypto }) => (crypto.kdfparams["salt"] = "00".repeat(32))],
    ["its costs", ({ crypto }) => (crypto.kdfparams["n"] = 2048)],
  ])("one digit of %s that changed", async (_, change) => {
    await expect(open(await damaged(change), "right passphrase")).toFailWith("KEYSTORE_LOCKED");
  });

  // The format's check value does not cover the initial vector: only the address does.
  test.each<[string, (written: Written) => void]>([
    ["initial vector", ({ crypto }) => (crypto.cipherparams.iv = flipped(crypto.cipherparams.iv))],
    ["address", (written) => (written.address = "11".repeat(20))],
  ])("another %s: the key is not the one that the file names", async (_, change) => {
    await expect(open(await damaged(change), "right passphrase")).toFailWith("KEYSTORE_INVALID");
  });
});

describe("files that are refused before any guess", () => {
  test.each<[string, (written: Written) => void]>([
    ["another version", (written) => (written.version = 1)],
    ["a version as text", (written) => (written.version = "3")],
    ["another cipher", ({ crypto }) => (crypto.cipher = "aes-256-gcm")],
    ["another derivation", ({ crypto }) => (crypto.kdf = "argon2id")],
    ["a short ciphertext", ({ crypto }) => (crypto.ciphertext = "00")],
    ["a short initial vector", ({ crypto }) => (crypto.cipherparams.iv = "00")],
    ["a mac that is no number", ({ crypto }) => (crypto.mac = "g".repeat(64))],
    ["no salt", ({ crypto }) => delete crypto.kdfparams["salt"]],
    ["costs that are no power of two", ({ crypto }) => (crypto.kdfparams["n"] = 1000)],
    ["costs that take 1 TiB", ({ crypto }) => (crypto.kdfparams["n"] = 2 ** 30)],
    ["costs that take an hour", ({ crypto }) => (crypto.kdfparams["p"] = 2 ** 20)],
    ["negative costs", ({ crypto }) => (crypto.kdfparams["r"] = -8)],
    ["another length of the derived key", ({ crypto }) => (crypto.kdfparams["dklen"] = 64)],
    ["an address that is none", (written) => (written.address = KEY)],
  ])("%s", async (_, change) => {
    const json = await damaged(change);
    expect(() => parseKeystore("k.json", json)).toThrow(
      expect.objectContaining({ code: "KEYSTORE_INVALID" }),
    );
  });

  test.each([
    ["cut short", (json: string) => json.slice(0, -40)],
    ["empty", () => ""],
    ["a list", () => "[]"],
    ["null", () => "null"],
    ["the bare key", () => KEY],
    ["the key as a text of JSON", () => JSON.stringify(KEY)],
    ["the key in a field", () => JSON.stringify({ version: 3, crypto: KEY, Crypto: KEY })],
  ])("%s, without quoting it", async (_, make) => {
    const json = make(await encryptKey(KEY, "right passphrase", LIGHT));
    const read = () => parseKeystore("k.json", json);
    await expect(read).toFailWith("KEYSTORE_INVALID");
    try {
      read();
    } catch (error) {
      expect(inspect(error, { depth: 20 })).not.toContain(KEY.slice(10, 30));
    }
  });
});

test("two keys are two, and two files of one key share nothing", async () => {
  expect(newPrivateKey()).not.toBe(newPrivateKey());
  const [one, other] = await Promise.all([
    encryptKey(KEY, "the same passphrase", LIGHT),
    encryptKey(KEY, "the same passphrase", LIGHT),
  ]);
  const [a, b] = [JSON.parse(one) as Written, JSON.parse(other) as Written];
  expect(a.crypto.ciphertext).not.toBe(b.crypto.ciphertext);
  expect(a.crypto.kdfparams["salt"]).not.toBe(b.crypto.kdfparams["salt"]);
  expect(one).not.toContain(KEY.slice(2, 20));
});
