import type { Address } from "../core/address.ts";
import { holdsAtLeast } from "../core/endorsement/endorsement.ts";
import type { Policy, PolicyOutcome } from "../core/endorsement/policy.ts";
import { counted } from "../core/plural.ts";
import { minute } from "../verify/wording.ts";
import type { Checked, Endorsed } from "./endorsed-copy.ts";
import { setAsideReport } from "./endorsed-files.ts";
import { holdsText } from "./endorsement-words.ts";
import { wrapped } from "./format.ts";
import { type Output, paint } from "./output.ts";

/** Beyond so many, those who are nobody to the reader are counted. */
const SHOWN = 5;

type Told = Pick<Endorsed, "reach" | "issue" | "policy">;

/** `endorsements` of `verify --json`. */
export function endorsedReport(endorsed: Endorsed | undefined) {
  if (endorsed === undefined) return { outcome: "unknown", says: NO_RECORD };
  const { issue, reach, checked, others, setAside, policy, outcome, problem, later } = endorsed;
  return {
    ...{ entry: issue.entry, reach },
    ...(policy === undefined || outcome === undefined
      ? {}
      : { policy, ...outcome, says: headline(endorsed, policy, outcome) }),
    ...(problem === undefined ? {} : { problem }),
    ...(later === undefined ? {} : { later }),
    statements: checked.map(({ name, graded: { statement, block, ...rest } }) => ({
      ...{ file: name, ...statement, ...rest, onBlock: block },
      covers: rest.grade === "agrees" && reach !== undefined && statement.entries >= reach,
    })),
    ...(policy === undefined ? {} : { others }),
    setAside: setAsideReport(setAside),
  };
}

const NO_RECORD = "no final record of this copy is known that anybody could have endorsed";

const KEEP =
  "Keep the proof of the fork: colophon endorsements check <files> --trust <whom> --forks <folder>";

/** Before the verdict: whoever is told of a fork only at the end may have stopped reading. */
export function showFork(endorsed: Endorsed | undefined, output: Output): void {
  if (endorsed?.outcome?.outcome !== "contradicted" || endorsed.policy === undefined) return;
  const { trusted } = endorsed.policy;
  output.line(paint(["bold", "red"], "Fork: somebody whom you trust has signed another history."));
  for (const { name, graded } of endorsed.checked) {
    const { statement, grade, expected } = graded;
    if (grade !== "conflicts" || !trusted.includes(statement.endorser)) continue;
    output.line(`  after entry ${statement.entries}, ${statement.endorser} has signed (${name}) the head`);
    output.line(`    ${statement.head}`);
    output.line(`  and the registry's history, as it was told here, has there`);
    output.line(`    ${expected}`);
  }
  output.line(
    text(
      "  One of the two is not the registry's: they were shown another chain or have signed what is not so, or the node that was asked here shows one. That says nothing against the copy; the verdict on it, by what was told here:",
      "  ",
    ),
  );
  output.line();
}

/** After the verdict, and beside it: who has signed, and what is missing. */
export function showEndorsed(endorsed: Endorsed | undefined, output: Output): void {
  output.line();
  if (endorsed === undefined) return output.line(`No endorsement counts here: ${NO_RECORD}.`);
  const { checked, others, policy, outcome, later } = endorsed;
  if (policy !== undefined && outcome !== undefined) {
    const colour =
      outcome.outcome === "met" ? "green" : outcome.outcome === "contradicted" ? "red" : "yellow";
    output.line(paint(colour, text(headline(endorsed, policy, outcome), "")));
    for (const one of policy.trusted) output.line(lineOf(one, endorsed, policy));
    if (others > 0) output.line(`  and ${counted(others, "endorsement")} by others, which change nothing`);
    if (outcome.outcome === "contradicted") output.line(text(`  ${KEEP}`, "  "));
  } else showNobodys(checked, endorsed, output);
  if (later !== undefined)
    output.line(
      text(
        `  Entry ${later}, after the block of this proof, is about this issue, too: take a newer one.`,
        "  ",
      ),
    );
  showSetAside(endorsed, output);
}

function headline({ reach, issue }: Told, policy: Policy, { outcome, agreeing, entries }: PolicyOutcome) {
  const last = `entry ${reach ?? issue.entry}`;
  const count = `${agreeing.length} of the ${policy.trusted.length} whom you trust (you ask for ${policy.threshold})`;
  switch (outcome) {
    case "met":
      return `Endorsed by ${count}, up to entry ${entries}: the last that is about this issue is ${last}.`;
    case "unmet":
      return `Not endorsed as you ask: only ${count} ${agreeing.length === 1 ? "has" : "have"} signed up to ${last}, the last that is about this issue. That says nothing against the copy.`;
    case "unknown":
      return `Whether it is endorsed as you ask could not be checked: it is known of ${count}. That says nothing against the copy.`;
    case "contradicted":
      return `Endorsed by ${count}, but one whom you trust has signed another history. That says nothing against the copy.`;
    default:
      return outcome satisfies never;
  }
}

/** What weighs most of what one has signed. */
function lineOf(who: Address, endorsed: Endorsed, policy: Policy): string {
  const own = endorsed.checked.filter(({ graded }) => graded.statement.endorser === who);
  const isForged = ({ graded }: Checked) => Number(graded.grade === "not-signed");
  const standings = own
    .toSorted((a, b) => isForged(a) - isForged(b) || b.graded.statement.entries - a.graded.statement.entries)
    .map((one) => standingOf(one, endorsed, policy));
  const [best] = standings.toSorted((a, b) => ORDER.indexOf(a.sign) - ORDER.indexOf(b.sign));
  const { sign, says } = best ?? { sign: "-", says: "nothing that they have signed was given" };
  return text(`  ${paint(COLOURS[sign], sign)} ${who}: ${says}`, "    ");
}

const ORDER = ["✗", "✓", "?", "-"] as const;
const COLOURS = { "✗": "red", "✓": "green", "?": "yellow", "-": "dim" } as const;

function standingOf(
  { name, graded: { statement, grade, says } }: Checked,
  { reach, problem }: Endorsed,
  policy: Policy,
): { readonly sign: (typeof ORDER)[number]; readonly says: string } {
  const { entries, holds, seen } = statement;
  const copies = holds === "none" ? "" : `, and says that they ${holdsText(holds)}`;
  const signed = `has signed up to entry ${entries}${copies}, ${minute(seen)} by their clock`;
  if (grade === "conflicts") return { sign: "✗", says: `has signed another head after entry ${entries}` };
  if (grade === "not-signed")
    return { sign: "-", says: `${name} is in their name, and they have not signed it` };
  if (grade === "unknown") return { sign: "?", says: `${name}: ${says}` };
  if (reach === undefined)
    return { sign: "?", says: `${signed}; but ${problem ?? "nothing shows the issue"}` };
  if (entries < reach) return { sign: "-", says: `${signed}, and not up to entry ${reach}` };
  if (!holdsAtLeast(statement, policy.holds))
    return { sign: "-", says: `${signed}; you ask for more (--holds ${policy.holds})` };
  return { sign: "✓", says: signed };
}

function showNobodys(checked: readonly Checked[], { reach }: Endorsed, output: Output): void {
  const given = counted(checked.length, "endorsement");
  output.line(text(`${given} given. Nobody is trusted (--trust), so that they change no verdict:`, ""));
  for (const { name, graded } of checked.slice(0, SHOWN)) {
    const { statement, grade, says, by } = graded;
    const covers = reach !== undefined && statement.entries >= reach;
    const what = grade !== "agrees" ? says : covers ? "covers this issue" : "does not reach this issue";
    const who = by === undefined ? `in the name of ${statement.endorser}` : statement.endorser;
    output.line(text(`  - ${name}, ${who}, up to entry ${statement.entries}: ${what}`, "    "));
  }
  if (checked.length > SHOWN) output.line(`  and ${checked.length - SHOWN} more`);
}

function showSetAside({ setAside }: Endorsed, output: Output): void {
  const foreign = setAside.filter(({ failure }) => failure.code === "ENDORSEMENT_FOREIGN").length;
  if (foreign > 0) output.line(`  ${counted(foreign, "endorsement")} set aside: about other publications`);
  const broken = setAside.filter(({ failure }) => failure.code !== "ENDORSEMENT_FOREIGN");
  for (const { failure } of broken.slice(0, SHOWN))
    output.line(text(`  set aside: ${failure.message}`, "    "));
  if (broken.length > SHOWN) output.line(`  and ${broken.length - SHOWN} more that are no endorsements`);
}

function text(line: string, indent: string): string {
  return wrapped(line, process.stdout.columns, indent);
}
