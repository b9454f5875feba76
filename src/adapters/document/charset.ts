const HEAD_BYTES = 1024;
const XML = /^<\?xml[ \t\r\n][^>]*?encoding[ \t\r\n]*=[ \t\r\n]*["']([a-z0-9_:.-]+)/i;
const META = /<meta[^>]*?charset[ \t\r\n\f]*=[ \t\r\n\f]*["']?[ \t\r\n\f]*([a-z0-9_:.-]+)/i;
const MARKS: readonly (readonly [string, readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16be", [0xfe, 0xff]],
  ["utf-16le", [0xff, 0xfe]],
];

/**
 * The text of a document's bytes: by its byte order mark, else by the label given, else (HTML) by the charset that its
 * XML declaration or a `meta` in its first 1,024 bytes names, else UTF-8 if it is well-formed UTF-8, else windows-1252.
 * Labels are those of the Encoding Standard; one that it does not know is passed over.
 */
export function decodeText(
  bytes: Uint8Array,
  { html, charset }: { html: boolean; charset?: string },
): string {
  const mark = MARKS.find(([, start]) => start.every((byte, i) => bytes[i] === byte))?.[0];
  const named = mark ?? charset ?? (html ? namedCharset(bytes) : undefined);
  const decoder = named === undefined ? undefined : decoderOf(named);
  if (decoder !== undefined) return decoder.decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function namedCharset(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder("windows-1252").decode(bytes.subarray(0, HEAD_BYTES));
  const label = (XML.exec(head) ?? META.exec(head))?.[1]?.toLowerCase();
  // The document could be read so far as if it were ASCII: it cannot be what it says.
  return label?.startsWith("utf-16") === true ? "utf-8" : label;
}

function decoderOf(label: string): TextDecoder | undefined {
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}
