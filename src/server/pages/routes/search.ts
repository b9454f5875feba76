import { Router } from "express";
import { asFailure, isFailure } from "../../../core/errors/error.ts";
import { pathOf } from "../../api/operation.ts";
import { changes } from "../../api/operations/searching.ts";
import { textBody } from "../../body.ts";
import { gate } from "../../gate.ts";
import { leftBefore } from "../../left.ts";
import { limited } from "../../limited.ts";
import { caughtUp, searchOf } from "../../routes/search.ts";
import type { Serving } from "../../serving.ts";
import { changesPage } from "../changes.ts";
import { withForm } from "../form-policy.ts";
import { readerOf, sendPage } from "../reader.ts";
import { searchPage, type SearchPage } from "../search.ts";

/** A passage of 10,000 characters, each percent-encoded from four bytes. */
const BODY_LIMIT = 128 * 1024;
const PER_MINUTE = 60;
const AT_ONCE = 2;

/** `/search`, and what changed between two revisions. */
export function searchPageRoutes(serving: Serving): Router {
  const router = Router();
  const enter = gate(AT_ONCE);
  const most = limited(serving.uploadsPerMinute ?? PER_MINUTE);

  router.get("/search", (request, response) => {
    searchOf(serving);
    const reader = readerOf(request, serving);
    withForm(response);
    sendPage(response, searchPage({ passage: "" }, { ...serving, reader }), reader);
  });

  // By POST, so that what a reader looks for stands in no address and in no log.
  router.post("/search", most, async (request, response) => {
    const reader = readerOf(request, serving);
    const passage = new URLSearchParams(await textBody(request, BODY_LIMIT)).get("passage") ?? "";
    const page = await enter(() => sought(passage, serving), leftBefore(response));
    withForm(response).set("Cache-Control", "no-store");
    if (page.refused !== undefined) response.status(page.refused.http);
    sendPage(response, searchPage(page, { ...serving, reader }), reader);
  });

  router.get("/issues/:digest/changes/:other", most, async (request, response) => {
    const reader = readerOf(request, serving);
    const { digest, other } = pathOf(changes, request);
    const search = searchOf(serving);
    await serving.freshness.refreshSoon();
    const told = await enter(() => search.changes(digest, other), leftBefore(response));
    sendPage(response, changesPage(told, { ...serving, reader }), reader);
  });
  return router;
}

async function sought(passage: string, serving: Serving): Promise<SearchPage> {
  const search = searchOf(serving);
  try {
    const stale = await serving.freshness.refreshSoon();
    await caughtUp(search);
    return { passage, result: await search.quotations(passage), stale };
  } catch (error) {
    if (!isFailure(error, "PASSAGE_INVALID")) throw error;
    return { passage, refused: asFailure(error) };
  }
}
