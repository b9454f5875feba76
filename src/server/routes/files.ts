import { Router } from "express";
import { parseCid } from "../../core/cid.ts";
import { parseDigest } from "../../core/digest.ts";
import { fail } from "../../core/errors/error.ts";
import { freshWitness } from "../freshness.ts";
import type { Serving } from "../serving.ts";

const LONGEST_NAME = 1024;

/** Where a file stands, what a stranger's file may be a copy of, and which manifest a CID leads to (docs/api.md). */
export function fileRoutes({ archive, freshness }: Serving): Router {
  const router = Router();
  const witness = freshWitness(archive, freshness);

  router.get("/files", async (request, response) => {
    const name = String(request.query["name"] ?? "");
    const size = Number(request.query["size"] ?? 0);
    if (name.length > LONGEST_NAME || !Number.isSafeInteger(size) || size < 0)
      fail("REQUEST_INVALID", { problem: "it takes name, and size as a whole number of bytes" });
    response.json({ placements: await witness.similar(name, size) });
  });

  router.get("/files/:sha256", async (request, response) => {
    const sha256 = parseDigest(request.params.sha256);
    const placements = await witness.files(sha256);
    if (placements.length === 0) fail("FILE_UNKNOWN", { got: sha256 });
    response.json({ sha256, placements });
  });

  router.get("/cids/:cid", async (request, response) => {
    const cid = parseCid(request.params.cid);
    const manifest = await witness.byCid(cid);
    if (manifest === undefined) fail("NOT_FOUND", { got: `CID ${cid.toString()}` });
    response.json({ cid: cid.toString(), manifest });
  });

  return router;
}
