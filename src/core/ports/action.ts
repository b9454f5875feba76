import type { Address } from "../address.ts";
import type { Bytes32, Digest } from "../digest.ts";
import type { PublicationId } from "../publication.ts";
import type { PublishingCall, SignedCall } from "../signed-call/call.ts";

/** What is asked of the registry, before it is encoded as a call. */
export type Action =
  | {
      readonly kind: "deploy";
      /** Of CREATE2; absent where the account creates it. */ readonly salt?: Bytes32;
    }
  | { readonly kind: "register"; readonly profile: Digest }
  | PublishingAction
  | { readonly kind: "grant"; readonly publication: PublicationId; readonly account: Address }
  | { readonly kind: "revoke"; readonly publication: PublicationId; readonly account: Address }
  | { readonly kind: "set-profile"; readonly publication: PublicationId; readonly profile: Digest }
  /** A call that a publisher has signed, sent by whoever sends it. */
  | { readonly kind: "signed"; readonly signed: SignedCall };

/** A publisher's own call. */
export type PublishingAction = { readonly publication: PublicationId } & PublishingCall;
