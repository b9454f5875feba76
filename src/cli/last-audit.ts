import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { writeDurably } from "../adapters/disk/write.ts";
import { dataPath } from "./config.ts";
import { parseDuration } from "./duration.ts";

const schema = z.object({
  type: z.literal("colophon/last-audit/1"),
  /** By this machine's clock, ISO 8601. */
  at: z.iso.datetime(),
  kind: z.enum(["full", "sample"]),
  outcome: z.enum(["clean", "faults", "unasked"]),
  block: z.int(),
});

/** The outcome of the last audit of a whole archive. */
export type LastAudit = Omit<z.output<typeof schema>, "type">;

const NAME = "last-audit.json";
const OUTCOMES = { 0: "clean", 1: "faults", 3: "unasked" } as const;

export function outcomeOf(exit: 0 | 1 | 3): LastAudit["outcome"] {
  return OUTCOMES[exit];
}

/** @throws ARCHIVE_DISK */
export async function keepLastAudit(folder: string, last: LastAudit): Promise<void> {
  await writeDurably(
    dataPath(folder, NAME),
    `${JSON.stringify({ type: "colophon/last-audit/1", ...last })}\n`,
  );
}

/** Undefined when there was none, or its file cannot be read: then one is due. */
export function lastAudit(folder: string): LastAudit | undefined {
  const path = dataPath(folder, NAME);
  try {
    if (!existsSync(path)) return undefined;
    const { type: _, ...last } = schema.parse(JSON.parse(readFileSync(path, "utf8")));
    return last;
  } catch {
    return undefined;
  }
}

/** By this machine's clock; undefined where the archive does not say how often it is to be audited. */
export function isAuditOverdue(
  every: string | undefined,
  last: LastAudit | undefined,
  now: number,
): boolean | undefined {
  if (every === undefined) return undefined;
  return last === undefined || now - Date.parse(last.at) > parseDuration(every, "policy.auditEvery");
}
