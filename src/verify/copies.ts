import { documentCid } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { asFailure, type ColophonError, fail, failure, isFailure } from "../core/errors/error.ts";
import type { FileEntry } from "../core/manifest/manifest.ts";
import type { Answer, Store } from "../core/ports.ts";
import { blockFromAny, readBack } from "../core/retrieval.ts";
import type { Sha256 } from "../core/sha256.ts";
import { manifestOf } from "./answer.ts";
import type { CopyEvidence } from "./evidence.ts";

/** Of more files than this no more is read from each store: a verdict is no audit. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Which of an issue's files a reader asked about. */
export type IsAsked = (file: FileEntry) => boolean;

export interface Fetched {
  readonly evidence: CopyEvidence;
  /** The manifest's, where it was served. */
  readonly bytes: Uint8Array | undefined;
}

interface Fetching {
  readonly stores: readonly Store[];
  readonly sha256: Sha256;
  /** Left out where the manifest and the content's root are enough. */
  readonly isAsked?: IsAsked | undefined;
}

/** Asks every store for the manifest, the content's root and the files that were asked about, and hashes what comes back. */
export async function copiesOf(digest: Digest, fetching: Fetching): Promise<readonly Fetched[]> {
  return Promise.all(fetching.stores.map((store) => copyIn(store, digest, fetching)));
}

async function copyIn(
  store: Store,
  digest: Digest,
  { sha256, isAsked }: Pick<Fetching, "sha256" | "isAsked">,
): Promise<Fetched> {
  let bytes: Uint8Array | undefined;
  try {
    bytes = (await blockFromAny([store], documentCid(digest), sha256))?.bytes;
    if (bytes === undefined) return { evidence: { store: store.id, status: "missing" }, bytes };
    const answer = { known: true, value: bytes, source: store.id } as const;
    const manifest = manifestOf({ digest, manifest: answer }, sha256);
    if (manifest === undefined) return { evidence: { store: store.id, status: "served" }, bytes };
    const root = await blockFromAny([store], manifest.content, sha256);
    if (root === undefined) return { evidence: { store: store.id, status: "missing" }, bytes };
    const asked = isAsked === undefined ? [] : distinct(manifest.files.filter(isAsked));
    return { evidence: await withFiles(store, asked, sha256), bytes };
  } catch (error) {
    return { evidence: failed(store, asFailure(error)), bytes };
  }
}

/** Until one of them cannot be had: then this is no copy to be read from. */
async function withFiles(store: Store, asked: readonly FileEntry[], sha256: Sha256): Promise<CopyEvidence> {
  const served = { store: store.id, status: "served" } as const;
  if (asked.length === 0) return served;
  let left = MOST_BYTES;
  let read = 0;
  for (const { cid, path, size } of asked) {
    if (size > left) continue;
    const copy = await readBack(store, cid, { sha256, onBlock: atMost(size, cid) });
    if (copy.failure !== undefined) return failed(store, copy.failure);
    const isSpoilt = copy.corrupt.length + copy.malformed.length > 0;
    if (isSpoilt || copy.missing.length > 0)
      return { store: store.id, status: isSpoilt ? "corrupt" : "missing", problem: path };
    left -= size;
    read += 1;
  }
  return { ...served, files: { read, of: asked.length } };
}

/** Of a file's blocks those that link to others are far smaller than this part of it. */
const LINKS_PART = 64;
const LEAST_LINKS = 4096;

/** What its publisher stored may be far larger than what the manifest lists. */
function atMost(size: number, cid: FileEntry["cid"]): (bytes: number) => void {
  let left = size + size / LINKS_PART + LEAST_LINKS;
  return (bytes) => {
    left -= bytes;
    if (left < 0) fail("BLOCK_MALFORMED", { cid: String(cid), problem: `it holds over ${size} bytes` });
  };
}

function failed({ id: store }: Store, error: ColophonError): CopyEvidence {
  const status = isFailure(error, "BLOCK_MISMATCH", "BLOCK_MALFORMED") ? "corrupt" : "unreachable";
  return { store, status, problem: error.message };
}

/** The same bytes under two names are read once. */
function distinct(files: readonly FileEntry[]): readonly FileEntry[] {
  return [...new Map(files.map((file) => [file.cid.toString(), file])).values()];
}

/** From the first store that served it; else from the failures it can be told whether anybody was left to ask. */
export function manifestBytes(copies: readonly Fetched[], source: string): Answer<Uint8Array | undefined> {
  const found = copies.find((copy) => copy.bytes !== undefined);
  if (found?.bytes !== undefined) return { known: true, value: found.bytes, source: found.evidence.store };
  const silent = copies.find((copy) => copy.evidence.status === "unreachable");
  if (silent === undefined) return { known: true, value: undefined, source };
  const { store, problem = "" } = silent.evidence;
  return { known: false, failure: failure("STORE_UNREACHABLE", { store, problem }), source: store };
}
