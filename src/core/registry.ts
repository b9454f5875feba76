import { fail } from "./errors/error.ts";
import type { PublicationState, RegistryView } from "./ports.ts";
import type { PublicationId } from "./publication.ts";

/** A publication that the registry has counted. @throws CHAIN_ANSWER_INVALID when the node then has nothing of it */
export async function publicationState(view: RegistryView, id: PublicationId): Promise<PublicationState> {
  const state = await view.publication(id);
  if (state === undefined)
    fail("CHAIN_ANSWER_INVALID", {
      node: `of block ${view.block.number}`,
      problem: `it counts publication ${id} and does not have it`,
    });
  return state;
}
