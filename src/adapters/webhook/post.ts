import { createHmac } from "node:crypto";
import { fail, reasonOf } from "../../core/errors/error.ts";

export interface Webhook {
  readonly url: URL;
  /** Signs what is sent; never sent itself. */
  readonly secret?: string;
}

const DEADLINE_MS = 15_000;

/**
 * Posts JSON, with `X-Colophon-Signature: sha256=<hex>`, the HMAC-SHA-256 (RFC 2104) of the body, where there is a secret.
 * Delivered is what was answered with 2xx; no redirect is followed. Messages name the host alone: a path may hold a key.
 *
 * @throws WEBHOOK_FAILED
 */
export async function postWebhook({ url, secret }: Webhook, body: string): Promise<void> {
  const signature =
    secret === undefined ? undefined : createHmac("sha256", secret).update(body).digest("hex");
  const headers = {
    "Content-Type": "application/json",
    "User-Agent": "colophon-monitor",
    ...authorization(url),
    ...(signature === undefined ? {} : { "X-Colophon-Signature": `sha256=${signature}` }),
  };
  const { status } = await sent(withoutUser(url), { method: "POST", headers, body });
  if (status < 200 || status > 299)
    fail("WEBHOOK_FAILED", { host: url.host, problem: `it answered ${status}` });
}

/** Basic (RFC 7617), where the address names a user: fetch refuses such an address, and says it in full. */
function authorization({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === "" && password === "") return {};
  const pair = [username, password].map(decoded).join(":");
  return { Authorization: `Basic ${Buffer.from(pair, "utf8").toString("base64")}` };
}

/** As it was typed, where it is not as addresses escape. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function withoutUser(url: URL): URL {
  const bare = new URL(url);
  [bare.username, bare.password] = ["", ""];
  return bare;
}

async function sent(url: URL, request: RequestInit): Promise<Response> {
  try {
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const response = await fetch(url, { ...request, signal, redirect: "manual" });
    await response.body?.cancel();
    return response;
  } catch (error) {
    // Of what fetch says itself, "fetch failed" is all.
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return fail("WEBHOOK_FAILED", { host: url.host, problem: reasonOf(cause) || reasonOf(error) }, error);
  }
}
