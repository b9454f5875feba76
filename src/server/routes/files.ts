import { Router } from "express";
import { parseCid } from "../../core/cid.ts";
import { parseDigest } from "../../core/digest.ts";
import { fail } from "../../core/errors/error.ts";
import { freshWitness } from "../freshness.ts";
import { queryText } from "../query.ts";
import type { Serving } from "../serving.ts";

const LONGEST_NAME = 1024;

/** Where a file stands, what a stranger's file may be a copy of, and which manifest a CID leads to (docs/api.md). */
export function fileRoutes({ archive, freshness }: Serving): Router {
  const router = Router();
  const witness = freshWitness(archive, freshness);

  router.get("/files", async (request, response) => {
    const sha256 = queryText(request, "sha256");
    if (sha256 !== undefined) {
      response.json({ placements: await witness.files(parseDigest(sha256)) });
      return;
    }
    response.json({
      placements: await witness.similar(
        ...similarTo(queryText(request, "name") ?? "", Number(queryText(request, "size") ?? 0)),
      ),
    });
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
    response.json({ cid: cid.toString(), ...(manifest === undefined ? {} : { manifest }) });
  });

  return router;
}

function similarTo(name: string, size: number): [string, number] {
  if (name.length > LONGEST_NAME || !Number.isSafeInteger(size) || size < 0)
    fail("REQUEST_INVALID", { problem: "it takes sha256, or name, and size as a whole number of bytes" });
  return [name, size];
}
