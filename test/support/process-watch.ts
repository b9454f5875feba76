import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Linux alone shows every process's command line and environment as files. */
export const hasProc = existsSync("/proc/self/cmdline");

/** Between two looks: shorter than any program of ours lives, and long enough to leave the machine to them. */
const LOOK_MS = 100;

/** What was looked at, and where a word was found that no process may show. */
export interface ProcessWatch extends Disposable {
  readonly found: readonly string[];
  /** The processes that were seen: their number and command line. */
  readonly seen: ReadonlySet<string>;
}

interface Watched {
  readonly words: readonly string[];
  /** Of a command line that a person is made to have typed. */
  readonly isTyped: (words: readonly string[]) => boolean;
  /** Of a process that outlives its command: nothing of its environment either. */
  readonly isKept: (commandLine: string) => boolean;
}

/** Looks at all processes again and again until it is disposed of. */
export function watchProcesses({ words, isTyped, isKept }: Watched): ProcessWatch {
  const found: string[] = [];
  const seen = new Set<string>();
  const holds = (text: string) => words.find((word) => text.toLowerCase().includes(word));
  const look = () => {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      const line = read(`/proc/${pid}/cmdline`);
      if (line === "") continue;
      seen.add(`${pid} ${line}`);
      const word = isTyped(line.split("\0").slice(0, -1)) ? undefined : holds(line);
      if (word !== undefined) found.push(`${word} in ${line}`);
      const kept = isKept(line) ? holds(read(`/proc/${pid}/environ`)) : undefined;
      if (kept !== undefined) found.push(`${kept} in the environment of ${line}`);
    }
  };
  const timer = setInterval(look, LOOK_MS);
  return { found, seen, [Symbol.dispose]: () => clearInterval(timer) };
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
