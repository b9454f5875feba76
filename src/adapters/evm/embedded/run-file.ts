import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { FILES, replaceFile } from "./files.ts";

const TYPE = "colophon/embedded-chain/1";

/** What a host writes once its chain answers, so that others find it. */
export interface RunFile {
  /** Where the host listens for those who use the chain: a port on 127.0.0.1. */
  readonly control: number;
  /** Shows the host that a caller can read this file. New with every host. */
  readonly token: string;
  /** Where the chain answers JSON-RPC. */
  readonly url: string;
  /** Process ids. */
  readonly host: number;
  readonly anvil: number;
  /** What this very anvil answers to `anvil_metadata`: tells it from any other on the same port. */
  readonly instance: string;
}

/** Undefined when there is none, or none that can be used: whoever reads it then starts a host, which writes it anew. */
export async function readRunFile(directory: string): Promise<RunFile | undefined> {
  try {
    return runFileOf(JSON.parse(await readFile(join(directory, FILES.run), "utf8")));
  } catch {
    return undefined;
  }
}

/** Only the owner may read it. */
export function writeRunFile(directory: string, run: RunFile): Promise<void> {
  return replaceFile(directory, FILES.run, `${JSON.stringify({ type: TYPE, ...run }, undefined, 2)}\n`);
}

function runFileOf(value: unknown): RunFile | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { type, control, token, url, host, anvil, instance } = value as Record<string, unknown>;
  const texts = typeof token === "string" && typeof url === "string" && typeof instance === "string";
  if (type !== TYPE || !texts || !isCount(control) || !isCount(host) || !isCount(anvil)) return undefined;
  return { control, token, url, host, anvil, instance };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}
