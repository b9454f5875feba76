import type { Block } from "../core/block.ts";
import type { CID } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { fail, isFailure } from "../core/errors/error.ts";
import { finalBlock } from "../core/finality.ts";
import type { Entry } from "../core/history/entry.ts";
import { foldAll } from "../core/history/fold.ts";
import { firstEntries } from "../core/history/packed.ts";
import { MirrorDraft } from "../core/mirror/write.ts";
import type { BlockRef, Chain, FinalityRule, PublicationState, Registry, Store } from "../core/ports.ts";
import type { PublicationId, PublicationRef } from "../core/publication.ts";
import { publicationState } from "../core/registry.ts";
import { blockFromAny } from "../core/retrieval.ts";
import type { Sha256 } from "../core/sha256.ts";
import type { Deadline } from "./holding.ts";
import { logsProblem } from "./logs.ts";
import type { OpenMirror } from "./mirror.ts";
import { lendingStore } from "./source.ts";

export interface Mirroring {
  readonly chain: Pick<Chain, "node" | "block">;
  readonly finality: FinalityRule;
  readonly registry: Registry;
  readonly stores: readonly Store[];
  readonly sha256: Sha256;
  readonly deadline?: Deadline;
  readonly onProgress?: (progress: MirrorProgress) => void;
}

export type MirrorProgress =
  | { readonly kind: "entries"; readonly entries: number }
  | { readonly kind: "document"; readonly bytes: number };

/** A mirror that can be written: its entries fold to the registry's head at this block. */
export interface DraftedMirror {
  readonly publication: PublicationRef;
  readonly block: BlockRef;
  readonly entries: number;
  readonly head: Digest;
  /** How many of the entries were not in the former mirror. */
  readonly added: number;
  /** The blocks of the file, in order; may be gone through once. */
  blocks(): AsyncGenerator<Block>;
  /** After that: how many documents it holds, and how many no store gave. */
  readonly documents: () => { readonly held: number; readonly missing: number };
}

/**
 * The mirror of a publication at the final block, from the nodes' logs and from the stores; a former mirror gives the
 * entries and documents that it has, and is asked first.
 *
 * @throws PUBLICATION_UNKNOWN; HISTORY_BROKEN when no node's logs fold to the registry's head; MIRROR_MISMATCH when the
 *   former mirror does not, MIRROR_AHEAD when it has more than is final; CHAIN_UNREACHABLE | NODES_DISAGREE
 */
export async function draftMirror(
  id: PublicationId,
  mirroring: Mirroring,
  former?: OpenMirror,
): Promise<DraftedMirror> {
  const { chain, finality, registry } = mirroring;
  const block = await finalBlock(chain, finality);
  const view = registry.at(block);
  if (BigInt(id) > (await view.publications())) fail("PUBLICATION_UNKNOWN", { id });
  const state = await publicationState(view, id);
  const publication = { chain: registry.chain, registry: registry.address, id };
  const draft = await drafted(publication, { state, block, former, mirroring });
  const { head, entries } = draft.folded;
  const count = { held: 0, missing: 0 };
  return {
    ...{ publication, block, entries, head },
    added: entries - (former?.root.entries ?? 0),
    blocks: () => draft.blocks(block, documentsFrom(mirroring, { former, count })),
    documents: () => count,
  };
}

interface Drafting {
  readonly state: PublicationState;
  readonly block: BlockRef;
  readonly former: OpenMirror | undefined;
  readonly mirroring: Mirroring;
}

async function drafted(publication: PublicationRef, drafting: Drafting): Promise<MirrorDraft> {
  const { state, block, former, mirroring } = drafting;
  const { chain, registry, sha256, onProgress } = mirroring;
  const { id } = publication;
  const ask = async (after: number, from?: number) =>
    (await registry.entries(id, after, block, from)).map(({ entry }) => entry);
  const fits = (entries: readonly Entry[], from?: OpenMirror): MirrorDraft | undefined => {
    onProgress?.({ kind: "entries", entries: entries.length + (from?.root.entries ?? 0) });
    const draft = draftOf(publication, entries, { sha256, from });
    return draft?.folded.head === state.head && draft.folded.entries === state.entries ? draft : undefined;
  };
  if (former !== undefined) {
    const { entries: known, block: at } = former.root;
    if (known > state.entries) refuseAhead(former, publication, { state, sha256 });
    const isNewer = known < state.entries;
    const newer = isNewer ? await ask(known, Math.min(at.number + 1, block.number)) : [];
    const extended = fits(newer, former);
    if (extended !== undefined) return extended;
  }
  const whole = await ask(0);
  const draft = fits(whole);
  if (draft === undefined)
    return fail("HISTORY_BROKEN", {
      id,
      problem: `in the logs of ${chain.node}, ${logsProblem(whole, state)}`,
    });
  if (former === undefined) return draft;
  return fail("MIRROR_MISMATCH", { name: former.name, id, head: state.head, entries: state.entries });
}

/** Its first entries are all that is final: then it is not false, and there is nothing to add. @throws MIRROR_AHEAD */
function refuseAhead(
  { name, entries, root }: OpenMirror,
  publication: PublicationRef,
  { state, sha256 }: { readonly state: PublicationState; readonly sha256: Sha256 },
): void {
  const { head } = foldAll(publication, firstEntries(entries, state.entries), sha256);
  if (head === state.head)
    fail("MIRROR_AHEAD", { name, entries: root.entries, id: state.id, final: state.entries });
}

/** Undefined when they are not numbered without gaps, or have fields that no entry has. */
function draftOf(
  publication: PublicationRef,
  entries: Iterable<Entry>,
  { sha256, from }: { readonly sha256: Sha256; readonly from: OpenMirror | undefined },
): MirrorDraft | undefined {
  // What it says of its head has been computed, not read.
  const known = from === undefined ? undefined : { entries: from.entries, folded: from.root };
  const draft = new MirrorDraft(publication, sha256, known);
  try {
    draft.take(entries);
    return draft;
  } catch (error) {
    if (!isFailure(error, "HISTORY_BROKEN")) throw error;
    return undefined;
  }
}

function documentsFrom(
  { stores, sha256, deadline, onProgress }: Mirroring,
  { former, count }: { former: OpenMirror | undefined; count: { held: number; missing: number } },
): (cid: CID) => Promise<Block | undefined> {
  const lenders = stores.map((store) => lendingStore(store, deadline));
  const all = former === undefined ? lenders : [former.documents, ...lenders];
  return async (cid) => {
    const found = await intact(all, cid, sha256);
    if (found === undefined) count.missing += 1;
    else count.held += 1;
    onProgress?.({ kind: "document", bytes: found?.bytes.length ?? 0 });
    return found;
  };
}

/** What no store gives is left out: whoever reads the mirror sees that it is. */
async function intact(stores: readonly Store[], cid: CID, sha256: Sha256): Promise<Block | undefined> {
  try {
    return await blockFromAny(stores, cid, sha256);
  } catch (error) {
    if (!isFailure(error, "STORE_UNREACHABLE", "STORE_SILENT", "BLOCK_MISMATCH")) throw error;
    return undefined;
  }
}
