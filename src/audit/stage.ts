import { type CID, documentCid } from "../core/cid.ts";
import { walk } from "../core/dag/walk.ts";
import type { Digest } from "../core/digest.ts";
import type { Car, Staging } from "../core/ports.ts";
import type { Sha256 } from "../core/sha256.ts";
import { intactFrom, type Source } from "./source.ts";

export interface Gathering {
  readonly staging: Staging;
  readonly sources: readonly Source[];
  readonly sha256: Sha256;
}

/** A CAR with everything below a root; or a block that no source gives, and the stores that could not be asked for it. */
export type Gathered =
  | { readonly ok: true; readonly car: Car }
  | { readonly ok: false; readonly lacks: CID; readonly unasked: readonly string[] };

/**
 * Copies a whole root into the staging area, every block from the first source that gives it intact: no single store
 * has to be whole. Holds one block at a time. Durable on return.
 *
 * @throws STORE_FULL | ARCHIVE_DISK
 */
export async function gather(digest: Digest, { staging, sources, sha256 }: Gathering): Promise<Gathered> {
  const root = documentCid(digest);
  const writer = await staging.begin();
  try {
    const read = (cid: CID) => intactFrom(sources, cid, sha256);
    // What cannot be decoded has no links that anybody could follow: its bytes are all there is.
    for await (const { cid, block } of walk(root, read, () => undefined)) {
      if (block === undefined) {
        await writer.discard();
        const unasked = sources.filter((one) => one.broken !== undefined || one.unlent !== undefined);
        return { ok: false, lacks: cid, unasked: unasked.map(({ store }) => store.id) };
      }
      await writer.put(cid, block.bytes);
    }
    return { ok: true, car: await writer.finish(root) };
  } catch (error) {
    await writer.discard();
    throw error;
  }
}
