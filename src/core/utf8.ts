import { bytesToHex } from "@noble/hashes/utils.js";

/** Bytes that become text at once. */
const PART = 32_768;
const BYTE_ORDER_MARK = "\uFEFF";

/** Text of strict UTF-8 (RFC 3629) without a byte order mark at its beginning; undefined for bytes that are none. */
export function textOfUtf8(bytes: Uint8Array): string | undefined {
  const parts: string[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = endOfPart(bytes, start + PART);
    const part = textOfPart(bytes.subarray(start, end));
    if (part === undefined) return undefined;
    parts.push(part);
    start = end;
  }
  const text = parts.join("");
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

/** Before `most`, at the end of a character: one has at most three bytes after its first. */
function endOfPart(bytes: Uint8Array, most: number): number {
  if (most >= bytes.length) return bytes.length;
  for (let end = most; end > most - 4; end--) if (((bytes[end] ?? 0) & 0xc0) !== 0x80) return end;
  return most;
}

function textOfPart(bytes: Uint8Array): string | undefined {
  try {
    return decodeURIComponent(bytesToHex(bytes).replaceAll(/../g, "%$&"));
  } catch {
    return undefined;
  }
}
