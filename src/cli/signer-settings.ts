import { resolve } from "node:path";
import { signerAccounts, signerApi } from "../adapters/evm/remote-signer.ts";
import { type Address, parseAddress } from "../core/address.ts";
import { fail } from "../core/errors/error.ts";
import type { Config, Place } from "./config.ts";

/** As many as an error's sentence has room for. */
const LISTED = 5;

/** What a command line says of the key: of an archive that is being made, or of whoever relays without one. */
export interface SignerOptions {
  readonly keystore?: string;
  readonly signer?: string;
  readonly signerAccount?: string;
  readonly rpcUrl?: string;
}

/** Is there a key already, or a program that has one? */
export function namesKey({ keystore, signer }: SignerOptions): boolean {
  const named = [keystore, signer, process.env["COLOPHON_PRIVATE_KEY"], process.env["COLOPHON_SIGNER_URL"]];
  return named.some((one) => one !== undefined);
}

/** Is another chain than the embedded one meant? */
export function namesNode({ rpcUrl }: SignerOptions): boolean {
  return rpcUrl !== undefined || process.env["COLOPHON_RPC_URL"] !== undefined;
}

/**
 * What colophon.json will say of the key: flags first, then the environment.
 * @throws USAGE_INVALID; SIGNER_* when a signer is named and cannot be asked
 */
export async function signerSettings(options: SignerOptions): Promise<Config["signer"]> {
  const { keystore, signer } = options;
  if (keystore !== undefined && signer !== undefined)
    fail("USAGE_INVALID", { problem: "--keystore and --signer are two keys; an archive has one" });
  if (keystore !== undefined) return { type: "keystore", file: resolve(keystore) };
  const url = signer === undefined ? undefined : asUrl(signer);
  if (url !== undefined) return { ...(await remoteSettings(url, options)), url };
  if (!namesNode(options)) return { type: "embedded" };
  const given = process.env["COLOPHON_SIGNER_URL"];
  // As with the chain's node: what came by the environment may hold a password and is not written down.
  if (given !== undefined && process.env["COLOPHON_PRIVATE_KEY"] === undefined)
    return remoteSettings(asUrl(given), options);
  return { type: "environment" };
}

/** The flags that ask for another key than the archive has. */
export function otherSigner(
  { config: { signer } }: Place,
  { keystore, signer: url, signerAccount }: SignerOptions,
): Readonly<Record<string, boolean>> {
  const isRemote = signer.type === "remote";
  return {
    "--keystore": keystore !== undefined && (signer.type !== "keystore" || signer.file !== resolve(keystore)),
    "--signer": url !== undefined && (!isRemote || signer.url !== asUrl(url)),
    "--signer-account":
      signerAccount !== undefined && (!isRemote || signer.account !== accountFrom(signerAccount)),
  };
}

/** A path is the socket of that name: `/run/clef.ipc` is `unix:/run/clef.ipc`. */
function asUrl(text: string): string {
  return /^\.{0,2}\//.test(text) ? `unix:${resolve(text)}` : text;
}

async function remoteSettings(url: string, { signerAccount }: SignerOptions) {
  const api = await signerApi({ url });
  const asked = signerAccount === undefined ? undefined : accountFrom(signerAccount);
  // clef would ask its user before it tells its accounts.
  if (api === "clef" && asked !== undefined) return { type: "remote" as const, api, account: asked };
  const accounts = await signerAccounts({ url }, api);
  return { type: "remote" as const, api, account: chosen(accounts, asked) };
}

function chosen(accounts: readonly Address[], asked: Address | undefined): Address {
  const [only, another] = accounts;
  const more = accounts.length - LISTED;
  const listed = `${accounts.slice(0, LISTED).join(", ")}${more > 0 ? `, and ${more} more` : ""}`;
  if (only === undefined) return fail("USAGE_INVALID", { problem: "The signer has no account" });
  if (asked !== undefined && !accounts.includes(asked))
    return fail("USAGE_INVALID", { problem: `The signer does not sign as ${asked}; it does as ${listed}` });
  if (asked === undefined && another !== undefined)
    return fail("USAGE_INVALID", {
      problem: `The signer has several accounts: choose one with --signer-account: ${listed}`,
    });
  return asked ?? only;
}

/** What is wrong with it is not quoted: a key is easily pasted in the place of an address. */
function accountFrom(text: string): Address {
  if (!/^0x[0-9a-fA-F]{40}$/.test(text))
    fail("USAGE_INVALID", { problem: "--signer-account must be 0x and 40 hexadecimal digits" });
  return parseAddress(text);
}
