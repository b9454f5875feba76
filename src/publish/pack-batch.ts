import { portableKeccak256 } from "../core/batch/keccak256.ts";
import { byLabel } from "../core/batch/list.ts";
import { type WrittenList, writeList } from "../core/batch/write.ts";
import type { Digest } from "../core/digest.ts";
import { fail } from "../core/errors/error.ts";
import type { Label } from "../core/label.ts";
import type { Car, CarWriter } from "../core/ports.ts";
import { manifestCidText } from "./anchor.ts";
import { choiceFor, type ManifestSources } from "./choice.ts";
import type { DescribedIssue } from "./described.ts";
import { filesInOrder, type IssuePlan, packInto, type PackingTools } from "./pack.ts";
import { packingOf, type Publisher } from "./publisher.ts";
import type { PublicationId } from "../core/publication.ts";
import type { OnProgress } from "./progress.ts";
import type { Standings } from "./standing.ts";
import type { TakenLabels } from "./taken.ts";
import { textlessOf } from "./textless.ts";

const MIB = 1024 * 1024;
/** Issues that are looked up with one call to the node, and whose files are read ahead together. */
const GROUP = 256;
/** Of what came out of a larger file, which is in memory until it is packed. */
const HELD_BYTES = 16 * MIB;

/** One issue of a batch: what `publish --batch --json` prints for it. */
export interface IssueOfBatch {
  readonly label: Label;
  readonly revision: number;
  readonly digest: Digest;
  readonly cid: string;
  readonly contentCid: string;
  readonly publication: PublicationId;
}

/** All that is kept of an issue once it is packed. */
export interface MeasuredIssue extends IssueOfBatch {
  readonly files: number;
  /** Of all its files together. */
  readonly bytes: number;
}

/** An issue that stood before the run, with the very content that is planned. */
export interface StandingIssue extends MeasuredIssue {
  readonly status: "already";
}

/** Plans as they come, several batches' worth of them. */
export interface PlanSource {
  /** @throws LABELS_COLLIDE when an earlier plan had the same label */
  next(): Promise<IssuePlan | undefined>;
}

/** Plans with labels of their own; whoever stops taking them ends the iteration with `done`. */
export function planSource(plans: Iterable<IssuePlan> | AsyncIterable<IssuePlan>): PlanSource & {
  done(): Promise<void>;
  /** Of all plans that were taken. */
  readonly labels: Pick<ReadonlySet<Label>, "has">;
} {
  const iterator = Symbol.asyncIterator in plans ? plans[Symbol.asyncIterator]() : plans[Symbol.iterator]();
  const labels = new Set<Label>();
  return {
    async next() {
      const step = await iterator.next();
      if (step.done === true) return undefined;
      const { label } = step.value.description;
      if (labels.has(label)) fail("LABELS_COLLIDE", { label });
      labels.add(label);
      return step.value;
    },
    done: async () => void (await iterator.return?.()),
    labels,
  };
}

/** A source with one plan put back: whether there is any is known before the registry is asked about them. */
export function withFirst(first: IssuePlan, rest: PlanSource): PlanSource {
  let given = false;
  return {
    next: async () => {
      if (given) return rest.next();
      given = true;
      return first;
    },
  };
}

/** A plan, and what stands under its label. */
interface LookedUp {
  readonly plan: IssuePlan;
  /** None when the label is free. */
  readonly standing: readonly Digest[];
}

/**
 * Looks plans up in groups, until `most` of them are new or there are none left.
 *
 * @throws what `takenLabels` and the source throw
 */
export async function* lookedUp(
  source: PlanSource,
  taken: TakenLabels,
  most: number,
): AsyncGenerator<readonly LookedUp[]> {
  let fresh = 0;
  for (;;) {
    const group = await groupOf(source, Math.min(GROUP, most - fresh));
    if (group.length === 0) return;
    const standing = await taken(group.map(({ description }) => description.label));
    const found = group.map((plan, i) => ({ plan, standing: standing[i] ?? [] }));
    fresh += found.filter((one) => one.standing.length === 0).length;
    yield found;
  }
}

async function groupOf(source: PlanSource, most: number): Promise<readonly IssuePlan[]> {
  const group: IssuePlan[] = [];
  let held = 0;
  while (group.length < most && held < HELD_BYTES) {
    const plan = await source.next();
    if (plan === undefined) break;
    group.push(plan);
    for (const { file, size } of plan.files) if (file === undefined) held += size;
  }
  return group;
}

/** A plan that was packed. */
export interface Made extends LookedUp {
  readonly issue: MeasuredIssue;
}

export interface Making {
  readonly tools: PackingTools;
  /** Absent where the registry is not asked. */
  readonly standings: Standings | undefined;
  readonly sources: ManifestSources;
  readonly onProgress: OnProgress;
}

/**
 * Packs plans in their order, while other cores read the files of those that come next. The blocks of what stands go
 * nowhere: only its digest is wanted.
 */
export async function* made(
  groups: AsyncIterable<readonly LookedUp[]>,
  writer: Pick<CarWriter, "put">,
  { tools, standings, sources, onProgress }: Making,
): AsyncGenerator<Made> {
  const nowhere = { put: () => Promise.resolve() };
  for await (const group of groups) {
    await using ahead = tools.hashing.pool?.readAhead(group.flatMap(({ plan }) => filesInOrder(plan)));
    const reading = { ...tools, ...(ahead === undefined ? {} : { ahead }) };
    for (const one of group) {
      const to = one.standing.length > 0 ? nowhere : writer;
      const { label } = one.plan.description;
      const isMeant = async (digest: Digest) =>
        one.standing.includes(digest) || (await standings?.of(digest, label)) !== undefined;
      const choice = choiceFor({ digests: one.standing, isMeant }, sources);
      const textless = textlessOf(one.plan, onProgress);
      const onTextless = textless.add;
      const packed = await packInto(to, one.plan, { choice, tools: { ...reading, onTextless } });
      textless.tell();
      yield { ...one, issue: issueOf(packed) };
    }
  }
}

function issueOf({ manifest, encoded }: DescribedIssue): MeasuredIssue {
  return {
    label: manifest.issue.label,
    revision: manifest.issue.revision,
    digest: encoded.digest,
    cid: flat(manifestCidText(encoded.digest)),
    contentCid: flat(manifest.content.toString()),
    publication: manifest.publication.id,
    files: manifest.files.length,
    bytes: manifest.files.reduce((sum, { size }) => sum + size, 0),
  };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A text in one piece: what encodes CIDs adds letter to letter, and each step of that is kept until somebody reads it. */
function flat(text: string): string {
  return decoder.decode(encoder.encode(text));
}

/**
 * Says that an issue stands with this content.
 *
 * @throws LABEL_ANCHORED when its label stands with other content
 */
async function assertStands({ standing, issue }: Made, standings: Standings): Promise<void> {
  const { label, digest } = issue;
  if (standing.includes(digest) || (await standings.of(digest, label)) !== undefined) return;
  const other = await standings.under(label);
  fail("LABEL_ANCHORED", { label, standing: other?.digest ?? "another", got: digest });
}

/** A batch in the staging area, waiting to be stored. */
export interface PackedBatch {
  readonly issues: readonly MeasuredIssue[];
  readonly written: WrittenList;
  readonly car: Car;
}

interface Packing {
  readonly publisher: Publisher;
  readonly standings: Standings;
  /** Told of each issue that stands, in its turn. */
  onStanding(made: Made): Promise<void>;
}

/**
 * Packs issues as they come into one CAR, whose root is the list: one file to store, one root to pin. Undefined when
 * all of them stand. In memory are the plans of one group, and of each earlier issue what `MeasuredIssue` says.
 */
export async function packBatch(
  groups: AsyncIterable<readonly LookedUp[]>,
  { publisher, standings, onStanding }: Packing,
): Promise<PackedBatch | undefined> {
  const { hashing, staging, transacting, replication, keccak = portableKeccak256 } = publisher;
  const { onProgress } = transacting;
  const issues: MeasuredIssue[] = [];
  let publication: IssuePlan["publication"] | undefined;
  let done = 0;
  let bytes = 0;
  const onBytes = (count: number) => {
    bytes += count;
    onProgress({ kind: "packing", what: "issues", issues: done, bytes });
  };
  const tools = { ...withoutIdentity(packingOf(publisher)), onBytes };
  const writer = await staging.begin();
  try {
    for await (const one of made(groups, writer, { tools, standings, sources: replication, onProgress })) {
      done += 1;
      onProgress({ kind: "packing", what: "issues", issues: done, bytes });
      if (one.standing.length > 0) {
        await assertStands(one, standings);
        await onStanding(one);
        continue;
      }
      publication ??= one.plan.publication;
      issues.push(one.issue);
    }
    if (publication === undefined) {
      await writer.discard();
      return undefined;
    }
    issues.sort(byLabel);
    const written = await writeList(publication, issues, writer, { sha256: hashing.sha256, keccak });
    return { issues, written, car: await writer.finish(written.block.cid) };
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

/**
 * Issues of a batch are new without what the domain says. The registry does not see their labels: what keeps two machines
 * from anchoring the same issues twice is that both make the same list, whatever either of them hears of the network.
 */
export function withoutIdentity(tools: PackingTools): PackingTools {
  const { identities } = tools;
  if (identities === undefined) return tools;
  return { ...tools, identities: { ...identities, now: () => Promise.resolve(undefined) } };
}
