import { type Request, Router } from "express";
import { fail } from "../../../core/errors/error.ts";
import { type Label, parseLabel } from "../../../core/label.ts";
import type { CataloguedIssue } from "../../../core/ports.ts";
import { parsePublicationId } from "../../../core/publication.ts";
import { askLabel } from "../../../verify/label.ts";
import { discreet, unavailable } from "../../discretion.ts";
import { acceptedTime, gateLinks, mementoAt, originalLinks, timeMap } from "../../memento.ts";
import type { Serving } from "../../serving.ts";
import { absencePage } from "../absence.ts";
import { linkTo, readerOf, sendPage } from "../reader.ts";

const RETRY_SECONDS = "10";

/** What a publication's labels name, now and at any time (RFC 7089). */
export function labelPageRoutes(serving: Serving): Router {
  const { archive } = serving;
  const router = Router();

  router.get("/publications/:id/issues/:label", async (request, response) => {
    const reader = readerOf(request, serving);
    response.vary("Accept-Datetime");
    const { asked, answer } = await labelAnswer(request, serving);
    const origin = reader.origin ?? "";
    response.set("Link", originalLinks({ publication: asked.id, label: asked.label }, origin));
    if (answer.kind === "stands") {
      const at = acceptedTime(request);
      const issue = at === undefined ? answer.current : (mementoAt(answer.revisions, at) ?? answer.current);
      response.set("Link", gateLinks(issue, answer.revisions, origin));
      response.redirect(302, linkTo(`/issues/${issue.manifest}`, reader));
      return;
    }
    if (answer.kind === "unread") {
      // Which revision stood at a time is known only with all of them.
      if (acceptedTime(request) !== undefined && answer.failure !== undefined)
        throw unavailable(answer.failure);
      response.redirect(302, linkTo(`/issues/${answer.digest}`, reader));
      return;
    }
    const near = nearLabels(asked.label, await archive.issues(asked.id));
    const page = absencePage({ label: asked.label, answer, near }, { ...serving, reader });
    if (answer.kind === "unknown") response.set("Retry-After", RETRY_SECONDS);
    // Of nothing there is no original.
    if (answer.kind === "none") response.removeHeader("Link");
    sendPage(response.status(answer.kind === "none" ? 404 : 503), page, reader);
  });

  router.get("/publications/:id/issues/:label/timemap", async (request, response) => {
    const { asked, answer } = await labelAnswer(request, serving);
    if (answer.kind === "unknown") throw unavailable(answer.failure);
    if (answer.kind === "unread" && answer.failure !== undefined) throw unavailable(answer.failure);
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
  if (answer.kind !== "unknown") return { asked, answer };
  return { asked, answer: { ...answer, failure: discreet(answer.failure) } };
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
