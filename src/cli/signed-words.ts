import { registryCodec } from "../adapters/evm/codec.ts";
import type { Bytes32 } from "../core/digest.ts";
import { counted } from "../core/plural.ts";
import type { UnsignedCall } from "../core/signed-call/call.ts";
import { callInWords, deadlineInWords, placeInWords } from "../core/signed-call/words.ts";

/** What `--json` tells of a call: the fields of its file without the signature, and the digest that is signed. */
export function toldOf({ publication, call, publisher, head, deadline }: UnsignedCall): UnsignedCall & {
  readonly signedDigest: Bytes32;
} {
  const fields = { publication, call, publisher, head, deadline };
  return { ...fields, signedDigest: registryCodec.signedDigest(fields) };
}

/** The same for a person, a line for each thing that the signature covers. */
export function wordsOf(call: UnsignedCall, entries: number): readonly string[] {
  return [
    callInWords(call.call),
    `  where    ${placeInWords(call)}`,
    `  as       ${call.publisher}`,
    `  after    ${counted(entries, "entry", "entries")}, head ${call.head}`,
    `  until    ${deadlineInWords(call.deadline)}`,
    `  digest   ${toldOf(call).signedDigest} (EIP-712)`,
  ];
}
