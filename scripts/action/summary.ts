import type { Outcome } from "./outcome.ts";

const SHOWN = 100;

/** The page that the runner shows of the step: GitHub's Markdown, with nothing of a source taken for Markdown. */
export function summaryOf(
  { issues, transactions, remarks }: Outcome,
  { status, isDryRun }: { readonly status: number; readonly isDryRun: boolean },
): string {
  const title = isDryRun ? "Colophon: what would be published" : "Colophon";
  const rows = issues.slice(0, SHOWN).map(({ label, revision = 1, digest = "", cid = "" }) => {
    const name = revision > 1 ? `${label}, revision ${revision}` : label;
    return `| ${cell(name)} | ${code(digest)} | ${code(cid)} |`;
  });
  const table = ["| issue | content hash | manifest |", "| --- | --- | --- |", ...rows];
  const more = issues.length > SHOWN ? [`and ${issues.length - SHOWN} more`] : [];
  const nothing = isDryRun ? "Nothing would be published." : "Nothing new was published.";
  return [
    `## ${title}`,
    "",
    ...(issues.length === 0 ? [nothing] : [...table, "", ...more]),
    ...transactions.map((hash) => `Transaction ${code(hash)}`),
    "",
    ...remarks.slice(0, SHOWN).map(({ label, what }) => `- ${cell(label)}: ${cell(what)}`),
    ...(status === 0 ? [] : ["", `Exit status ${status}.`]),
    "",
  ].join("\n");
}

function code(text: string): string {
  return /^[0-9a-z]+$/i.test(text) ? `\`${text}\`` : cell(text);
}

/** In one line, every sign that Markdown or HTML knows as a character reference. */
function cell(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[^\p{L}\p{N} .,:;/-]/gu, (sign) => `&#${sign.codePointAt(0) ?? 0};`);
}
