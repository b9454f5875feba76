import { resolve } from "node:path";
import { readSecretFile } from "../../adapters/disk/secret-file.ts";
import { newPrivateKey, parsePrivateKey, type PrivateKey } from "../../adapters/evm/private-key.ts";
import type { Address } from "../../core/address.ts";
import { fail } from "../../core/errors/error.ts";
import { type Config, findArchive, type Place } from "../config.ts";
import { type MadeKeystore, makeKeystore, openKeystore, readKeystore } from "../keystores.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output } from "../output.ts";
import { askHidden, canAsk, firstLine, readDescriptor } from "../secret.ts";
import { openSigner } from "../signer.ts";

export interface ImportOptions extends CommonOptions {
  readonly keyFd?: string;
  readonly keyFile?: string;
}

export interface ShowOptions extends CommonOptions {
  readonly check: boolean;
}

/** `colophon key new [file]`: a key that nobody has seen, in a new keystore. */
export async function keyNew(file: string | undefined, { json }: CommonOptions): Promise<number> {
  return tellMade(await makeKeystore(newPrivateKey(), named(file)), createOutput(json));
}

/** `colophon key import [file]`: a key that exists, by a prompt, a file descriptor or a file, into a new keystore. */
export async function keyImport(file: string | undefined, options: ImportOptions): Promise<number> {
  const output = createOutput(options.json);
  const status = tellMade(await makeKeystore(await keyFrom(options), named(file)), output);
  if (options.keyFile !== undefined)
    output.note(`The key still stands unencrypted in ${options.keyFile}: delete that file.`);
  return status;
}

/** `colophon key show [file]`: whose key it is; with `--check` also whether its passphrase opens it. Never the key. */
export async function keyShow(file: string | undefined, options: ShowOptions): Promise<number> {
  const output = createOutput(options.json);
  const shown = file === undefined ? await ofArchive(findArchive(options.archive), options) : undefined;
  const { address, where, checked } = shown ?? (await ofKeystore(resolve(file ?? ""), options));
  output.line(`${address ?? "(the file does not say whose it is: --check)"}  ${where}`);
  if (checked) output.line("It can be used.");
  if (output.json) output.document({ ...(address === undefined ? {} : { address }), where, checked });
  return 0;
}

interface Shown {
  readonly address: Address | undefined;
  readonly where: string;
  readonly checked: boolean;
}

async function ofKeystore(file: string, { check }: ShowOptions): Promise<Shown> {
  const { address } = await readKeystore(file);
  if (!check) return { address, where: file, checked: false };
  return { address: (await openKeystore(file)).address, where: file, checked: true };
}

async function ofArchive(place: Place, options: ShowOptions): Promise<Shown> {
  const { signer } = place.config;
  if (signer.type === "keystore") return ofKeystore(resolve(place.folder, signer.file), options);
  const { address } = await openSigner(place);
  return { address, where: WHERE[signer.type], checked: false };
}

const WHERE = {
  embedded: "the embedded chain's own key, which everybody knows",
  environment: "COLOPHON_PRIVATE_KEY",
  remote: "another program signs",
} as const satisfies Record<Exclude<Config["signer"]["type"], "keystore">, string>;

function named(file: string | undefined): string | undefined {
  return file === undefined ? undefined : resolve(file);
}

function tellMade({ address, file }: MadeKeystore, output: Output): number {
  output.line(`${address}  ${file}`);
  output.note(
    "Keep a copy of that file elsewhere, and the passphrase apart from it: nobody can recover either.",
  );
  if (output.json) output.document({ address, keystore: file });
  return 0;
}

/** The `0x` may be missing, as some wallets export it; everything else is as `parsePrivateKey` wants it. */
async function keyFrom(options: ImportOptions): Promise<PrivateKey> {
  const text = (await keyText(options)).trim();
  return parsePrivateKey(/^[0-9a-fA-F]{64}$/.test(text) ? `0x${text}` : text);
}

async function keyText({ keyFd, keyFile }: ImportOptions): Promise<string> {
  if (keyFd !== undefined && keyFile !== undefined)
    fail("USAGE_INVALID", { problem: "--key-fd and --key-file are two keys; give one" });
  if (keyFd !== undefined) return readDescriptor(keyFd);
  if (keyFile !== undefined) return firstLine(await readSecretFile(resolve(keyFile), "The file of the key"));
  if (!canAsk())
    fail("USAGE_INVALID", {
      problem: "There is no terminal to ask for the key on: give --key-fd or --key-file",
    });
  return askHidden("The private key (it is not shown): ");
}
