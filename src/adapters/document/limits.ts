const MIB = 1024 * 1024;

/** Of a document, and of all documents of an EPUB together, in bytes. */
export const MOST_BYTES = 16 * MIB;

/** Of a file in which there is more than its words: pictures, attachments. */
const MOST_BYTES_OF_A_PARCEL = 64 * MIB;

const LIMITS = {
  "text/html": MOST_BYTES,
  "application/xhtml+xml": MOST_BYTES,
  "text/markdown": MOST_BYTES,
  "text/plain": MOST_BYTES,
  "message/rfc822": MOST_BYTES_OF_A_PARCEL,
  "application/epub+zip": MOST_BYTES_OF_A_PARCEL,
} as const;

/** A media type whose documents have text (docs/spec/text.md). */
export type TextType = keyof typeof LIMITS;

/** Up to how many bytes a file of this media type has text; 0 for a type without. */
export function textLimit(type: string): number {
  return isTextType(type) ? LIMITS[type] : 0;
}

export function isTextType(type: string): type is TextType {
  return Object.hasOwn(LIMITS, type);
}
