import { Router } from "express";
import { documentCid } from "../../core/cid.ts";
import { type ColophonError, fail } from "../../core/errors/error.ts";
import type { CataloguedIssue } from "../../core/ports.ts";
import { failureToWire } from "../../verify/wire.ts";
import type { PublicationSummary } from "../../verify/archive.ts";
import { pathOf } from "../api/operation.ts";
import { publicationIssues } from "../api/operations/publications.ts";
import type { Serving } from "../serving.ts";
import { type Unread, unreadIn } from "../unread.ts";

/** `GET /publications` and `GET /publications/{id}/issues` (docs/api.md). */
export function publicationRoutes({ archive, freshness, trust }: Serving): Router {
  const router = Router();
  const { chain, registry } = trust;

  router.get("/publications", async (_request, response) => {
    const stale = await freshness.refresh();
    const publications = [];
    for (const one of await archive.publications())
      publications.push(publicationJson(one, await unreadIn(one, archive, stale)));
    response.json({ chain, registry, publications, ...staleness(stale) });
  });

  router.get("/publications/:id/issues", async (request, response) => {
    const { id } = pathOf(publicationIssues, request);
    const stale = await freshness.refresh();
    const found = await archive.publication(id);
    if (found === undefined) throw stale ?? fail("PUBLICATION_UNKNOWN", { id });
    const known = await archive.issues(id);
    const unread = await unreadIn(found, archive, stale);
    response.json({
      publication: publicationJson(found, unread),
      issues: known.map(issueJson),
      ...unreadJson(unread),
      ...staleness(stale),
    });
  });

  return router;
}

function publicationJson({ id, title, profile, state, issues }: PublicationSummary, { more }: Unread) {
  const { owner, head, entries, registeredAt, updatedAt, closed } = state;
  const about = { ...(profile === undefined ? {} : { profile }), ...(more === 0 ? {} : { unread: more }) };
  return { id, title, issues, owner, head, entries, registeredAt, updatedAt, closed, ...about };
}

/** What was anchored and is in no list of issues, with the reason where it could not be read. */
function unreadJson({ issues, batches, failure }: Unread) {
  if (issues.length + batches.length === 0) return {};
  const named = issues.map(({ entry, time, label, digest }) => ({ entry, anchoredAt: time, label, digest }));
  const listed = batches.map(({ entry, time, list, unknown }) => ({
    entry,
    anchoredAt: time,
    list,
    issues: unknown,
  }));
  const anchored = [...named, ...listed].toSorted((a, b) => a.entry - b.entry);
  return { unread: { anchored, ...(failure === undefined ? {} : { failure: failureToWire(failure) }) } };
}

export function issueJson(issue: CataloguedIssue) {
  const { manifest, content, time, ...rest } = issue;
  return {
    digest: manifest,
    cid: String(documentCid(manifest)),
    contentCid: content,
    anchoredAt: time,
    ...rest,
  };
}

/** Set when the chain could not be asked just now: the answer is what was known before. */
export function staleness(failure: ColophonError | undefined) {
  return failure === undefined ? {} : { stale: failureToWire(failure) };
}
