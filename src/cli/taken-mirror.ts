import { nodeKeccak256 } from "../adapters/node/keccak256.ts";
import { nodeSha256 } from "../adapters/node/sha256.ts";
import { isAsOfItsBlock } from "../audit/as-of-block.ts";
import type { OpenMirror } from "../audit/mirror.ts";
import { batchFinderOver } from "../core/batch/finder.ts";
import { fail, isFailure } from "../core/errors/error.ts";
import { finalBlock } from "../core/finality.ts";
import { foldAll } from "../core/history/fold.ts";
import { firstEntries } from "../core/history/packed.ts";
import { counted } from "../core/plural.ts";
import type { BlockRef, CatalogueWriter, PublicationState } from "../core/ports.ts";
import { publicationState } from "../core/registry.ts";
import { follow } from "../verify/follow.ts";
import { mirrored } from "../verify/mirrored.ts";
import type { Unread } from "../verify/taking.ts";
import { minute } from "../verify/wording.ts";
import type { Reading } from "./compose.ts";
import { mirrorCounter } from "./mirror-progress.ts";
import { type Output, paint } from "./output.ts";

export interface TakenMirror {
  readonly mirror: OpenMirror;
  readonly title: string;
  /** As of which the entries fold to the registry's head. */
  readonly block: BlockRef;
  /** All that the registry has by then; `added` of them were not in the catalogue, `fromMirror` of these in the mirror. */
  readonly entries: number;
  readonly added: number;
  readonly fromMirror: number;
  readonly unread: readonly Unread[];
}

/**
 * Takes a mirror's history into the archive's catalogue, and what is newer from the logs: as far as it all folds to the
 * registry's head at the final block.
 *
 * @throws MIRROR_FALSE | MIRROR_UNCONFIRMED | HISTORY_BROKEN and those of the chain
 */
export async function takeMirror(mirror: OpenMirror, title: string, reading: Reading): Promise<TakenMirror> {
  const { chain, finality, registry, catalogue } = reading;
  const { id } = mirror.root.publication;
  const block = await finalBlock(chain, finality);
  const view = registry.at(block);
  const state = await publicationState(view, id);
  const standing = await confirmMirror(mirror, state, { chain, registry, block });
  const before = (await catalogue.progress(id))?.entries ?? 0;
  const since = standing === "confirmed" ? mirror.root.block.number : undefined;
  const counter = mirrorCounter();
  const stores = [mirror.documents, ...reading.stores];
  const hashing = { sha256: nodeSha256, keccak: nodeKeccak256 };
  try {
    const unread = await follow(view, {
      publications: [id],
      registry: mirrored(registry, { id, entries: mirror.entries, since }, state.entries),
      catalogue: counting(catalogue, (entry) => counter.taken(entry, state.entries)),
      stores,
      sha256: nodeSha256,
      batches: batchFinderOver(stores, hashing),
    });
    // Where the catalogue had everything, nothing of the mirror was folded.
    if (standing === "unknown") await assertFirst(mirror, catalogue);
    const added = Math.max(0, state.entries - before);
    const fromMirror = Math.max(0, Math.min(mirror.entries.length, state.entries) - before);
    return { mirror, title, block, entries: state.entries, added, fromMirror, unread };
  } catch (error) {
    if (standing === "confirmed" || !isFailure(error, "HISTORY_BROKEN")) throw error;
    const { name, entries } = mirror;
    return fail("MIRROR_UNCONFIRMED", { name, id, entries: entries.length, final: state.entries }, error);
  } finally {
    counter.end();
  }
}

/** Are they the first of the catalogue's, which fold to the registry's head? @throws MIRROR_FALSE */
async function assertFirst({ name, root, entries }: OpenMirror, catalogue: CatalogueWriter): Promise<void> {
  const { publication } = root;
  const all = (await catalogue.entries(publication.id)).map(({ entry }) => entry);
  const { head } = foldAll(publication, all.slice(0, entries.length), nodeSha256);
  if (head !== root.head) fail("MIRROR_FALSE", { name, id: publication.id, entries: entries.length, head });
}

/**
 * Are the mirror's entries the registry's? Where the registry has more by now, that shows only by its state at the
 * mirror's block, or when the newer ones have been folded on.
 *
 * @throws MIRROR_FALSE
 */
export async function confirmMirror(
  { name, root, entries }: OpenMirror,
  state: PublicationState,
  { chain, registry, block }: Pick<Reading, "chain" | "registry"> & { readonly block: BlockRef },
): Promise<"confirmed" | "unknown"> {
  const { publication } = root;
  const isWhole = entries.length >= state.entries;
  const first = firstEntries(entries, state.entries);
  const standing = isWhole
    ? foldAll(publication, first, nodeSha256).head === state.head
      ? "yes"
      : "no"
    : await isAsOfItsBlock(root, { chain, registry, view: { block } });
  if (standing === "no")
    fail("MIRROR_FALSE", { name, id: publication.id, entries: first.length, head: state.head });
  return standing === "yes" ? "confirmed" : "unknown";
}

function counting(catalogue: CatalogueWriter, onEntry: (entry: number) => void): CatalogueWriter {
  return {
    ...catalogue,
    take: async (step) => {
      await catalogue.take(step);
      onEntry(step.entry.entry.number);
    },
  };
}

export function takenReport({ mirror, block, entries, added, fromMirror, unread }: TakenMirror) {
  const { name, root } = mirror;
  return {
    ...{ file: name, publication: root.publication, block, entries, added, fromMirror },
    unread: unread.map(({ entry, digest, failure }) => ({ entry, digest, code: failure.code })),
  };
}

export function showTaken(taken: TakenMirror, output: Output): void {
  const { title, block, entries, added, unread } = taken;
  const news = added === entries ? "all of them" : added === 0 ? "none of them" : `${added} of them`;
  output.line(
    `${paint("green", "✓")} ${title}: ${counted(entries, "entry", "entries")} fold to the registry's head, ${news} new to this archive`,
  );
  output.line(`    as of block ${block.number}, ${minute(block.time)}`);
  if (added > 0) output.line(`    from ${sourcesOf(taken)}`);
  if (unread.length > 0)
    output.line(
      `    ${paint("yellow", `${counted(unread.length, "issue or batch", "issues or batches")} cannot be named`)}: neither the mirror nor a store gave what was anchored`,
    );
}

function sourcesOf({ mirror, added, fromMirror }: TakenMirror): string {
  if (fromMirror === 0) return "logs; the mirror had none of them";
  return added === fromMirror ? mirror.name : `${mirror.name}, and ${added - fromMirror} from logs`;
}
