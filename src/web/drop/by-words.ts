import { type Checked, checkByWords, type Checking } from "../check-file.ts";
import { element } from "../element.ts";
import { SAYS } from "../says.ts";
import type { Outcome } from "../verdict/outcome.ts";
import { verdictView } from "../verdict/verdict-view.ts";

const says = SAYS.exact;

interface Given {
  readonly file: File;
  readonly checked: Checked;
  readonly checking: Checking;
}

/**
 * By digest, name and size alone a changed copy under another name is not found: until its words have been compared, no
 * more is said of a file than that this very one is not there.
 */
export function notByHash<C extends Pick<Checked, "report">>(checked: C): C {
  const { report } = checked;
  const found = nothingAlike(checked);
  if (found === undefined) return checked;
  const { namesake } = found.evidence;
  const explanation = typeof namesake === "string" ? says.namesake(namesake) : says.explained;
  const checks = report.checks.map((one) => (one === found ? { ...one, says: says.check } : one));
  return { ...checked, report: { ...report, headline: says.headline, explanation, checks } };
}

function nothingAlike({ report }: Pick<Checked, "report">) {
  if (report.verdict !== "not-anchored") return undefined;
  return report.checks.find(({ reason }) => reason === "nothing-alike");
}

/** Right below the answer, the offer to compare by words; what that finds takes the answer's place. */
export function offering({ headline, nodes }: Outcome, { file, checked, checking }: Given): Outcome {
  if (nothingAlike(checked) === undefined) return { headline, nodes };
  const told = headline === says.headline ? { headline, brief: says.brief } : { headline };
  const { byPassages } = checking;
  if (byPassages === undefined) {
    const none = element("p", { class: "quiet", "data-no-words": "" }, says.noIndex);
    return { ...told, nodes: [...nodes.slice(0, 1), none, ...nodes.slice(1)] };
  }
  const answer = element("div", {}, ...nodes.slice(0, 1));
  const rest = element("div", {}, ...nodes.slice(1));
  const offer = byPassages(file, async (match) => {
    const { report, held } = await checkByWords(file, { held: checked.held, match }, checking);
    if (report.verdict !== "altered") return false;
    const [first, ...more] = verdictView(report, { held });
    answer.replaceChildren(...(first === undefined ? [] : [first]));
    rest.replaceChildren(...rest.querySelectorAll(":scope > .parts"), ...more);
    answer.querySelector<HTMLElement>("h2")?.focus();
    return true;
  });
  return { ...told, nodes: [answer, offer, rest] };
}
