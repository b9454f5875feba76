import type { Digest } from "../core/digest.ts";
import { fail } from "../core/errors/error.ts";
import { finalBlock } from "../core/finality.ts";
import { foldAll } from "../core/history/fold.ts";
import { firstEntries } from "../core/history/packed.ts";
import type { MirrorRoot } from "../core/mirror/format.ts";
import type { MirrorFile } from "../core/mirror/port.ts";
import { type MirrorPart, readMirror } from "../core/mirror/read.ts";
import type { BlockRef, Chain, FinalityRule, PublicationState, Registry } from "../core/ports.ts";
import { type PublicationId, publicationKey, type PublicationRef } from "../core/publication.ts";
import type { Sha256 } from "../core/sha256.ts";
import { isAsOfItsBlock } from "./as-of-block.ts";
import { openMirror } from "./mirror.ts";

export interface MirrorChecking {
  readonly chain: Pick<Chain, "node" | "block">;
  readonly finality: FinalityRule;
  readonly registry: Registry;
  readonly sha256: Sha256;
  /** Which publication it has to be one of; any of the registry where nothing is said. */
  readonly publication?: PublicationRef | undefined;
  /** The state that a proof shows, in the place of the nodes' word at the final block. */
  readonly proven?: (id: PublicationId) => Promise<StateAt | undefined>;
  readonly onPart?: (part: MirrorPart) => void;
}

/** What the registry has, and as of which block. */
export interface StateAt {
  readonly state: PublicationState;
  readonly block: BlockRef;
}

/**
 * - `whole`: its head is the registry's: nothing is missing, added, reordered or re-dated.
 * - `behind`: it was whole as of its own block; the registry has more entries now.
 * - `ahead`: its first entries are the registry's whole history as of the final block; what comes after is not final.
 * - `unconfirmed`: the registry has more entries, and nobody could say whether these are the first of them.
 * - `false`: its entries are not the registry's.
 */
export type MirrorStanding = "whole" | "behind" | "ahead" | "unconfirmed" | "false";

export interface CheckedMirror extends StateAt {
  readonly standing: MirrorStanding;
  readonly root: MirrorRoot;
  readonly documents: number;
}

/**
 * Folds a mirror and compares it with the registry: by one call, for the head and how many entries there are, while the
 * mirror is up to date. Asks for no log.
 *
 * @throws as `openMirror`; PUBLICATION_UNKNOWN; CHAIN_UNREACHABLE
 */
export async function checkMirror(file: MirrorFile, checking: MirrorChecking): Promise<CheckedMirror> {
  const { chain, registry, sha256, publication, onPart } = checking;
  const reading = { name: file.name, sha256, publication };
  let root: MirrorRoot | undefined;
  let documents = 0;
  for await (const part of readMirror(file.chunks(), reading)) {
    if (part.kind === "root") root = ofRegistry(part.root, file, registry);
    if (part.kind === "document") documents += 1;
    onPart?.(part);
  }
  if (root === undefined) return fail("MIRROR_INVALID", { name: file.name, problem: "it is empty" });
  const { id } = root.publication;
  const asked = await (checking.proven ?? saidBy(checking))(id);
  const { state, block } = asked ?? fail("PUBLICATION_UNKNOWN", { id });
  const standing = await standingOf(root, state, {
    // Who believes a block's hash alone is not to be told by a node's word what stood at another block.
    asOfItsBlock: async (mirror) =>
      checking.proven === undefined
        ? isAsOfItsBlock(mirror, { chain, registry, view: { block } })
        : "unknown",
    prefix: (count) => foldedTo(file, count, { sha256, publication: root.publication }),
  });
  return { standing, root, state, block, documents };
}

function saidBy({ chain, finality, registry }: MirrorChecking): NonNullable<MirrorChecking["proven"]> {
  return async (id) => {
    const block = await finalBlock(chain, finality);
    const state = await registry.at(block).publication(id);
    return state === undefined ? undefined : { state, block };
  };
}

function ofRegistry(root: MirrorRoot, { name }: MirrorFile, { chain, address }: Registry): MirrorRoot {
  const { publication } = root;
  const expected = publicationKey({ chain, registry: address, id: publication.id });
  const got = publicationKey(publication);
  return got === expected ? root : fail("MIRROR_FOREIGN", { name, got, expected });
}

async function standingOf(
  root: MirrorRoot,
  state: PublicationState,
  asking: {
    asOfItsBlock(root: MirrorRoot): Promise<"yes" | "no" | "unknown">;
    prefix(count: number): Promise<Digest>;
  },
): Promise<MirrorStanding> {
  if (root.entries === state.entries) return root.head === state.head ? "whole" : "false";
  if (root.entries > state.entries)
    return (await asking.prefix(state.entries)) === state.head ? "ahead" : "false";
  const answer = await asking.asOfItsBlock(root);
  return answer === "unknown" ? "unconfirmed" : answer === "yes" ? "behind" : "false";
}

/** What the first entries of a mirror fold to, read once more: this is rare. */
async function foldedTo(
  file: MirrorFile,
  count: number,
  reading: { readonly sha256: Sha256; readonly publication: PublicationRef },
): Promise<Digest> {
  const { entries } = await openMirror({ file, ...reading });
  return foldAll(reading.publication, firstEntries(entries, count), reading.sha256).head;
}
