import { documentCid } from "../core/cid.ts";
import { type Hashing, packContent } from "../core/dag/pack.ts";
import { type Digest, digestFromBytes } from "../core/digest.ts";
import { fail } from "../core/errors/error.ts";
import type { FileEntry, Manifest } from "../core/manifest/manifest.ts";
import type { CarWriter, SourceFile } from "../core/ports.ts";

/** A manifest that was decoded, and all that a CAR of its issue holds beside the files' own blocks. */
export interface DecodedIssue {
  readonly digest: Digest;
  readonly manifest: Manifest;
  /** The manifest's very bytes. */
  readonly bytes: Uint8Array;
  /** Of the document that the manifest links to as `identity`. */
  readonly identity?: Uint8Array | undefined;
}

export interface Repacking {
  readonly writer: Pick<CarWriter, "put">;
  readonly hashing: Hashing;
  /** Told of the files' bytes as they are packed. */
  readonly onBytes?: ((count: number) => void) | undefined;
}

/**
 * Packs the files of an issue anew, as they were packed when it was published: the same blocks in the same order. What
 * comes of it is held against the manifest, so that a whole issue is one whose every byte was seen.
 *
 * @param files in the manifest's order
 * @throws ISSUE_UNLIKE_MANIFEST; SOURCE_CHANGED | SOURCE_UNREADABLE and what the writer throws
 */
export async function repack(
  issue: DecodedIssue,
  files: readonly SourceFile[],
  { writer, hashing, onBytes }: Repacking,
): Promise<void> {
  const { digest, manifest, bytes, identity } = issue;
  const { label } = manifest.issue;
  // Types are not in the bytes: the manifest's own stay as they are.
  const packed = await packContent(files, writer, {
    ...{ hashing, typeOf: () => "" },
    ...(onBytes === undefined ? {} : { onBytes }),
  });
  const listed = new Map(manifest.files.map((file) => [file.path, file]));
  for (const file of packed.files) {
    const problem = differs(listed.get(file.path), file);
    if (problem !== undefined) fail("ISSUE_UNLIKE_MANIFEST", { label, problem });
    listed.delete(file.path);
  }
  const [missing] = listed.keys();
  if (missing !== undefined) fail("ISSUE_UNLIKE_MANIFEST", { label, problem: `${missing} is not there` });
  if (packed.content.toString() !== manifest.content.toString()) {
    const problem = `its folder is ${packed.content.toString()}, not ${manifest.content.toString()}`;
    fail("ISSUE_UNLIKE_MANIFEST", { label, problem });
  }
  if (identity !== undefined) await putIdentity(issue, identity, { writer, hashing });
  await writer.put(documentCid(digest), bytes);
}

function differs(listed: FileEntry | undefined, got: FileEntry): string | undefined {
  const { path, size, sha256, cid } = got;
  if (listed === undefined) return `it does not list ${path}`;
  if (listed.size !== size) return `${path} has ${size} bytes, not ${listed.size}`;
  if (listed.sha256 !== sha256) return `the SHA-256 of ${path} is ${sha256}, not ${listed.sha256}`;
  const [is, was] = [cid.toString(), listed.cid.toString()];
  return is === was ? undefined : `the CID of ${path} is ${is}, not ${was}`;
}

async function putIdentity(
  { manifest }: DecodedIssue,
  bytes: Uint8Array,
  { writer, hashing }: Repacking,
): Promise<void> {
  const cid = documentCid(digestFromBytes(hashing.sha256(bytes)));
  const { label } = manifest.issue;
  if (manifest.identity?.toString() !== cid.toString())
    fail("ISSUE_UNLIKE_MANIFEST", { label, problem: "the document of its identity is another one" });
  await writer.put(cid, bytes);
}
