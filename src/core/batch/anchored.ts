import { documentCid } from "../cid.ts";
import type { Digest } from "../digest.ts";
import { fail } from "../errors/error.ts";
import type { RegistryView } from "../ports.ts";
import { publicationKey, type PublicationRef } from "../publication.ts";
import type { Sha256 } from "../sha256.ts";
import { decodeList } from "./codec.ts";
import type { AnchoredBatch, BatchList, ReadBlock } from "./list.ts";
import { isRefusedList } from "./refused.ts";

/**
 * The batches of a publication from the registry's state alone, the earliest first: the state names each list, the list
 * its root, and the registry's record of that root must name the list again. A list that does not hold to this names no
 * batch: none of its issues may be counted, and the others' may.
 *
 * @throws BLOCK_MISSING | LIST_DIGEST_MISMATCH | LIST_TYPE_UNKNOWN while a list cannot be had or be read
 */
export async function anchoredBatches(
  view: RegistryView,
  publication: PublicationRef,
  sources: { read: ReadBlock; sha256: Sha256 },
): Promise<readonly AnchoredBatch[]> {
  const found: AnchoredBatch[] = [];
  for (const { entry, list: digest } of await view.batchLists(publication.id)) {
    const list = await listOf(digest, sources);
    if (list === undefined || publicationKey(list.publication) !== publicationKey(publication)) continue;
    const { root, count } = list;
    const held = await view.batch(publication.id, root);
    if (held?.entry === entry && held.list === digest && held.count === count)
      found.push({ publication, root, count, list: digest });
  }
  return found;
}

async function listOf(
  digest: Digest,
  { read, sha256 }: { read: ReadBlock; sha256: Sha256 },
): Promise<BatchList | undefined> {
  const cid = documentCid(digest);
  const bytes = (await read(cid)) ?? fail("BLOCK_MISSING", { cid: cid.toString() });
  try {
    return decodeList(bytes, digest, sha256);
  } catch (error) {
    if (!isRefusedList(error)) throw error;
    return undefined;
  }
}
