import { rm } from "node:fs/promises";
import { listBag } from "../adapters/back-catalogue/bag-folder.ts";
import { listSource } from "../adapters/disk/source.ts";
import { createStaging } from "../adapters/disk/staging.ts";
import { takeLock } from "../adapters/journal/lock.ts";
import { systemClock } from "../adapters/node/clock.ts";
import { nodeHashing } from "../adapters/node/hashing/node-hashing.ts";
import { nodeKeccak256 } from "../adapters/node/keccak256.ts";
import { nodeHashNamed } from "../adapters/node/named-hash.ts";
import { nodeSha256 } from "../adapters/node/sha256.ts";
import type { DecodedIssue } from "../audit/repack.ts";
import { type RestoredCopy, type Restoring, restoreIssue } from "../audit/restore.ts";
import { type RestoredDocument, restoreDocuments } from "../audit/restore-documents.ts";
import { documentsOf, DOCUMENTS_TAG } from "../core/bagit/documents-bag.ts";
import { IDENTITY_FILE, MANIFEST_FILE, PROOF_FILE } from "../core/bagit/issue-bag.ts";
import { type ListedBag, tagBytes, verifyBag } from "../core/bagit/verify.ts";
import { batchesOf, batchFinderOver } from "../core/batch/finder.ts";
import { type Digest, digestFromBytes } from "../core/digest.ts";
import { fail, isFailure } from "../core/errors/error.ts";
import { tipBlock } from "../core/finality.ts";
import type { Label } from "../core/label.ts";
import { decodeManifest } from "../core/manifest/codec.ts";
import { MAX_MANIFEST_BYTES } from "../core/manifest/manifest.ts";
import { comparePaths } from "../core/path.ts";
import type { Staging } from "../core/ports.ts";
import { LARGEST_EVIDENCE, MAX_PROOF_BYTES, parseProof, type Proof } from "../core/proof/form.ts";
import { publicationKey, type PublicationRef } from "../core/publication.ts";
import type { Reading } from "./compose.ts";
import { dataPath, type Place } from "./config.ts";
import type { Output } from "./output.ts";

const INFO_FILE = "bag-info.txt";

/** What became of an issue that a bag holds. */
export interface RestoredIssue {
  readonly bag: string;
  readonly label: Label;
  readonly revision: number;
  readonly digest: Digest;
  /** Of its files. */
  readonly bytes: number;
  readonly stores: readonly RestoredCopy[];
}

/** What became of the documents that a bag holds. */
export interface RestoredDocuments {
  readonly bag: string;
  readonly documents: readonly RestoredDocument[];
}

/** Every file of a folder, whatever its name: a bag lists them all. */
function listAll(path: string): ReturnType<typeof listSource> {
  return listSource(path, { hidden: true });
}

/** An issue with its manifest, of whatever version of that; the documents of a publication; what anybody packed. */
export type BagKind = "issue" | "documents" | "other";

/** By what a bag says of itself, before anything of it is believed. */
export async function kindOfBag(folder: string): Promise<BagKind> {
  const bag = await listBag(folder, listAll);
  const has = (name: string, text: string) => holdsText(bag, { name, text });
  if (await has(MANIFEST_FILE, '"type":"colophon/manifest/')) return "issue";
  return (await has(INFO_FILE, `${DOCUMENTS_TAG}: `)) ? "documents" : "other";
}

async function holdsText(
  bag: ListedBag,
  { name, text }: { readonly name: string; readonly text: string },
): Promise<boolean> {
  if (!bag.tags.some(({ path, size }) => path === name && size <= MAX_MANIFEST_BYTES)) return false;
  return new TextDecoder().decode(await tagBytes(bag, name, MAX_MANIFEST_BYTES)).includes(text);
}

/**
 * Verifies a bag that was exported, asks the registry for its issue, and puts that back into the archive's stores.
 *
 * @throws BAG_*, those of `decodeManifest` and `restoreIssue`; CHAIN_UNREACHABLE
 */
export async function restoreBag(
  folder: string,
  reading: Reading,
  restoring: Omit<Restoring, "stores" | "hashing">,
): Promise<RestoredIssue> {
  const bag = await listBag(folder, listAll);
  await verifyBag(bag, nodeHashNamed);
  const issue = await issueIn(bag);
  await assertAnchored(bag, issue, reading);
  const files = bag.payload.toSorted((a, b) => comparePaths(a.path, b.path));
  const parts = { ...restoring, stores: reading.stores, hashing: nodeHashing };
  const stores = await restoreIssue(issue, files, parts);
  const { label, revision } = issue.manifest.issue;
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return { bag: folder, label, revision, digest: issue.digest, bytes, stores };
}

/** The same for a bag of documents: what the registry's history of their publication refers to is put back. */
export async function restoreDocumentsBag(
  folder: string,
  reading: Reading,
  restoring: Omit<Restoring, "stores" | "hashing">,
): Promise<RestoredDocuments> {
  const bag = await verifyBag(await listBag(folder, listAll), nodeHashNamed);
  const publication = documentsOf(bag.info, bag.name);
  if (publication === undefined) fail("BAG_MALFORMED", { bag: bag.name, problem: "it names no publication" });
  assertHere(bag, publication, reading);
  const entries = (await reading.archive.entries(publication.id)).map(({ entry }) => entry);
  const parts = { ...restoring, stores: reading.stores, hashing: nodeHashing };
  return { bag: folder, documents: await restoreDocuments(bag, { publication, entries }, parts) };
}

async function issueIn(bag: ListedBag): Promise<DecodedIssue> {
  const bytes = await present(bag, MANIFEST_FILE, MAX_MANIFEST_BYTES);
  const digest = digestFromBytes(nodeSha256(bytes));
  const manifest = decodeManifest(bytes, digest, nodeSha256);
  const identity =
    manifest.identity === undefined ? undefined : await present(bag, IDENTITY_FILE, LARGEST_EVIDENCE);
  return { digest, manifest, bytes, identity };
}

async function present(bag: ListedBag, file: string, limit: number): Promise<Uint8Array> {
  return (await tagBytes(bag, file, limit)) ?? fail("BAG_FILE_MISSING", { bag: bag.name, file });
}

/** @throws BAG_ELSEWHERE */
function assertHere(
  { name: bag }: ListedBag,
  publication: PublicationRef,
  { registry: { chain, address } }: Pick<Reading, "registry">,
): void {
  if (publication.chain !== chain || publication.registry !== address)
    fail("BAG_ELSEWHERE", { bag, publication: publicationKey(publication), registry: `${chain}:${address}` });
}

/** By its record, by the path in its proof, or by the list of its batch: what is put into the stores is the registry's. */
async function assertAnchored(
  bag: ListedBag,
  { digest, manifest }: DecodedIssue,
  { registry, chain, archive, stores }: Reading,
): Promise<void> {
  const { publication, issue } = manifest;
  assertHere(bag, publication, { registry });
  const view = registry.at(await tipBlock(chain));
  if ((await view.record(publication.id, digest)) !== undefined) return;
  const listed = { label: issue.label, digest };
  const batch = await batchProvenIn(bag);
  if (batch !== undefined && (await view.batched(publication.id, { ...batch, ...listed })) !== undefined)
    return;
  const entries = (await archive.entries(publication.id)).map(({ entry }) => entry);
  const finder = batchFinderOver(stores, { sha256: nodeSha256, keccak: nodeKeccak256 });
  if ((await finder.find(batchesOf(publication, entries), listed)) === undefined)
    fail("BAG_UNANCHORED", { bag: bag.name, digest });
}

/** A proof of a later version, or of no use, leaves it to the list of the batch. */
async function batchProvenIn(bag: ListedBag): Promise<Proof["batch"]> {
  const proof = await tagBytes(bag, PROOF_FILE, MAX_PROOF_BYTES);
  try {
    return proof === undefined ? undefined : parseProof(proof).batch;
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}

/** Where CARs are packed, by one run at a time; what an interrupted one left there is removed. */
export async function openRestoreBench(
  { folder }: Place,
  { note }: Pick<Output, "note">,
): Promise<AsyncDisposable & { readonly staging: Staging }> {
  const lock = await takeLock(dataPath(folder, "restore.lock"), {
    clock: systemClock,
    seconds: 60,
    onWait: () => note("another run puts bags back into this archive; waiting for it"),
  });
  const directory = dataPath(folder, "restore");
  await rm(directory, { recursive: true, force: true });
  return {
    staging: createStaging(directory),
    [Symbol.asyncDispose]: async () => {
      await rm(directory, { recursive: true, force: true });
      lock.release();
    },
  };
}
