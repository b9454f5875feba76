import { resolve } from "node:path";
import { createRemoteSigner } from "../adapters/evm/remote-signer.ts";
import { embeddedSigner, keySigner } from "../adapters/evm/signer.ts";
import type { Address } from "../core/address.ts";
import { fail, failure } from "../core/errors/error.ts";
import type { Signer } from "../core/ports.ts";
import type { Config } from "./config.ts";
import { openKeystore, readKeystore } from "./keystores.ts";
import { canAsk } from "./secret.ts";

/** Which key, and the folder that a keystore's name is meant from: an archive says both. */
export interface Keeping {
  readonly config: Pick<Config, "signer">;
  readonly folder: string;
}

let warned = false;

/** The key that the archive signs with. It is never taken from the command line, and never shown. */
export async function openSigner({ config, folder }: Keeping): Promise<Signer> {
  const { signer } = config;
  switch (signer.type) {
    case "embedded":
      return embeddedSigner();
    case "environment":
      return environmentSigner();
    case "keystore":
      return openKeystore(resolve(folder, signer.file));
    case "remote":
      return remoteSigner(signer);
    default:
      return signer satisfies never;
  }
}

/**
 * Whose key it is, without opening it: what only shows something asks nobody for a passphrase. Undefined for a
 * keystore that does not say, as foundry's do not.
 *
 * @throws SIGNER_MISSING | SIGNER_INVALID; KEYSTORE_INVALID | KEY_FILE_EXPOSED | KEY_FILE_UNREADABLE
 */
export async function signerAccount({ config, folder }: Keeping): Promise<Address | undefined> {
  const { signer } = config;
  switch (signer.type) {
    case "embedded":
      return embeddedSigner().address;
    case "environment":
      return keySigner(environmentKey()).address;
    case "keystore":
      return (await readKeystore(resolve(folder, signer.file))).address;
    case "remote":
      return signer.account;
    default:
      return signer satisfies never;
  }
}

/** In the place of a key that is not opened, or not here: whatever is asked of it is refused. */
export function closedSigner(address: Address, problem: string): Signer {
  const refuse = () => Promise.reject(failure("SIGNER_MISSING", { problem }));
  return { address, sign: refuse, signCall: refuse, signEndorsement: refuse, signReport: refuse };
}

function environmentKey(): string {
  const problem = "COLOPHON_PRIVATE_KEY is not set";
  return process.env["COLOPHON_PRIVATE_KEY"] ?? fail("SIGNER_MISSING", { problem });
}

/** For machines alone: what is in a person's environment is in every program that they start. */
function environmentSigner(): Signer {
  const key = environmentKey();
  if (!warned)
    process.stderr.write(
      canAsk()
        ? "warning: the key is in the environment, which every program that you start can read; colophon key import puts it into a keystore\n"
        : "warning: the key is in the environment, which every program of this job can read; let its account publish, and own nothing\n",
    );
  warned = true;
  return keySigner(key);
}

function remoteSigner({ api, account, url }: Extract<Config["signer"], { type: "remote" }>): Signer {
  const address = process.env["COLOPHON_SIGNER_URL"] ?? url;
  if (address === undefined)
    return fail("SIGNER_MISSING", {
      problem: "neither COLOPHON_SIGNER_URL nor colophon.json says where the signer is",
    });
  return createRemoteSigner({ api, account, url: address });
}
