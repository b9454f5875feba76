import { machineOf } from "../../core/quorum/machine.ts";

/** A node or a gateway that the reader has named: its address, and the name that messages give it. */
export interface Named {
  readonly url: string;
  /** `host:port`: the rest of an address may hold a key. */
  readonly name: string;
}

export type Parsed =
  { readonly ok: true; readonly named: Named } | { readonly ok: false; readonly problem: string };

/** As the page's policy names them, which has no words for more. */
const LOOPBACK = /^(localhost|127\.0\.0\.1)$/;

/**
 * `https://` anywhere, and `http://` on this very machine: what is neither, the page's own policy would refuse without a
 * word.
 */
export function parseNodeAddress(text: string): Parsed {
  const url = URL.parse(text.trim());
  if (url === null) return { ok: false, problem: `${shortened(text)} is no address` };
  const { protocol, hostname, host, username, password } = url;
  if (username !== "" || password !== "")
    return { ok: false, problem: `${host}: a name and a password in an address are not sent by browsers` };
  if (protocol === "https:") return { ok: true, named: { url: url.href, name: host } };
  if (protocol !== "http:") return { ok: false, problem: `${shortened(text)} is no https:// address` };
  return LOOPBACK.test(hostname)
    ? { ok: true, named: { url: url.href, name: host } }
    : { ok: false, problem: `${host}: without https only nodes on this machine can be asked` };
}

/**
 * One to a line. Of two on one machine the first counts, since it must not count twice. `refused`: how many lines nobody
 * can be asked by.
 */
export function parseNodeList(text: string): {
  readonly list: readonly Named[];
  readonly problems: readonly string[];
  readonly refused: number;
} {
  const list: Named[] = [];
  const problems: string[] = [];
  let refused = 0;
  for (const line of text.split(/[\s,]+/).filter((part) => part !== "")) {
    const parsed = parseNodeAddress(line);
    if (!parsed.ok) {
      problems.push(parsed.problem);
      refused += 1;
    } else if (list.some(({ name }) => machineOf(name) === machineOf(parsed.named.name)))
      problems.push(`${parsed.named.name} is there twice, and counts once`);
    else list.push(parsed.named);
  }
  return { list, problems, refused };
}

/** May the address hold a key? Names of chains and versions are shorter. */
export function holdsKey({ url }: Named): boolean {
  const { pathname, search } = new URL(url);
  return /[A-Za-z0-9_-]{16,}/.test(`${pathname}${search}`);
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
