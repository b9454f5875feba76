import { type EndorsementFile, EndorsementFiles } from "../adapters/disk/endorsement-files.ts";
import { type GradedEndorsement, gradeEndorsements } from "../audit/endorsed.ts";
import { type Endorsement, holdsAtLeast } from "../core/endorsement/endorsement.ts";
import { decodeEndorsement } from "../core/endorsement/file.ts";
import { isSignedByKey } from "../core/endorsement/signature.ts";
import { asFailure, fail, isFailure } from "../core/errors/error.ts";
import { finalBlock } from "../core/finality.ts";
import type { Chain, FinalityRule, Registry } from "../core/ports.ts";
import { type PublicationId, publicationKey, type PublicationRef } from "../core/publication.ts";
import type { Endorsements, Endorser, ToldEndorsement, ToldEndorsements } from "../server/endorsements.ts";
import type { Archive } from "../verify/archive.ts";
import { gradingOver, SIGNATURES } from "./endorsed-grading.ts";

/** Grades hold until the history grows; what could not be asked, or is ahead, is asked again after so long. */
const KEPT_MS = 60_000;
/** Of one endorser and publication, beyond those that a later one makes needless. */
const MOST_EACH = 50;

export interface EndorsementKeeping {
  readonly archive: Pick<Archive, "publication" | "entries">;
  readonly chain: Chain;
  readonly finality: FinalityRule;
  readonly registry: Registry;
  readonly endorsers: readonly Endorser[];
  /** Where the files lie. */
  readonly folder: string;
}

interface Graded {
  /** The history and the files that it is of. */
  readonly key: string;
  readonly at: number;
  readonly told: Promise<ToldEndorsements>;
}

/** Endorsements in a folder, graded by the archive's own history. */
export function keptEndorsements(keeping: EndorsementKeeping): Endorsements {
  const { endorsers, registry } = keeping;
  const files = new EndorsementFiles(keeping.folder);
  const graded = new Map<PublicationId, Graded>();
  const refOf = (id: PublicationId) => ({ chain: registry.chain, registry: registry.address, id });
  let last: Promise<unknown> = Promise.resolve();
  return {
    endorsers,
    async of(id) {
      const state = (await keeping.archive.publication(id))?.state;
      const version = await files.version().catch(failed);
      if (typeof version !== "string") return version;
      const key = `${state?.head} ${version}`;
      const known = graded.get(id);
      if (known?.key === key && Date.now() - known.at < KEPT_MS) return known.told;
      // Whoever asks meanwhile waits for the same answer: each costs a fold of the whole history.
      const told = keptOf(refOf(id), files).then((kept) => toldOf(refOf(id), kept, keeping), failed);
      graded.set(id, { key, at: Date.now(), told });
      told.catch(() => graded.delete(id));
      return told;
    },
    take(id, bytes) {
      // One after the other: each counts what is there.
      const taken = last.then(() => take(refOf(id), bytes, { files, keeping }));
      last = taken.catch(() => undefined);
      return taken;
    },
  };
}

/** Pages do without endorsements where they cannot be read. @throws what is no failure of ours */
function failed(error: unknown): ToldEndorsements {
  if (!isFailure(error)) throw error;
  return { endorsements: [], forks: [], failure: asFailure(error) };
}

async function keptOf(ref: PublicationRef, files: EndorsementFiles): Promise<readonly EndorsementFile[]> {
  const key = publicationKey(ref);
  return (await files.all()).filter(({ endorsement }) => publicationKey(endorsement.publication) === key);
}

async function toldOf(
  ref: PublicationRef,
  kept: readonly EndorsementFile[],
  keeping: EndorsementKeeping,
): Promise<ToldEndorsements> {
  if (kept.length === 0) return { endorsements: [], forks: [] };
  const all = kept.map(({ endorsement }) => endorsement);
  try {
    const { graded, forks } = await grade(ref, all, keeping);
    // What nobody has signed may have been put into the folder: it says nothing of anybody.
    const signed = graded.filter((one) => one.grade !== "not-signed");
    return { endorsements: signed.map((one) => told(one, keeping)), forks };
  } catch (error) {
    if (!isFailure(error)) throw error;
    // That a key has signed needs no node; a contract's word does, and that of nobody cannot be told from it.
    const endorsements = all.map((statement) => {
      const by = isSignedByKey(statement, SIGNATURES) ? ({ by: "key" } as const) : {};
      return told({ statement, grade: "unknown", ...by }, keeping);
    });
    return { endorsements, forks: [], failure: asFailure(error) };
  }
}

function grade(ref: PublicationRef, all: readonly Endorsement[], keeping: EndorsementKeeping) {
  const atHand = async () => (await keeping.archive.entries(ref.id)).map(({ entry }) => entry);
  return gradeEndorsements(ref, all, { ...gradingOver(keeping), atHand });
}

function told(
  {
    statement,
    grade: found,
    by,
    expected,
  }: Pick<GradedEndorsement, "statement" | "grade" | "by" | "expected">,
  { endorsers }: EndorsementKeeping,
): ToldEndorsement {
  const endorser = endorsers.find(({ address }) => address === statement.endorser);
  return {
    ...{ statement, grade: found },
    ...(by === undefined ? {} : { by }),
    ...(expected === undefined ? {} : { expected }),
    ...(endorser === undefined ? {} : { endorser }),
  };
}

async function take(
  ref: PublicationRef,
  bytes: Uint8Array,
  { files, keeping }: { readonly files: EndorsementFiles; readonly keeping: EndorsementKeeping },
): Promise<ToldEndorsement> {
  const name = "what was sent";
  const endorsement = decodeEndorsement(bytes, name);
  const [got, expected] = [publicationKey(endorsement.publication), publicationKey(ref)];
  if (got !== expected) fail("ENDORSEMENT_FOREIGN", { name, got, expected });
  const { endorser } = endorsement;
  if (!keeping.endorsers.some(({ address }) => address === endorser)) fail("ENDORSER_UNKNOWN", { endorser });
  await assertSigned(endorsement, keeping);
  const { graded } = await grade(ref, [endorsement], keeping);
  const [one] = graded;
  if (one?.by === undefined) return fail("ENDORSEMENT_UNCHECKED", { endorser });
  await keep(one, { ref, files, keeping });
  return told(one, keeping);
}

/**
 * Before anything is folded: a stranger can put any name on a file, and that must cost no more than a signature's check.
 *
 * @throws ENDORSEMENT_UNSIGNED | ENDORSEMENT_UNCHECKED
 */
async function assertSigned(endorsement: Endorsement, keeping: EndorsementKeeping): Promise<void> {
  const { chain, finality } = keeping;
  const { endorser } = endorsement;
  if (isSignedByKey(endorsement, SIGNATURES)) return;
  try {
    const at = await finalBlock(chain, finality);
    if (await gradingOver(keeping).contractTakes(endorsement, at)) return;
  } catch (error) {
    fail("ENDORSEMENT_UNCHECKED", { endorser }, asFailure(error));
  }
  fail("ENDORSEMENT_UNSIGNED", { endorser });
}

/** A history that has the later head has the earlier one, too: an endorser's older word is needless beside it. */
async function keep(
  one: GradedEndorsement,
  {
    ref,
    files,
    keeping,
  }: { readonly ref: PublicationRef; readonly files: EndorsementFiles; readonly keeping: EndorsementKeeping },
): Promise<void> {
  const { endorser } = one.statement;
  const own = (await keptOf(ref, files)).filter(({ endorsement }) => endorsement.endorser === endorser);
  const statements = own.map(({ endorsement }) => endorsement);
  const { graded } = one.grade === "agrees" ? await grade(ref, statements, keeping) : { graded: [] };
  const needless = own.filter(
    ({ endorsement }, at) => graded[at]?.grade === "agrees" && isImplied(endorsement, one.statement),
  );
  if (own.length - needless.length >= MOST_EACH && !own.some(({ endorsement }) => isSame(endorsement, one)))
    fail("ENDORSEMENTS_FULL", { endorser, limit: MOST_EACH });
  const name = await files.keep(one.statement);
  const again = own.filter(({ endorsement }) => isSame(endorsement, one));
  for (const file of new Set([...needless, ...again])) if (file.name !== name) await files.remove(file);
}

function isImplied(earlier: Endorsement, later: Endorsement): boolean {
  return earlier.entries <= later.entries && holdsAtLeast(later, earlier.holds);
}

function isSame(kept: Endorsement, { statement }: GradedEndorsement): boolean {
  return kept.entries === statement.entries && kept.head === statement.head && kept.holds === statement.holds;
}
