import { type CID, parseCid } from "../../core/cid.ts";
import { failure } from "../../core/errors/error.ts";
import { type Endpoint, unreachable } from "./endpoint.ts";
import { fieldsOf, parsed } from "./lines.ts";
import { post } from "./post.ts";

const LONGEST_LINE = 64 * 1024;
const CORRUPT = /^block (\S+) was corrupt/;
const DONE = /^verify complete, (\d+) blocks corrupt/;

/**
 * Has a node check all its blocks (`repo/verify`), and tells of every damaged one while it is at it. It says something
 * of every block it has, of which nothing is kept. Returns how many are damaged.
 *
 * @throws STORE_UNREACHABLE; STORE_REFUSED when it does not end as expected; what `onCorrupt` throws
 */
export async function checkedBlocks(
  { endpoint, patience }: { readonly endpoint: Endpoint; readonly patience: number },
  { drop }: { readonly drop: boolean },
  onCorrupt: (cid: CID) => void,
): Promise<number> {
  let found = 0;
  const lines = lineReader((line) => {
    const { Msg } = fieldsOf(parsed(line));
    const name = typeof Msg === "string" ? CORRUPT.exec(Msg)?.[1] : undefined;
    if (name === undefined) return;
    found += 1;
    onCorrupt(parseCid(name));
  });
  const path = `api/v0/repo/verify${drop ? "?drop=true" : ""}`;
  const { status, streamError } = await post(endpoint, { path, limit: lines.take, patience });
  if (status !== 200 && status !== 500) throw unreachable(endpoint.store, `HTTP ${status}`);
  // With damaged blocks it ends with an error that counts them: one that was not understood must not be overlooked.
  const told = Number(DONE.exec(streamError ?? "")?.[1] ?? (streamError === undefined ? 0 : Number.NaN));
  if (drop || (status === 200 && told === found)) return found;
  const problem = `it does not say which of its blocks are damaged: ${streamError ?? `HTTP ${status}`}`;
  throw failure("STORE_REFUSED", { store: endpoint.store, problem });
}

/** Cuts what comes into lines; one that is too long is none. */
function lineReader(take: (line: string) => void): { take: (part: Buffer) => void } {
  let held = "";
  return {
    take: (part) => {
      const [first = "", ...rest] = part.toString("latin1").split("\n");
      const lines = [held + first, ...rest];
      held = (lines.pop() ?? "").slice(0, LONGEST_LINE);
      for (const line of lines) take(line);
    },
  };
}
