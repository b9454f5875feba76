import { readFile } from "node:fs/promises";
import { fail, failure } from "../core/errors/error.ts";

const INTERRUPT = "\u0003";
const END = "\u0004";
const BACKSPACE = "\u007f";

/**
 * Asks for a secret without showing it. Where there is no terminal it is read from the file descriptor that
 * COLOPHON_PASSPHRASE_FD names, so that it stands in no argument and no environment.
 *
 * @throws SIGNER_MISSING when there is nobody to ask; INTERRUPTED on Ctrl-C
 */
export async function askSecret(prompt: string): Promise<string> {
  const descriptor = process.env["COLOPHON_PASSPHRASE_FD"];
  if (descriptor !== undefined)
    return (await readFile(`/dev/fd/${Number(descriptor)}`, "utf8")).replace(/\r?\n$/, "");
  if (!process.stdin.isTTY)
    fail("SIGNER_MISSING", {
      problem: "the keystore needs a passphrase, and there is no terminal to ask on",
    });
  process.stderr.write(prompt);
  return readHidden();
}

function readHidden(): Promise<string> {
  const { stdin } = process;
  stdin.setRawMode(true);
  stdin.setEncoding("utf8");
  stdin.resume();
  return new Promise((resolve, reject) => {
    let typed = "";
    const onData = (keys: string) => {
      for (const key of keys) {
        if (key === BACKSPACE) typed = typed.slice(0, -1);
        else if (key === "\r" || key === "\n" || key === END || key === INTERRUPT) return finish(key);
        else typed += key;
      }
    };
    const finish = (key: string) => {
      stdin.setRawMode(false);
      stdin.pause();
      stdin.off("data", onData);
      process.stderr.write("\n");
      if (key === INTERRUPT) reject(failure("INTERRUPTED", {}));
      else resolve(typed);
    };
    stdin.on("data", onData);
  });
}
