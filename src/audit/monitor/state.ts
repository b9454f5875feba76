import * as z from "zod/mini";
import { type Digest, isDigest } from "../../core/digest.ts";
import { fail } from "../../core/errors/error.ts";
import type { BlockRef } from "../../core/ports.ts";

const TYPE = "colophon/monitor/1";
const MOST_WATCHED = 10_000;

/** What a publication's domain said of it when it was asked last. */
const DOMAIN_STANDINGS = ["none", "vouches", "does-not"] as const;
export type DomainStanding = (typeof DOMAIN_STANDINGS)[number];

/** What was verified of one publication the last time. */
export interface Watched {
  /** `eip155:8453:0x52…9c:12`. */
  readonly publication: string;
  readonly entries: number;
  /** To which so many entries were folded. */
  readonly head: Digest;
  /** The final block as of which that was the registry's. */
  readonly block: BlockRef;
  readonly domain: DomainStanding;
  /** In how many rounds in a row something could not be asked. */
  readonly silent: number;
}

const digest = z.custom<Digest>((value) => typeof value === "string" && isDigest(value));
const count = z.int().check(z.nonnegative());
const hash = z.custom<BlockRef["hash"]>(
  (value) => typeof value === "string" && /^0x[0-9a-f]{64}$/.test(value),
);

const form = z.strictObject({
  type: z.literal(TYPE),
  watched: z
    .array(
      z.strictObject({
        publication: z.string().check(z.maxLength(200)),
        ...{ entries: count, head: digest, silent: count },
        block: z.strictObject({ number: count, hash, time: count }),
        domain: z.enum(DOMAIN_STANDINGS),
      }),
    )
    .check(z.maxLength(MOST_WATCHED)),
});

/** By publication. A state that is damaged is never taken for a beginning. @throws MONITOR_STATE_INVALID */
export function parseState(text: string, path: string): ReadonlyMap<string, Watched> {
  const { success, data, error } = form.safeParse(jsonOf(text));
  if (success) return new Map(data.watched.map((one) => [one.publication, one]));
  const [first] = error.issues;
  const problem = `${first?.path.join(".") ?? ""}: ${first?.message ?? "it cannot be read"}`;
  return fail("MONITOR_STATE_INVALID", { path, problem });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function stateText(watched: ReadonlyMap<string, Watched>): string {
  const sorted = [...watched.values()].toSorted((a, b) => (a.publication < b.publication ? -1 : 1));
  return `${JSON.stringify({ type: TYPE, watched: sorted }, undefined, 2)}\n`;
}
