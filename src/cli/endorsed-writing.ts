import { gradeEndorsements, type GradedEndorsement } from "../audit/endorsed.ts";
import { nodeSha256 } from "../adapters/node/sha256.ts";
import type { Digest } from "../core/digest.ts";
import { type Endorsement, HOLDS, holdsAtLeast } from "../core/endorsement/endorsement.ts";
import { lastEntryAbout } from "../core/endorsement/reach.ts";
import { fail } from "../core/errors/error.ts";
import { foldAll } from "../core/history/fold.ts";
import { counted } from "../core/plural.ts";
import type { Endorsable } from "../core/proof/endorsed.ts";
import type { WrittenProof } from "../core/proof/write.ts";
import { publicationRef } from "../core/publication.ts";
import type { Reading } from "./compose.ts";
import { atArchive, recordedIn } from "./endorsed-copy.ts";
import { about, type Named, readGiven, type SetAside } from "./endorsed-files.ts";
import type { Output } from "./output.ts";

/** What goes into a proof if there is room for it, and what does not, and why. */
export interface Offered {
  readonly endorsable: Endorsable;
  readonly named: readonly Named[];
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
  readonly setAside: readonly SetAside[];
}

/**
 * Of what others have signed, what can be checked with the proof alone: signed by a key, over a head of the registry's
 * history that covers the issue and how it stands.
 *
 * @throws SOURCE_MISSING | SOURCE_UNREADABLE | CHAIN_UNREACHABLE | LABEL_UNARCHIVED
 */
export async function offeredFor(
  digest: Digest,
  paths: readonly string[],
  reading: Pick<Reading, "archive" | "chain" | "finality" | "registry">,
): Promise<Offered> {
  const { archive, registry } = reading;
  const catalogued = await archive.catalogued(digest);
  if (catalogued === undefined) return fail("LABEL_UNARCHIVED", { label: digest });
  const { publication: id, entry } = catalogued;
  const ref = publicationRef(registry.chain, registry.address, id);
  const { named, setAside } = about(await readGiven(paths), ref);
  const all = await gradeEndorsements(
    ref,
    named.map(({ endorsement }) => endorsement),
    atArchive(reading, id),
  );
  const reach = lastEntryAbout(all.entries, await recordedIn(archive, digest, entry));
  const nameOf = new Map(named.map(({ name, endorsement }) => [endorsement, name]));
  const statements: Endorsement[] = [];
  const leftOut: { name: string; why: string }[] = [];
  for (const graded of all.graded.toSorted((a, b) => inOrder(a.statement, b.statement))) {
    const why = unfit(graded, reach, statements);
    if (why === undefined) statements.push(graded.statement);
    else leftOut.push({ name: nameOf.get(graded.statement) ?? "", why });
  }
  const before = foldAll(ref, all.entries.slice(0, entry - 1), nodeSha256).head;
  return {
    endorsable: { before, entries: all.entries.slice(entry - 1), statements },
    ...{ named, leftOut, setAside },
  };
}

/** Those first that need the fewest entries, and of these who hold the most. */
function inOrder(a: Endorsement, b: Endorsement): number {
  return a.entries - b.entries || HOLDS.indexOf(b.holds) - HOLDS.indexOf(a.holds);
}

function unfit(
  { statement, grade, says, by }: GradedEndorsement,
  reach: number | undefined,
  taken: readonly Endorsement[],
): string | undefined {
  if (grade !== "agrees") return says;
  if (by !== "key") return "a contract has signed it, which only a chain can say";
  if (reach === undefined) return "the entries of the history could not be had, or do not show the issue";
  if (statement.entries < reach)
    return `it reaches entry ${statement.entries}, and the last about the issue is entry ${reach}`;
  const isSaid = taken.some(
    (one) => one.endorser === statement.endorser && holdsAtLeast(one, statement.holds),
  );
  return isSaid ? "the same endorser says as much with fewer entries" : undefined;
}

interface Written {
  readonly in: readonly Named[];
  readonly leftOut: Offered["leftOut"];
  readonly setAside: readonly SetAside[];
}

export function writtenOf(
  { endorsable, named, leftOut, setAside }: Offered,
  { left = [] }: WrittenProof,
): Written {
  const isLeft = new Set(left);
  const offered = new Set(endorsable.statements);
  const ours = named.filter(({ endorsement }) => offered.has(endorsement));
  const why = "there is no room for it: the file would have more than 16 KiB";
  return {
    in: ours.filter(({ endorsement }) => !isLeft.has(endorsement)),
    leftOut: [
      ...leftOut,
      ...ours.flatMap(({ name, endorsement }) => (isLeft.has(endorsement) ? [{ name, why }] : [])),
    ],
    setAside,
  };
}

/** `endorsements` of `proof --json`. */
export function writtenReport({ in: held, leftOut, setAside }: Written) {
  return {
    in: held.map(({ name, endorsement: { endorser, entries, head, holds } }) => ({
      ...{ file: name, endorser, entries, head, holds },
    })),
    leftOut: leftOut.map(({ name, why }) => ({ file: name, why })),
    setAside: setAside.map(({ name, failure: { code, message } }) => ({ file: name, code, message })),
  };
}

export function showWritten({ in: held, leftOut, setAside }: Written, output: Output): void {
  output.line(`  with ${counted(held.length, "endorsement")}`);
  for (const { name, endorsement } of held)
    output.line(`    ${endorsement.endorser}, up to entry ${endorsement.entries} (${name})`);
  for (const { name, why } of leftOut) output.line(`  left out: ${name}: ${why}`);
  for (const { failure } of setAside) output.line(`  left out: ${failure.message}`);
}
