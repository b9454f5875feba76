import { Router } from "express";
import { documentCid } from "../../core/cid.ts";
import { type ColophonError, fail } from "../../core/errors/error.ts";
import type { CataloguedIssue } from "../../core/ports.ts";
import { failureToWire } from "../../verify/wire.ts";
import type { PublicationSummary } from "../../verify/archive.ts";
import { pathOf } from "../api/operation.ts";
import { publicationIssues } from "../api/operations/publications.ts";
import type { Serving } from "../serving.ts";

/** `GET /publications` and `GET /publications/{id}/issues` (docs/api.md). */
export function publicationRoutes({ archive, freshness, trust }: Serving): Router {
  const router = Router();
  const { chain, registry } = trust;

  router.get("/publications", async (_request, response) => {
    const stale = await freshness.refresh();
    const publications = (await archive.publications()).map(publicationJson);
    response.json({ chain, registry, publications, ...staleness(stale) });
  });

  router.get("/publications/:id/issues", async (request, response) => {
    const { id } = pathOf(publicationIssues, request);
    const stale = await freshness.refresh();
    const found = await archive.publication(id);
    if (found === undefined) throw stale ?? fail("PUBLICATION_UNKNOWN", { id });
    const issues = (await archive.issues(id)).map(issueJson);
    response.json({ publication: publicationJson(found), issues, ...staleness(stale) });
  });

  return router;
}

function publicationJson({ id, title, profile, state, issues }: PublicationSummary) {
  const { owner, head, entries, registeredAt, updatedAt, closed } = state;
  const about = profile === undefined ? {} : { profile };
  return { id, title, issues, owner, head, entries, registeredAt, updatedAt, closed, ...about };
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
