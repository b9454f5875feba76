import type { Block } from "../core/block.ts";
import {
  bagFiles,
  FOLDER_FILES,
  folderFiles,
  type SideFile,
  type WrittenIssue,
} from "../core/bagit/issue-bag.ts";
import { PAYLOAD } from "../core/bagit/sums.ts";
import { type CID, documentCid } from "../core/cid.ts";
import { fileLeaves } from "../core/dag/file.ts";
import type { Hashing } from "../core/dag/pack.ts";
import { fail } from "../core/errors/error.ts";
import { decodeManifest } from "../core/manifest/codec.ts";
import type { FileEntry } from "../core/manifest/manifest.ts";
import type { Car, CarWriter, SourceFile } from "../core/ports.ts";
import type { FolderWriter } from "../core/ports/folder-writer.ts";
import { decodeProfile } from "../core/profile.ts";
import type { Exportable } from "./exportable.ts";
import { type DecodedIssue, repack } from "./repack.ts";

export interface Exporting {
  /** From whatever store gives it intact. @throws as `blockFromAny` */
  readonly block: (cid: CID) => Promise<Block | undefined>;
  readonly hashing: Hashing;
  /** Told of the files' bytes as they are written. */
  readonly onBytes?: (count: number) => void;
}

/** An issue that is to be written, its files apart. */
export type OpenedIssue = WrittenIssue & DecodedIssue;

/**
 * Reads what an export has of an issue beside its files.
 *
 * @throws BLOCK_MISSING | BLOCK_MISMATCH | STORE_UNREACHABLE, those of `decodeManifest`
 */
export async function openIssue(
  { digest, anchoredAt, profile }: Exportable,
  { block, hashing }: Pick<Exporting, "block" | "hashing">,
): Promise<OpenedIssue> {
  const { bytes } = await present(documentCid(digest), block);
  const manifest = decodeManifest(bytes, digest, hashing.sha256);
  const identity =
    manifest.identity === undefined ? undefined : (await present(manifest.identity, block)).bytes;
  const said = profile === undefined ? undefined : await block(documentCid(profile));
  return {
    ...{ digest, manifest, bytes, anchoredAt, identity },
    profile: said === undefined ? undefined : decodeProfile(said.bytes),
  };
}

/**
 * Writes an issue into a folder, as a bag (RFC 8493) or plainly, and gives the folder its name. Every byte is compared
 * with the manifest. Holds a few blocks at a time.
 *
 * @throws ISSUE_UNLIKE_MANIFEST; those of the blocks and of the writer
 */
export async function writeFolder(
  issue: OpenedIssue,
  { as, writer }: { readonly as: "bag" | "folder"; readonly writer: FolderWriter },
  exporting: Exporting,
): Promise<void> {
  const { sha256 } = exporting.hashing;
  const into = as === "bag" ? PAYLOAD : FOLDER_FILES;
  const files = sourcesOf(issue, exporting).map((file) => ({
    ...file,
    read: () => writer.passing(`${into}${file.path}`, file.read()),
  }));
  await repack(issue, files, { writer: NOWHERE, hashing: exporting.hashing });
  const side: readonly SideFile[] = as === "bag" ? bagFiles(issue, sha256) : folderFiles(issue, sha256);
  for (const { path, bytes } of side) await writer.write(path, bytes);
  await writer.finish();
}

/** The same as a CAR: the blocks in the order in which the issue was packed for its stores. */
export async function writeCar(issue: OpenedIssue, writer: CarWriter, exporting: Exporting): Promise<Car> {
  await repack(issue, sourcesOf(issue, exporting), { writer, hashing: exporting.hashing });
  return writer.finish(documentCid(issue.digest));
}

const NOWHERE = { put: () => undefined };

/** The files of an issue, out of the stores. */
function sourcesOf({ manifest }: DecodedIssue, exporting: Exporting): SourceFile[] {
  return manifest.files.map((entry) => ({
    path: entry.path,
    size: entry.size,
    read: () => bytesOf(entry, { label: manifest.issue.label, exporting }),
  }));
}

async function* bytesOf(
  { cid, path, size }: FileEntry,
  { label, exporting: { block, onBytes } }: { readonly label: string; readonly exporting: Exporting },
): AsyncGenerator<Uint8Array> {
  let given = 0;
  for await (const leaf of fileLeaves(cid, block)) {
    given += leaf.length;
    if (given > size)
      fail("ISSUE_UNLIKE_MANIFEST", { label, problem: `${path} has more bytes than ${size}` });
    onBytes?.(leaf.length);
    yield leaf;
  }
  if (given < size)
    fail("ISSUE_UNLIKE_MANIFEST", { label, problem: `${path} has ${given} bytes, not ${size}` });
}

async function present(cid: CID, block: Exporting["block"]): Promise<Block> {
  return (await block(cid)) ?? fail("BLOCK_MISSING", { cid: cid.toString() });
}
