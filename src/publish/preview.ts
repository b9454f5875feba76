import { documentCid } from "../core/cid.ts";
import { ZERO_DIGEST } from "../core/digest.ts";
import { fail } from "../core/errors/error.ts";
import { decodeManifest } from "../core/manifest/codec.ts";
import type { PublishingAction, RegistryView } from "../core/ports.ts";
import { encodeReason } from "../core/profile.ts";
import { blockFromAny } from "../core/retrieval.ts";
import {
  describeIssue,
  FIRST_REVISION,
  type IssuePlan,
  type PackedIssue,
  type PackingTools,
  type RevisionOf,
} from "./pack.ts";
import { type StandingSources, standingsIn } from "./standing.ts";

/** What a run would make and send. Without an action it would send nothing: it stands there already. */
export interface Preview extends Omit<PackedIssue, "car"> {
  readonly action: PublishingAction | undefined;
}

export interface Previewing {
  readonly view: RegistryView;
  readonly sources: StandingSources;
  readonly tools: PackingTools;
}

/** What `publishIssue` would do, by the same questions, writing and sending nothing. @throws LABEL_ANCHORED */
export async function previewIssue(plan: IssuePlan, { view, sources, tools }: Previewing): Promise<Preview> {
  const described = await describeIssue(plan, FIRST_REVISION, tools);
  const { label } = plan.description;
  const { id } = plan.publication;
  const { digest } = described.encoded;
  const standings = standingsIn(id, view, sources);
  if ((await standings.of(digest, label)) !== undefined) return { ...described, action: undefined };
  const standing = await standings.under(label);
  if (standing !== undefined) fail("LABEL_ANCHORED", { label, standing: standing.digest, got: digest });
  return { ...described, action: { kind: "anchor", publication: id, label, digest } };
}

/** What `reviseIssue` would do. @throws LABEL_UNKNOWN | BLOCK_MISSING */
export async function previewRevision(
  plan: IssuePlan,
  reason: string | undefined,
  { view, sources, tools }: Previewing,
): Promise<Preview> {
  const { label } = plan.description;
  const { id } = plan.publication;
  const found = await standingsIn(id, view, sources).under(label);
  if (found === undefined) fail("LABEL_UNKNOWN", { id, label });
  const { digest: standing, batched } = found;
  const { sha256 } = tools.hashing;
  const block = await blockFromAny(sources.replication.stores, documentCid(standing), sha256);
  if (block === undefined) fail("BLOCK_MISSING", { cid: documentCid(standing).toString() });
  const { issue, supersedes } = decodeManifest(block.bytes, standing, sha256);
  const asItStands: RevisionOf = {
    revision: issue.revision,
    ...(supersedes === undefined ? {} : { supersedes }),
  };
  const unchanged = await describeIssue(plan, asItStands, tools);
  if (unchanged.encoded.digest === standing) return { ...unchanged, action: undefined };
  const next = { revision: issue.revision + 1, supersedes: standing };
  const described = await describeIssue(plan, next, tools);
  const why = reason === undefined ? ZERO_DIGEST : encodeReason(reason, sha256).digest;
  const { digest } = described.encoded;
  const revision = { publication: id, label, digest, supersedes: standing, reason: why } as const;
  const action: PublishingAction =
    batched === undefined
      ? { kind: "revise", ...revision }
      : { kind: "revise-batched", ...revision, root: batched.root, path: batched.path };
  return { ...described, action };
}
