import { lookup as resolveHost } from "node:dns";
import type { IncomingMessage } from "node:http";
import { get } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { OWN_NETWORKS } from "../../core/own-networks.ts";

const MOST_REDIRECTS = 3;
const SECURE_PORT = 443;

const OWN = new BlockList();
for (const [net, prefix, family] of OWN_NETWORKS) OWN.addSubnet(net, prefix, family);

/** How the other side is reached; what is left out is as everywhere. */
export interface Connecting {
  /** Where a host's addresses are asked. */
  readonly resolve: typeof resolveHost;
  /** Addresses in the own network are never connected to, whoever names them. */
  readonly isOwn: (address: string) => boolean;
  readonly port: number;
  /** Certificate authorities, in the place of those that everybody trusts. */
  readonly ca: string | undefined;
}

interface Getting extends Partial<Connecting> {
  /** In bytes; a longer answer is an error. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** `10.0.0.7`, `::1` and `::ffff:192.168.0.1` */
export function isOwnAddress(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  const family = isIP(plain);
  return family === 0 || OWN.check(plain, family === 6 ? "ipv6" : "ipv4");
}

/**
 * The text at an address, by https alone: to no address of the own network, to no other host than the one named and its
 * `www`, and no further than the limit. @throws Error whatever came in between
 */
export async function getText(
  first: URL,
  getting: Getting,
): Promise<{ readonly status: number; readonly text: string }> {
  let url = first;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    const response = await ask(url, getting);
    const { statusCode: status = 0, headers } = response;
    if (![301, 302, 303, 307, 308].includes(status) || headers.location === undefined)
      return { status, text: status === 200 ? await body(response, getting.limit) : dropped(response) };
    response.destroy();
    const next = URL.canParse(headers.location, url) ? new URL(headers.location, url) : undefined;
    if (next === undefined || !isSameHost(next, first)) throw new TypeError("it leads to another host");
    url = next;
  }
  throw new TypeError(`it leads on more than ${MOST_REDIRECTS} times`);
}

/** `example.com` and `www.example.com` are commonly one. */
function isSameHost(one: URL, other: URL): boolean {
  const bare = ({ hostname }: URL) => hostname.replace(/^www\./, "");
  const isPlain = one.username === "" && one.password === "" && one.port === other.port;
  return one.protocol === "https:" && isPlain && bare(one) === bare(other);
}

async function ask(url: URL, { signal, ca, ...connecting }: Getting): Promise<IncomingMessage> {
  // An address in the place of a name would be connected to unasked.
  if (isIP(url.hostname.replace(/^\[|\]$/g, "")) !== 0) throw new TypeError("it is an address and no name");
  const { resolve = resolveHost, isOwn = isOwnAddress, port = SECURE_PORT } = connecting;
  const lookup = publicLookup(resolve, isOwn);
  const headers = { accept: "application/json", "user-agent": "colophon" };
  return new Promise((done, failed) => {
    // No connection is kept: each one asks the lookup.
    get(url, { port, signal, lookup, headers, agent: false, ...(ca === undefined ? {} : { ca }) }, done).once(
      "error",
      failed,
    );
  });
}

/** The address that is checked is the one that is connected to. */
function publicLookup(resolve: typeof resolveHost, isOwn: (address: string) => boolean): LookupFunction {
  return (host, options, callback) => {
    resolve(host, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, []);
      const [first] = found;
      if (first === undefined || found.some(({ address }) => isOwn(address)))
        return callback(new TypeError("it is in the own network"), []);
      if (options.all === true) callback(null, [...found]);
      else callback(null, first.address, first.family);
    });
  };
}

async function body(response: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw new TypeError(`its answer is larger than ${limit} bytes`);
      chunks.push(chunk);
    }
  } finally {
    response.destroy();
  }
  return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
}

function dropped(response: IncomingMessage): string {
  response.destroy();
  return "";
}
