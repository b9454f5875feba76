import PostalMime, { addressParser, type Attachment, decodeWords, type Email } from "postal-mime";
import { LIMITS } from "../limits.ts";

/* The one place that knows the library which takes messages apart. */

export type { Attachment };

/** Encoded words (RFC 2047) as the text that they stand for. */
export const decodedWords: (text: string) => string = decodeWords;

/** The display names of an address list; an address without one has none. */
export function displayNames(addresses: string): readonly string[] {
  return addressParser(addresses, { flatten: true }).flatMap(({ name }) =>
    name.trim() === "" ? [] : [name.trim()],
  );
}

/**
 * The bodies and attachments of a message, within bounds; a message within it is an attachment. Rejects with the
 * library's own error.
 */
export function parsedMime(message: Uint8Array): Promise<Email> {
  return PostalMime.parse(message, {
    forceRfc822Attachments: true,
    maxRfc822NestingDepth: 0,
    maxNestingDepth: LIMITS.mimeDepth,
    maxHeadersSize: LIMITS.mimeHeaders,
  });
}
