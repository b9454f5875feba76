import { textReading } from "../adapters/document/node-reader.ts";
import { nodeHashing } from "../adapters/node/hashing/node-hashing.ts";
import { nodeKeccak256 } from "../adapters/node/keccak256.ts";
import { nodeSha256 } from "../adapters/node/sha256.ts";
import { documentCid } from "../core/cid.ts";
import { type ColophonError, failure } from "../core/errors/error.ts";
import { tipBlock } from "../core/finality.ts";
import type { Label } from "../core/label.ts";
import { counted } from "../core/plural.ts";
import type { PublicationRef } from "../core/publication.ts";
import type { MeasuredIssue } from "../publish/batch.ts";
import type { IssuePlan, PackingTools } from "../publish/pack.ts";
import type { OnProgress } from "../publish/progress.ts";
import { plannedBatches, type SurveyedIssue, surveyTogether } from "../publish/survey-together.ts";
import { costLine, costOf, type Cost } from "./commands/dry-run.ts";
import type { Reading } from "./compose.ts";
import { identitiesOf } from "./identities.ts";
import { mediaType } from "./media-type.ts";
import { type Output, paint } from "./output.ts";
import { togetherTable } from "./together-table.ts";

/** What the table says of an issue besides what its packing tells. */
export interface Origin {
  /** Where it comes from. */
  readonly from: string;
  readonly notCovered: number;
  /** By their codes, each once. */
  readonly problems: readonly string[];
}

export interface DryRunTogether {
  /** Undefined when the registry cannot be asked: then nothing is said of what stands, nor of the cost. */
  readonly reading: Reading | undefined;
  readonly publication: PublicationRef;
  /** New issues to a transaction. */
  readonly most: number;
  readonly despite?: ReadonlySet<number>;
  /** `false` leaves the text of what is new out. */
  readonly text: boolean;
  readonly output: Output;
  readonly onProgress: OnProgress & { end(): void };
  originOf(label: Label): Origin;
}

/** One issue as `--dry-run --json` lists it. */
interface Shown extends Omit<MeasuredIssue, "revision" | "contentCid" | "publication"> {
  readonly title: string;
  readonly date?: string;
  readonly already: boolean;
  readonly standing: SurveyedIssue["standing"] | "unknown";
  /** What stands under its label, where that is something else. */
  readonly instead?: string;
}

/** What one transaction would anchor. */
interface ShownBatch {
  readonly root: string;
  readonly count: number;
  readonly list: string;
  readonly listCid: string;
  readonly cost?: Cost;
}

export interface ShownTogether {
  readonly issues: readonly Shown[];
  readonly batches: readonly ShownBatch[];
  /** What a run would be refused for. */
  readonly refused?: ColophonError;
}

/**
 * Shows what a run over many issues would do as a table, by the run's own packing and questions; then the transactions
 * that it would send, and what they would cost. Writes no block, sends nothing and opens no key.
 *
 * @throws LABELS_COLLIDE; LIST_UNREADABLE; what packing throws
 */
export async function showTogether(
  plans: Iterable<IssuePlan> | AsyncIterable<IssuePlan>,
  run: DryRunTogether,
): Promise<ShownTogether> {
  const { output, onProgress } = run;
  const shown = await surveyed(plans, run);
  onProgress.end();
  for (const line of tableOf(shown, run)) output.line(line);
  output.line();
  const batches = await showBatches(shown, run);
  const other = shown.find(({ standing }) => standing === "other");
  if (other === undefined) return { issues: shown, batches };
  const { label, instead = "another", digest } = other;
  return {
    issues: shown,
    batches,
    refused: failure("LABEL_ANCHORED", { label, standing: instead, got: digest }),
  };
}

const tools: PackingTools = { hashing: nodeHashing, typeOf: mediaType };

async function surveyed(
  plans: Iterable<IssuePlan> | AsyncIterable<IssuePlan>,
  { reading, despite, text, onProgress }: DryRunTogether,
): Promise<readonly Shown[]> {
  const asked = reading === undefined ? {} : await askedOf(reading, despite);
  const identities = reading === undefined ? {} : { identities: identitiesOf(reading) };
  const shown: Shown[] = [];
  let bytes = 0;
  for await (const found of surveyTogether(plans, {
    ...{ tools: { ...tools, ...textReading(text), ...identities }, onProgress, ...asked },
  })) {
    shown.push(shownOf(found, reading !== undefined));
    bytes += found.issue.bytes;
    onProgress({ kind: "packing", what: "issues", issues: shown.length, bytes });
  }
  return shown;
}

async function askedOf({ registry, chain, stores }: Reading, despite: ReadonlySet<number> | undefined) {
  const sources = { registry, keccak: nodeKeccak256, replication: { stores, sha256: nodeSha256 } };
  const view = registry.at(await tipBlock(chain));
  return { view, sources: { ...sources, ...(despite === undefined ? {} : { despite }) } };
}

function shownOf({ plan, issue, standing, instead }: SurveyedIssue, asked: boolean): Shown {
  const { label, digest, cid, files, bytes } = issue;
  const { title, date } = plan.description;
  return {
    ...{ label, title, ...(date === undefined ? {} : { date }), files, bytes, digest, cid },
    already: standing === "same",
    standing: asked ? standing : "unknown",
    ...(instead === undefined ? {} : { instead }),
  };
}

const FEW_LABELS = 12;

const STANDING = { new: "new", same: "stands", other: "other content stands", unknown: "?" } as const;

function tableOf(shown: readonly Shown[], { originOf, output }: DryRunTogether): readonly string[] {
  const rows = shown.map((issue) => ({
    ...issue,
    ...originOf(issue.label),
    standing: STANDING[issue.standing],
  }));
  return togetherTable(rows, output.json ? undefined : process.stdout.columns);
}

async function showBatches(
  shown: readonly Shown[],
  { reading, publication, most, output }: DryRunTogether,
): Promise<readonly ShownBatch[]> {
  const fresh = shown.filter(({ standing }) => standing === "new" || standing === "unknown");
  const batches: ShownBatch[] = [];
  for await (const { list, digest, action } of plannedBatches(publication, fresh, {
    ...{ most, tools, keccak: nodeKeccak256 },
  })) {
    const { root, count } = list;
    const cost = reading === undefined ? undefined : await costOf(action, reading);
    const listCid = documentCid(digest).toString();
    batches.push({ root, count, list: digest, listCid, ...(cost === undefined ? {} : { cost }) });
    output.line(paint("bold", `A batch of ${counted(count, "issue")}`));
    output.line(`  root     ${root}`);
    output.line(`  list     ${digest}`);
    output.line(`  CID      ${listCid}`);
    if (cost !== undefined)
      output.line(`  cost     ${costLine(cost)}, ${cost.gas / BigInt(count)} gas for each issue`);
    output.line();
  }
  tellStanding(shown, output);
  return batches;
}

function tellStanding(shown: readonly Shown[], output: Output): void {
  const same = shown.filter(({ standing }) => standing === "same").length;
  const other = shown.filter(({ standing }) => standing === "other").map(({ label }) => label);
  if (same > 0) {
    const stand = same === 1 ? "1 issue stands" : `${same} issues stand`;
    output.line(`${stand} already: nothing would be sent for ${same === 1 ? "it" : "them"}.`);
  }
  if (other.length === 0) return;
  const stand = other.length === 1 ? "1 label stands" : `${other.length} labels stand`;
  const more = other.length > FEW_LABELS ? `, and ${other.length - FEW_LABELS} more` : "";
  const named = `${other.slice(0, FEW_LABELS).join(", ")}${more}`;
  output.line(`${stand} with other content, for which a run would be refused: ${named}`);
}
