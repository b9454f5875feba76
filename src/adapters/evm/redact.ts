const HIDDEN = "[hidden]";
const LONGEST_REASON = 200;
/** Shorter parts (`v2`, `rpc`) are no keys, and hiding them would make every message unreadable. */
const SHORTEST_SECRET = 6;

/** How messages name a node: `host:port`, the port only where the URL states one. */
export function nodeName(url: URL): string {
  return url.host;
}

/**
 * Makes a function that cuts a text to one short line without any part of the URL that may be a key: path segments,
 * query, user and password, as written and decoded. Nodes echo such parts in their own error messages.
 */
export function redactor(url: URL): (text: string) => string {
  const secrets = secretsOf(url).sort((a, b) => b.length - a.length);
  return (text) => {
    const hidden = secrets.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
    return (hidden.split("\n", 1)[0] ?? "").slice(0, LONGEST_REASON);
  };
}

function secretsOf(url: URL): string[] {
  const parts = [url.username, url.password, ...url.pathname.split("/"), ...url.searchParams.values()];
  const found = new Set<string>();
  for (const part of [...parts, ...url.search.slice(1).split(/[&=]/), url.hash.slice(1)])
    for (const form of [part, decoded(part)]) if (form.length >= SHORTEST_SECRET) found.add(form);
  return [...found];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
