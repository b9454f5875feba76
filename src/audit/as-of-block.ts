import { isFailure } from "../core/errors/error.ts";
import type { MirrorRoot } from "../core/mirror/format.ts";
import type { Chain, Registry, RegistryView } from "../core/ports.ts";

interface AsOfBlock {
  readonly chain: Pick<Chain, "block">;
  readonly registry: Registry;
  /** At the final block. */
  readonly view: Pick<RegistryView, "block">;
}

/**
 * Did the registry have this head at the block that the mirror names? That block is only its word: it has to be one of
 * the chain. Unknown where no node has the state of that block any more.
 */
export async function isAsOfItsBlock(
  { block, publication, head, entries }: MirrorRoot,
  { chain, registry, view }: AsOfBlock,
): Promise<"yes" | "no" | "unknown"> {
  if (block.number > view.block.number) return "unknown";
  try {
    const found = await chain.block(block.number);
    if (found?.hash !== block.hash) return "unknown";
    const state = await registry.at(found).publication(publication.id);
    return state?.head === head && state.entries === entries ? "yes" : "no";
  } catch (error) {
    if (!isFailure(error)) throw error;
    return "unknown";
  }
}
