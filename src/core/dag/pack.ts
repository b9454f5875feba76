import { importer, type ImportCandidate } from "ipfs-unixfs-importer";
import { type CID, rawCid } from "../cid.ts";
import { type Digest, digestFromBytes } from "../digest.ts";
import { fail } from "../errors/error.ts";
import type { FileEntry } from "../manifest/manifest.ts";
import type { CarWriter, SourceFile } from "../ports.ts";
import type { Sha256, Sha256Stream } from "../sha256.ts";
import { LEAF_BYTES, rechunk } from "./chunks.ts";

/** How bytes are hashed here: whole leaves at once, and large files piece by piece. */
export interface Hashing {
  readonly sha256: Sha256;
  readonly stream: () => Sha256Stream;
}

export interface PackedContent {
  /** The UnixFS directory that holds exactly `files`. */
  readonly content: CID;
  /** In the order in which the files were given. */
  readonly files: readonly FileEntry[];
}

export interface PackOptions {
  readonly hashing: Hashing;
  /** The media type written down for a path. */
  readonly typeOf: (file: SourceFile) => string;
  /** Told of every file's bytes as they are read. */
  readonly onBytes?: (count: number) => void;
}

/** What is known of a file once its bytes have passed by. */
interface Measured {
  readonly sha256: Digest;
  readonly size: number;
}

/**
 * Builds the UnixFS directory of an issue by the profile `unixfs-v1-2025` (IPIP-0499) and hands every block to the
 * writer. Reads each file once, in order, and holds no more than a few megabytes. Layout, directories and HAMT shards
 * are the importer library's; the leaves are hashed here, because a leaf of up to 1 MiB has the file's own SHA-256
 * and need not be hashed twice.
 */
export async function packContent(
  files: readonly SourceFile[],
  writer: Pick<CarWriter, "put">,
  options: PackOptions,
): Promise<PackedContent> {
  const measured = new Map<string, Measured>();
  const candidates = candidatesOf(files, measured, options);
  const found = new Map<string, CID>();
  for await (const entry of importer(candidates, blockstore(writer), importOptions(options.hashing)))
    found.set(entry.path ?? "", entry.cid);
  const content = found.get("");
  if (content === undefined) fail("INTERNAL", { problem: "the importer made no directory" });
  return { content, files: files.map((file) => describe(file, { found, measured, options })) };
}

// The library mutates the options it is given: a fresh object for every import.
function importOptions(hashing: Hashing) {
  return {
    profile: "unixfs-v1-2025" as const,
    wrapWithDirectory: true,
    fileImportConcurrency: 1,
    blockWriteConcurrency: 1,
    chunker: rechunk,
    bufferImporter: leafImporter(hashing.sha256),
  };
}

function leafImporter(sha256: Sha256) {
  return async function* (file: { content: AsyncIterable<Uint8Array> }, store: LeafStore) {
    for await (const block of file.content)
      yield async () => {
        const cid = rawCid(digestFromBytes(sha256(block)));
        await store.put(cid, block);
        return { cid, size: BigInt(block.length), block };
      };
  };
}

interface LeafStore {
  put(cid: CID, bytes: Uint8Array): unknown;
}

function blockstore(writer: Pick<CarWriter, "put">) {
  return {
    async put(cid: CID, bytes: Uint8Array): Promise<CID> {
      await writer.put(cid, bytes);
      return cid;
    },
  };
}

function* candidatesOf(
  files: readonly SourceFile[],
  measured: Map<string, Measured>,
  options: PackOptions,
): Generator<ImportCandidate> {
  for (const file of files) yield { path: file.path, content: measuring(file, measured, options) };
}

async function* measuring(file: SourceFile, measured: Map<string, Measured>, options: PackOptions) {
  // One leaf: its digest is the file's, taken from the CID afterwards.
  const whole = file.size > LEAF_BYTES ? options.hashing.stream() : undefined;
  let size = 0;
  for await (const chunk of file.read()) {
    whole?.update(chunk);
    size += chunk.length;
    options.onBytes?.(chunk.length);
    yield chunk;
  }
  if (size !== file.size)
    fail("SOURCE_CHANGED", { path: file.path, expected: `${file.size} bytes`, got: `${size} bytes` });
  if (whole !== undefined) measured.set(file.path, { sha256: digestFromBytes(whole.digest()), size });
}

interface Findings {
  readonly found: ReadonlyMap<string, CID>;
  readonly measured: ReadonlyMap<string, Measured>;
  readonly options: PackOptions;
}

function describe(file: SourceFile, { found, measured, options }: Findings): FileEntry {
  const cid = found.get(file.path);
  if (cid === undefined) fail("INTERNAL", { problem: `the importer left out ${file.path}` });
  const sha256 = measured.get(file.path)?.sha256 ?? digestFromBytes(cid.multihash.digest);
  return { cid, path: file.path, sha256, size: file.size, type: options.typeOf(file) };
}
