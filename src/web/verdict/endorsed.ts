import { portableKeccak256 } from "../../core/batch/keccak256.ts";
import type { Endorsement } from "../../core/endorsement/endorsement.ts";
import type { ProvenIssue } from "../../core/proof/verify.ts";
import { element } from "../element.ts";
import { SAYS } from "../says.ts";

/**
 * Who has signed the history that a proof carries, with what came of checking each signature by its key. Whom to believe,
 * the page does not know: it changes no verdict. Nothing where the proof carries none.
 */
export async function endorsedView(proven: ProvenIssue): Promise<readonly HTMLElement[]> {
  const { statements, reach } = proven.endorsements ?? { statements: [], reach: 0 };
  if (statements.length === 0) return [];
  // Curves are for those alone who bring such a proof.
  const [{ isSignedByKey }, { recover }] = await Promise.all([
    import("../../core/endorsement/signature.ts"),
    import("../../core/signed-statement/recover.ts"),
  ]);
  const last = Math.max(reach, proven.reach);
  const signatures = { keccak: portableKeccak256, recover };
  const lines = statements.map((one) => (isSignedByKey(one, signatures) ? signed(one, last) : unknown(one)));
  const says = SAYS.proof.endorsed;
  return [
    element(
      "section",
      { "data-endorsed": String(statements.length) },
      element("h3", {}, says.title),
      element("p", { class: "quiet" }, says.lead),
      element("ul", {}, ...lines),
    ),
  ];
}

function signed({ endorser, entries, holds, seen }: Endorsement, last: number): HTMLElement {
  const says = SAYS.proof.endorsed;
  const isLast = entries >= last;
  const told = `${says.signed(entries, SAYS.time(seen))}${says.holds[holds]}${isLast ? says.covers : says.before(last)}`;
  return element("li", { "data-grade": isLast ? "covers" : "before" }, account(endorser), told);
}

function unknown({ endorser, entries }: Endorsement): HTMLElement {
  const says = SAYS.proof.endorsed;
  return element("li", { "data-grade": "unknown" }, says.inTheName, account(endorser), says.unknown(entries));
}

function account(address: string): HTMLElement {
  return element("code", { class: "hash" }, address);
}
