import express, { type Express, type RequestHandler, type Router } from "express";
import { fail } from "../core/errors/error.ts";
import { anchoredBlocks } from "./anchored.ts";
import { loadAssets } from "./assets.ts";
import { freshness } from "./freshness.ts";
import { archiveBlocks } from "./gateway/source.ts";
import { gateway } from "./gateway.ts";
import { openToAll, ownHeaders } from "./headers.ts";
import { limited } from "./limited.ts";
import { problemPage } from "./pages/problem.ts";
import { readerAfter, sendPage } from "./pages/reader.ts";
import { pageRoutes } from "./pages/route.ts";
import { problemHandler } from "./problem.ts";
import { readingRoute } from "./reading/route.ts";
import { badgeRoutes } from "./routes/badges.ts";
import { descriptionRoutes } from "./routes/description.ts";
import { endorsementRoutes } from "./routes/endorsements.ts";
import { fileRoutes } from "./routes/files.ts";
import { healthRoute } from "./routes/health.ts";
import { issueRoutes } from "./routes/issues.ts";
import { labelRoutes } from "./routes/labels.ts";
import { mirrorRoutes } from "./routes/mirrors.ts";
import { publicationRoutes } from "./routes/publications.ts";
import { searchRoutes } from "./routes/search.ts";
import { verifyRoute } from "./routes/verify.ts";
import { routingRoute } from "./routing/route.ts";
import type { AppOptions, Serving } from "./serving.ts";

export type { AppOptions } from "./serving.ts";

const BLOCKS_PER_MINUTE = 6000;
const BADGES_PER_MINUTE = 600;

/** The verifier as an Express app: API, gateway and pages over an archive that it is handed (docs/api.md). */
export function createApp(options: AppOptions): Express {
  const { archive, sha256, webRoot } = options;
  const fresh = freshness(archive);
  const anchored = anchoredBlocks(archive, fresh);
  const serving: Serving = { ...options, assets: loadAssets(webRoot), freshness: fresh, anchored };
  const app = express();
  app.disable("x-powered-by");
  app.set("query parser", "simple");

  app.use(ownHeaders());
  app.get("/healthz", healthRoute(serving));
  app.use("/api", openToAll, noCache, apiRoutes(serving));
  app.use("/ipfs", openToAll, limited(options.blocksPerMinute ?? BLOCKS_PER_MINUTE));
  app.use("/ipfs", gateway({ block: archiveBlocks(serving), sha256 }));
  app.use("/routing/v1", openToAll, limited(options.blocksPerMinute ?? BLOCKS_PER_MINUTE));
  app.use("/routing/v1", routingRoute(serving));
  app.use("/read", readingRoute(serving));
  app.use("/badge", openToAll, limited(options.badgesPerMinute ?? BADGES_PER_MINUTE), badgeRoutes(serving));
  app.use(serving.assets.handler);
  app.use(noCache, pageRoutes(serving));

  app.use((request) => fail("NOT_FOUND", { got: request.path }));
  const onUnexpected = options.onUnexpected ?? logged;
  app.use(
    problemHandler((error, request, response) => {
      const reader = readerAfter(request, serving);
      sendPage(response, problemPage(error, { ...serving, reader }), reader);
    }, onUnexpected),
  );
  return app;
}

/** All that is under `/api`. */
export function apiRoutes(serving: Serving): Router[] {
  // What is asked most comes first: each router before it costs an answer a few microseconds.
  const archived = [fileRoutes, issueRoutes, labelRoutes, publicationRoutes];
  const routes = [...archived, mirrorRoutes, endorsementRoutes, verifyRoute, searchRoutes, descriptionRoutes];
  return routes.map((one) => one(serving));
}

/** What the archive says may change with the next block: ask again, and take "unchanged" for an answer. */
const noCache: RequestHandler = (_request, response, next) => {
  response.setHeader("Cache-Control", "no-cache");
  next();
};

function logged(error: unknown): void {
  console.error(error);
}
