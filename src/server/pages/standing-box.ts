import type { NoticeEvidence } from "../../verify/evidence.ts";
import { html, type Markup, type Part } from "./html.ts";
import type { IssuePage } from "./issue-page.ts";
import { moment } from "./words.ts";

const NOTICE_SAYS: Record<NoticeEvidence["kind"], string> = {
  correction: "A correction was posted",
  retraction: "Retracted by its publisher",
  concern: "Its publisher has expressed concern",
  withdrawal: "Withdrawn by its publisher",
};

/** What a reader must know before reading on: a later revision, notices with their reasons, or that nobody could say. */
export function standingBox({ digest, evidence }: IssuePage): Markup {
  const { final, tip, notices } = evidence;
  if (!final.known)
    return html`<p class="note unknown">
      <strong>Whether this still stands could not be checked.</strong> ${final.failure.message}
    </p>`;
  const { current, earlier, record } = final.value;
  if (record === undefined) return pending(tip.known && tip.value.record !== undefined);
  if (earlier?.known === false)
    return html`<p class="note unknown">
      <strong>Whether this stands could not be checked.</strong> Another issue may have been anchored before
      under the same label: ${earlier.failure.message}
    </p>`;
  if (earlier?.value !== undefined)
    return html`<div class="note warn">
      <p>
        <strong>This does not count.</strong> Entry ${earlier.value.entry} had anchored
        <a href="/issues/${earlier.value.digest}">another issue</a> under the same label before: that one
        stands.
      </p>
      ${notices.map(notice)}
    </div>`;
  const superseded = current !== undefined && current !== digest;
  if (notices.length === 0 && !superseded)
    return html`<p class="note good">
      <strong>This is the current revision</strong>, and no notice has been posted on it.
    </p>`;
  return html`<div class="note warn">
    ${superseded ? html`<p><strong>A later revision stands.</strong> <a href="/issues/${current}">Go to the current one</a></p>` : undefined}
    ${notices.map(notice)}
  </div>`;
}

function notice({ kind, time, reason }: NoticeEvidence): Part {
  return html`<p><strong>${NOTICE_SAYS[kind]}</strong>, ${moment(time)}.</p>
    ${reason === undefined ? undefined : html`<blockquote class="reason"><p>${reason}</p></blockquote>`}`;
}

function pending(atTip: boolean): Markup {
  return atTip
    ? html`<p class="note unknown">
        <strong>Anchored, but not yet final.</strong> Its block may still be taken back; look again later.
      </p>`
    : html`<p class="note unknown">
        <strong>Not on the chain.</strong> The registry holds no record of it.
      </p>`;
}
