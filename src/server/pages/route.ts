import { Router } from "express";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fail } from "../../core/errors/error.ts";
import { parsePublicationId } from "../../core/publication.ts";
import { loadBadgeScript } from "../badge/script.ts";
import { queryText } from "../query.ts";
import type { Serving } from "../serving.ts";
import { unreadIn } from "../unread.ts";
import { badgesPage } from "./badges.ts";
import { firstPage } from "./first.ts";
import { howItWorksPage } from "./how-it-works.ts";
import { icon } from "./layout.ts";
import { errorsPage } from "./problem.ts";
import { readerOf, sendPage } from "./reader.ts";
import { checkPageRoutes } from "./routes/check.ts";
import { issuePageRoutes } from "./routes/issue.ts";
import { labelPageRoutes } from "./routes/label.ts";
import { publicationPageRoutes } from "./routes/publication.ts";
import { searchPageRoutes } from "./routes/search.ts";

const KEPT_A_DAY = "public, max-age=86400";

/** The pages, each rendered from what the archive holds at that moment. */
export function pageRoutes(serving: Serving): Router {
  const { archive, freshness, webRoot } = serving;
  const router = Router();
  const script = loadBadgeScript(webRoot);
  const card = cardIn(webRoot);

  router.get("/", async (request, response) => {
    const reader = readerOf(request, serving);
    const stale = await freshness.refreshSoon();
    const publications = [];
    for (const summary of await archive.publications()) {
      const { more: unread } = await unreadIn(summary, archive, stale);
      publications.push({ summary, unread });
    }
    sendPage(response, firstPage({ publications, stale }, { ...serving, reader }), reader);
  });

  router.use(publicationPageRoutes(serving), labelPageRoutes(serving));
  router.use(issuePageRoutes(serving), searchPageRoutes(serving), checkPageRoutes(serving));

  router.get("/badges", async (request, response) => {
    const reader = readerOf(request, serving);
    const named = queryText(request, "publication");
    const [first] = await archive.publications();
    const id = named === undefined ? first?.id : parsePublicationId(named);
    const issues = id === undefined ? [] : await archive.issues(id);
    const page = { example: issues.at(-1), script };
    sendPage(response, badgesPage(page, { ...serving, reader }), reader);
  });

  router.get("/how-it-works", (request, response) => {
    const reader = readerOf(request, serving);
    sendPage(response, howItWorksPage({ ...serving, reader }), reader);
  });
  router.get("/errors", (request, response) => {
    const reader = readerOf(request, serving);
    sendPage(response, errorsPage({ ...serving, reader }), reader);
  });
  router.get("/icon.svg", (_request, response) => {
    response.type("image/svg+xml").set("Cache-Control", KEPT_A_DAY).send(icon);
  });
  router.get("/card.png", (_request, response) => {
    if (card === undefined) fail("NOT_FOUND", { got: "/card.png" });
    response.type("image/png").set("Cache-Control", KEPT_A_DAY).send(card);
  });
  return router;
}

/** The picture that goes with links to the pages; undefined where the page was not built. */
function cardIn(webRoot: string): Buffer | undefined {
  try {
    return readFileSync(join(webRoot, "card.png"));
  } catch {
    return undefined;
  }
}
