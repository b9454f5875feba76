import type { Digest } from "../../core/digest.ts";
import type { IssueEvidence, NoticeEvidence } from "../../verify/evidence.ts";
import { warningOn } from "../../verify/judge/standing.ts";
import { html, type Part } from "./html.ts";
import type { IssuePage } from "./issue-page.ts";
import { linkTo, type PageServing, type Reader } from "./reader.ts";
import { inEnglish, moment } from "./words.ts";

/** What a reader must know before reading on: a later revision, notices with their reasons, or that nobody could say. */
export function standingBox(page: IssuePage, serving: PageServing): Part {
  const { reader } = serving;
  const { digest, evidence } = page;
  const { final, tip, notices } = evidence;
  const says = reader.says.standing;
  const unknown = (words: Part) => html`<p class="note unknown">${words}</p>`;
  if (!final.known) return unknown([says.unasked, " ", inEnglish(final.failure.message, reader)]);
  const { current, earlier, record } = final.value;
  if (record === undefined)
    return unknown(tip.known && tip.value.record !== undefined ? says.pending : says.absent);
  if (earlier?.known === false)
    return unknown([says.unaskedEarlier, " ", inEnglish(earlier.failure.message, reader)]);
  const told = notices.map((one) => notice(one, reader));
  if (earlier?.value !== undefined)
    return html`<div class="note warn">
      <p>${says.taken(earlier.value.entry, linked(`/issues/${earlier.value.digest}`, reader))}</p>
      ${told}
    </div>`;
  const isSuperseded = current !== undefined && current !== digest;
  if (notices.length === 0 && !isSuperseded)
    return html`<div class="note good">
      <p>${says.current}</p>
      ${corrects(page, serving)}
    </div>`;
  return html`<div class="note warn">
    ${isSuperseded ? later(current, page, serving) : undefined} ${told}
    ${isSuperseded ? undefined : corrects(page, serving)}
  </div>`;
}

/** That another revision stands now: since when, why, and what is different in it. */
function later(current: Digest, page: IssuePage, serving: PageServing): Part {
  const { reader } = serving;
  const { digest, evidence, entries, reasons } = page;
  const { standing } = reader.says;
  const stands = evidence.revisions.find((one) => one.manifest === current);
  const next = entries.find(({ entry }) => entry.kind === "revised" && entry.supersedes === digest)?.entry;
  const why = next?.kind === "revised" ? reasons.get(next.reason) : undefined;
  return html`<p>${standing.later(stands === undefined ? undefined : moment(stands.time, reader))}</p>
    ${quoted(why)} ${noticeOnLater(current, evidence, reader)}
    <p class="actions">
      <a href="${linkTo(`/issues/${current}`, reader)}">${standing.goToCurrent}</a>
      ${changesLink([digest, current], reader.says.issue.changes, serving)}
    </p>`;
}

/** Nobody is sent on to a revision that was retracted itself without being told. */
function noticeOnLater(current: Digest, { onCurrent }: IssueEvidence, reader: Reader): Part {
  const warning = onCurrent?.digest === current ? warningOn(onCurrent) : undefined;
  if (warning === undefined) return undefined;
  return html`<p>${reader.says.standing.onLater}</p>
    ${notice(warning, reader)}`;
}

/** Of a revision: why the one before it was replaced, and what is different. */
function corrects({ digest, entries, reasons }: IssuePage, serving: PageServing): Part {
  const made = entries.find(({ entry }) => entry.kind === "revised" && entry.digest === digest)?.entry;
  if (made?.kind !== "revised") return undefined;
  const { reader } = serving;
  const { standing, issue } = reader.says;
  const changed = changesLink([made.supersedes, digest], issue.changes, serving);
  return html`<p>${standing.corrects(moment(made.time, reader))} ${changed}</p>
    ${quoted(reasons.get(made.reason))}`;
}

/** To what became of one revision in another; nothing on a server that compares none. */
export function changesLink(
  [from, to]: readonly [Digest, Digest],
  words: string,
  { reader, search }: PageServing,
): Part {
  if (search === undefined) return undefined;
  return html`<a href="${linkTo(`/issues/${from}/changes/${to}`, reader)}">${words}</a>`;
}

function notice({ kind, time, reason }: NoticeEvidence, reader: Reader): Part {
  const { on, noticed } = reader.says.standing;
  return html`<p>${on(noticed[kind], moment(time, reader))}</p>
    ${quoted(reason)}`;
}

function quoted(reason: string | undefined): Part {
  return reason === undefined ? undefined : html`<blockquote class="reason"><p>${reason}</p></blockquote>`;
}

function linked(path: string, reader: Reader): (text: string) => Part {
  return (text) => html`<a href="${linkTo(path, reader)}">${text}</a>`;
}
