import { basename, dirname } from "node:path";
import { Router } from "express";
import { fail } from "../../core/errors/error.ts";
import { pathOf } from "../api/operation.ts";
import { publicationMirror } from "../api/operations/publications.ts";
import { limited } from "../limited.ts";
import type { Serving } from "../serving.ts";

/** The first of a publication is work, the others are a file. */
const MIRRORS_PER_MINUTE = 30;

/** `GET /publications/{id}/mirror` (docs/api.md). */
export function mirrorRoutes({ archive, freshness, mirrorOf }: Serving): Router {
  const router = Router();
  router.use("/publications/:id/mirror", limited(MIRRORS_PER_MINUTE));
  router.get("/publications/:id/mirror", async (request, response, next) => {
    const { id } = pathOf(publicationMirror, request);
    const stale = await freshness.refresh();
    if ((await archive.publication(id)) === undefined) throw stale ?? fail("PUBLICATION_UNKNOWN", { id });
    if (mirrorOf === undefined) return fail("NOT_FOUND", { got: `mirror of publication ${id}` });
    const { path, root } = await mirrorOf(id);
    response.set({
      "Content-Type": "application/vnd.ipld.car; version=1",
      "Content-Disposition": `attachment; filename="publication-${id}.mirror.car"`,
      ETag: `"${root.toString()}"`,
    });
    // An archive may lie below a folder with a dot.
    const place = { root: dirname(path), dotfiles: "allow" } as const;
    response.sendFile(basename(path), { ...place, cacheControl: false, lastModified: false }, (error) => {
      // Who asked may have gone.
      if (error !== undefined && !response.headersSent && !request.destroyed) next(error);
    });
  });
  return router;
}
