import { nodeSha256 } from "../adapters/node/sha256.ts";
import { carSource } from "../audit/car-source.ts";
import { mirrorRoot, openMirror, type OpenMirror } from "../audit/mirror.ts";
import { isFailure } from "../core/errors/error.ts";
import type { MirrorRoot } from "../core/mirror/format.ts";
import type { MirrorFile } from "../core/mirror/port.ts";
import type { Store } from "../core/ports.ts";
import { publicationKey, type PublicationRef } from "../core/publication.ts";
import { mirrorsNamed, openMirrorSource } from "./mirror-source.ts";

/** CARs that somebody has, exports and mirrors alike: all of them give blocks, and mirrors give histories, too. */
export interface Brought extends AsyncDisposable {
  readonly stores: readonly Store[];
  readonly mirrorOf: (publication: PublicationRef) => Promise<OpenMirror | undefined>;
}

interface BroughtMirror {
  readonly file: MirrorFile;
  readonly entries: number;
}

/** @throws CAR_MALFORMED | MIRROR_UNREADABLE | MIRROR_TOO_LARGE */
export async function openBrought(named: readonly string[]): Promise<Brought> {
  const bin = new AsyncDisposableStack();
  const stores: Store[] = [];
  const mirrors = new Map<string, BroughtMirror>();
  try {
    for (const one of await mirrorsNamed(named)) {
      const file = bin.use(await openMirrorSource(one));
      stores.push(await carSource(file, nodeSha256));
      const root = await rootOfMirror(file);
      if (root === undefined) continue;
      const key = publicationKey(root.publication);
      // Of several the longest: the fewest entries are left to ask logs for.
      if (root.entries > (mirrors.get(key)?.entries ?? -1)) mirrors.set(key, { file, entries: root.entries });
    }
  } catch (error) {
    await bin.disposeAsync();
    throw error;
  }
  return {
    stores,
    mirrorOf: async (publication) => {
      const mirror = mirrors.get(publicationKey(publication));
      return mirror === undefined
        ? undefined
        : openMirror({ file: mirror.file, sha256: nodeSha256, publication });
    },
    [Symbol.asyncDispose]: () => bin.disposeAsync(),
  };
}

/** Undefined for an export, or anything else that is no mirror. @throws MIRROR_UNREADABLE */
async function rootOfMirror(file: MirrorFile): Promise<MirrorRoot | undefined> {
  try {
    return await mirrorRoot(file, nodeSha256);
  } catch (error) {
    if (!isFailure(error, "MIRROR_INVALID", "MIRROR_TYPE_UNKNOWN")) throw error;
    return undefined;
  }
}
