import { documentFiles, documentName } from "../core/bagit/documents-bag.ts";
import { FOLDER_FILES } from "../core/bagit/issue-bag.ts";
import { PAYLOAD } from "../core/bagit/sums.ts";
import type { Digest } from "../core/digest.ts";
import type { Entry } from "../core/history/entry.ts";
import type { FolderWriter } from "../core/ports/folder-writer.ts";
import type { PublicationRef } from "../core/publication.ts";
import { type DocumentReading, historyDocuments } from "./documents.ts";

export interface ExportedDocuments {
  readonly documents: number;
  /** Those that no store gave: the export is without them, and says so. */
  readonly missing: readonly Digest[];
}

/**
 * Writes what a history refers to besides its issues, so that an archive which has lost everything can be made whole.
 *
 * @throws those of the writer
 */
export async function writeDocuments(
  publication: PublicationRef,
  entries: readonly Entry[],
  {
    as,
    writer,
    ...reading
  }: DocumentReading & { readonly as: "bag" | "folder"; readonly writer: FolderWriter },
): Promise<ExportedDocuments> {
  const into = as === "bag" ? PAYLOAD : FOLDER_FILES;
  const documents: { digest: Digest; size: number }[] = [];
  const missing: Digest[] = [];
  for await (const { digest, block } of historyDocuments(publication, entries, reading)) {
    if (block === undefined) missing.push(digest);
    else {
      await writer.write(`${into}${documentName(digest)}`, block.bytes);
      documents.push({ digest, size: block.bytes.length });
    }
  }
  const time = entries.at(-1)?.time ?? 0;
  const written = { publication, entries: entries.length, time, documents, missing };
  const { sha256 } = reading;
  for (const { path, bytes } of documentFiles(written, { as, into, sha256 })) await writer.write(path, bytes);
  await writer.finish();
  return { documents: documents.length, missing };
}
