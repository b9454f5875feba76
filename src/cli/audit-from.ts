import { nodeSha256 } from "../adapters/node/sha256.ts";
import { mirrorRoot, openMirror, type OpenMirror } from "../audit/mirror.ts";
import { fail } from "../core/errors/error.ts";
import type { MirrorFile } from "../core/mirror/port.ts";
import { publicationKey, type PublicationRef } from "../core/publication.ts";
import { mirrorsNamed, openMirrorSource } from "./mirror-source.ts";

/** Mirrors by the publications that they say they are of; each is open only while it is read from. */
export interface NamedMirrors extends AsyncDisposable {
  readonly publications: readonly PublicationRef[];
  /** The former one is closed. */
  readonly mirrorOf: (publication: PublicationRef) => Promise<OpenMirror | undefined>;
}

type Source = MirrorFile & AsyncDisposable;

/**
 * What `--from` names: files, folders of them, addresses.
 *
 * @throws USAGE_INVALID when two are of one publication; MIRROR_*
 */
export async function openMirrors(named: readonly string[]): Promise<NamedMirrors> {
  const bin = new AsyncDisposableStack();
  const places = new Map<string, { readonly ref: PublicationRef; readonly open: () => Promise<Source> }>();
  try {
    for (const one of await mirrorsNamed(named)) {
      const fetched = isAddress(one) ? bin.use(await openMirrorSource(one)) : undefined;
      const open = fetched === undefined ? () => openMirrorSource(one) : async () => unowned(fetched);
      await using file = await open();
      const { publication: ref } = await mirrorRoot(file, nodeSha256);
      const key = publicationKey(ref);
      if (places.has(key))
        fail("USAGE_INVALID", { problem: `${file.name} is a second mirror of publication ${ref.id}` });
      places.set(key, { ref, open });
    }
  } catch (error) {
    await bin.disposeAsync();
    throw error;
  }
  let current: Source | undefined;
  bin.defer(async () => current?.[Symbol.asyncDispose]());
  return {
    publications: [...places.values()].map(({ ref }) => ref).toSorted(byNumber),
    mirrorOf: async (publication) => {
      await current?.[Symbol.asyncDispose]();
      current = await places.get(publicationKey(publication))?.open();
      return current === undefined
        ? undefined
        : openMirror({ file: current, sha256: nodeSha256, publication });
    },
    [Symbol.asyncDispose]: () => bin.disposeAsync(),
  };
}

/** However the files are called: an audit tells of them in this order. */
function byNumber(a: PublicationRef, b: PublicationRef): number {
  return a.id.length - b.id.length || (a.id < b.id ? -1 : 1);
}

function isAddress(named: string): boolean {
  return /^https?:/i.test(named);
}

/** Fetched once, and let go of with the others. */
function unowned(file: Source): Source {
  return { ...file, [Symbol.asyncDispose]: () => Promise.resolve() };
}
