import { constants, fstatSync, read, readFileSync, type Stats } from "node:fs";
import { promisify } from "node:util";
import { failure, fail } from "../core/errors/error.ts";

const INTERRUPT = "\u0003";
const END = "\u0004";
const ERASE_LINE = "\u0015";
const ESCAPE = "\u001b";
const BACKSPACES = new Set(["\b", "\u007f"]);
const MOST_BYTES = 4_096;
/** Standard error: what is above was opened by whoever started this, or by Node for itself. */
const LAST_STANDARD = 2;
const MOST_OPEN = 256;

/** Typed ahead: what came in the same piece as the end of the line before. */
let ahead = "";

/** Is there a person to ask? */
export function canAsk(): boolean {
  return process.stdin.isTTY;
}

/**
 * Asks the person at the terminal for one line without showing it.
 * @throws INTERRUPTED on Ctrl-C
 */
export function askHidden(prompt: string): Promise<string> {
  const { stdin } = process;
  process.stderr.write(prompt);
  stdin.setRawMode(true);
  stdin.setEncoding("utf8");
  stdin.resume();
  return new Promise((resolve, reject) => {
    const line = hiddenLine();
    const onData = (typed: string) => {
      const ended = line.take(ahead + typed);
      ahead = ended?.rest ?? "";
      if (ended === undefined) return;
      stdin.off("data", onData);
      stdin.setRawMode(false);
      stdin.pause();
      process.stderr.write("\n");
      if (ended.interrupted) reject(failure("INTERRUPTED", {}));
      else resolve(ended.text);
    };
    stdin.on("data", onData);
    if (ahead !== "") onData("");
  });
}

interface Ended {
  readonly text: string;
  readonly interrupted: boolean;
  readonly rest: string;
}

/** What a terminal would make of the keys if it were asked to: it is not, since it would show them. */
function hiddenLine(): { take(typed: string): Ended | undefined } {
  const letters: string[] = [];
  return {
    take(typed) {
      const keys = [...typed.replace(arrowKeys(), "")];
      for (const [i, key] of keys.entries()) {
        if (BACKSPACES.has(key)) letters.pop();
        else if (key === ERASE_LINE) letters.length = 0;
        else if (key === "\r" || key === "\n" || key === END || key === INTERRUPT) {
          // A line that was pasted with both of its ends is one line.
          const after = key === "\r" && keys[i + 1] === "\n" ? i + 2 : i + 1;
          return {
            text: letters.join(""),
            interrupted: key === INTERRUPT,
            rest: keys.slice(after).join(""),
          };
        } else if (key >= " ") letters.push(key);
      }
      return undefined;
    },
  };
}

/** Keys that move a cursor, and the brackets that terminals put around what is pasted. */
function arrowKeys(): RegExp {
  return new RegExp(`${ESCAPE}\\[[0-9;]*[A-Za-z~]|${ESCAPE}O[A-Z]`, "g");
}

/**
 * The first line of what a file descriptor gives, as `gpg --passphrase-fd` takes it. A number that nobody opened may
 * be one of the program's own: only files, pipes, sockets and terminals are read.
 *
 * @throws KEY_FILE_UNREADABLE
 */
export async function readDescriptor(text: string): Promise<string> {
  const descriptor = /^\d{1,4}$/.test(text) ? Number(text) : undefined;
  if (descriptor === undefined) return unreadable("it is no number");
  if (!isGiven(descriptor)) return unreadable(`nothing was opened as ${descriptor}`);
  try {
    return firstLine(await readAll(descriptor));
  } catch (error) {
    return unreadable(error instanceof Error && "code" in error ? String(error.code) : "it failed");
  }
}

function unreadable(problem: string): never {
  return fail("KEY_FILE_UNREADABLE", { what: "What the file descriptor gives", problem });
}

/** The program's own pipes have both their ends in it; reading one of those would wait for ever. */
function isGiven(descriptor: number): boolean {
  const kind = statusOf(descriptor);
  if (kind === undefined) return false;
  if (kind.isFIFO()) return descriptor <= LAST_STANDARD || !isWrittenHere(kind.ino);
  return kind.isFile() || kind.isSocket() || kind.isCharacterDevice();
}

/** Linux tells how a descriptor was opened; where it is not told, whoever gives a number is believed. */
function isWrittenHere(pipe: number): boolean {
  const others = Array.from({ length: MOST_OPEN }, (_, i) => i).slice(LAST_STANDARD + 1);
  return others.some((other) => statusOf(other)?.ino === pipe && isForWriting(other));
}

function isForWriting(descriptor: number): boolean {
  try {
    const flags = /^flags:\s*([0-7]+)$/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, "utf8"));
    return (Number.parseInt(flags?.[1] ?? "0", 8) & constants.O_WRONLY) !== 0;
  } catch {
    return false;
  }
}

function statusOf(descriptor: number): Stats | undefined {
  try {
    return fstatSync(descriptor);
  } catch {
    return undefined;
  }
}

async function readAll(descriptor: number): Promise<string> {
  const buffer = Buffer.alloc(MOST_BYTES);
  let size = 0;
  for (;;) {
    const { bytesRead } = await promisify(read)(descriptor, buffer, size, buffer.length - size, null);
    size += bytesRead;
    if (bytesRead === 0 || size === buffer.length || buffer.includes("\n"))
      return buffer.toString("utf8", 0, size);
  }
}

export function firstLine(text: string): string {
  return text.split(/\r?\n/, 1)[0] ?? "";
}
