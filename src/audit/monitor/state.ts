import * as z from "zod/mini";
import { type Digest, isDigest } from "../../core/digest.ts";
import { fail, reasonOf } from "../../core/errors/error.ts";
import type { BlockRef } from "../../core/ports.ts";
import { ALERT_LEVELS, ALERTS } from "./alert.ts";
import { LAST_TIME, type MonitorFeed, MOST_OF_A_KIND } from "./feed.ts";

const TYPE = "colophon/monitor/1";
const MOST_WATCHED = 10_000;

/** What a publication's domain said of it when it was asked last; unknown until it was asked once. */
const DOMAIN_STANDINGS = ["none", "vouches", "does-not", "unknown"] as const;
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

/** All that a monitor remembers: written together, so that no part of it is ahead of another. */
export interface MonitorState {
  /** By publication. */
  readonly watched: ReadonlyMap<string, Watched>;
  /** Where one was ever asked for. */
  readonly feed?: MonitorFeed;
}

const digest = z.custom<Digest>((value) => typeof value === "string" && isDigest(value));
const count = z.int().check(z.nonnegative());
const hash = z.custom<BlockRef["hash"]>(
  (value) => typeof value === "string" && /^0x[0-9a-f]{64}$/.test(value),
);

const publication = z.string().check(z.maxLength(200));
const block = z.strictObject({ number: count, hash, time: count });
const time = z.int().check(z.minimum(0), z.maximum(LAST_TIME));
const alertId = z.string().check(z.regex(/^[0-9a-f]{64}$/));

const alert = z.strictObject({
  ...{ id: alertId, kind: z.enum(ALERTS), level: z.enum(ALERT_LEVELS), publication, says: z.string() },
  ...{ entry: z.exactOptional(count), block: z.exactOptional(block) },
});

const feed = z.strictObject({
  ...{ id: z.guid(), begun: time, dropped: z.array(alertId) },
  told: z
    .array(z.strictObject({ alert, first: time, last: time }))
    .check(z.maxLength(ALERTS.length * MOST_OF_A_KIND)),
});

const form = z.strictObject({
  type: z.literal(TYPE),
  watched: z
    .array(
      z.strictObject({
        ...{ publication, entries: count, head: digest, silent: count, block },
        domain: z.enum(DOMAIN_STANDINGS),
      }),
    )
    .check(z.maxLength(MOST_WATCHED)),
  feed: z.exactOptional(feed),
});

/** A state that is damaged is never taken for a beginning. @throws MONITOR_STATE_INVALID */
export function parseState(text: string, path: string): MonitorState {
  const { success, data, error } = form.safeParse(jsonOf(text, path));
  if (success) {
    const { feed } = data;
    const watched = new Map(data.watched.map((one) => [one.publication, one]));
    return { watched, ...(feed === undefined ? {} : { feed }) };
  }
  const [first] = error.issues;
  const at = first?.path.join(".") ?? "";
  const problem = `${at === "" ? "" : `${at}: `}${first?.message ?? "it cannot be read"}`;
  return fail("MONITOR_STATE_INVALID", { path, problem });
}

function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return fail("MONITOR_STATE_INVALID", {
      path,
      problem: `it is no JSON, or was cut short (${reasonOf(error)})`,
    });
  }
}

export function stateText({ watched, feed }: MonitorState): string {
  const sorted = [...watched.values()].toSorted((a, b) => (a.publication < b.publication ? -1 : 1));
  return `${JSON.stringify({ type: TYPE, watched: sorted, feed }, undefined, 2)}\n`;
}
