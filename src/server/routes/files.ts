import { Router } from "express";
import { fail } from "../../core/errors/error.ts";
import type { Placement } from "../../core/ports.ts";
import { manifestByCid } from "../../verify/manifest-by-cid.ts";
import { pathOf, queryOf } from "../api/operation.ts";
import { cidLookUp, fileByDigest, files } from "../api/operations/files.ts";
import { freshWitness } from "../freshness.ts";
import { readyJson } from "../ready.ts";
import type { Serving } from "../serving.ts";

/** Where a file stands, what a stranger's file may be a copy of, and which manifest a CID leads to (docs/api.md). */
export function fileRoutes({ archive, freshness, sha256: hash }: Serving): Router {
  const router = Router();
  const sendPlacements = readyJson(placementsOf, hash);
  const witness = freshWitness(archive, freshness);

  router.get("/files", async (request, response) => {
    const { sha256, name = "", size = 0 } = queryOf(files, request);
    const placements = sha256 === undefined ? witness.similar(name, size) : witness.files(sha256);
    response.json({ placements: await placements });
  });

  router.get("/files/:sha256", async (request, response) => {
    const { sha256 } = pathOf(fileByDigest, request);
    const placements = await witness.files(sha256);
    if (placements.length === 0) fail("FILE_UNKNOWN", { got: sha256 });
    sendPlacements(placements, request, response);
  });

  router.get("/cids/:cid", async (request, response) => {
    const { cid } = pathOf(cidLookUp, request);
    const manifest = await manifestByCid(cid, witness);
    response.json({ cid: cid.toString(), ...(manifest === undefined ? {} : { manifest }) });
  });

  return router;
}

function placementsOf(placements: readonly Placement[]) {
  return { sha256: placements[0]?.sha256, placements };
}
