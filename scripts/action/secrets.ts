import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { readArchive } from "../../src/cli/config.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Settings that are secrets, or hold one: a node's address usually ends in a key. */
const SECRET =
  /^COLOPHON_(?:PRIVATE_KEY|KEYSTORE|PASSPHRASE|RPC_URL|SIGNER_URL|KUBO_URL|KUBO_TOKEN\w*|\w*_TOKEN)$/;
/** A shorter one would blot out half of the log, and is no secret. */
const SHORTEST = 6;

/** Has the runner hide them wherever they turn up. A secret of several lines is hidden line by line. */
export function maskSecrets(env: Environment, say: (line: string) => void): void {
  for (const [name, value = ""] of Object.entries(env))
    if (SECRET.test(name))
      for (const line of value.split(/\r?\n/))
        if (line.length >= SHORTEST) say(`::add-mask::${line.replaceAll("%", "%25")}`);
}

export interface Keys {
  /** For the program: where the passphrase lies, and nothing of what only this step needs. */
  readonly env: Readonly<Record<string, string | undefined>>;
  remove(): void;
}

/**
 * A keystore and its passphrase as files that this user alone can read: the keystore where colophon.json says that it is,
 * unless there is one already.
 */
export function keysFrom(
  env: Environment,
  { archive, folder }: { readonly archive: string; readonly folder: string },
): Keys {
  const { COLOPHON_KEYSTORE: keystore, COLOPHON_PASSPHRASE: passphrase } = env;
  const written: string[] = [];
  const write = (path: string, text: string) => {
    writeFileSync(path, text, { mode: 0o600, flag: "wx" });
    written.push(path);
  };
  mkdirSync(folder, { mode: 0o700, recursive: true });
  const passphraseFile = join(folder, "passphrase");
  if (passphrase !== undefined && passphrase !== "") write(passphraseFile, `${passphrase}\n`);
  if (keystore !== undefined && keystore !== "") {
    const { signer } = readArchive(resolve(archive)).config;
    const at = signer.type === "keystore" ? resolve(archive, signer.file) : undefined;
    if (at !== undefined && !existsSync(at)) write(at, keystore);
  }
  return {
    env: {
      COLOPHON_KEYSTORE: undefined,
      COLOPHON_PASSPHRASE: undefined,
      ...(written.includes(passphraseFile) ? { COLOPHON_PASSPHRASE_FILE: passphraseFile } : {}),
    },
    remove: () => {
      for (const path of written.splice(0)) rmSync(path, { force: true });
    },
  };
}
