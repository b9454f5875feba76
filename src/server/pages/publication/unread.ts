import { documentCid } from "../../../core/cid.ts";
import type { Unread, UnreadBatch, UnreadIssue } from "../../unread.ts";
import { html, type Markup, type Part } from "../html.ts";
import { linkTo, type Reader } from "../reader.ts";
import { hash, inEnglish, moment } from "../words.ts";

/** More are counted, not listed: while no store answers it may be every issue. */
const MOST_LISTED = 100;

/** What was anchored beyond the issues of the list: what could not be read, or is no issue. */
export function unreadList({ issues, batches, failure }: Unread, reader: Reader): Part {
  const all = [...issues, ...batches].toSorted((a, b) => b.entry - a.entry);
  if (all.length === 0) return undefined;
  const says = reader.says.publication.unread;
  const more = all.length - MOST_LISTED;
  return html`<div class="note unknown" id="unread">
    <h3>${failure === undefined ? says.noneTitle : says.title}</h3>
    <ul class="plain">
      ${all.slice(0, MOST_LISTED).map((one) => html`<li>${"list" in one ? batchLine(one, reader) : issueLine(one, reader)}</li>`)}
    </ul>
    ${more > 0 ? html`<p>${says.andMore(more)}</p>` : undefined}
    <p>${failure === undefined ? says.noneLead : [says.lead, " ", inEnglish(failure.message, reader)]}</p>
  </div>`;
}

function issueLine({ entry, time, label, digest, isRevision }: UnreadIssue, reader: Reader): Markup {
  const says = reader.says.publication.unread;
  const { numbered } = reader.says.issue;
  const link = html`<a href="${linkTo(`/issues/${digest}`, reader)}">${numbered(label)}</a>`;
  const at = moment(time, reader);
  return isRevision ? says.revision(link, at, entry) : says.issue(link, at, entry);
}

function batchLine({ entry, time, list, count, unknown }: UnreadBatch, reader: Reader): Markup {
  const says = reader.says.publication.unread;
  const { issues } = reader.says;
  return html`${says.batch(issues(unknown), count, moment(time, reader), entry)}
  ${hash(String(documentCid(list)))}`;
}
