import { html, type Part } from "../../html.ts";

export const certificate = {
  title: "Colophon",
  of: (title: string) => `Certificate of ${title}`,
  anchored: "Anchored",
  asEntry: (time: Part, entry: number) => html`${time}, as entry ${entry}`,
  asBatched: (time: Part, entry: number, issues: string) =>
    html`${time}, as one of entry ${entry}, a batch of ${issues}`,
  unasked: "The chain could not be asked:",
  account: "By the account",
  block: "In block",
  transaction: "By the transaction",
  hash: "Content hash on the chain",
  manifestCid: "Manifest CID",
  contentCid: "Content CID",
  registry: "Registry",
  onChain: (registry: Part, chain: string, id: string) => html`${registry} on ${chain} (<code>${id}</code>)`,
  root: "Root of the batch",
  list: "CID of its list",
  listMissing: "The list could not be read back just now:",
  download: "Download the manifest",
  print: "Certificate to print",
  missing: (source: string) =>
    html`The manifest could not be read back just now (${source}), so that the issue's files cannot be listed.
    That says nothing against any copy.`,
  publication: "Publication",
  issue: "Issue",
  dated: "Dated by its publisher",
  undated: "It bears no date",
  creators: "By",
  standing: "Standing",
  asOf: (standing: string, time: Part) => html`${standing}, as of ${time}`,
  asOfUnknown: (standing: string) => html`${standing}`,
  unknown: "Could not be checked",
  files: "Files",
  more: (files: string) => `and ${files} more, which the manifest lists`,
  qrUrl: "Scan for the issue's page, where it says how the issue stands today.",
  qrDigest: "Scan for the content hash: any archive of this chain finds the issue by it.",
  check: html`The content hash is what <code>sha256sum</code> prints for the issue's manifest, and the
    manifest lists the SHA-256 of every file. This sheet proves nothing by itself: ask the registry.`,
  howToPrint: "To print it, or to save it as a PDF, use your browser's own command for printing.",
  back: "Back to the issue",
};
