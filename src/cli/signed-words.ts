import { registryCodec } from "../adapters/evm/codec.ts";
import { type Bytes32, type Digest, ZERO_DIGEST } from "../core/digest.ts";
import { counted } from "../core/plural.ts";
import type { PublishingCall, UnsignedCall } from "../core/signed-call/call.ts";
import { callInWords, momentInWords, placeInWords } from "../core/signed-call/words.ts";

/** What `--json` tells of a call: the fields of its file without the signature, and the digest that is signed. */
export function toldOf({ publication, call, publisher, head, deadline }: UnsignedCall): UnsignedCall & {
  readonly signedDigest: Bytes32;
} {
  const fields = { publication, call, publisher, head, deadline };
  return { ...fields, signedDigest: registryCodec.signedDigest(fields) };
}

/** The same for a person, with each value that the signature covers. */
export function wordsOf(call: UnsignedCall, entries: number): readonly string[] {
  return [
    callInWords(call.call),
    ...particulars(call.call),
    `  where    ${placeInWords(call)}`,
    `  as       ${call.publisher}`,
    `  after    ${counted(entries, "entry", "entries")}, head ${call.head}`,
    `  until    ${momentInWords(call.deadline)}`,
    `  digest   ${toldOf(call).signedDigest} (EIP-712)`,
  ];
}

/** What the sentence leaves out; the path to a batch's root is not under the signature. */
function particulars(call: PublishingCall): readonly string[] {
  switch (call.kind) {
    case "anchor":
      return [];
    case "anchor-batch":
      return [`  list     ${call.list}`];
    case "revise":
    case "post":
      return [reasonLine(call.reason)];
    case "revise-batched":
    case "post-batched":
      return [`  batch    root ${call.root}`, reasonLine(call.reason)];
  }
}

function reasonLine(reason: Digest): string {
  return `  reason   ${reason === ZERO_DIGEST ? "none" : reason}`;
}
