import { documentCid } from "../cid.ts";
import type { Digest } from "../digest.ts";
import { fail, isFailure } from "../errors/error.ts";
import type { RegistryView } from "../ports.ts";
import { publicationKey, type PublicationRef } from "../publication.ts";
import type { Sha256 } from "../sha256.ts";
import { decodeList } from "./codec.ts";
import type { AnchoredBatch, BatchList, ReadBlock } from "./list.ts";
import { isRefusedList } from "./refused.ts";

/** A batch with the number of its entry, by which a person names it. */
export interface NumberedBatch extends AnchoredBatch {
  readonly entry: number;
}

/** Where lists are read, and which batches to do without when theirs cannot be. */
export interface ListSources {
  readonly read: ReadBlock;
  readonly sha256: Sha256;
  /** Numbers of entries. */
  readonly despite?: ReadonlySet<number>;
}

/**
 * The batches of a publication from the registry's state alone, the earliest first: the state names each list, the list
 * its root, and the registry's record of that root must name the list again. A list that does not hold to this names no
 * batch: none of its issues may be counted, and the others' may.
 *
 * @throws LIST_UNREADABLE while a list cannot be had or be read, unless it is to be done without; USAGE_INVALID when
 *   what is to be done without is no batch
 */
export async function anchoredBatches(
  view: RegistryView,
  publication: PublicationRef,
  sources: ListSources,
): Promise<readonly NumberedBatch[]> {
  const lists = await view.batchLists(publication.id);
  for (const number of sources.despite ?? [])
    if (!lists.some(({ entry }) => entry === number))
      fail("USAGE_INVALID", { problem: `Entry ${number} of publication ${publication.id} is no batch` });
  const found: NumberedBatch[] = [];
  for (const { entry, list: digest } of lists) {
    const list = await readable({ entry, list: digest }, sources, () => listOf(digest, sources));
    if (list === undefined || publicationKey(list.publication) !== publicationKey(publication)) continue;
    const { root, count } = list;
    const held = await view.batch(publication.id, root);
    if (held?.entry === entry && held.list === digest && held.count === count)
      found.push({ publication, root, count, list: digest, entry });
  }
  return found;
}

/** What was read of a batch's list; undefined where it cannot be and is to be done without. @throws LIST_UNREADABLE */
export async function readable<T>(
  { entry, list }: Pick<NumberedBatch, "entry" | "list">,
  { despite }: Pick<ListSources, "despite">,
  read: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!isFailure(error)) throw error;
    if (despite?.has(entry) === true) return undefined;
    const cid = documentCid(list).toString();
    return fail("LIST_UNREADABLE", { entry, cid, problem: error.message.replace(/\.$/, "") }, error);
  }
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
