import { base64pad } from "multiformats/bases/base64";

/** Whole groups of four, padded, and no bit set that belongs to no byte: each bytes have one text (RFC 4648, section 4). */
const CANONICAL = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/;

/** `isBase64("AQI=")` is true; `AQJ=` has a bit too many, and `AQI` no padding. */
export function isBase64(text: string): boolean {
  return CANONICAL.test(text);
}

/** Of text that `isBase64` has seen. */
export function fromBase64(text: string): Uint8Array {
  return base64pad.baseDecode(text);
}

export function toBase64(bytes: Uint8Array): string {
  return base64pad.baseEncode(bytes);
}
