import { spawn } from "node:child_process";
import { constants, fstatSync, readFileSync } from "node:fs";
import { constants as system } from "node:os";
import { isatty } from "node:tty";

const LAST_STANDARD = 2;
const MOST_OPEN = 256;

/**
 * Runs another program in the place of this one, as far as Node 20 lets it: with the same standard streams, with the
 * descriptors that its arguments or settings name, and with the signals that reach this one.
 * Resolves to its exit status: to 128 and the signal's number when a signal ended it, as shells have it.
 */
export function passOn(program, args) {
  const child = spawn(program, args, { stdio: streams(args) });
  const forward = (signal) => {
    if (!isFromTerminal(signal)) child.kill(signal);
  };
  for (const signal of ["SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM"]) process.on(signal, forward);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (status, signal) =>
      resolve(status ?? 128 + (signal === null ? 0 : system.signals[signal])),
    );
  });
}

/** A terminal tells everything that runs on it of its keys, so that the other program knows already. */
function isFromTerminal(signal) {
  const typed = signal === "SIGINT" || signal === "SIGQUIT";
  return typed && [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);
}

/** Node closes all other descriptors to what it starts, and keeps no list of those that it was started with. */
function streams(args) {
  const kept = ["inherit", "inherit", "inherit"];
  for (const descriptor of named(args).filter(isGiven)) kept[descriptor] = descriptor;
  return Array.from(kept, (one) => one ?? "ignore");
}

/** Every `--...-fd` and every COLOPHON_..._FD: no list of them has to be kept in two places. */
function named(args) {
  const options = args.map((arg, i) => {
    const option = /^--[a-z-]+-fd(?:=(.*))?$/.exec(arg);
    return option === null ? undefined : (option[1] ?? args[i + 1]);
  });
  const settings = Object.entries(process.env)
    .filter(([name]) => /^COLOPHON_[A-Z_]+_FD$/.test(name))
    .map(([, value]) => value);
  return [...options, ...settings]
    .filter((text) => text !== undefined && /^\d{1,4}$/.test(text))
    .map(Number)
    .filter((descriptor) => descriptor > LAST_STANDARD);
}

/** Node has devices and pipes of its own. Both ends of such a pipe are here: whoever read it would wait for ever. */
function isGiven(descriptor) {
  const kind = statusOf(descriptor);
  if (kind === undefined) return false;
  if (kind.isCharacterDevice()) return isatty(descriptor);
  if (!kind.isFIFO()) return true;
  const others = Array.from({ length: MOST_OPEN }, (_, i) => i).slice(LAST_STANDARD + 1);
  return !others.some((other) => statusOf(other)?.ino === kind.ino && isForWriting(other));
}

function isForWriting(descriptor) {
  try {
    const flags = /^flags:\s*([0-7]+)$/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, "utf8"));
    return (Number.parseInt(flags?.[1] ?? "0", 8) & constants.O_WRONLY) !== 0;
  } catch {
    return false;
  }
}

function statusOf(descriptor) {
  try {
    return fstatSync(descriptor);
  } catch {
    return undefined;
  }
}
