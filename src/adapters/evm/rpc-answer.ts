/** The node's own error object (JSON-RPC 2.0 section 5.1): data from outside, `message` already redacted. */
export interface RpcError {
  readonly code: number;
  readonly message: string;
  readonly data: unknown;
}

/** A node's refusal is data: whoever asked knows whether it is a revert, a limit or a missing block. */
export type RpcAnswer =
  { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly error: RpcError };
