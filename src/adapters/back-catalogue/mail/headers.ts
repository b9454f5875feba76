import { LIMITS } from "../limits.ts";
import { decodedWords, displayNames } from "./mime.ts";

/** The fields of a message's head that an import reads: decoded, on one line, the first of each name. */
export interface MailHeaders {
  get(name: string): string | undefined;
}

/** Reads a head without its body: fields unfolded (RFC 5322 section 2.2.3), encoded words decoded (RFC 2047). */
export function headersOf(message: Uint8Array): MailHeaders {
  const fields = new Map<string, string>();
  for (const line of unfolded(headText(message))) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return {
    get: (name) => {
      const value = fields.get(name);
      return value === undefined || value === "" ? undefined : decodedWords(value.slice(0, 10_000));
    },
  };
}

/** Raw UTF-8 in a head is allowed since RFC 6532; anything else that is not ASCII is read as Latin-1. */
function headText(message: Uint8Array): string {
  const head = message.subarray(0, headEnd(message));
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(head);
  } catch {
    return new TextDecoder("latin1").decode(head);
  }
}

function headEnd(message: Uint8Array): number {
  const limit = Math.min(message.length, LIMITS.mimeHeaders);
  for (let i = 0; i < limit; i++) {
    if (message[i] !== 0x0a) continue;
    if (message[i + 1] === 0x0a || (message[i + 1] === 0x0d && message[i + 2] === 0x0a)) return i + 1;
  }
  return limit;
}

function unfolded(head: string): string[] {
  const lines: string[] = [];
  for (const line of head.split(/\r?\n/)) {
    const last = lines.at(-1);
    if (/^[ \t]/.test(line) && last !== undefined) lines[lines.length - 1] = `${last} ${line.trim()}`;
    else lines.push(line);
  }
  return lines;
}

/** The names in `From`; of a writer without a name nothing, since an address is not for publishing. */
export function writersOf(headers: MailHeaders): readonly string[] {
  const from = headers.get("from");
  return from === undefined ? [] : displayNames(from);
}

/** What the list calls itself: the part before the @ of `List-Post`, else the first label of `List-Id` (RFC 2369, 2919). */
export function listName(headers: MailHeaders): string | undefined {
  const post = /mailto:([^@<>?\s]+)@/i.exec(headers.get("list-post") ?? "")?.[1];
  const id = /<([^<>.\s]+)\.[^<>\s]*>/.exec(headers.get("list-id") ?? "")?.[1];
  return post ?? id;
}
