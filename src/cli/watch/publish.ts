import type { Label } from "../../core/label.ts";
import { type IssueOfBatch, publishTogether } from "../../publish/batch.ts";
import { type PublishedIssue, publishIssue, reviseIssue } from "../../publish/issue.ts";
import type { Publisher } from "../../publish/publisher.ts";
import type { Published } from "./event.ts";
import type { WatchedIssue } from "./source.ts";

export interface Outcome {
  readonly published?: Published;
  /** What stood after all: an earlier run had begun it, or somebody else was faster. */
  readonly already: readonly Label[];
}

/**
 * One issue by a call of its own, whose label the registry then guards against everybody; more of them by one
 * transaction, as importing does.
 *
 * @throws as `publishIssue` and `publishTogether`
 */
export async function publishNew(issues: readonly WatchedIssue[], publisher: Publisher): Promise<Outcome> {
  const [only, ...others] = issues;
  if (only !== undefined && others.length === 0) return single(only, publisher);
  const { already, batch } = await publishTogether(
    issues.map(({ plan }) => plan),
    publisher,
  );
  const stood = already.map(({ label }) => label);
  if (batch === undefined) return { already: stood };
  const { root, list, count, tx, block, anchoredAt, status } = batch;
  const labels = new Set(batch.issues.map(({ label }) => label));
  return {
    already: stood,
    published: {
      event: "published",
      ...{ issues: batch.issues, tx, block, anchoredAt, status, batches: [{ root, list, count }] },
      told: toldOf(issues.filter(({ plan }) => labels.has(plan.description.label))),
    },
  };
}

/** @throws as `reviseIssue` */
export async function reviseOne(
  issue: WatchedIssue,
  reason: string,
  publisher: Publisher,
): Promise<Published> {
  return asPublished("revised", await reviseIssue(issue.plan, reason, publisher), issue);
}

async function single(issue: WatchedIssue, publisher: Publisher): Promise<Outcome> {
  const done = await publishIssue(issue.plan, publisher);
  if (done.status === "already") return { already: [done.label] };
  return { already: [], published: asPublished("published", done, issue) };
}

function asPublished(event: Published["event"], done: PublishedIssue, issue: WatchedIssue): Published {
  const { label, revision, digest, cid, contentCid, publication, tx, block, anchoredAt, status } = done;
  const one: IssueOfBatch = { label, revision, digest, cid, contentCid, publication };
  return {
    ...{ event, issues: [one], anchoredAt, status, told: toldOf([issue]) },
    ...(tx === undefined ? {} : { tx }),
    ...(block === undefined ? {} : { block }),
  };
}

function toldOf(issues: readonly WatchedIssue[]): Published["told"] {
  return issues
    .map(({ plan, notCovered, problems }) => ({ label: plan.description.label, notCovered, problems }))
    .filter(({ notCovered, problems }) => notCovered.length + problems.length > 0);
}
