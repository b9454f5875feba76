/** Larger files are not held in memory whole: they are known by their CID first. */
export const WHOLE_UP_TO = 32 * 1024 * 1024;

/** A page that was not fetched securely, and not from this machine, has none. */
export function hasWebCrypto(): boolean {
  return globalThis.isSecureContext;
}
