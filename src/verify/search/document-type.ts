/** Names of documents with words; a publisher's own types stand in the manifest. */
const BY_ENDING: Readonly<Record<string, string>> = {
  htm: "text/html",
  html: "text/html",
  xhtml: "application/xhtml+xml",
  md: "text/markdown",
  markdown: "text/markdown",
  txt: "text/plain",
  text: "text/plain",
  eml: "message/rfc822",
  epub: "application/epub+zip",
  pdf: "application/pdf",
};

const BY_BEGINNING: readonly (readonly [RegExp, string])[] = [
  [/^%PDF-/, "application/pdf"],
  [new RegExp(`^PK${String.fromCodePoint(3, 4)}`), "application/epub+zip"],
  [/^\s*<(!doctype html|html|head|body|p|h1|div|article)\b/i, "text/html"],
  [
    /^(Received|Return-Path|Delivered-To|From|Date|Message-ID|DKIM-Signature|MIME-Version): /i,
    "message/rfc822",
  ],
];

/** The media type of a reader's file by its name, else by how it begins; undefined for what has no words. */
export function documentType(name: string, bytes: Uint8Array): string | undefined {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase();
  if (ending !== undefined) return BY_ENDING[ending];
  const head = String.fromCharCode(...bytes.subarray(0, 256));
  return (
    BY_BEGINNING.find(([pattern]) => pattern.test(head))?.[1] ??
    (head.includes("\0") ? undefined : "text/plain")
  );
}
