import { ZERO_DIGEST } from "../core/digest.ts";
import { fail } from "../core/errors/error.ts";
import type { PublishingAction, RegistryView } from "../core/ports.ts";
import { encodeReason } from "../core/profile.ts";
import { AS_NEW, choiceBeside } from "./choice.ts";
import { correctionOf } from "./correction.ts";
import type { DescribedIssue, ManifestChoice } from "./described.ts";
import { describeIssue, type IssuePlan, type PackingTools } from "./pack.ts";
import type { OnProgress } from "./progress.ts";
import { type StandingSources, standingsIn } from "./standing.ts";
import { textlessOf } from "./textless.ts";

/** What a run would make and send. Without an action it would send nothing: it stands there already. */
export interface Preview extends DescribedIssue {
  readonly action: PublishingAction | undefined;
}

export interface Previewing {
  readonly view: RegistryView;
  readonly sources: StandingSources;
  readonly tools: PackingTools;
  readonly onProgress: OnProgress;
}

/** What `publishIssue` would do, by the same questions, writing and sending nothing. @throws LABEL_ANCHORED */
export async function previewIssue(plan: IssuePlan, previewing: Previewing): Promise<Preview> {
  const { view, sources } = previewing;
  const { label } = plan.description;
  const { id } = plan.publication;
  const standings = standingsIn(id, view, sources);
  const standing = await standings.under(label);
  const choice = standing === undefined ? AS_NEW : await choiceBeside(standings, label, sources.replication);
  const described = await describedBy(choice, plan, previewing);
  const { digest } = described.encoded;
  if ((await standings.of(digest, label)) !== undefined) return { ...described, action: undefined };
  if (standing !== undefined) fail("LABEL_ANCHORED", { label, standing: standing.digest, got: digest });
  return { ...described, action: { kind: "anchor", publication: id, label, digest } };
}

/** What `reviseIssue` would do. @throws LABEL_UNKNOWN | STANDING_UNREAD */
export async function previewRevision(
  plan: IssuePlan,
  reason: string | undefined,
  previewing: Previewing,
): Promise<Preview> {
  const { view, sources, tools } = previewing;
  const { label } = plan.description;
  const { id } = plan.publication;
  const found = await standingsIn(id, view, sources).under(label);
  if (found === undefined) fail("LABEL_UNKNOWN", { id, label });
  const { digest: standing, batched } = found;
  const choice = await correctionOf(found, id, { view, sources });
  const described = await describedBy(choice, plan, previewing);
  const { digest } = described.encoded;
  if (digest === standing) return { ...described, action: undefined };
  const why = reason === undefined ? ZERO_DIGEST : encodeReason(reason, tools.hashing.sha256).digest;
  const revision = { publication: id, label, digest, supersedes: standing, reason: why } as const;
  const action: PublishingAction =
    batched === undefined
      ? { kind: "revise", ...revision }
      : { kind: "revise-batched", ...revision, root: batched.root, path: batched.path };
  return { ...described, action };
}

async function describedBy(
  choice: ManifestChoice,
  plan: IssuePlan,
  { tools, onProgress }: Previewing,
): Promise<DescribedIssue> {
  const textless = textlessOf(plan, onProgress);
  const described = await describeIssue(plan, choice, { ...tools, onTextless: textless.add });
  textless.tell();
  return described;
}
