import type { Address } from "../../core/address.ts";
import { type Bytes32, digestToBytes32 } from "../../core/digest.ts";
import { fail } from "../../core/errors/error.ts";
import { NOTICE_KINDS } from "../../core/history/entry.ts";
import type { Action, Call, Receipt, RegistryCodec } from "../../core/ports.ts";
import { parsePublicationId, type PublicationId } from "../../core/publication.ts";
import { eventTopic } from "./events.ts";
import { registryBytecode } from "./generated/registry.ts";
import { registryInterface } from "./interface.ts";

/** Between the domain's words and the calls of `PublicationRegistry` (docs/spec/registry.md). */
export const registryCodec: RegistryCodec = { encode, registered };

function encode(action: Action, registry: Address | undefined): Call {
  if (action.kind === "deploy") return { data: registryBytecode };
  if (registry === undefined) return fail("INTERNAL", { problem: `${action.kind} needs a registry` });
  return { to: registry, data: encodeCall(action) };
}

function encodeCall(action: Exclude<Action, { kind: "deploy" }>): `0x${string}` {
  switch (action.kind) {
    case "register":
      return encoded("register", digestToBytes32(action.profile));
    case "anchor":
      return encoded("anchor", action.publication, action.label, digestToBytes32(action.digest));
    case "revise":
      return encoded("revise", action.publication, action.label, ...revisionDigests(action));
    case "post":
      return encoded("post", action.publication, ...noticeValues(action));
    case "grant":
      return encoded("grantPublisher", action.publication, action.account);
    case "revoke":
      return encoded("revokePublisher", action.publication, action.account);
  }
}

function revisionDigests({ digest, supersedes, reason }: Action & { kind: "revise" }): readonly Bytes32[] {
  return [digest, supersedes, reason].map(digestToBytes32);
}

function noticeValues({ digest, notice, reason }: Action & { kind: "post" }): readonly unknown[] {
  return [digestToBytes32(digest), NOTICE_KINDS[notice], digestToBytes32(reason)];
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
