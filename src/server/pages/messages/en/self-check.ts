import { html, type Part } from "../../html.ts";

export const selfCheck = {
  title: "Check it yourself",
  lead: html`The number on the chain is what <code>sha256sum</code> prints for the manifest, and the manifest
    lists the <code>sha256sum</code> of every file. A shell and any node of the chain are enough.`,
  hash: "Hash the manifest, from here or from any IPFS gateway:",
  prints: (what: Part) => html`It prints ${what}.`,
  ask: (chain: string) => html`Ask the registry, through this node or any other of <code>${chain}</code>:`,
  batched: (path: Part, entry: number, word: Part) =>
    html`It checks the issue's path (also at ${path}) and answers the record: first the entry, ${entry}, as
    ${word}. The last 64 digits are the content hash that stands, as far as the registry knows. An answer of
    all zeros would mean that there is no such issue.`,
  current: (digest: Part) => html`It answers ${digest}: the same number.`,
  record: html`It answers the record's entry, time, revision and kind; an answer of all zeros would mean that
  there is none.`,
  find: "Find your file's number in the manifest:",
  found: html`It prints <code>1</code> when your file is listed, and <code>0</code> when it is not.`,
  yourFile: "YOUR-FILE",
};
