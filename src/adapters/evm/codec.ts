import type { Address } from "../../core/address.ts";
import { type Digest, digestToBytes32 } from "../../core/digest.ts";
import { fail } from "../../core/errors/error.ts";
import { NOTICE_KINDS } from "../../core/history/entry.ts";
import type { Action, Call, Receipt, RegistryCodec } from "../../core/ports.ts";
import { parsePublicationId, type PublicationId } from "../../core/publication.ts";
import type { InBatch, PublishingCall, SignedCall } from "../../core/signed-call/call.ts";
import { eventTopic } from "./events.ts";
import { deployCall } from "./ground.ts";
import { registryInterface } from "./interface.ts";
import { signedDigest } from "./typed-data.ts";

/** Between the domain's words and the calls of `PublicationRegistry` (docs/spec/registry.md). */
export const registryCodec: RegistryCodec = { encode, signedDigest, registered };

function encode(action: Action, registry: Address | undefined): Call {
  if (action.kind === "deploy") return deployCall(action);
  // The registry at hand may be another than the one that was signed for, and it would see the call all the same.
  if (action.kind === "signed")
    return { to: action.signed.publication.registry, data: encodeSigned(action.signed) };
  if (registry === undefined) return fail("INTERNAL", { problem: `${action.kind} needs a registry` });
  return { to: registry, data: encodeCall(action) };
}

function encodeCall(action: Exclude<Action, { kind: "deploy" | "signed" }>): `0x${string}` {
  switch (action.kind) {
    case "register":
      return encoded("register", digestToBytes32(action.profile));
    case "set-profile":
      return encoded("setProfile", action.publication, digestToBytes32(action.profile));
    case "grant":
      return encoded("grantPublisher", action.publication, action.account);
    case "revoke":
      return encoded("revokePublisher", action.publication, action.account);
    case "anchor":
    case "revise":
    case "post":
    case "anchor-batch":
    case "revise-batched":
    case "post-batched":
      return encoded(NAMES[action.kind], action.publication, ...argumentsOf(action));
  }
}

function encodeSigned({ publication, call, publisher, head, deadline, signature }: SignedCall) {
  const by = [publisher, digestToBytes32(head), deadline, signature];
  return encoded(`${NAMES[call.kind]}BySig`, publication.id, ...argumentsOf(call), by);
}

const NAMES = {
  anchor: "anchor",
  revise: "revise",
  post: "post",
  "anchor-batch": "anchorBatch",
  "revise-batched": "reviseBatched",
  "post-batched": "postBatched",
} as const satisfies Record<PublishingCall["kind"], string>;

/** Between the publication's number and, where there is one, the signature. */
function argumentsOf(call: PublishingCall): readonly unknown[] {
  switch (call.kind) {
    case "anchor":
      return [call.label, digestToBytes32(call.digest)];
    case "revise":
      return [call.label, ...[call.digest, call.supersedes, call.reason].map(digestToBytes32)];
    case "post":
      return [digestToBytes32(call.digest), ...noticeValues(call)];
    case "anchor-batch":
      return [call.root, call.count, digestToBytes32(call.list)];
    case "revise-batched":
      return [batchedIssue(call, call.supersedes), ...[call.digest, call.reason].map(digestToBytes32)];
    case "post-batched":
      return [batchedIssue(call, call.digest), ...noticeValues(call)];
  }
}

function noticeValues({ notice, reason }: Extract<PublishingCall, { notice: unknown }>): readonly unknown[] {
  return [NOTICE_KINDS[notice], digestToBytes32(reason)];
}

function batchedIssue({ root, label, path }: InBatch, digest: Digest): readonly unknown[] {
  return [root, label, digestToBytes32(digest), path];
}

function encoded(name: string, ...values: readonly unknown[]): `0x${string}` {
  return registryInterface.encodeFunctionData(name, values) as `0x${string}`;
}

/**
 * Any contract can emit an event that looks like the registry's. A receipt does not say whom the transaction called,
 * so a receipt with registrations from two contracts is refused instead of believed.
 */
function registered(receipt: Receipt): PublicationId | undefined {
  const logs = receipt.logs.filter((log) => log.topics[0] === eventTopic("PublicationRegistered"));
  const topic = logs.length === 1 ? logs[0]?.topics[1] : undefined;
  return receipt.succeeded && topic !== undefined ? parsePublicationId(String(BigInt(topic))) : undefined;
}
