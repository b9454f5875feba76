import { fail, failure } from "../../core/errors/error.ts";
import type { RpcAnswer, RpcError } from "./rpc-answer.ts";
import { type Exchange, exchange, type Transport } from "./transport.ts";
import { nodeName, redactor } from "./redact.ts";

/** What happens to a call beyond the first attempt. */
export interface RpcOptions {
  /** Retried at most twice, with jitter, within the deadline. For reads that change nothing only. */
  readonly idempotent: boolean;
  /** In bytes, 4 MiB unless stated. */
  readonly bodyLimit?: number;
}

export interface JsonRpc {
  /** `host:port` of the node. */
  readonly node: string;
  /** @throws CHAIN_UNREACHABLE | CHAIN_ANSWER_INVALID (no JSON-RPC answer, or a body over the limit) */
  ask(method: string, params: readonly unknown[], options: RpcOptions): Promise<RpcAnswer>;
}

export interface JsonRpcSettings {
  /** http or https; a user and password in it become an `Authorization` header. */
  readonly url: string;
  readonly fetch?: typeof fetch;
  /** Ends all calls that are under way, as if the node had not answered. */
  readonly signal?: AbortSignal | undefined;
  /** For one call with its retries, in milliseconds: 10,000 unless stated. */
  readonly timeoutMs?: number;
  /**
   * Called once per call when nothing listens at the URL any more: brings the node back and says where. Only the
   * embedded chain has one.
   */
  readonly revive?: () => Promise<string>;
  /**
   * Asked before each call: false when the node that was at the URL is known to be gone. Somebody else's may be there
   * by now and would answer.
   */
  readonly alive?: () => boolean;
}

const TIMEOUT_MS = 10_000;
const BODY_LIMIT = 4 * 1024 * 1024;
const RETRIES = 2;
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2_000;

/**
 * JSON-RPC 2.0 over HTTP POST, one call per request. Redirects are refused, since they could lead into a private
 * network; no message, cause or property holds more of the URL than host and port.
 * @throws USAGE_INVALID when the URL is none
 */
export function createJsonRpc(settings: JsonRpcSettings): JsonRpc {
  let address = parseNodeUrl(settings.url);
  const node = nodeName(address);
  const timeoutMs = settings.timeoutMs ?? TIMEOUT_MS;
  let nextId = 1;

  const attempt = (method: string, params: readonly unknown[], limits: Limits): Promise<Exchange> => {
    const transport: Transport = {
      url: address,
      fetch: settings.fetch ?? fetch,
      signal: settings.signal,
      ...limits,
    };
    return exchange(transport, { jsonrpc: "2.0", id: nextId++, method, params });
  };

  const revived = async (): Promise<boolean> => {
    if (settings.revive === undefined) return false;
    address = parseNodeUrl(await settings.revive());
    return true;
  };

  const ask: JsonRpc["ask"] = async (method, params, options) => {
    if (settings.alive?.() === false) await revived();
    let deadline = Date.now() + timeoutMs;
    let mayRevive = true;
    for (let retry = 0; ;) {
      const limits = { deadline, bodyLimit: options.bodyLimit ?? BODY_LIMIT };
      const outcome = await attempt(method, params, limits);
      const redact = redactor(address);
      if (outcome.kind === "answer") return redacted(outcome.answer, redact);
      const problem = `${method}: ${redact(outcome.problem)}`;
      if (outcome.kind === "invalid") fail("CHAIN_ANSWER_INVALID", { node, problem });
      if (outcome.gone && mayRevive && (await revived())) {
        mayRevive = false;
        deadline = Date.now() + timeoutMs;
        continue;
      }
      const wait = Math.max(outcome.retryAfterMs ?? 0, FIRST_WAIT_MS * 2 ** retry) * (0.5 + Math.random());
      const hopeless = wait > LONGEST_WAIT_MS || Date.now() + wait >= deadline;
      if (!options.idempotent || !outcome.retryable || retry >= RETRIES || hopeless)
        fail("CHAIN_UNREACHABLE", { node, problem });
      retry += 1;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  };
  return { node, ask };
}

interface Limits {
  readonly deadline: number;
  readonly bodyLimit: number;
}

function redacted(answer: RpcAnswer, redact: (text: string) => string): RpcAnswer {
  if (answer.ok) return answer;
  return { ok: false, error: { ...answer.error, message: redact(answer.error.message) } };
}

/** The URL itself is never shown: it may be a key pasted into the wrong place. */
function parseNodeUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol))
    fail("USAGE_INVALID", { problem: "The node's address must be an http:// or https:// URL" });
  return url;
}

/** The result, or CHAIN_UNREACHABLE with the node's reason: for methods whose refusal means nothing else. */
export function resultOf(node: string, method: string, answer: RpcAnswer): unknown {
  if (answer.ok) return answer.result;
  throw refusal(node, method, answer.error);
}

export function refusal(node: string, method: string, error: RpcError): ReturnType<typeof failure> {
  return failure("CHAIN_UNREACHABLE", { node, problem: `${method}: ${error.message} (${error.code})` });
}
