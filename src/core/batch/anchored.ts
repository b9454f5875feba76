import { documentCid } from "../cid.ts";
import { fail } from "../errors/error.ts";
import type { RegistryView } from "../ports.ts";
import type { PublicationRef } from "../publication.ts";
import type { Sha256 } from "../sha256.ts";
import { decodeList } from "./codec.ts";
import type { AnchoredBatch, ReadBlock } from "./list.ts";

/**
 * The batches of a publication from the registry's state alone, the earliest first: the state names each list, the list
 * its root, and the registry's record of that root must name the list again.
 *
 * @throws BLOCK_MISSING when a list cannot be had; LIST_ROOT_MISMATCH when a list is not what its root stands for; and
 *   what a list may be refused for
 */
export async function anchoredBatches(
  view: RegistryView,
  publication: PublicationRef,
  { read, sha256 }: { read: ReadBlock; sha256: Sha256 },
): Promise<readonly AnchoredBatch[]> {
  const found: AnchoredBatch[] = [];
  for (const { entry, list } of await view.batchLists(publication.id)) {
    const cid = documentCid(list);
    const bytes = (await read(cid)) ?? fail("BLOCK_MISSING", { cid: cid.toString() });
    const { root } = decodeList(bytes, list, sha256);
    const held = await view.batch(publication.id, root);
    if (held?.entry !== entry || held.list !== list)
      fail("LIST_ROOT_MISMATCH", { expected: `a root of entry ${entry}`, got: root });
    found.push({ publication, root, count: held.count, list });
  }
  return found;
}
