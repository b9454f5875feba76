import { documentCid } from "../../core/cid.ts";
import type { Digest } from "../../core/digest.ts";
import { fail } from "../../core/errors/error.ts";
import { decodeManifest } from "../../core/manifest/codec.ts";
import type { FileEntry, Manifest } from "../../core/manifest/manifest.ts";
import type { DocumentReader, DocumentText } from "../../core/ports/document-reader.ts";
import type { TextIndex } from "../../core/ports/text-index.ts";
import type { Sha256 } from "../../core/sha256.ts";
import type { Archive } from "../archive.ts";
import type { TextDifference } from "../difference.ts";
import { wholeFile } from "../whole-file.ts";

/** What looks through an archive's words. */
export interface Searching {
  readonly archive: Archive;
  readonly index: TextIndex;
  readonly reader: DocumentReader;
  readonly sha256: Sha256;
  /** `textDifference` in bounded time and memory, whoever wrote the texts; undefined also where that did not do. */
  readonly differenceOf: (
    from: readonly string[],
    to: readonly string[],
  ) => Promise<TextDifference | undefined>;
}

type Reading = Pick<Searching, "archive" | "reader" | "sha256">;

/** @throws BLOCK_MISSING | STORE_UNREACHABLE; the MANIFEST_ codes when what was anchored is none */
export async function manifestFrom(digest: Digest, { archive, sha256 }: Reading): Promise<Manifest> {
  const cid = documentCid(digest);
  const block = await archive.block(cid);
  if (block === undefined) fail("BLOCK_MISSING", { cid: String(cid) });
  return decodeManifest(block.bytes, digest, sha256);
}

/** Is it of a type with words, and small enough to be read? */
export function isDocument(
  { type, size }: Pick<FileEntry, "type" | "size">,
  reader: DocumentReader,
): boolean {
  return size > 0 && size <= reader.limit(type);
}

/** Is it of a type with words, and larger than is read? */
export function isTooLarge(
  { type, size }: Pick<FileEntry, "type" | "size">,
  reader: DocumentReader,
): boolean {
  const limit = reader.limit(type);
  return limit > 0 && size > limit;
}

/**
 * The words of an archived document, read from the stores and hashed; undefined when none can be taken.
 *
 * @throws BLOCK_MISSING | BLOCK_MALFORMED | STORE_UNREACHABLE
 */
export async function textOf(
  entry: FileEntry,
  { archive, reader, sha256 }: Reading,
): Promise<DocumentText | undefined> {
  if (!isDocument(entry, reader)) return undefined;
  const bytes = await wholeFile(entry, { block: (cid) => archive.block(cid), sha256 });
  return reader.read(bytes, entry.type);
}
