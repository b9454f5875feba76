import { type Address, parseAddress } from "./address.ts";
import { fail } from "./errors/error.ts";
import type { Tagged } from "./tagged.ts";

/** A chain by its CAIP-2 name: `eip155:8453`. */
export type ChainId = Tagged<`eip155:${string}`, "ChainId">;

/** The number of a publication in its registry, from 1, in decimal. */
export type PublicationId = Tagged<string, "PublicationId">;

/** A publication as the whole world can name it: which chain, which registry, which number. */
export interface PublicationRef {
  readonly chain: ChainId;
  readonly registry: Address;
  readonly id: PublicationId;
}

const CHAIN = /^eip155:[1-9][0-9]{0,15}$/;
const ID = /^[1-9][0-9]{0,77}$/;

/** @throws CHAIN_ID_INVALID */
export function parseChainId(text: string): ChainId {
  if (!CHAIN.test(text) || !Number.isSafeInteger(chainNumber(text))) fail("CHAIN_ID_INVALID", { got: text });
  return text as ChainId;
}

/** `eip155:8453` is 8453. */
export function chainNumber(chain: string): number {
  return Number(chain.slice("eip155:".length));
}

/** @throws PUBLICATION_ID_INVALID */
export function parsePublicationId(text: string): PublicationId {
  if (!ID.test(text) || BigInt(text) >= 2n ** 256n) fail("PUBLICATION_ID_INVALID", { got: text });
  return text as PublicationId;
}

/** @throws CHAIN_ID_INVALID | ADDRESS_INVALID | PUBLICATION_ID_INVALID */
export function publicationRef(chain: string, registry: string, id: string): PublicationRef {
  return { chain: parseChainId(chain), registry: parseAddress(registry), id: parsePublicationId(id) };
}

/** One line that names a publication: `eip155:8453:0x52…9c:12`. */
export function publicationKey(ref: PublicationRef): string {
  return `${ref.chain}:${ref.registry}:${ref.id}`;
}
