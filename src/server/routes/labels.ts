import { Router } from "express";
import { fail } from "../../core/errors/error.ts";
import { askLabel } from "../../verify/label.ts";
import { pathOf } from "../api/operation.ts";
import { publicationLabel } from "../api/operations/publications.ts";
import { unavailable } from "../discretion.ts";
import type { Serving } from "../serving.ts";
import { issueJson, staleness } from "./publications.ts";

/**
 * `GET /publications/{id}/issues/{label}`: what a label names; or that it names nothing, with the grounds (docs/api.md).
 * That there is none is an answer and no failure, so that it is 200.
 */
export function labelRoutes({ archive, freshness }: Serving): Router {
  const router = Router();
  router.get("/publications/:id/issues/:label", async (request, response) => {
    const { id, label } = pathOf(publicationLabel, request);
    const stale = await freshness.refresh();
    const answer = await askLabel(archive, { id, label }, stale);
    if (answer === undefined) throw stale ?? fail("PUBLICATION_UNKNOWN", { id });
    if (answer.kind === "unknown") throw unavailable(answer.failure);
    const asked = { publication: id, label, ...staleness(stale) };
    if (answer.kind === "none") response.json({ ...asked, anchored: false, upTo: answer.grounds });
    else if (answer.kind === "unread") response.json({ ...asked, anchored: true, current: answer.digest });
    else
      response.json({
        ...asked,
        anchored: true,
        current: answer.current.manifest,
        revisions: answer.revisions.map(issueJson),
      });
  });
  return router;
}
