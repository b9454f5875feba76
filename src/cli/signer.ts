import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { embeddedSigner, keySigner, keystoreSigner } from "../adapters/evm/signer.ts";
import { fail, reasonOf } from "../core/errors/error.ts";
import type { Signer } from "../core/ports.ts";
import type { Config } from "./config.ts";
import { askSecret } from "./secret.ts";

/** Which key, and the folder that a keystore's name is meant from: an archive says both. */
export interface Keeping {
  readonly config: Pick<Config, "signer">;
  readonly folder: string;
}

/** The key that the archive signs with. It is never taken from the command line, and never shown. */
export async function openSigner({ config, folder }: Keeping): Promise<Signer> {
  const { signer } = config;
  switch (signer.type) {
    case "embedded":
      return embeddedSigner();
    case "environment": {
      const key = process.env["COLOPHON_PRIVATE_KEY"];
      if (key === undefined) fail("SIGNER_MISSING", { problem: "COLOPHON_PRIVATE_KEY is not set" });
      return keySigner(key);
    }
    case "keystore":
      return openKeystore(resolve(folder, signer.file));
    default:
      return signer satisfies never;
  }
}

async function openKeystore(file: string): Promise<Signer> {
  let json: string;
  try {
    json = await readFile(file, "utf8");
  } catch (error) {
    return fail("SIGNER_MISSING", { problem: `the keystore cannot be read (${reasonOf(error)})` }, error);
  }
  return keystoreSigner(json, await askSecret("Passphrase of the keystore: "));
}
