/** One fraud or fault that was planted, and what came of it: a line of docs/planted-faults.md. */
export interface Row {
  readonly planted: string;
  /** The name of what was found, as reports have it. */
  readonly found: string;
  /** What it points at: an entry, an issue, a store, a node, a file, a signer. */
  readonly named: string;
  readonly grade: string;
}
