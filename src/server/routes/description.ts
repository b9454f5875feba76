import { Router } from "express";
import { openApiDocument } from "../api/document.ts";
import { apiPage } from "../pages/api.ts";
import { readerOf, sendPage } from "../pages/reader.ts";
import type { Serving } from "../serving.ts";

/** `GET /api`, for people, and `GET /api/openapi.json`, for programs: what the API can be asked. */
export function descriptionRoutes(serving: Serving): Router {
  const document = openApiDocument({ version: serving.version ?? "0.0.0" });
  const router = Router();
  router.get("/", (request, response) => {
    const reader = readerOf(request, serving);
    sendPage(response, apiPage(document, { ...serving, reader }), reader);
  });
  router.get("/openapi.json", (_request, response) => {
    response.set("Cache-Control", "public, max-age=300").json(document);
  });
  return router;
}
