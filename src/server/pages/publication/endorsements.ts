import type { Address } from "../../../core/address.ts";
import { HOLDS } from "../../../core/endorsement/endorsement.ts";
import type { ToldEndorsement, ToldEndorsements } from "../../endorsements.ts";
import { html, type Markup, type Part } from "../html.ts";
import type { IssuePage } from "../issue-page.ts";
import { linkTo, type Reader } from "../reader.ts";
import { hash, moment, written } from "../words.ts";

/** More are counted, not listed. */
const MOST_LISTED = 20;

/** That somebody has signed another history: what endorsements are for, and so above everything else. */
export function forkBox({ endorsements, forks }: ToldEndorsements, reader: Reader): Part {
  const conflicting = endorsements.filter(({ grade }) => grade === "conflicts");
  return conflicting.length === 0 ? undefined : forkNote(conflicting, forks.length > 0, reader);
}

/** Whoever has signed which head of this history they have seen; nothing where nobody has. */
export function endorsementList(
  { endorsements }: ToldEndorsements,
  { id, entries }: { readonly id: string; readonly entries: number },
  reader: Reader,
): Part {
  const says = reader.says.publication.endorsements;
  // Of what could not be checked at all nobody can say that its endorser has signed it.
  const shown = endorsements.filter(({ by }) => by !== undefined);
  if (shown.length === 0) return undefined;
  const others = furthestOfEach(shown.filter(({ grade }) => grade !== "conflicts"));
  const more = others.length - MOST_LISTED;
  return html`<section aria-labelledby="endorsements-title">
    <h2 id="endorsements-title">${says.title}</h2>
    ${
      others.length === 0
        ? undefined
        : html`<ul class="plain">
            ${others.slice(0, MOST_LISTED).map((one) => html`<li>${line(one, entries, reader)}</li>`)}
          </ul>`
    }
    ${more > 0 ? html`<p class="quiet">${says.more(more)}</p>` : undefined}
    <p class="quiet">${says.lead} <a href="/api/publications/${id}/endorsements">${says.raw}</a></p>
  </section>`;
}

/** On an issue's page: who has signed a history with everything in it that is about the issue, or another history. */
export function endorsedLine({ endorsed, entries }: Endorsed, id: string, reader: Reader): Part {
  if (endorsed === undefined || entries.length === 0) return undefined;
  const says = reader.says.publication.endorsements;
  const reach = Math.max(...entries.map(({ entry }) => entry.number));
  const isReaching = ({ grade, statement }: ToldEndorsement) =>
    grade === "agrees" && statement.entries >= reach;
  const who = furthestOfEach(endorsed.endorsements.filter(isReaching)).slice(0, MOST_LISTED);
  const isForked = endorsed.endorsements.some(({ grade }) => grade === "conflicts");
  const link = html`<a href="${linkTo(`/publications/${id}`, reader)}">${says.title}</a>`;
  if (isForked) return html`<p class="note warn">${says.forkTitle}. ${link}</p>`;
  if (who.length === 0) return undefined;
  return html`<p class="quiet">
    ${says.covers(reach)} ${who.map((one, at) => [at === 0 ? "" : ", ", shortName(one)])}. ${link}
  </p>`;
}

type Endorsed = Pick<IssuePage, "endorsed" | "entries">;

function shortName({ statement, endorser }: ToldEndorsement): Part {
  return endorser === undefined
    ? html`<code>${statement.endorser.slice(0, 10)}…</code>`
    : written(endorser.name);
}

/** Of one who has signed several heads, that which reaches furthest, and of those the one that says most. */
function furthestOfEach(all: readonly ToldEndorsement[]): readonly ToldEndorsement[] {
  const weight = ({ statement, grade }: ToldEndorsement) =>
    [Number(grade === "agrees"), statement.entries, HOLDS.indexOf(statement.holds)] as const;
  const isMore = (a: ToldEndorsement, b: ToldEndorsement) => {
    const [one, other] = [weight(a), weight(b)];
    const at = one.findIndex((value, i) => value !== other[i]);
    return at >= 0 && (one[at] ?? 0) > (other[at] ?? 0);
  };
  const found = new Map<Address, ToldEndorsement>();
  for (const one of all) {
    const known = found.get(one.statement.endorser);
    if (known === undefined || isMore(one, known)) found.set(one.statement.endorser, one);
  }
  const named = ({ endorser }: ToldEndorsement) => Number(endorser === undefined);
  return [...found.values()].toSorted(
    (a, b) => named(a) - named(b) || b.statement.entries - a.statement.entries,
  );
}

function line(one: ToldEndorsement, entries: number, reader: Reader): Markup {
  const { statement, grade } = one;
  const says = reader.says.publication.endorsements;
  const who = nameOf(one);
  if (grade !== "agrees") return says.unchecked(who, statement.entries);
  const seen = moment(statement.seen, reader);
  return html`${says.seen(who, statement.entries, entries, seen)}${says.holds[statement.holds]}`;
}

function nameOf({ statement, endorser }: Pick<ToldEndorsement, "statement" | "endorser">): Markup {
  const account = hash(statement.endorser);
  if (endorser === undefined) return account;
  const name = written(endorser.name);
  const { url } = endorser;
  return url === undefined
    ? html`<strong>${name}</strong> (${account})`
    : html`<a href="${url}" rel="noopener"><strong>${name}</strong></a> (${account})`;
}

function forkNote(conflicting: readonly ToldEndorsement[], isProved: boolean, reader: Reader): Markup {
  const says = reader.says.publication.endorsements;
  return html`<div class="note warn" id="fork">
    <h2>${says.forkTitle}</h2>
    ${conflicting.slice(0, MOST_LISTED).map(
      (one) =>
        html`<p>${says.fork(nameOf(one), one.statement.entries)}</p>
          <dl class="facts">
            <div>
              <dt>${says.theirs}</dt>
              <dd>${hash(one.statement.head)}</dd>
            </div>
            ${
              one.expected === undefined
                ? undefined
                : html`<div>
                    <dt>${says.ours}</dt>
                    <dd>${hash(one.expected)}</dd>
                  </div>`
            }
          </dl>`,
    )}
    <p>
      ${says.forkMeans} ${isProved ? says.forkProved : undefined}
      <a href="#endorsements-title">${says.title}</a>
    </p>
  </div>`;
}
