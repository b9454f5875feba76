/** What the page asks of the hashing worker. */
export interface HashRequest {
  readonly id: number;
  readonly file: File;
}

/** What the worker tells: how far it is, then one of the other two. */
export type HashReply =
  | { readonly id: number; readonly kind: "progress"; readonly bytes: number }
  | { readonly id: number; readonly kind: "done"; readonly sha256: Uint8Array }
  | { readonly id: number; readonly kind: "failed"; readonly problem: string };
