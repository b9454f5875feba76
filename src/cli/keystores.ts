import { homedir } from "node:os";
import { join } from "node:path";
import { readSecretFile, writeSecretFile } from "../adapters/disk/secret-file.ts";
import { decryptKey, encryptKey } from "../adapters/evm/keystore.ts";
import { type Keystore, parseKeystore } from "../adapters/evm/keystore-format.ts";
import { addressOfKey, type PrivateKey } from "../adapters/evm/private-key.ts";
import { keySigner } from "../adapters/evm/signer.ts";
import type { Address } from "../core/address.ts";
import { isFailure } from "../core/errors/error.ts";
import type { Signer } from "../core/ports.ts";
import { askNewPassphrase, withPassphrase } from "./passphrase.ts";

export interface MadeKeystore {
  readonly address: Address;
  readonly file: string;
}

/** By its text: a command that needs the key more than once asks its person once. */
const opened = new Map<string, Promise<Signer>>();

/**
 * Where a key goes when nobody says where: not into the archive's folder, which people publish and hand on.
 * `~/.config/colophon/keys/0x....json`
 */
function keystorePath(address: Address): string {
  const config = process.env["XDG_CONFIG_HOME"] ?? join(homedir(), ".config");
  return join(config, "colophon", "keys", `${address}.json`);
}

/** Encrypts a key under a new passphrase, into a new file. @throws KEYSTORE_EXISTS | PASSPHRASE_* | ARCHIVE_DISK */
export async function makeKeystore(key: PrivateKey, named: string | undefined): Promise<MadeKeystore> {
  const address = addressOfKey(key);
  const file = named ?? keystorePath(address);
  const json = await encryptKey(key, await askNewPassphrase());
  await writeSecretFile(file, json);
  opened.set(json, Promise.resolve(keySigner(key)));
  return { address, file };
}

/** @throws KEYSTORE_INVALID | KEY_FILE_EXPOSED | KEY_FILE_UNREADABLE */
export async function readKeystore(file: string): Promise<Keystore> {
  return parseKeystore(file, await readText(file));
}

/** @throws those of `readKeystore`; KEYSTORE_LOCKED | PASSPHRASE_MISSING */
export async function openKeystore(file: string): Promise<Signer> {
  const json = await readText(file);
  const keystore = parseKeystore(file, json);
  const open = () =>
    withPassphrase(file, async (passphrase) => keySigner(await decryptKey(keystore, passphrase)));
  const signer = opened.get(json) ?? open();
  opened.set(json, signer);
  try {
    return await signer;
  } catch (error) {
    if (isFailure(error)) opened.delete(json);
    throw error;
  }
}

function readText(file: string): Promise<string> {
  return readSecretFile(file, `The keystore ${file}`);
}
