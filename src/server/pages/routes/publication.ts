import { type Request, Router } from "express";
import { documentCid } from "../../../core/cid.ts";
import type { Digest } from "../../../core/digest.ts";
import { fail } from "../../../core/errors/error.ts";
import { type Label, parseLabel } from "../../../core/label.ts";
import type { CataloguedIssue } from "../../../core/ports.ts";
import { decodeReason, hasReason } from "../../../core/profile.ts";
import { parsePublicationId, publicationKey, type PublicationId } from "../../../core/publication.ts";
import type { Archive } from "../../../verify/archive.ts";
import { askLabel } from "../../../verify/label.ts";
import { marksOf } from "../../../verify/marks.ts";
import { atomFeed } from "../../feed.ts";
import { acceptedTime, gateLinks, mementoAt, timeMap } from "../../memento.ts";
import type { Serving } from "../../serving.ts";
import { absencePage } from "../absence.ts";
import { MOST_NOTICES, type Reasons, tellingEntries } from "../publication/notices.ts";
import { identityCheck } from "../publication/identity.ts";
import { publicationPage } from "../publication/publication.ts";
import { linkTo, readerOf, sendPage } from "../reader.ts";

/** `/publications/{id}`, its feed, and what its labels name. */
export function publicationPageRoutes(serving: Serving): Router {
  const { archive, freshness, sha256, trust } = serving;
  const router = Router();

  const known = async (id: PublicationId) => {
    const stale = await freshness.refreshSoon();
    const summary = await archive.publication(id);
    if (summary === undefined) throw stale ?? fail("PUBLICATION_UNKNOWN", { id });
    const [issues, entries] = [await archive.issues(id), await archive.entries(id)];
    return { summary, issues, entries, marks: marksOf(entries, issues), stale };
  };

  router.get("/publications/:id", async (request, response) => {
    const reader = readerOf(request, serving);
    const found = await known(parsePublicationId(request.params.id));
    const told = tellingEntries(found.entries).slice(0, MOST_NOTICES);
    const reasons = await reasonsOf(
      told.map(({ reason }) => reason),
      archive,
    );
    const identity = await identityCheck(found.summary, serving);
    sendPage(response, publicationPage({ ...found, reasons, identity }, { ...serving, reader }), reader);
  });

  router.get("/publications/:id/feed.atom", async (request, response) => {
    const reader = readerOf(request, serving);
    const id = parsePublicationId(request.params.id);
    const found = await known(id);
    const key = publicationKey({ ...trust, id });
    const { says, language, origin = "" } = reader;
    const feed = atomFeed({ ...found, key }, { origin, sha256, says, language });
    response.vary("Accept-Language").type("application/atom+xml").send(feed);
  });

  router.get("/publications/:id/issues/:label", async (request, response) => {
    const reader = readerOf(request, serving);
    const { asked, answer } = await labelAnswer(request, serving);
    response.vary("Accept-Datetime");
    if (answer.kind === "stands") {
      const at = acceptedTime(request);
      const issue = at === undefined ? answer.current : (mementoAt(answer.revisions, at) ?? answer.current);
      response.set("Link", gateLinks(issue, answer.revisions, reader.origin ?? ""));
      response.redirect(302, linkTo(`/issues/${issue.manifest}`, reader));
      return;
    }
    if (answer.kind === "unread") return response.redirect(302, linkTo(`/issues/${answer.digest}`, reader));
    response.status(answer.kind === "none" ? 404 : 503);
    const near = nearLabels(asked.label, await archive.issues(asked.id));
    sendPage(response, absencePage({ label: asked.label, answer, near }, { ...serving, reader }), reader);
  });

  router.get("/publications/:id/issues/:label/timemap", async (request, response) => {
    const { asked, answer } = await labelAnswer(request, serving);
    if (answer.kind === "unknown") throw answer.failure;
    if (answer.kind !== "stands") fail("NOT_FOUND", { got: `issue ${asked.label}` });
    const { origin = "" } = readerOf(request, serving);
    response.type("application/link-format").send(timeMap(answer.revisions, origin));
  });
  return router;
}

/** @throws PUBLICATION_UNKNOWN | CHAIN_UNREACHABLE when there is no such publication, or nobody could say */
async function labelAnswer(
  { params }: Request<{ id: string; label: string }>,
  { archive, freshness }: Serving,
) {
  const asked = { id: parsePublicationId(params.id), label: parseLabel(params.label) };
  const stale = await freshness.refresh();
  const answer = await askLabel(archive, asked, stale);
  if (answer === undefined) throw stale ?? fail("PUBLICATION_UNKNOWN", { id: asked.id });
  return { asked, answer };
}

/** The texts of reasons, where they can be had: they only add to what is told. */
export async function reasonsOf(digests: readonly Digest[], archive: Archive): Promise<Reasons> {
  const found = new Map<Digest, string>();
  for (const digest of new Set(digests.filter(hasReason))) {
    const text = await reasonText(digest, archive);
    if (text !== undefined) found.set(digest, text);
  }
  return found;
}

async function reasonText(digest: Digest, archive: Archive): Promise<string | undefined> {
  try {
    const block = await archive.block(documentCid(digest));
    return block === undefined ? undefined : decodeReason(block.bytes)?.text;
  } catch {
    return undefined;
  }
}

const MOST_NEAR = 4;

/** Labels that begin alike, and the numbers next to a number. */
function nearLabels(label: Label, issues: readonly CataloguedIssue[]): readonly CataloguedIssue[] {
  const latest = [...Map.groupBy(issues, (issue) => issue.label).values()].flatMap((one) => one.at(-1) ?? []);
  const distance = (other: string) =>
    /^\d{1,9}$/.test(label) && /^\d{1,9}$/.test(other)
      ? Math.abs(Number(label) - Number(other))
      : 1000 - commonStart(label, other);
  return latest
    .map((issue) => ({ issue, away: distance(issue.label) }))
    .filter(({ away }) => away < 1000)
    .toSorted((a, b) => a.away - b.away)
    .slice(0, MOST_NEAR)
    .map(({ issue }) => issue);
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
