import type { PublicationId } from "../core/publication.ts";
import type { Digest } from "../core/digest.ts";
import type { Label } from "../core/label.ts";
import type { BlockRef, CataloguedIssue, LocatedEntry, PublicationState } from "../core/ports.ts";
import type { Profile } from "../core/profile.ts";
import type { IssueBatch } from "./batch-of.ts";
import type { FinalHistory } from "./final-history.ts";
import type { Witness } from "./witness.ts";

/** A publication as a reader meets it. */
export interface PublicationSummary {
  readonly id: PublicationId;
  readonly title: string;
  readonly profile: Profile | undefined;
  readonly state: PublicationState;
  readonly issues: number;
  /** That was anchored last, of those that are known. */
  readonly latest?: CataloguedIssue;
  /** Are all issues known that its history names? */
  readonly isRead: boolean;
}

/** A whole archive to look through, on a machine that has its nodes and stores. */
export interface Archive extends Witness {
  /** Takes in what the chain has gained; quick when there is nothing new. @throws CHAIN_UNREACHABLE */
  refresh(): Promise<void>;
  /** The latest final block, or the failure to learn it. @throws CHAIN_UNREACHABLE */
  finalBlock(): Promise<BlockRef>;
  /** A publication's history of one state: final, and read whole. @throws CHAIN_UNREACHABLE */
  finalHistory(id: PublicationId): Promise<FinalHistory>;
  publications(): Promise<readonly PublicationSummary[]>;
  publication(id: PublicationId): Promise<PublicationSummary | undefined>;
  issues(id: PublicationId): Promise<readonly CataloguedIssue[]>;
  catalogued(manifest: Digest): Promise<CataloguedIssue | undefined>;
  /** All revisions of an issue, the first one first. */
  revisions(id: PublicationId, label: Label): Promise<readonly CataloguedIssue[]>;
  entries(id: PublicationId): Promise<readonly LocatedEntry[]>;
  /**
   * The batch that the issue was anchored with; undefined when it was anchored alone, or is not known.
   *
   * @throws BLOCK_MISSING | STORE_UNREACHABLE while the batch's list cannot be had
   */
  batch(manifest: Digest): Promise<IssueBatch | undefined>;
}
