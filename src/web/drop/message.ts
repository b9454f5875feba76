import PostalMime from "postal-mime";
import type { CheckStatus, VerdictName } from "../../core/verdict.ts";
import { checkFile, type Checked } from "../check-file.ts";
import { element } from "../element.ts";
import { SAYS } from "../says.ts";
import { statusIcon } from "../verdict/icons.ts";
import { verdictView } from "../verdict/verdict-view.ts";
import type { Outcome } from "../verdict/outcome.ts";
import type { Asked } from "./asked.ts";
import { areTold, type PartsTold, tellParts } from "./parts.ts";

interface Found {
  readonly part: File;
  readonly report: Checked["report"];
}

const MOST_BYTES = 64 * 1024 * 1024;
const MOST_PARTS = 50;

/**
 * An e-mail that is not archived byte for byte may still carry what is: its texts and attachments are each held against
 * the archive. `whole` is what the message itself came to.
 *
 * @throws as `checkFile`
 */
export async function checkMessage(file: File, whole: Checked, { steps, checking }: Asked): Promise<Outcome> {
  const { report, held } = whole;
  const own = { headline: report.headline, nodes: verdictView(report, { held }) };
  if (file.size > MOST_BYTES) return own;
  const found: Found[] = [];
  for (const part of (await partsOf(file)).slice(0, MOST_PARTS))
    found.push({ part, report: (await checkFile(part, steps, checking)).report });
  const verdicts = found.map((one) => one.report.verdict);
  if (!areTold(verdicts)) return own;
  const parts = tellParts(report.verdict, verdicts);
  const list = element(
    "section",
    { class: "parts", "data-parts": String(parts.known), "data-unchecked": String(parts.unchecked) },
    element("h3", {}, SAYS.mail.carries),
    element("ul", { class: "checks" }, ...found.map(partRow)),
  );
  for (const told of sentences(parts))
    own.nodes[0]?.lastChild?.appendChild(element("p", { class: "notice" }, told));
  return {
    headline:
      parts.intact === 0 ? report.headline : SAYS.mail.intact(report.headline, parts.intact, found.length),
    nodes: [...own.nodes.slice(0, 1), list, ...own.nodes.slice(1)],
  };
}

function sentences({ known, unchecked, elsewhere, isUnlikeWhole }: PartsTold): readonly string[] {
  return [
    ...(known > 0 && isUnlikeWhole ? [SAYS.mail.known(known)] : []),
    ...(elsewhere > 0 && isUnlikeWhole ? [SAYS.mail.elsewhere(elsewhere)] : []),
    ...(unchecked > 0 ? [SAYS.mail.unchecked(unchecked)] : []),
  ];
}

/** Of a part that is nowhere nothing is said against it: it may be the mail program's own. */
const STATUS: Record<VerdictName, CheckStatus> = {
  authentic: "pass",
  "authentic-but": "pass",
  altered: "fail",
  "not-anchored": "skipped",
  "could-not-check": "unknown",
};

function partRow({ part, report }: Found): HTMLElement {
  const { issue, headline, explanation, verdict } = report;
  const link =
    issue === undefined
      ? undefined
      : element("a", { href: `/issues/${issue.digest}` }, element("bdi", {}, issue.title));
  const status = STATUS[verdict];
  return element(
    "li",
    { class: `check-row status-${status}`, "data-part": verdict },
    statusIcon(status),
    element(
      "div",
      {},
      element(
        "p",
        { class: "question" },
        element("bdi", {}, part.name),
        " ",
        element("span", { class: "answer" }, headline),
      ),
      element("p", {}, explanation, " ", link),
    ),
  );
}

/** The texts as a page and as plain words, then the attachments, as files. What is no e-mail has no parts. */
async function partsOf(file: File): Promise<readonly File[]> {
  let mail: Awaited<ReturnType<typeof PostalMime.parse>>;
  try {
    mail = await PostalMime.parse(await file.arrayBuffer());
  } catch {
    return [];
  }
  const texts = [
    ...(mail.html === undefined ? [] : [new File([mail.html], "index.html", { type: "text/html" })]),
    ...(mail.text === undefined ? [] : [new File([mail.text], "message.txt", { type: "text/plain" })]),
  ];
  const attached = mail.attachments.map(({ content, filename, mimeType }, i) => {
    const bytes = typeof content === "string" ? content : new Uint8Array(content);
    return new File([bytes], filename ?? `attachment ${i + 1}`, { type: mimeType });
  });
  return [...texts, ...attached];
}
