import type { StateAt } from "../audit/mirror-check.ts";
import type { Address } from "../core/address.ts";
import type { Bytes32 } from "../core/digest.ts";
import { fail } from "../core/errors/error.ts";
import type { PublicationId } from "../core/publication.ts";
import type { StateProofs } from "../core/state-proof/port.ts";
import { provenPublication, slotsOfPublication } from "../core/state-proof/registry.ts";
import { verifyStateProof } from "../core/state-proof/state-proof.ts";

const HASH = /^0x[0-9a-f]{64}$/;

/**
 * A publication's state as of a block whose hash is all that is believed: the node proves the rest.
 *
 * @throws USAGE_INVALID for what is no hash; BLOCK_UNKNOWN; CHAIN_UNREACHABLE when the node has the state of the block no
 *   more; CHAIN_ANSWER_INVALID when its proof proves nothing
 */
export function provenAt(
  named: string,
  { states, registry }: { readonly states: StateProofs; readonly registry: Address },
): (id: PublicationId) => Promise<StateAt | undefined> {
  const hash = named.toLowerCase();
  if (!isHash(hash))
    return fail("USAGE_INVALID", { problem: `--block-hash is 0x and 64 hexadecimal digits; got ${named}` });
  return async (id) => {
    const found = await states.prove({ registry, slots: slotsOfPublication(id), at: hash });
    if (found === undefined) return fail("BLOCK_UNKNOWN", { node: states.node, hash });
    const proven = verifyStateProof(found.proof, { blockHash: hash, registry });
    const state = provenPublication(proven, id);
    return state === undefined ? undefined : { state, block: found.block };
  };
}

function isHash(text: string): text is Bytes32 {
  return HASH.test(text);
}
