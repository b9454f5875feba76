import { type CID, documentCid } from "../core/cid.ts";
import type { ColophonError } from "../core/errors/error.ts";
import type { Claim } from "../core/ports.ts";
import type { Store } from "../core/ports.ts";
import { placesOf } from "../core/places.ts";
import { notAsked, type ReadCopy, readSample, readWhole } from "./copy.ts";
import { type CopyEvidence, isDamaged, lowestStep, stepOf } from "./evidence.ts";
import { copyFaults, type HeldBy, keepingFaults, stopped, unanswered } from "./faults.ts";
import type { CopyPolicy, Holding, HoldingsAuditing } from "./holding.ts";
import { byGravity, type Fault, type StorageReport, type StoreReport } from "./report.ts";
import { drawSample, type DrawnSample } from "./sampled.ts";
import { giveBlock, type Source, sourceOf, untilFailing } from "./source.ts";
import { isTruncated } from "./truncated.ts";

/** What an audit of the storage found, for people and for repair. */
export interface HoldingsReport {
  readonly stores: readonly StoreReport[];
  readonly storage: StorageReport;
  /** What each store gave of each holding: by the store's place, then the holding's. */
  readonly copies: readonly (readonly CopyEvidence[])[];
}

const LEAST: CopyPolicy = { minCopies: 1, minOperators: 1 };

/**
 * Asks every store for every holding, whole or by sample, hashes what they give, and holds it against the policy. The
 * stores are asked side by side: one that hangs holds up no other. Touches nothing but the stores. Never throws for
 * what a store does.
 */
export async function auditHoldings(
  stores: readonly Store[],
  holdings: readonly Holding[],
  auditing: HoldingsAuditing,
): Promise<HoldingsReport> {
  const sources = stores.map((store) => sourceOf(store, auditing.deadline));
  const drawn =
    auditing.sampling === undefined
      ? undefined
      : await drawSample(holdings, sources, { ...auditing.sampling, sha256: auditing.sha256 });
  const copies = await Promise.all(
    sources.map((source) => copiesOf(source, { holdings, sources, auditing, drawn })),
  );
  return reportHoldings(copies, { holdings, sources, auditing });
}

/** Words what is known of every copy. Asks the stores only to tell one kind of loss from another. */
export async function reportHoldings(
  copies: readonly (readonly CopyEvidence[])[],
  round: Omit<Round, "drawn">,
): Promise<HoldingsReport> {
  const { holdings, sources, auditing } = round;
  const reports = await Promise.all(sources.map((source, i) => storeReport(source, copies[i] ?? [], round)));
  const policy = auditing.policy ?? LEAST;
  const places = await placesOf(
    sources.map(({ store }) => store),
    (id, answer) => auditing.deadline?.begin(id)(answer) ?? answer,
  );
  const faults = holdings.flatMap((holding, h) => {
    const held = sources.flatMap(({ store }, s): HeldBy[] => {
      const copy = copies[s]?.[h];
      return copy === undefined ? [] : [{ store, copy }];
    });
    return keepingFaults(holding, held, { policy, places });
  });
  const lowest = lowestStep(reports.flatMap((report) => report.lowest ?? []));
  return {
    stores: reports,
    storage: {
      ...(auditing.sampling === undefined ? {} : { sampling: auditing.sampling }),
      ...(lowest === undefined ? {} : { lowest }),
      faults: byGravity(faults),
    },
    copies,
  };
}

interface Round {
  readonly holdings: readonly Holding[];
  readonly sources: readonly Source[];
  readonly auditing: HoldingsAuditing;
  readonly drawn?: DrawnSample | undefined;
}

const MOST_FAILURES = 3;

/** One store's copies, in the order of the holdings. */
async function copiesOf(source: Source, round: Round): Promise<readonly CopyEvidence[]> {
  const copies: CopyEvidence[] = [];
  const witness = claimsOf(source, round.auditing);
  let known: Holding | undefined;
  let failures = 0;
  for (const [at, holding] of round.holdings.entries()) {
    const copy =
      source.broken === undefined
        ? await readCopy(at, source, round)
        : notAsked(source, round.drawn === undefined);
    copies.push({ ...copy, ...(await witness(holding, copy)) });
    failures = copy.failure === undefined ? 0 : failures + 1;
    if (copy.failure === undefined && copy.verified > 0) known = holding;
    if (copy.failure !== undefined && source.broken === undefined)
      await decide(source, { why: copy.failure, known, failures }, round.auditing);
  }
  return copies;
}

function readCopy(
  at: number,
  source: Source,
  { holdings, sources, auditing, drawn }: Round,
): Promise<ReadCopy> {
  const { sha256, onBlock } = auditing;
  const told = { sha256, ...(onBlock === undefined ? {} : { onBlock }) };
  if (drawn !== undefined) return readSample(drawn[at] ?? [], source, told);
  const holding = holdings[at];
  if (holding === undefined) return Promise.resolve(notAsked(source, true));
  const others = sources.filter((other) => other !== source);
  return readWhole(holding, source, { ...told, others });
}

/**
 * Does the store answer for nothing, or only not for this? What it gave before tells: if it gives that again, it lives,
 * and the rest is asked. Without such a thing it gets a few more chances.
 */
async function decide(
  source: Source,
  { why, known, failures }: { why: ColophonError; known: Holding | undefined; failures: number },
  { sha256 }: HoldingsAuditing,
): Promise<void> {
  if (known === undefined) {
    if (failures >= MOST_FAILURES) source.giveUp(why);
    return;
  }
  try {
    await giveBlock(source, documentCid(known.digest), sha256);
  } catch {
    source.giveUp(why);
  }
}

/** The store's word and the index's, asked once for each root. */
function claimsOf(source: Source, { indexed, onNote }: HoldingsAuditing) {
  type Said = Pick<CopyEvidence, "claim" | "indexed">;
  let last: { root: string; said: Said } | undefined;
  const named = untilFailing(
    async (root: CID) => indexed?.(root, source.store),
    ({ message }) => onNote?.(`whether an index names ${source.store.id} could not be asked: ${message}`),
  );
  return async (holding: Holding, { failure }: ReadCopy): Promise<Said> => {
    if (failure !== undefined && source.broken !== undefined) return {};
    const digest = holding.root ?? holding.digest;
    if (last?.root !== digest) {
      const root = documentCid(digest);
      const claim = await source.claim(root);
      const isNamed = await named(root);
      const said = {
        ...(claim === undefined ? {} : { claim }),
        ...(isNamed === undefined ? {} : { indexed: isNamed }),
      };
      last = { root: digest, said };
    }
    return { ...last.said, ...(await ownClaim(holding, last.said.claim, source)) };
  };
}

/** An issue of a batch whose list is not pinned may be pinned by itself, as a repair does it. */
async function ownClaim(
  { digest, root = digest, alone = false }: Holding,
  claim: Claim | undefined,
  source: Source,
): Promise<Pick<CopyEvidence, "claim">> {
  if (claim === undefined || claim === "pinned" || root === digest || alone) return {};
  return (await source.claim(documentCid(digest))) === "pinned" ? { claim: "pinned" } : {};
}

async function storeReport(
  source: Source,
  copies: readonly CopyEvidence[],
  { holdings, sources, auditing }: Round,
): Promise<StoreReport> {
  const { store } = source;
  const faults: Fault[] = [];
  const total = { blocks: 0, verified: 0, missing: 0, corrupt: 0, bytes: 0 };
  const issues = [];
  const end = copies.findLastIndex(({ failure }) => failure === undefined);
  let unasked = 0;
  for (const [i, holding] of holdings.entries()) {
    const copy = copies[i];
    if (copy === undefined) continue;
    total.blocks += copy.blocks;
    total.verified += copy.verified;
    total.missing += copy.missing.length;
    total.corrupt += copy.corrupt.length;
    total.bytes += copy.bytes;
    const truncated = isDamaged(copy) && (await isTruncated(holding, copy, { sources, auditing }));
    faults.push(...copyFaults(holding, { store, copy, truncated }));
    // What failed before another answer was this issue's alone; so was the last, unless the store was given up.
    if (copy.failure !== undefined && (i < end || (source.broken === undefined && end >= 0)))
      faults.push(unanswered(holding, store, copy.failure));
    else if (copy.failure !== undefined) unasked += 1;
    if (holding.label !== undefined) {
      const { blocks, verified, claim, indexed } = copy;
      const said = {
        ...(claim === undefined ? {} : { claim }),
        ...(indexed === undefined ? {} : { indexed }),
      };
      const { label, digest } = holding;
      issues.push({ label, digest, step: stepOf(copy), ...said, blocks, verified });
    }
  }
  const why = source.broken ?? (unasked > 0 ? copies.at(-1)?.failure : undefined);
  if (why !== undefined) faults.push(stopped(store, why, unasked));
  const lowest = lowestStep(issues.map(({ step }) => step));
  return {
    ...{ id: store.id, operator: store.operator, ...total, issues },
    ...(lowest === undefined ? {} : { lowest }),
    faults: byGravity(faults),
  };
}
