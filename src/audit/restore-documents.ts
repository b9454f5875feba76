import { digestNamed } from "../core/bagit/documents-bag.ts";
import type { ListedBag } from "../core/bagit/verify.ts";
import { type Block, MAX_BLOCK_BYTES, verifyBlock } from "../core/block.ts";
import { type CID, cidDigest, documentCid } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { asFailure, fail } from "../core/errors/error.ts";
import type { Entry } from "../core/history/entry.ts";
import type { Car, SourceFile, Store } from "../core/ports.ts";
import type { PublicationRef } from "../core/publication.ts";
import type { Sha256 } from "../core/sha256.ts";
import { type HistoryDocument, historyDocuments } from "./documents.ts";
import { patiently, type RestoredCopy, type Restoring } from "./restore.ts";
import { giveBlock } from "./source.ts";

/** What became of one document, or of a list with its parts. */
export interface RestoredDocument {
  readonly digest: Digest;
  readonly stores: readonly RestoredCopy[];
}

/** Whose history refers to the documents, as it was folded. */
export interface DocumentHistory {
  readonly publication: PublicationRef;
  readonly entries: readonly Entry[];
}

/**
 * Puts the documents of a verified bag back, each into every store that does not give it. Only what the history refers
 * to is taken.
 *
 * @throws BAG_UNANCHORED for a document that no entry refers to, before any store is touched; BAG_MALFORMED; STORE_FULL |
 *   ARCHIVE_DISK of the staging area
 */
export async function restoreDocuments(
  bag: ListedBag,
  { publication, entries }: DocumentHistory,
  restoring: Restoring,
): Promise<readonly RestoredDocument[]> {
  const { sha256 } = restoring.hashing;
  const files = filesOf(bag);
  const reading = { block: (cid: CID) => blockIn(files, cid, sha256), sha256 };
  const lots = new Map<Digest, Digest[]>();
  const left = new Set(files.keys());
  for await (const { digest, root, block } of historyDocuments(publication, entries, reading)) {
    left.delete(digest);
    if (block !== undefined) lots.set(root, [...(lots.get(root) ?? []), digest]);
  }
  for (const digest of left) fail("BAG_UNANCHORED", { bag: bag.name, digest });
  const restored: RestoredDocument[] = [];
  for (const [root, digests] of lots)
    restored.push({
      digest: root,
      stores: await restoreLot(root, digests, { ...restoring, block: reading.block }),
    });
  return restored;
}

function filesOf({ name, payload }: ListedBag): ReadonlyMap<Digest, SourceFile> {
  return new Map(
    payload.map((file) => {
      const digest = digestNamed(file.path);
      if (digest === undefined || file.size > MAX_BLOCK_BYTES)
        fail("BAG_MALFORMED", {
          bag: name,
          problem: `data/${file.path} is not a document by its name or size`,
        });
      return [digest, file];
    }),
  );
}

async function blockIn(
  files: ReadonlyMap<Digest, SourceFile>,
  cid: CID,
  sha256: Sha256,
): Promise<HistoryDocument["block"]> {
  const file = files.get(cidDigest(cid));
  if (file === undefined) return undefined;
  const bytes = new Uint8Array(file.size);
  let at = 0;
  for await (const chunk of file.read()) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return verifyBlock(cid, bytes, sha256);
}

type Lot = Restoring & { readonly block: (cid: CID) => Promise<Block | undefined> };

async function restoreLot(
  root: Digest,
  digests: readonly Digest[],
  lot: Lot,
): Promise<readonly RestoredCopy[]> {
  const { staging, stores, block } = lot;
  const writer = await staging.begin();
  let car: Car;
  try {
    for (const digest of digests) {
      const found = await block(documentCid(digest));
      if (found !== undefined) await writer.put(found.cid, found.bytes);
    }
    car = await writer.finish(documentCid(root));
  } catch (error) {
    await writer.discard();
    throw error;
  }
  try {
    const copies: RestoredCopy[] = [];
    for (const store of stores)
      copies.push(await patiently(store, lot, () => restoreTo(store, { car, digests, lot })));
    return copies;
  } finally {
    await staging.remove(car.root);
  }
}

async function restoreTo(
  store: Store,
  { car, digests, lot }: { readonly car: Car; readonly digests: readonly Digest[]; readonly lot: Lot },
): Promise<RestoredCopy> {
  const { id } = store;
  const { sha256 } = lot.hashing;
  try {
    const before = await given(store, digests, sha256);
    const verified = before.intact;
    if (verified === digests.length) return { store: id, outcome: "whole-before", verified };
    if (lot.dryRun === true) return { store: id, outcome: "would-restore", verified };
    // What replaces them is in the CAR, on disk.
    if (before.wrong.length > 0) await store.drop?.(before.wrong);
    await store.put(car, (said) => lot.onNote?.(`${id}: ${said}`));
    const { intact } = await given(store, digests, sha256);
    if (intact === digests.length) return { store: id, outcome: "restored", verified: intact };
    const problem = "it took the CAR, and does not give all of it";
    return { store: id, outcome: "not-restored", verified: intact, problem };
  } catch (error) {
    return { store: id, outcome: "not-restored", verified: 0, problem: asFailure(error).message };
  }
}

/** How many of the documents the store gives intact, and which it gives wrongly. @throws STORE_UNREACHABLE */
async function given(
  store: Store,
  digests: readonly Digest[],
  sha256: Sha256,
): Promise<{ readonly intact: number; readonly wrong: readonly CID[] }> {
  let intact = 0;
  const wrong: CID[] = [];
  for (const digest of digests) {
    const cid = documentCid(digest);
    const block = await giveBlock(store, cid, sha256);
    if (block === "corrupt") wrong.push(cid);
    else if (block !== "missing") intact += 1;
  }
  return { intact, wrong };
}
