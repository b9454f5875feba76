import { portableKeccak256 } from "../core/batch/keccak256.ts";
import { type BatchList, byLabel } from "../core/batch/list.ts";
import { writeList } from "../core/batch/write.ts";
import type { Digest } from "../core/digest.ts";
import type { PublishingAction } from "../core/ports.ts";
import type { PublicationRef } from "../core/publication.ts";
import type { ManifestSources } from "./choice.ts";
import type { IssuePlan, PackingTools } from "./pack.ts";
import { type MeasuredIssue, lookedUp, made, planSource, withFirst, withoutIdentity } from "./pack-batch.ts";
import type { Previewing } from "./preview.ts";
import { standingsIn } from "./standing.ts";
import { takenLabels } from "./taken.ts";

/** What a run would do with one issue of many. */
export interface SurveyedIssue {
  readonly plan: IssuePlan;
  readonly issue: MeasuredIssue;
  readonly standing: "new" | "same" | "other";
  /** What stands under its label, where that is something else. */
  readonly instead?: Digest;
}

/** The registry as far as it is asked; without it nothing is said to stand. */
export type Surveying = Pick<Previewing, "tools" | "onProgress"> &
  Partial<Pick<Previewing, "view" | "sources">>;

/**
 * What `publishInBatches` would do with each issue, by the same questions and the same packing, writing and sending
 * nothing.
 *
 * @throws LABELS_COLLIDE; LIST_UNREADABLE; and what packing throws
 */
export async function* surveyTogether(
  plans: Iterable<IssuePlan> | AsyncIterable<IssuePlan>,
  { view, sources, tools, onProgress }: Surveying,
): AsyncGenerator<SurveyedIssue> {
  const source = planSource(plans);
  try {
    const first = await source.next();
    if (first === undefined) return;
    const { id } = first.publication;
    const asked = view !== undefined && sources !== undefined ? { view, sources } : undefined;
    const taken =
      asked === undefined
        ? async (labels: readonly unknown[]) => labels.map(() => [])
        : await takenLabels(id, asked.view, { sources: asked.sources, known: new Map() });
    const standings = asked === undefined ? undefined : standingsIn(id, asked.view, asked.sources);
    const groups = lookedUp(withFirst(first, source), taken, Infinity);
    const making = {
      tools: withoutIdentity(tools),
      standings,
      sources: sourcesOf(asked?.sources, tools),
      onProgress,
    };
    for await (const { plan, issue, standing } of made(groups, NOWHERE, making)) {
      const { digest, label } = issue;
      if (standing.length === 0) yield { plan, issue, standing: "new" };
      else if (standing.includes(digest) || (await standings?.of(digest, label)) !== undefined)
        yield { plan, issue, standing: "same" };
      else {
        const other = await standings?.under(label);
        yield { plan, issue, standing: "other", ...(other === undefined ? {} : { instead: other.digest }) };
      }
    }
  } finally {
    await source.done();
  }
}

function sourcesOf(asked: Previewing["sources"] | undefined, { hashing }: PackingTools): ManifestSources {
  return asked?.replication ?? { stores: [], sha256: hashing.sha256 };
}

const NOWHERE = { put: () => Promise.resolve() };

/** A transaction that a run would send. */
export interface PlannedBatch {
  readonly list: BatchList;
  readonly digest: Digest;
  readonly action: PublishingAction;
}

/** The batches that new issues, in the order of their source, would be anchored with. */
export async function* plannedBatches(
  publication: PublicationRef,
  issues: readonly Pick<MeasuredIssue, "label" | "digest">[],
  { most, tools, keccak = portableKeccak256 }: Batching,
): AsyncGenerator<PlannedBatch> {
  for (let at = 0; at < issues.length; at += most) {
    const some = issues.slice(at, at + most).sort(byLabel);
    const hashing = { sha256: tools.hashing.sha256, keccak };
    const { list, digest } = await writeList(publication, some, NOWHERE, hashing);
    const { root, count } = list;
    const action = { kind: "anchor-batch", publication: publication.id, root, count, list: digest } as const;
    yield { list, digest, action };
  }
}

interface Batching {
  /** Issues to a transaction. */
  readonly most: number;
  readonly tools: PackingTools;
  readonly keccak?: Previewing["sources"]["keccak"];
}
