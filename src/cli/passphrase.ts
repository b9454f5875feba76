import { readSecretFile } from "../adapters/disk/secret-file.ts";
import { fail, isFailure } from "../core/errors/error.ts";
import { askHidden, canAsk, firstLine, readDescriptor } from "./secret.ts";

const SHORTEST = 8;
const TRIES = 3;

/** Read once, since a pipe gives it once; some commands open a keystore and make another. */
const given = new Map<string, Promise<string>>();

/**
 * Opens a keystore that is there. Whoever mistypes at a terminal is asked again; what came by a descriptor or a file is
 * tried once.
 *
 * @throws PASSPHRASE_MISSING and those of reading it; those of `open`
 */
export async function withPassphrase<T>(file: string, open: (passphrase: string) => Promise<T>): Promise<T> {
  const given = await givenPassphrase();
  if (given !== undefined) return open(given);
  for (let tries = 1; ; tries += 1) {
    const typed = await askHidden(`Passphrase of ${file}: `);
    try {
      return await open(typed);
    } catch (error) {
      if (!isFailure(error, "KEYSTORE_LOCKED") || tries === TRIES) throw error;
      process.stderr.write("That does not open it.\n");
    }
  }
}

/**
 * For a keystore that is being made: asked twice at a terminal, where nobody sees what is typed.
 * @throws PASSPHRASE_INVALID when it is too short, or three times not the same; PASSPHRASE_MISSING
 */
export async function askNewPassphrase(): Promise<string> {
  const passphrase = await givenPassphrase();
  if (passphrase !== undefined) return longEnough(passphrase);
  let problem = "";
  for (let tries = 0; tries < TRIES; tries += 1) {
    const first = await askHidden(`A passphrase of ${SHORTEST} characters or more for the new keystore: `);
    problem = shortness(first) ?? "it was not typed the same way twice";
    if (shortness(first) === undefined && first === (await askHidden("The same once more: "))) return first;
    process.stderr.write(
      shortness(first) === undefined ? "These were not the same.\n" : "That is too short.\n",
    );
  }
  return fail("PASSPHRASE_INVALID", { problem });
}

/** Can one be had, without or with a person? */
export function hasPassphrase(): boolean {
  return canAsk() || descriptor() !== undefined || file() !== undefined;
}

function longEnough(passphrase: string): string {
  const problem = shortness(passphrase);
  return problem === undefined ? passphrase : fail("PASSPHRASE_INVALID", { problem });
}

function shortness(passphrase: string): string | undefined {
  return [...passphrase].length < SHORTEST ? `it is shorter than ${SHORTEST} characters` : undefined;
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
