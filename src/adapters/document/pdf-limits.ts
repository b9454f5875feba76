/** The one type that is read for comparing and has no text profile. */
export const PDF = "application/pdf";

/** In bytes. */
export const MOST_PDF_BYTES = 64 * 1024 * 1024;
