import type { Address } from "../address.ts";
import type { BatchedIssue } from "../batch/path.ts";
import type { Bytes32, Digest } from "../digest.ts";
import type { NoticeKind } from "../history/entry.ts";
import type { Label } from "../label.ts";
import type { PublicationRef } from "../publication.ts";

/** Where an issue is in a batch, and the path that proves it to the registry. */
export type InBatch = Pick<BatchedIssue, "root" | "label" | "path">;

/**
 * What a publisher may ask of the registry: each of these can be sent by the publisher, or signed by the publisher and
 * sent by anyone. A reason of all zeros is none.
 */
export type PublishingCall =
  | { readonly kind: "anchor"; readonly label: Label; readonly digest: Digest }
  | {
      readonly kind: "revise";
      readonly label: Label;
      readonly digest: Digest;
      readonly supersedes: Digest;
      readonly reason: Digest;
    }
  | { readonly kind: "post"; readonly digest: Digest; readonly notice: NoticeKind; readonly reason: Digest }
  | {
      readonly kind: "anchor-batch";
      readonly root: Bytes32;
      /** How many issues the batch holds: 1 to 4,294,967,295. */
      readonly count: number;
      /** Digest of the list of its labels and digests. */
      readonly list: Digest;
    }
  | (InBatch & {
      readonly kind: "revise-batched";
      readonly supersedes: Digest;
      readonly digest: Digest;
      readonly reason: Digest;
    })
  | (InBatch & {
      readonly kind: "post-batched";
      readonly digest: Digest;
      readonly notice: NoticeKind;
      readonly reason: Digest;
    });

/** A call with everything that goes under its signature (docs/spec/signed-call.md). */
export interface UnsignedCall {
  readonly publication: PublicationRef;
  readonly call: PublishingCall;
  /** Who signs, and whom the entry will name as its actor. */
  readonly publisher: Address;
  /** Head of the publication at signing: any entry since then makes the signature void. */
  readonly head: Digest;
  /** Unix seconds: the last one at which the signature counts. */
  readonly deadline: number;
}

/** `0x` and pairs of hexadecimal digits: 65 bytes of an account, or whatever a contract wallet takes (ERC-1271). */
export type Signature = `0x${string}`;

export interface SignedCall extends UnsignedCall {
  readonly signature: Signature;
}
