import type { Block } from "../core/block.ts";
import type { CID } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import type { Label } from "../core/label.ts";
import type { Placement } from "../core/ports.ts";
import type { Agreement } from "../core/quorum/agreement.ts";
import type { IsAsked } from "./copies.ts";
import type { IssueEvidence } from "./evidence.ts";

/**
 * Whoever can be asked about the archive: on a machine with nodes and stores, those; in the page, a server that has
 * them. A witness may be wrong: what it says is only evidence, and its bytes are hashed before they count.
 *
 * A method fails with an UNREACHABLE code when nobody could be asked; an empty answer means "asked, and there is none".
 */
export interface Witness {
  /** For the reader: "the archive in ./archive", "archive.example". */
  readonly name: string;
  /** Where files with this digest stand. */
  files(sha256: Digest): Promise<readonly Placement[]>;
  /** Archived files with the same name or size; fails while there are issues that it could not read, or may not know. */
  similar(name: string, size: number): Promise<readonly Placement[]>;
  /** The issue that a label names now, in any of the archive's publications. */
  labelled(label: Label): Promise<readonly Digest[]>;
  /** The manifest whose content or own CID this is. */
  byCid(cid: CID): Promise<Digest | undefined>;
  /**
   * Never fails: what could not be asked is in the answer. Whoever has stores reads back from each of them the files
   * that were asked about, up to 64 MiB.
   */
  issue(manifest: Digest, isAsked?: IsAsked): Promise<IssueEvidence>;
  /** Which nodes answered for the chain when the archive was last brought up to date; absent where that is not known. */
  nodes?(): Agreement | undefined;
  /** A block, hashed; undefined when no store gives it. */
  block(cid: CID): Promise<Block | undefined>;
}
