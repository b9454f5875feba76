/** `cid`: that of the UnixFS file by our profile, which is computed leaf by leaf. */
export type HashKind = "sha256" | "cid";

/** What the page asks of a hashing worker. */
export type HashRequest =
  | { readonly id: number; readonly kind: HashKind; readonly file: Blob }
  | { readonly id: number; readonly kind: "cancel" };

/** What the worker tells: how far it is, then one of the other two. Nothing comes after a cancelled request. */
export type HashReply =
  | { readonly id: number; readonly kind: "progress"; readonly bytes: number }
  | { readonly id: number; readonly kind: "done"; readonly value: string }
  | { readonly id: number; readonly kind: "failed"; readonly problem: string };
