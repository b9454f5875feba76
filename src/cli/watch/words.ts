import type { ClaimedDate } from "../../core/date.ts";
import { counted } from "../../core/plural.ts";
import { minute } from "../../verify/wording.ts";
import type { Output } from "../output.ts";
import { plain } from "../plain.ts";
import type { Published, Tally, WatchEvent } from "./event.ts";

const SHOWN = 20;
const FEW = 5;

/** An event for a person: results on stdout, what is to be looked at on stderr. */
export function inWords(event: WatchEvent, output: Output): void {
  const { lines = [], notes = [] } = said(event);
  for (const line of lines) output.line(plain(line));
  for (const note of notes) output.note(plain(note));
}

interface Said {
  readonly lines?: readonly string[];
  readonly notes?: readonly string[];
}

function said(event: WatchEvent): Said {
  switch (event.event) {
    case "watching":
      return {
        lines: [
          `Watching ${event.source}, at least every ${seconds(event.everySeconds)}. Stop it with Ctrl-C.`,
        ],
      };
    case "published":
    case "revised":
      return { lines: published(event), notes: toldOf(event) };
    case "already":
      return { lines: [`${counted(event.labels.length, "issue")} stood after all: ${some(event.labels)}`] };
    case "looked":
      return { lines: [`looked: ${tallyText(event.tally)}`] };
    case "stopped":
      return { lines: ["stopped"] };
    case "recovered":
      return { notes: ["it works again"] };
    case "failed":
      return { notes: failedNotes(event) };
    case "left-out":
      return { notes: leftOutNotes(event) };
    case "done":
      return {};
    case "changed":
    case "taken":
    case "elsewhere":
    case "earlier":
    case "waiting":
    case "refused":
      return { notes: ofIssue(event) };
  }
}

type OfIssue = Extract<
  WatchEvent,
  { event: "changed" | "taken" | "elsewhere" | "earlier" | "waiting" | "refused" }
>;

function ofIssue(event: OfIssue): readonly string[] {
  const { label } = event;
  const at = event.event === "waiting" ? event.at : event.origin.at;
  const who = label === undefined ? at : `issue ${label} (${at})`;
  switch (event.event) {
    case "changed":
      return [`${who} was changed since it was published. If that is a correction:`, `  ${event.command}`];
    case "taken":
      return [
        `${who} is not published: issue ${event.by} that stands, "${event.title}", seems to be another one.`,
        "  Give it another label, or revise that one if it is the same.",
      ];
    case "elsewhere":
      return [`${who} is not published: its very content stands as issue ${event.by}`];
    case "earlier":
      return [`${who} is revision ${event.revision}, and a later one stands`];
    case "waiting":
      return [`${who} waits: ${event.reason}`];
    case "refused":
      return [`${who} is refused: ${event.error.message} ${event.error.next} [${event.error.code}]`];
  }
}

function failedNotes({ error, retryInSeconds }: Extract<WatchEvent, { event: "failed" }>): readonly string[] {
  const again = retryInSeconds === undefined ? [] : [`  trying again in ${seconds(retryInSeconds)}`];
  return [`${error.message} ${error.next} [${error.code}]`, ...again];
}

function published({ event, issues, anchoredAt, status, tx, batches }: Published): readonly string[] {
  const time = `${minute(anchoredAt)}${status === "final" ? "" : " (not yet final)"}`;
  const [first] = issues;
  const revision = first !== undefined && first.revision > 1 ? `, revision ${first.revision},` : "";
  const what =
    batches === undefined
      ? `Issue ${first?.label ?? ""}${revision}`
      : `A batch of ${counted(issues.length, "issue")}`;
  const verb = event === "revised" && status === "already" ? "was anchored before" : "is anchored";
  const more = issues.length > SHOWN ? [`  and ${issues.length - SHOWN} more`] : [];
  return [
    `${what} ${verb}, ${time}`,
    ...issues.slice(0, SHOWN).map(({ label, digest }) => `  ${label}  ${digest}`),
    ...more,
    ...(tx === undefined ? [] : [`  transaction ${tx}`]),
  ];
}

function tallyText({ published, stand, revised, refused, later, embargoed }: Tally): string {
  const said: readonly (readonly [number, string])[] = [
    [published, "published"],
    [revised, "revised"],
    [stand, "standing"],
    [refused, "refused"],
    [later, "to be tried again"],
    [embargoed, "not before their date"],
  ];
  const parts = said.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return parts.length === 0 ? "nothing is there" : parts.join(", ");
}

function seconds(count: number): string {
  return count % 60 === 0 ? counted(count / 60, "minute") : counted(count, "second");
}

function some(labels: readonly string[]): string {
  const more = labels.length > SHOWN ? ` and ${labels.length - SHOWN} more` : "";
  return `${labels.slice(0, SHOWN).join(", ")}${more}`;
}

function leftOutNotes({ items }: Extract<WatchEvent, { event: "left-out" }>): readonly string[] {
  const lines = items.map(({ origin, reason, detail }) => {
    const at = origin.item === undefined ? origin.at : `${origin.at} (${origin.item})`;
    return `${at}: ${reason} (${detail})`;
  });
  return fewOf(`${counted(items.length, "item")} left out`, lines);
}

function toldOf({ told }: Published): readonly string[] {
  const missing = told.flatMap(({ label, notCovered }) =>
    notCovered.map(({ from, as, url }) => `${label}: ${from} loads the ${as} ${url}`),
  );
  const problems = told.flatMap(({ label, problems: found }) =>
    found.map(({ code, detail }) => `${label}: ${code}: ${detail}`),
  );
  return [
    ...fewOf(`${counted(missing.length, "reference")} to elsewhere not covered`, missing),
    ...fewOf(counted(problems.length, "problem"), problems),
  ];
}

function fewOf(what: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const more = lines.length > FEW ? [`  and ${lines.length - FEW} more (--json lists them all)`] : [];
  return [`${what}:`, ...lines.slice(0, FEW).map((line) => `  ${line}`), ...more];
}

/**
 * Milliseconds since 1970 when a claimed date begins: a day begins where this machine is, since that is where whoever
 * wrote it looked at the calendar.
 */
export function beginsAt(date: ClaimedDate): number {
  if (date.includes("T")) return Date.parse(date);
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  return new Date(year, month - 1, day).getTime();
}
