import * as z from "zod/mini";
import { atMost } from "../../adapters/ipfs/at-most.ts";
import { type Digest, isDigest } from "../../core/digest.ts";
import { fail, isFailure, reasonOf } from "../../core/errors/error.ts";
import { failureFromWire } from "../../verify/wire.ts";

/** A file of an issue that has passages in common with what was asked about, by a server's word. */
export interface Candidate {
  readonly digest: Digest;
  readonly path: string;
}

export interface Similar {
  /** Those first that share most. */
  readonly candidates: readonly Candidate[];
  /** Issues that the server could not search. */
  readonly unsearched: number;
  /** Documents that no search of it looks through whole. */
  readonly leftOut: number;
}

const PATIENCE_MS = 60_000;
const LONGEST = 1024 * 1024;

const count = z.int().check(z.minimum(0));
const digest = z.custom<Digest>((value) => typeof value === "string" && isDigest(value));
const schema = z.object({
  alike: z.array(z.object({ issue: z.object({ digest }), path: z.string() })).check(z.maxLength(100)),
  unsearched: count,
  leftOut: count,
});

/**
 * Asks a server which files of its archive have passages in common with a text: only shingles, which are hashes, are
 * sent.
 *
 * @throws CHAIN_UNREACHABLE | CHAIN_ANSWER_INVALID and what the server refuses with
 */
export async function similarTo(shingles: readonly number[], origin: string): Promise<Similar> {
  const node = new URL(origin).host;
  const { ok, body } = await posted(`${origin}/api/similar`, { shingles }, node);
  if (!ok) throw failureFromWire(body, node);
  const parsed = z.safeParse(schema, body);
  if (!parsed.success) return fail("CHAIN_ANSWER_INVALID", { node, problem: "it is no list of alike files" });
  const { alike, unsearched, leftOut } = parsed.data;
  return {
    candidates: alike.map(({ issue, path }) => ({ digest: issue.digest, path })),
    unsearched,
    leftOut,
  };
}

async function posted(url: string, said: unknown, node: string): Promise<{ ok: boolean; body: unknown }> {
  try {
    const response = await fetch(url, {
      ...{ method: "POST", body: JSON.stringify(said) },
      headers: { accept: "application/json", "content-type": "application/json" },
      ...{ credentials: "omit", redirect: "error", signal: AbortSignal.timeout(PATIENCE_MS) },
    });
    const bytes = response.body === null ? new Uint8Array(0) : await atMost(response.body, LONGEST);
    return { ok: response.ok, body: JSON.parse(new TextDecoder().decode(bytes)) };
  } catch (cause) {
    if (isFailure(cause)) throw cause;
    return fail("CHAIN_UNREACHABLE", { node, problem: reasonOf(cause) }, cause);
  }
}
