import { toBase64 } from "../../core/base64.ts";
import { failure, isFailure, reasonOf } from "../../core/errors/error.ts";

/** Where a store is reached, and the name by which failures speak of it: its address may hold a secret. */
export interface Endpoint {
  readonly store: string;
  readonly url: URL;
  /** `Authorization`, such as `Bearer abc`. */
  readonly authorization?: string;
}

/** @throws STORE_UNREACHABLE for an address that is not http or https */
export function endpointOf(store: string, url: string, token?: string): Endpoint {
  const parsed = URL.parse(url.endsWith("/") ? url : `${url}/`);
  if (parsed === null || !["http:", "https:"].includes(parsed.protocol))
    throw unreachable(store, "its url is not an http or https address");
  const authorization = token === undefined ? basicOf(parsed) : authorizationOf(token);
  // What is secret in an address must not stay there: libraries quote addresses in their errors.
  Object.assign(parsed, { username: "", password: "", search: "", hash: "" });
  return { store, url: parsed, ...(authorization === undefined ? {} : { authorization }) };
}

/** `https://name:password@host` asks for basic authorisation (RFC 7617). */
function basicOf({ username, password }: URL): string | undefined {
  if (username === "" && password === "") return undefined;
  const pair = `${unescaped(username)}:${unescaped(password)}`;
  return `Basic ${toBase64(new TextEncoder().encode(pair))}`;
}

/** A `%` that escapes nothing is one that somebody typed. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Any failure to reach a store; one of ours passes through. */
export function unreachable(store: string, cause: unknown): Error {
  if (isFailure(cause)) return cause;
  return failure("STORE_UNREACHABLE", { store, problem: problemOf(cause) }, cause);
}

// Shorter ones would make a riddle of any sentence, and are no secret.
const SHORTEST_SECRET = 4;

/** What a store says may repeat the token that it was sent, and is told to people and kept in logs. */
export function withoutSecret({ authorization = "" }: Pick<Endpoint, "authorization">, text: string): string {
  const [, secret = ""] = authorization.split(" ", 2);
  const [, password = ""] = authorization.startsWith("Basic ") ? passwordIn(secret) : [];
  return [secret, password].reduce(
    (left, one) => (one.length < SHORTEST_SECRET ? left : left.replaceAll(one, "***")),
    text,
  );
}

/** `name:password`, of which the password may have colons, too. */
function passwordIn(encoded: string): readonly string[] {
  return /^[^:]*:(.*)$/s.exec(decoded(encoded)) ?? [];
}

/** Empty for what is no base64: then there is no password in it that could be told. */
function decoded(encoded: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0)));
  } catch {
    return "";
  }
}

/** A bare token is a bearer token; `Basic ...` is passed on as it is. */
function authorizationOf(token: string): string {
  return /^(Bearer|Basic) /.test(token) ? token : `Bearer ${token}`;
}

/** `fetch` says only "fetch failed" and puts the reason into the cause; several addresses give several reasons. */
function problemOf(cause: unknown): string {
  if (typeof cause === "string") return cause;
  if (cause instanceof AggregateError && cause.errors.length > 0) return problemOf(cause.errors[0]);
  if (cause instanceof TypeError && cause.cause !== undefined) return problemOf(cause.cause);
  return reasonOf(cause);
}
