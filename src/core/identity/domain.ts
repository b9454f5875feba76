import { type Lookalike, lookalike } from "./lookalike.ts";
import { decodePunycode } from "./punycode.ts";

/** A domain as people are shown it. */
export interface ShownDomain {
  /** As it is in the DNS, in A-labels: what is shown first, for no letter of it can be mistaken for another script's. */
  readonly ascii: string;
  /** What its A-labels stand for; left out where there are none, or where they stand for nothing. */
  readonly unicode?: string;
  /** Why the name, read in Unicode, may be taken for another. */
  readonly lookalike?: Lookalike;
}

/** Names that nobody can own in the public DNS (RFC 6761, RFC 6762, RFC 7686, RFC 8375, RFC 9476). */
const RESERVED =
  /(^|\.)(test|example|invalid|localhost|local|onion|alt|internal|home\.arpa|example\.(com|net|org))$/;

/** `xn--pple-43d.example` is shown so, with what it reads as, and that this looks like another name. */
export function shownDomain(ascii: string): ShownDomain {
  const labels = ascii.split(".");
  const read = labels.map((label) => (label.startsWith("xn--") ? decodePunycode(label.slice(4)) : label));
  const isPlain = labels.every((label) => !label.startsWith("xn--"));
  if (isPlain || !read.every((label) => label !== undefined)) return { ascii };
  const unicode = read.join(".");
  const [problem] = read.flatMap((label) => lookalike(label) ?? []);
  return { ascii, unicode, ...(problem === undefined ? {} : { lookalike: problem }) };
}

/** Whether nobody can own it, so that it vouches for nothing and nobody is asked. */
export function isReserved(domain: string): boolean {
  return RESERVED.test(domain);
}
