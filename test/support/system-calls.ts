import { spawnSync } from "node:child_process";
import { dirname } from "node:path";

/*
 * What a program asks of the system, as strace writes it down, read for one question: which files hold something that
 * a power cut could still take away?
 */

/** Is strace there, and may it trace here? A container may forbid it. */
export function canTrace(): boolean {
  return spawnSync("strace", ["-f", "-o", "/dev/null", "true"]).status === 0;
}

export const TRACED =
  "fsync,fdatasync,write,writev,pwrite64,pwritev,sendto,sendmsg,rename,renameat,renameat2,link,linkat,copy_file_range,ftruncate";

/** One call that was made, whole, in the order of their ends. */
export interface SystemCall {
  readonly name: string;
  readonly args: string;
  readonly ok: boolean;
}

/** `123 fsync(25</a/b>) = 0`, or in two lines where another thread came between them. */
export function systemCalls(trace: string): readonly SystemCall[] {
  const begun = new Map<string, string>();
  const calls: SystemCall[] = [];
  for (const line of trace.split("\n")) {
    const [, thread = "", text = ""] = /^(\d+) +(.*)$/.exec(line) ?? [];
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(text);
    const unfinished = /^(.*) <unfinished \.\.\.>$/.exec(text);
    if (unfinished !== null) begun.set(thread, unfinished[1] ?? "");
    const whole = resumed === null ? text : `${begun.get(thread) ?? ""}${resumed[1] ?? ""}`;
    const [, name, args, result] = /^(\w+)\((.*)\) += (-?\d+)/.exec(whole) ?? [];
    if (unfinished !== null || name === undefined || args === undefined) continue;
    calls.push({ name, args, ok: Number(result) >= 0 });
  }
  return calls;
}

/** Keeps account of what is written and not yet synced: files by their content, folders by the names in them. */
export class Unsynced {
  readonly #paths = new Set<string>();

  see({ name, args, ok }: SystemCall): void {
    if (!ok) return;
    const [path] = pathsIn(args);
    if (name === "fsync" || name === "fdatasync") this.#paths.delete(path ?? "");
    else if (/^(rename|link)/.test(name)) this.#moved(args, name.startsWith("rename"));
    else if (/^p?write|^copy_file_range|^ftruncate/.test(name) && path !== undefined) this.#paths.add(path);
  }

  /** Those below a folder, or that very file. */
  below(path: string): readonly string[] {
    return [...this.#paths].filter((one) => one === path || one.startsWith(`${path}/`));
  }

  #moved(args: string, isRename: boolean): void {
    const [from, to] = [...args.matchAll(/"([^"]+)"/g)].map(([, path = ""]) => path);
    if (from === undefined || to === undefined) return;
    if (this.#paths.has(from)) this.#paths.add(to);
    if (isRename) this.#paths.delete(from);
    this.#paths.add(dirname(to));
  }
}

/** Of descriptors: `25</a/b>`; sockets and pipes have none. */
function pathsIn(args: string): readonly string[] {
  return [...args.matchAll(/^\d+<(\/[^>]+)>/g)].map(([, path = ""]) => path);
}
