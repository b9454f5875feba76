import type { TextReader } from "../../core/ports.ts";
import { textLimit } from "./limits.ts";

const reader: TextReader = {
  limit: textLimit,
  read: async (bytes, type) => (await import("./read-text.ts")).readText(bytes, type),
};

/** What packing takes text with; `false` leaves the text of what is new out. */
export function textReading(newText = true): { readonly texts: TextReader; readonly newText: boolean } {
  return { texts: reader, newText };
}
