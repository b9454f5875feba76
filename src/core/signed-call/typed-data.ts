import type { Address } from "../address.ts";
import { type Bytes32, digestToBytes32 } from "../digest.ts";
import { NOTICE_KINDS } from "../history/entry.ts";
import { chainNumber } from "../publication.ts";
import type { PublishingCall, UnsignedCall } from "./call.ts";

export interface TypedField {
  readonly name: string;
  readonly type: "address" | "bytes32" | "string" | "uint8" | "uint32" | "uint256";
}

/** Typed data as EIP-712 and `eth_signTypedData_v4` have it; numbers of more than 32 bits in decimal. */
export interface TypedData {
  readonly domain: {
    readonly name: string;
    readonly version: string;
    readonly chainId: number;
    readonly verifyingContract: Address;
  };
  readonly types: Readonly<Record<string, readonly TypedField[]>>;
  readonly primaryType: string;
  readonly message: Readonly<Record<string, string | number>>;
}

const ARGUMENTS = {
  anchor: fields("string label", "bytes32 digest"),
  revise: fields("string label", "bytes32 digest", "bytes32 supersedes", "bytes32 reasonDigest"),
  post: fields("bytes32 digest", "uint8 kind", "bytes32 reasonDigest"),
  "anchor-batch": fields("bytes32 root", "uint32 count", "bytes32 listDigest"),
  "revise-batched": fields(
    "bytes32 root",
    "string label",
    "bytes32 supersedes",
    "bytes32 digest",
    "bytes32 reasonDigest",
  ),
  "post-batched": fields(
    "bytes32 root",
    "string label",
    "bytes32 digest",
    "uint8 kind",
    "bytes32 reasonDigest",
  ),
} as const satisfies Record<PublishingCall["kind"], readonly TypedField[]>;

const STRUCTS = {
  anchor: "Anchor",
  revise: "Revise",
  post: "Post",
  "anchor-batch": "AnchorBatch",
  "revise-batched": "ReviseBatched",
  "post-batched": "PostBatched",
} as const satisfies Record<PublishingCall["kind"], string>;

const DOMAIN_FIELDS = fields("string name", "string version", "uint256 chainId", "address verifyingContract");

/**
 * What a publisher signs, in the order of the registry's structs (contracts/SignedPublishing.sol). For an `anchor` the
 * primary type is `Anchor(address publisher,uint256 publicationId,string label,bytes32 digest,bytes32 head,uint256 deadline)`.
 */
export function typedDataOf({ publication, call, publisher, head, deadline }: UnsignedCall): TypedData {
  const name = STRUCTS[call.kind];
  const struct = [
    ...fields("address publisher", "uint256 publicationId"),
    ...ARGUMENTS[call.kind],
    ...fields("bytes32 head", "uint256 deadline"),
  ];
  return {
    domain: {
      name: "Colophon",
      version: "1",
      chainId: chainNumber(publication.chain),
      verifyingContract: publication.registry,
    },
    types: { EIP712Domain: DOMAIN_FIELDS, [name]: struct },
    primaryType: name,
    message: {
      publisher,
      publicationId: publication.id,
      ...valuesOf(call),
      head: digestToBytes32(head),
      deadline: String(deadline),
    },
  };
}

function valuesOf(call: PublishingCall): Readonly<Record<string, string | number>> {
  switch (call.kind) {
    case "anchor":
      return { label: call.label, digest: digestToBytes32(call.digest) };
    case "revise":
      return { label: call.label, ...revised(call) };
    case "post":
      return noticed(call);
    case "anchor-batch":
      return { root: call.root, count: call.count, listDigest: digestToBytes32(call.list) };
    case "revise-batched":
      return { root: call.root, label: call.label, ...revised(call) };
    case "post-batched":
      return { root: call.root, label: call.label, ...noticed(call) };
  }
}

type Of<Kind> = Extract<PublishingCall, { kind: Kind }>;

function revised({ digest, supersedes, reason }: Of<"revise" | "revise-batched">): Record<string, Bytes32> {
  return {
    digest: digestToBytes32(digest),
    supersedes: digestToBytes32(supersedes),
    reasonDigest: digestToBytes32(reason),
  };
}

function noticed({ digest, notice, reason }: Of<"post" | "post-batched">): Record<string, string | number> {
  return {
    digest: digestToBytes32(digest),
    kind: NOTICE_KINDS[notice],
    reasonDigest: digestToBytes32(reason),
  };
}

/** `fields("string label")` is `[{ name: "label", type: "string" }]`: as EIP-712 writes a struct. */
function fields(...written: readonly `${TypedField["type"]} ${string}`[]): readonly TypedField[] {
  return written.map((field) => {
    const [type, name] = field.split(" ") as [TypedField["type"], string];
    return { name, type };
  });
}
