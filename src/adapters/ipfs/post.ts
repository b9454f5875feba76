import http, { type ClientRequest, type IncomingMessage } from "node:http";
import https from "node:https";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Endpoint, unreachable } from "./endpoint.ts";

export interface Post {
  /** `POST` when left out. */
  readonly method?: "POST" | "PUT";
  /** Path and query below the endpoint. */
  readonly path: string;
  readonly body?: {
    readonly type: string;
    /** In bytes, where it is known: some servers take nothing else. */
    readonly length?: number;
    read(): AsyncIterable<Uint8Array>;
  };
  /** The longest answer that is taken, in bytes; or who takes one of any length, of which nothing is kept. */
  readonly limit: number | ((part: Buffer) => void);
  /** How long nothing may come or go, in milliseconds. */
  readonly patience: number;
}

export interface PostAnswer {
  readonly status: number;
  /** Of the body, as the header says. */
  readonly type: string | undefined;
  readonly body: Buffer;
  /** What went wrong after the answer had begun with status 200. */
  readonly streamError: string | undefined;
}

const GRACE_MS = 250;

/**
 * One upload over node:http, because a node's RPC says in a trailer that its answer broke off half way, and `fetch` shows
 * no trailers; and because the library's own upload holds all of a CAR in memory. Redirects are not followed.
 *
 * @throws STORE_UNREACHABLE, or whatever reading the body throws
 */
export async function post(endpoint: Endpoint, call: Post): Promise<PostAnswer> {
  try {
    return await exchange(endpoint, call);
  } catch (error) {
    throw unreachable(endpoint.store, error);
  }
}

async function exchange(endpoint: Endpoint, call: Post): Promise<PostAnswer> {
  const request = opened(endpoint, call);
  const late = atLast(request, call);
  const answered = answerTo(request, call);
  const source = call.body === undefined ? undefined : watched(call.body.read());
  if (source === undefined) request.end();
  // A node that refuses answers before it has read everything, and then closes: its answer counts, not the broken pipe.
  else pipeline(Readable.from(source.chunks()), request).catch(() => undefined);
  try {
    return await answered;
  } catch (error) {
    throw source?.failure() ?? error;
  } finally {
    clearTimeout(late);
    request.destroy();
  }
}

/** A small answer to a small question that drips would else be waited for for ever: something always comes. */
function atLast(request: ClientRequest, { body, limit, patience }: Post): NodeJS.Timeout | undefined {
  if (body !== undefined || typeof limit === "function") return undefined;
  const most = 2 * patience;
  return setTimeout(() => request.destroy(new RangeError(`it took more than ${most / 1000} s`)), most);
}

/**
 * Keeps why the body could not be read: the request that it breaks off says only that it was broken off. The body is
 * closed and not told when it is the request that breaks: it would take that for a fault of its own.
 */
function watched(body: AsyncIterable<Uint8Array>) {
  const source = body[Symbol.asyncIterator]();
  let failure: unknown;
  const next = async () => {
    try {
      return await source.next();
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  return {
    failure: () => failure,
    async *chunks(): AsyncGenerator<Uint8Array> {
      try {
        for (let one = await next(); one.done !== true; one = await next()) yield one.value;
      } finally {
        await source.return?.();
      }
    },
  };
}

function opened(endpoint: Endpoint, { method = "POST", path, body, patience }: Post): ClientRequest {
  const url = new URL(path, endpoint.url);
  const length = body === undefined ? 0 : body.length;
  const headers = {
    ...(endpoint.authorization === undefined ? {} : { Authorization: endpoint.authorization }),
    ...(length === undefined ? {} : { "Content-Length": String(length) }),
    ...(body === undefined ? {} : { "Content-Type": body.type }),
  };
  const { request } = url.protocol === "https:" ? https : http;
  return request(url, { method, headers }).setTimeout(patience, function (this: ClientRequest) {
    this.destroy(new RangeError(`nothing came for ${patience / 1000} s`));
  });
}

async function answerTo(request: ClientRequest, call: Post): Promise<PostAnswer> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.once("response", resolve);
    request.on("error", (error) => {
      setTimeout(reject, call.body === undefined ? 0 : GRACE_MS, error);
    });
  });
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    if (typeof call.limit === "function") {
      call.limit(part);
      continue;
    }
    length += part.length;
    if (length > call.limit) throw new RangeError(`it answers with more than ${call.limit} bytes`);
    parts.push(part);
  }
  return {
    status: response.statusCode ?? 0,
    type: response.headers["content-type"],
    body: Buffer.concat(parts),
    streamError: response.trailers["x-stream-error"],
  };
}
