/** True for an address that a signer can be asked at: `http://`, `https://`, or `unix:` and the path of a socket. */
export function isSignerUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (/^https?:$/.test(url.protocol) || socketOf(url) !== undefined);
}

/** `unix:/run/clef/clef.ipc` is the socket `/run/clef/clef.ipc`; undefined for every other kind of address. */
export function socketOf(url: URL): string | undefined {
  if (url.protocol !== "unix:" || url.host !== "" || !url.pathname.startsWith("/")) return undefined;
  try {
    return decodeURIComponent(url.pathname);
  } catch {
    return undefined;
  }
}
