/*
 * Which archived files a browser may show, by the type in their manifest: those that it can show without running
 * anything, given the headers they are sent with. Everything else is handed over as a download.
 */

/** How each is sent: as what it is, or as plain text. */
const SHOWN: Readonly<Record<string, string>> = {
  "text/html": "text/html",
  "text/css": "text/css",
  "text/plain": "text/plain",
  "text/markdown": "text/plain",
  "text/csv": "text/plain",
  "image/png": "image/png",
  "image/jpeg": "image/jpeg",
  "image/gif": "image/gif",
  "image/webp": "image/webp",
  "image/avif": "image/avif",
  "image/svg+xml": "image/svg+xml",
  "font/woff": "font/woff",
  "font/woff2": "font/woff2",
  "font/ttf": "font/ttf",
  "font/otf": "font/otf",
  "audio/mpeg": "audio/mpeg",
  "audio/ogg": "audio/ogg",
  "audio/wav": "audio/wav",
  "video/mp4": "video/mp4",
  "video/webm": "video/webm",
};

/** `isShown("application/pdf")` is false: a PDF reader is a program, and does not run in a sandbox. */
export function isShown(type: string): boolean {
  return Object.hasOwn(SHOWN, type);
}

export interface Delivery {
  readonly contentType: string;
  readonly attachment: boolean;
}

/** How a file of this type is sent. Text is called UTF-8 only when it is; a page in another encoding names it itself. */
export function deliveryOf(type: string, isUtf8: boolean): Delivery {
  const shown = isShown(type) ? SHOWN[type] : undefined;
  if (shown === undefined) return { contentType: "application/octet-stream", attachment: true };
  const charset = isUtf8 && (shown.startsWith("text/") || shown === "image/svg+xml") ? "; charset=utf-8" : "";
  return { contentType: `${shown}${charset}`, attachment: false };
}
