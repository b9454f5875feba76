import { atMost } from "./at-most.ts";
import { type Endpoint, unreachable } from "./endpoint.ts";
import { parsed } from "./lines.ts";

/** A small call of an HTTP API, and a small answer. */
export interface Ask {
  readonly method?: "GET" | "HEAD" | "POST" | "DELETE";
  /** Path and query below the endpoint. */
  readonly path: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** The kinds of answer that are understood; JSON when left out. */
  readonly accept?: string;
  /** How long all of it may take, in milliseconds. */
  readonly patience: number;
}

export interface Asked {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The answer as JSON, undefined when it is none. */
  readonly json: unknown;
}

const LIMIT = 4 * 1024 * 1024;

/** Redirects are not followed: one could lead into the network that this machine is in. @throws STORE_UNREACHABLE */
export async function ask(endpoint: Endpoint, call: Ask): Promise<Asked> {
  const { url, authorization, store } = endpoint;
  try {
    const response = await fetch(new URL(call.path, url), {
      method: call.method ?? "GET",
      redirect: "error",
      headers: {
        Accept: call.accept ?? "application/json",
        ...(call.json === undefined ? {} : { "Content-Type": "application/json" }),
        ...(authorization === undefined ? {} : { Authorization: authorization }),
      },
      signal: AbortSignal.timeout(call.patience),
      ...(call.json === undefined ? {} : { body: JSON.stringify(call.json) }),
    });
    const body = response.body === null ? new Uint8Array(0) : await atMost(response.body, LIMIT);
    const text = new TextDecoder().decode(body);
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  } catch (error) {
    throw unreachable(store, error);
  }
}
