import { readSecretFile } from "../adapters/disk/secret-file.ts";
import { fail } from "../core/errors/error.ts";
import { askHidden, canAsk, firstLine, readDescriptor } from "./secret.ts";

const SHORTEST = 8;
const TRIES = 3;

/** Read once, since a pipe gives it once; some commands open a keystore and make another. */
const given = new Map<string, Promise<string>>();

/** The passphrase of a keystore that is there. @throws PASSPHRASE_MISSING and those of reading it */
export async function askPassphrase(file: string): Promise<string> {
  return (await givenPassphrase()) ?? askHidden(`Passphrase of ${file}: `);
}

/**
 * For a keystore that is being made: asked twice at a terminal, where nobody sees what is typed.
 * @throws PASSPHRASE_INVALID when it is too short, or three times not the same; PASSPHRASE_MISSING
 */
export async function askNewPassphrase(): Promise<string> {
  const passphrase = await givenPassphrase();
  if (passphrase !== undefined) return longEnough(passphrase);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const first = await askHidden("A passphrase for the new keystore: ");
    const second = await askHidden("The same once more: ");
    if (first === second) return longEnough(first);
    process.stderr.write("These were not the same.\n");
  }
  return fail("PASSPHRASE_INVALID", { problem: "it was not typed the same way twice" });
}

/** Can one be had, without or with a person? */
export function hasPassphrase(): boolean {
  return canAsk() || descriptor() !== undefined || file() !== undefined;
}

function longEnough(passphrase: string): string {
  if ([...passphrase].length < SHORTEST)
    fail("PASSPHRASE_INVALID", { problem: `it is shorter than ${SHORTEST} characters` });
  return passphrase;
}

/** By a file descriptor, else by a file; undefined when there is neither and a person is to be asked. */
async function givenPassphrase(): Promise<string | undefined> {
  const number = descriptor();
  if (number !== undefined) return once(`descriptor ${number}`, () => readDescriptor(number));
  const path = file();
  const read = async (from: string) =>
    firstLine(await readSecretFile(from, "The file of COLOPHON_PASSPHRASE_FILE"));
  if (path !== undefined) return once(`file ${path}`, () => read(path));
  if (!canAsk()) fail("PASSPHRASE_MISSING", {});
  return undefined;
}

function once(source: string, ask: () => Promise<string>): Promise<string> {
  const known = given.get(source) ?? ask();
  given.set(source, known);
  return known;
}

function descriptor(): string | undefined {
  return process.env["COLOPHON_PASSPHRASE_FD"];
}

function file(): string | undefined {
  return process.env["COLOPHON_PASSPHRASE_FILE"];
}
