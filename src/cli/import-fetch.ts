import { lookup as resolveHost, type LookupAddress } from "node:dns";
import { get as getPlain, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { get as getSecure } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { fail, failure, isFailure, reasonOf } from "../core/errors/error.ts";
import { OWN_NETWORKS } from "../core/own-networks.ts";

const MOST_REDIRECTS = 5;
const FETCH_MS = 30_000;

const PRIVATE = new BlockList();
for (const [net, prefix, family] of OWN_NETWORKS) PRIVATE.addSubnet(net, prefix, family);

/** The answer to a GET. What is not 200 has no body here. */
export interface Asked {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * The body of a GET by http or https, within 30 seconds for all of it. Redirects stay on the same origin, and a host
 * that was public does not become one of the own network on the way (DNS rebinding). How many bytes are taken is the
 * reader's business: letting go of the iterator ends the connection.
 *
 * @throws FEED_UNREACHABLE
 */
export async function fetchSource(address: string): Promise<AsyncIterable<Uint8Array>> {
  const { status, body } = await askSource(address);
  return status === 200 ? body : refused(address, `the answer is ${status}`);
}

/** The same, whatever the answer is, with headers of one's own: `{ "if-none-match": '"a1"' }`. */
export async function askSource(
  address: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Asked> {
  const url = URL.canParse(address) ? new URL(address) : refused(address, "it is no address");
  if (url.username !== "" || url.password !== "")
    refused(`${url.origin}${url.pathname}`, "an address with a password in it ends up in messages");
  const signal = AbortSignal.timeout(FETCH_MS);
  const lookup = steadyLookup();
  try {
    const response = await answer(url, { signal, lookup, headers });
    const { statusCode: status = 0, headers: answered } = response;
    if (status !== 200) response.destroy();
    return { status, headers: answered, body: body(address, response) };
  } catch (error) {
    throw isFailure(error) ? error : unfetched(address, error);
  }
}

interface Asking {
  readonly signal: AbortSignal;
  readonly lookup: LookupFunction;
  readonly headers: Readonly<Record<string, string>>;
}

async function answer(first: URL, asking: Asking): Promise<IncomingMessage> {
  let url = first;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    const response = await ask(url, asking);
    const { statusCode = 0, headers } = response;
    if (![301, 302, 303, 307, 308].includes(statusCode) || headers.location === undefined) return response;
    response.destroy();
    const next = URL.canParse(headers.location, url) ? new URL(headers.location, url) : undefined;
    if (next?.origin !== first.origin)
      refused(first.href, `it leads to another origin, ${next?.origin ?? "which is no address"}`);
    url = next;
  }
  return refused(first.href, `it leads on more than ${MOST_REDIRECTS} times`);
}

function ask(url: URL, { signal, lookup, headers: own }: Asking): Promise<IncomingMessage> {
  const get = url.protocol === "https:" ? getSecure : getPlain;
  const accept = "application/feed+json, application/rss+xml, application/atom+xml, */*;q=0.5";
  const headers = { accept, ...own };
  return new Promise((resolve, reject) => {
    // No connection is kept: each one asks the lookup.
    get(url, { signal, lookup, headers, agent: false }, resolve).once("error", reject);
  });
}

async function* body(address: string, response: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of response) yield chunk as Uint8Array;
  } catch (error) {
    throw isFailure(error) ? error : unfetched(address, error);
  } finally {
    response.destroy();
  }
}

/** The address that is checked is the one that is connected to. A host of the own network may be asked for by name. */
function steadyLookup(): LookupFunction {
  let wasPublic = false;
  return (host, options, callback) => {
    resolveHost(host, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, []);
      const isOwn = found.some((one) => isPrivate(one.address));
      if (isOwn && wasPublic)
        return callback(
          failure("FEED_UNREACHABLE", { path: host, problem: "it leads into the own network" }),
          [],
        );
      wasPublic ||= !isOwn;
      return answered(found, options.all === true, callback);
    });
  };
}

function answered(
  found: readonly LookupAddress[],
  all: boolean,
  callback: Parameters<LookupFunction>[2],
): void {
  const [first] = found;
  if (all || first === undefined) callback(null, [...found]);
  else callback(null, first.address, first.family);
}

/** `10.0.0.7`, `::1` and `::ffff:192.168.0.1` are of the own machine or network. */
export function isPrivate(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  return PRIVATE.check(plain, isIP(plain) === 6 ? "ipv6" : "ipv4");
}

function refused(path: string, problem: string): never {
  return fail("FEED_UNREACHABLE", { path, problem });
}

function unfetched(path: string, cause: unknown) {
  const late = cause instanceof Error && (cause.name === "TimeoutError" || cause.name === "AbortError");
  const problem = late ? `it took more than ${FETCH_MS / 1000} seconds` : reasonOf(cause);
  return failure("FEED_UNREACHABLE", { path, problem }, cause);
}
