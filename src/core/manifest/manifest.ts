import type { CID } from "../cid.ts";
import type { ClaimedDate } from "../date.ts";
import type { Digest } from "../digest.ts";
import type { Label } from "../label.ts";
import type { IssuePath } from "../path.ts";
import type { PublicationRef } from "../publication.ts";

export const MANIFEST_TYPE = "colophon/manifest/1";
export const UNIXFS_PROFILE = "unixfs-v1-2025";
export const TEXT_PROFILE = "colophon/text/1";
/** 1 MiB: above it, `pages` will be needed. */
export const MAX_MANIFEST_BYTES = 1024 * 1024;

/** The words of a file as a Merkle tree over its blocks of text (docs/spec/manifest.md, "text"). */
export interface TextRoot {
  readonly blocks: number;
  readonly profile: typeof TEXT_PROFILE;
  readonly root: Digest;
}

export interface FileEntry {
  readonly cid: CID;
  readonly path: IssuePath;
  readonly sha256: Digest;
  /** In bytes. */
  readonly size: number;
  readonly text?: TextRoot;
  /** Media type, such as `text/html`. */
  readonly type: string;
}

/** What the publisher says of the issue. `date` is a claim; when it was anchored is the chain's word. */
export interface IssueDescription {
  readonly creators?: readonly string[];
  readonly date?: ClaimedDate;
  readonly description?: string;
  readonly label: Label;
  readonly language?: string;
  readonly license?: string;
  readonly revision: number;
  readonly title: string;
}

/** The canonical description of one revision of one issue (`colophon/manifest/1`, docs/spec/manifest.md). */
export interface Manifest {
  readonly content: CID;
  readonly files: readonly FileEntry[];
  /** What the publisher's domain said of publications just then: `colophon/identity/1` (docs/spec/identity.md). */
  readonly identity?: CID;
  readonly issue: IssueDescription;
  readonly profile: typeof UNIXFS_PROFILE;
  readonly publication: PublicationRef;
  readonly supersedes?: Digest;
  readonly type: typeof MANIFEST_TYPE;
}
