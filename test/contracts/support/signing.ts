import {
  HDNodeWallet,
  hexlify,
  recoverAddress,
  Signature,
  type SigningKey,
  toBeHex,
  TypedDataEncoder,
  type TypedDataField,
} from "ethers";
import { type Address, parseAddress } from "../../../src/core/address.ts";
import { type Bytes32, type Digest, digestToBytes32 } from "../../../src/core/digest.ts";
import { chainNumber, type PublicationRef } from "../../../src/core/publication.ts";
import { argumentsOf, type Call, noticeCode, type Publishing } from "./calls.ts";
import { judge, refused, type Situation, type Verdict } from "./model.ts";

/** What a publisher's signature comes with. */
export interface Authorization {
  readonly publisher: Address;
  readonly head: Digest;
  /** Unix seconds. */
  readonly deadline: bigint;
  readonly signature: string;
}

/** A call of `…BySig`. */
export interface SignedCall {
  readonly call: Publishing;
  readonly by: Authorization;
}

/** Where and when a signed call arrives. */
export interface Arrival extends Situation {
  readonly ref: PublicationRef;
  readonly head: Digest;
  /** Unix seconds of the block. */
  readonly time: number;
}

// docs/spec/registry.md writes the structs out; here they stand a second time.
const STRUCTS: Readonly<Record<Publishing["do"], readonly string[]>> = {
  anchor: ["string label", "bytes32 digest"],
  revise: ["string label", "bytes32 digest", "bytes32 supersedes", "bytes32 reasonDigest"],
  post: ["bytes32 digest", "uint8 kind", "bytes32 reasonDigest"],
  anchorBatch: ["bytes32 root", "uint32 count", "bytes32 listDigest"],
  reviseBatched: [
    "bytes32 root",
    "string label",
    "bytes32 supersedes",
    "bytes32 digest",
    "bytes32 reasonDigest",
  ],
  postBatched: ["bytes32 root", "string label", "bytes32 digest", "uint8 kind", "bytes32 reasonDigest"],
};

/** What the publisher of a call has to sign, as EIP-712 has it. */
export function typedData(ref: PublicationRef, call: Publishing, by: Omit<Authorization, "signature">) {
  const own = STRUCTS[call.do];
  const lines = ["address publisher", "uint256 publicationId", ...own, "bytes32 head", "uint256 deadline"];
  const fields: TypedDataField[] = lines.map((line) => {
    const [type = "", name = ""] = line.split(" ");
    return { type, name };
  });
  const values = [by.publisher, ref.id, ...signedValues(call), digestToBytes32(by.head), by.deadline];
  const primaryType = call.do.replace(/^./, (letter) => letter.toUpperCase());
  const chainId = chainNumber(ref.chain);
  return {
    domain: { name: "Colophon", version: "1", chainId, verifyingContract: ref.registry },
    types: { EIP712Domain: DOMAIN, [primaryType]: fields },
    primaryType,
    message: Object.fromEntries(fields.map(({ name }, index) => [name, values[index]])),
  };
}

const DOMAIN: TypedDataField[] = [
  { type: "string", name: "name" },
  { type: "string", name: "version" },
  { type: "uint256", name: "chainId" },
  { type: "address", name: "verifyingContract" },
];

/** The digest of it, which a key signs. */
export function signedDigest(
  ref: PublicationRef,
  call: Publishing,
  by: Omit<Authorization, "signature">,
): Bytes32 {
  const { domain, types, message } = typedData(ref, call, by);
  const { EIP712Domain: _, ...own } = types;
  return TypedDataEncoder.hash(domain, own, message) as Bytes32;
}

function signedValues(call: Publishing): readonly unknown[] {
  switch (call.do) {
    case "reviseBatched":
      return [
        call.issue.root,
        call.issue.label,
        ...[call.issue.digest, call.digest, call.reason].map(digestToBytes32),
      ];
    case "postBatched":
      return [
        ...[call.issue.root, call.issue.label, digestToBytes32(call.issue.digest)],
        ...[noticeCode(call.notice), digestToBytes32(call.reason)],
      ];
    case "anchor":
    case "revise":
    case "post":
    case "anchorBatch":
      break;
  }
  return argumentsOf(call);
}

/** The arguments of the contract's function, after the publication's number. */
export function signedArguments({ call, by }: SignedCall): readonly unknown[] {
  const authorization = [by.publisher, digestToBytes32(by.head), by.deadline, by.signature];
  return [...argumentsOf(call), authorization];
}

/** The rules for signed calls, in the contract's order; then those of the call itself, its publisher the actor. */
export function judgeSigned(arrival: Arrival, { call, by }: SignedCall): Verdict {
  const { id, state, ref, head, time } = arrival;
  if (state === undefined) return refused("PublicationUnknown", id);
  if (BigInt(time) > by.deadline) return refused("SignatureExpired", String(by.deadline), String(time));
  if (by.head !== head) return refused("HeadStale", id, digestToBytes32(head), digestToBytes32(by.head));
  const digest = signedDigest(ref, call, by);
  if (signerOf(digest, by.signature) !== by.publisher)
    return refused("SignatureInvalid", by.publisher, digest);
  return judge(arrival, by.publisher, call satisfies Call);
}

/** Who signed a digest; undefined for anything but 65 bytes with a `v` of 27 or 28 and a low `s`. */
function signerOf(digest: Bytes32, signature: string): Address | undefined {
  if (!/^0x[0-9a-f]{128}(1b|1c)$/.test(signature)) return undefined;
  try {
    return parseAddress(recoverAddress(digest, signature));
  } catch {
    // A high `s`, or numbers that are no point of the curve.
    return undefined;
  }
}

const MNEMONIC = "test test test test test test test test test test test junk";
const accounts = HDNodeWallet.fromPhrase(MNEMONIC, "", "m/44'/60'/0'/0");
const keys = new Map<number, SigningKey>();

/** The key of an account of the in-process chain, whose words are public. */
export function keyOf(index: number): SigningKey {
  const key = keys.get(index) ?? accounts.deriveChild(index).signingKey;
  keys.set(index, key);
  return key;
}

export function sign(key: SigningKey, digest: Bytes32): string {
  return key.sign(digest).serialized;
}

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** The other signature that the same key's holder, or anyone, can make of it: `s` mirrored and `v` turned. */
export function mirrored(signature: string): string {
  const { r, s, v } = Signature.from(signature);
  return `${r}${toBeHex(ORDER - BigInt(s), 32).slice(2)}${v === 27 ? "1c" : "1b"}`;
}

/** The 64 bytes of ERC-2098. */
export function compacted(signature: string): string {
  return hexlify(Signature.from(signature).compactSerialized);
}
