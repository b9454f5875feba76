import type { RpcAnswer } from "./rpc-answer.ts";

/** Where and within which limits one request is made. */
export interface Transport {
  readonly url: URL;
  readonly fetch: typeof fetch;
  /** Milliseconds since 1970: the answer's last byte must be here by then. */
  readonly deadline: number;
  /** Ends the request. */
  readonly signal?: AbortSignal | undefined;
  /** In bytes, after decompression. */
  readonly bodyLimit: number;
}

export interface RpcRequest {
  readonly jsonrpc: "2.0";
  readonly id: number;
  readonly method: string;
  readonly params: readonly unknown[];
}

/** What came of one request. `problem` names no part of the URL, but may quote the node. */
export type Exchange =
  | { readonly kind: "answer"; readonly answer: RpcAnswer }
  | { readonly kind: "invalid"; readonly problem: string }
  | {
      readonly kind: "unreachable";
      readonly problem: string;
      readonly retryable: boolean;
      /** Nothing listens there, or it hung up before it answered. */
      readonly gone: boolean;
      readonly retryAfterMs?: number;
    };

/** HTTP statuses of something in front of the node, whose body says nothing about the call. */
const BUSY = new Set([408, 425, 429, 500, 502, 503, 504]);
const GONE = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);

/** One POST and its answer. Failures are data: the caller decides about retrying. */
export async function exchange(transport: Transport, request: RpcRequest): Promise<Exchange> {
  const left = Math.max(1, transport.deadline - Date.now());
  const timeout = AbortSignal.timeout(left);
  const signal = transport.signal === undefined ? timeout : AbortSignal.any([timeout, transport.signal]);
  // A browser's own refuses to be called as the method of anything but its window.
  const { fetch } = transport;
  try {
    const response = await fetch(withoutCredentials(transport.url), {
      method: "POST",
      headers: headers(transport.url),
      body: JSON.stringify(request),
      redirect: "error",
      credentials: "omit",
      signal,
    });
    const body = await readBody(response, transport.bodyLimit);
    if (body === undefined)
      return { kind: "invalid", problem: `the body is over ${transport.bodyLimit} bytes` };
    return judge(response, parse(body), request.id);
  } catch (error) {
    if (transport.signal?.aborted === true) return unreachable("nobody waits for it any more", false);
    if (timeout.aborted) return unreachable(`no answer within ${left} ms`, false);
    return thrown(error);
  }
}

function headers(url: URL): Record<string, string> {
  const common = { "content-type": "application/json", accept: "application/json" };
  if (url.username === "" && url.password === "") return common;
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return { ...common, authorization: `Basic ${btoa(pair)}` };
}

/** fetch refuses a URL with credentials, with a message that quotes it. */
function withoutCredentials(url: URL): URL {
  const bare = new URL(url);
  bare.username = "";
  bare.password = "";
  return bare;
}

/** Undefined when there is more than the limit; the rest is not read. */
async function readBody(response: Response, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  if (reader === undefined) return new Uint8Array(0);
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joined(chunks, size);
    size += value.length;
    if (size > limit) {
      await reader.cancel().catch(() => {});
      return undefined;
    }
    chunks.push(value);
  }
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

/** Some nodes send their JSON-RPC errors with an HTTP status of failure: the body decides, where there is one. */
function judge(response: Response, body: unknown, id: number): Exchange {
  const answer = rpcAnswer(body, id);
  if (response.status === 429) return busy(response);
  if (answer !== undefined) return { kind: "answer", answer };
  if (BUSY.has(response.status)) return busy(response);
  if (!response.ok) return unreachable(`HTTP ${response.status}`, false);
  return { kind: "invalid", problem: "the body is no JSON-RPC answer to this request" };
}

/** JSON-RPC 2.0 section 5. An error may come without an id when the node could not read the request. */
function rpcAnswer(body: unknown, id: number): RpcAnswer | undefined {
  if (!isObject(body)) return undefined;
  if (isObject(body["error"])) {
    if (body["id"] !== id && body["id"] !== null && body["id"] !== undefined) return undefined;
    const { code, message, data } = body["error"];
    return { ok: false, error: { code: Number(code), message: String(message), data } };
  }
  if (body["id"] !== id || !("result" in body)) return undefined;
  return { ok: true, result: body["result"] };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function busy(response: Response): Exchange {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  const retryAfterMs = Number.isFinite(seconds) && seconds > 0 ? { retryAfterMs: seconds * 1000 } : {};
  return { ...unreachable(`HTTP ${response.status}`, true), ...retryAfterMs };
}

function unreachable(problem: string, retryable: boolean): Exchange & { kind: "unreachable" } {
  return { kind: "unreachable", problem, retryable, gone: false };
}

/** Only the error's code is kept: messages of the HTTP client may quote the URL. */
function thrown(error: unknown): Exchange {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const code = codeOf(cause) ?? codeOf(error);
  if (cause instanceof Error && /redirect/i.test(cause.message))
    return unreachable("a redirect, refused", false);
  const gone = code !== undefined && GONE.has(code);
  return { kind: "unreachable", problem: code ?? "the connection failed", retryable: true, gone };
}

function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && /^[A-Z0-9_]+$/.test(code) ? code : undefined;
}
