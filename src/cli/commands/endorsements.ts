import { join } from "node:path";
import { nodeSha256 } from "../../adapters/node/sha256.ts";
import { type GradedAll, gradeEndorsements, type GradedEndorsement } from "../../audit/endorsed.ts";
import type { Endorsement } from "../../core/endorsement/endorsement.ts";
import { decodeFork, type ForkShown, LARGEST_FORK, verifyFork } from "../../core/endorsement/fork.ts";
import { judgePolicy, type Policy, type PolicyOutcome } from "../../core/endorsement/policy.ts";
import { fail, failure } from "../../core/errors/error.ts";
import { counted } from "../../core/plural.ts";
import { publicationKey, type PublicationRef } from "../../core/publication.ts";
import { minute } from "../../verify/wording.ts";
import { openMirrors } from "../audit-from.ts";
import {
  type Named,
  policyOf,
  readGiven,
  type SetAside,
  setAsideReport,
  type TrustOptions,
} from "../endorsed-files.ts";
import { forksReport, keepForks, type Kept, showForks } from "../endorsed-forks.ts";
import { gradingOver, SIGNATURES } from "../endorsed-grading.ts";
import { holdsText } from "../endorsement-words.ts";
import { archiveAtHand, type MirrorPlaceOptions, openRegistry, placeOf } from "../mirror-place.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output, paint } from "../output.ts";
import { nodesReport, showNodes } from "../show-nodes.ts";
import { readBounded } from "../signed-file.ts";

export interface CheckOptions extends CommonOptions, MirrorPlaceOptions, TrustOptions {
  readonly from?: readonly string[];
  readonly forks?: string;
}

const EXITS = { met: 0, unmet: 3, unknown: 3, contradicted: 1 } as const;

/** `colophon endorsements check <files...>` */
export async function checkEndorsements(files: readonly string[], options: CheckOptions): Promise<number> {
  const output = createOutput(options.json);
  const policy = await policyOf(options);
  const { named, setAside } = await readGiven(files);
  const ref = oneOf(named, setAside);
  const atHand = archiveAtHand(options);
  const place = atHand ?? placeOf(ref, options);
  await using open = await openRegistry(place, options);
  const { registry } = open;
  const expected = publicationKey({ chain: registry.chain, registry: registry.address, id: ref.id });
  if (publicationKey(ref) !== expected)
    fail("ENDORSEMENT_FOREIGN", { name: named[0]?.name ?? "", got: publicationKey(ref), expected });
  await using mirrors = options.from === undefined ? undefined : await openMirrors(options.from);
  const all = await gradeEndorsements(
    ref,
    named.map(({ endorsement }) => endorsement),
    { ...gradingOver(open), ...(mirrors === undefined ? {} : { mirrorOf: mirrors.mirrorOf }) },
  );
  const outcome = policy === undefined ? undefined : judgePolicy(policy, all.graded);
  const folder = options.forks ?? (atHand === undefined ? undefined : join(atHand.folder, "forks"));
  const forks = await keepForks(all, folder, policy);
  const nodes = nodesReport(open.nodes());
  if (output.json) output.document(documentOf(all, { named, setAside, outcome, forks, nodes }));
  showGraded(all, named, output);
  for (const { failure } of setAside) output.line(`${paint("yellow", "?")} ${failure.message}`);
  showForks(forks, output);
  if (policy !== undefined && outcome !== undefined) showOutcome(policy, outcome, output);
  showNodes(nodes, output);
  return outcome === undefined ? exitOf(all.graded, setAside) : EXITS[outcome.outcome];
}

/** Without a policy every file counts. */
function exitOf(graded: readonly GradedEndorsement[], setAside: readonly SetAside[]): number {
  const grades = new Set(graded.map(({ grade }) => grade));
  if (grades.has("conflicts") || grades.has("not-signed")) return 1;
  return grades.has("unknown") || setAside.length > 0 ? 3 : 0;
}

/** @throws ENDORSEMENT_FOREIGN when they are not all about one publication; what is wrong with the only one there is */
function oneOf(named: readonly Named[], [other]: readonly SetAside[]): PublicationRef {
  const [first] = named;
  if (first === undefined)
    throw (
      other?.failure ??
      failure("USAGE_INVALID", { problem: "no endorsement is in the folders that are named" })
    );
  const { publication } = first.endorsement;
  const expected = publicationKey(publication);
  for (const { name, endorsement } of named) {
    const got = publicationKey(endorsement.publication);
    if (got !== expected) fail("ENDORSEMENT_FOREIGN", { name, got, expected });
  }
  return publication;
}

interface Told {
  readonly named: readonly Named[];
  readonly setAside: readonly SetAside[];
  readonly outcome: PolicyOutcome | undefined;
  readonly forks: readonly Kept[];
  readonly nodes: ReturnType<typeof nodesReport>;
}

function documentOf({ block, state, graded }: GradedAll, { named, setAside, outcome, forks, nodes }: Told) {
  return {
    registry: { block, entries: state.entries, head: state.head },
    endorsements: graded.map(({ statement, block: onBlock, ...rest }, at) => ({
      ...{ file: named[at]?.name, ...statement },
      ...{ ...rest, onBlock },
    })),
    setAside: setAsideReport(setAside),
    forks: forksReport(forks),
    ...(outcome === undefined ? {} : { policy: outcome }),
    ...(nodes === undefined ? {} : { nodes }),
  };
}

const SIGNS = {
  agrees: ["green", "✓"],
  conflicts: ["red", "✗"],
  "not-signed": ["red", "✗"],
  unknown: ["yellow", "?"],
} as const;

function showGraded({ block, state, graded }: GradedAll, named: readonly Named[], output: Output): void {
  for (const [at, { statement, grade, says, by, block: onBlock }] of graded.entries()) {
    const [colour, sign] = SIGNS[grade];
    output.line(`${paint(colour, sign)} ${named[at]?.name}`);
    output.line(`    ${saidBy(statement, by !== undefined)}`);
    output.line(`    ${says}${by === "contract" ? " (signed by a contract, as of the block below)" : ""}`);
    if (onBlock === "other" && by !== undefined)
      output.line(
        `    block ${statement.block.number} has another hash here: its endorser has followed another branch of the chain, or says so`,
      );
  }
  output.line();
  output.line(
    `The registry was asked as of block ${block.number}, ${minute(block.time)}: ${counted(state.entries, "entry", "entries")}.`,
  );
}

/** What nobody has signed is told in nobody's name. */
function saidBy({ endorser, entries, seen, holds }: Endorsement, isSigned: boolean): string {
  const who = isSigned ? endorser : `in the name of ${endorser}`;
  return `${who}: "I have seen entry ${entries}, and ${holdsText(holds)}", ${minute(seen)} by their clock`;
}

function showOutcome(
  { threshold, trusted }: Policy,
  { outcome, agreeing, entries }: PolicyOutcome,
  output: Output,
): void {
  const count = `${agreeing.length} of ${trusted.length}`;
  const needed = `${threshold} ${threshold === 1 ? "is" : "are"} needed`;
  output.line();
  switch (outcome) {
    case "met":
      return output.line(paint("green", `Endorsed by ${count}, and ${needed}: up to entry ${entries}.`));
    case "unmet":
      return output.line(
        paint("yellow", `Endorsed by ${count}; ${needed}. That says nothing against the history.`),
      );
    case "unknown":
      return output.line(paint("yellow", `Endorsed by ${count}; ${needed}, and not all could be checked.`));
    case "contradicted":
      return output.line(
        paint(
          "red",
          "Somebody whom you trust has signed another head than the registry has here: they have seen a fork or signed what is not so, or the node that was asked shows one.",
        ),
      );
  }
}

/** `colophon endorsements fork <file>` */
export async function checkFork(file: string, options: { readonly json: boolean }): Promise<number> {
  const output = createOutput(options.json);
  const fork = decodeFork(await readBounded(file, LARGEST_FORK), file);
  const shown = verifyFork(fork, file, { sha256: nodeSha256, ...SIGNATURES });
  const { earlier, later } = fork;
  const isProved = shown.signedByKey.earlier && shown.signedByKey.later;
  if (output.json)
    output.document({
      ...{ file, proved: isProved, ...shown, publication: earlier.publication },
      ...{ endorsers: [earlier.endorser, later.endorser], entries: [earlier.entries, later.entries] },
      heads: [earlier.head, later.head],
    });
  output.line(
    `${paint(isProved ? "red" : "yellow", isProved ? "A fork" : "Could not check all of it")}: two heads of publication ${publicationKey(earlier.publication)} that cannot be of one history`,
  );
  for (const [one, signed] of [
    [earlier, shown.signedByKey.earlier],
    [later, shown.signedByKey.later],
  ] as const)
    output.line(
      `    ${one.endorser}, entry ${one.entries}, head ${one.head}${signed ? "" : ": not signed by that account's key; a contract may have, which a chain has to say"}`,
    );
  output.line();
  output.line(meaning(shown));
  return isProved ? 0 : 3;
}

function meaning({ sameEndorser }: ForkShown): string {
  return sameEndorser
    ? "One and the same endorser has signed both: they have signed what is not so, or were shown two chains. Which of the two is the registry's, a node has to say: colophon endorsements check."
    : "One of the two has signed what is not so, or was shown another chain. Which of the two, a node has to say: colophon endorsements check.";
}
