import { setTimeout as delay } from "node:timers/promises";
import { type Request, type Response, Router } from "express";
import type { z } from "zod";
import { fail, failure, isFailure } from "../../core/errors/error.ts";
import { pathOf, queryOf } from "../api/operation.ts";
import { changes, compare, quotations, similar } from "../api/operations/searching.ts";
import type { ArchiveSearch } from "../../verify/search/archive-search.ts";
import { MAX_COMPARED_BYTES } from "../../verify/compare.ts";
import { textBody } from "../body.ts";
import { gate } from "../gate.ts";
import { leftBefore } from "../left.ts";
import { limited } from "../limited.ts";
import { refuseUpload } from "../refusal.ts";
import type { Serving } from "../serving.ts";
import { receive } from "../upload.ts";
import { staleness } from "./publications.ts";

/** JSON with a passage of 10,000 characters, or with 1,024 shingles. */
const BODY_LIMIT = 128 * 1024;
const PER_MINUTE = 60;
/** Each may read some twenty documents. */
const AT_ONCE = 2;
/** How long an answer waits for what is not in the index yet. */
const PATIENCE_MS = 4000;

/** What is found by words: passages, alike files, and what changed (docs/api.md). */
export function searchRoutes(serving: Serving): Router {
  const router = Router();
  const enter = gate(AT_ONCE);
  const most = limited(serving.uploadsPerMinute ?? PER_MINUTE);
  const noStore = (response: Response) => response.set("Cache-Control", "no-store");

  router.post("/quotations", most, async (request, response) => {
    const search = searchOf(serving);
    const given = await jsonBody(quotations.takes?.["application/json"], request, response);
    if (given === undefined) return;
    const { passage } = given as { passage: string };
    const stale = await serving.freshness.refreshSoon();
    const left = leftBefore(response);
    await enter(() => caughtUp(search), left);
    const found = await enter(() => search.quotations(passage), left);
    noStore(response).json({ ...found, ...staleness(stale) });
  });

  router.post("/similar", most, async (request, response) => {
    const search = searchOf(serving);
    const given = await jsonBody(similar.takes?.["application/json"], request, response);
    if (given === undefined) return;
    const { shingles } = given as { shingles: number[] };
    await caughtUp(search);
    noStore(response).json(await enter(() => search.alike(shingles), leftBefore(response)));
  });

  router.post("/compare", most, async (request, response) => {
    const search = searchOf(serving);
    const { name = "" } = queryOf(compare, request);
    const limit = Math.min(serving.uploadLimit, MAX_COMPARED_BYTES);
    const upload = await refusing(request, response, () =>
      receive(request, { limit, sha256Stream: serving.sha256Stream }),
    );
    if (upload === undefined) return;
    try {
      await caughtUp(search);
      const told = await enter(
        async () => search.compare({ name, bytes: await upload.bytes() }),
        leftBefore(response),
      );
      noStore(response).json(told);
    } finally {
      await upload.dispose();
    }
  });

  router.get("/issues/:digest/changes/:other", most, async (request, response) => {
    const { digest, other } = pathOf(changes, request);
    const search = searchOf(serving);
    await serving.freshness.refresh();
    response.json(await enter(() => search.changes(digest, other), leftBefore(response)));
  });
  return router;
}

/** @throws NOT_FOUND where this server searches nothing */
export function searchOf({ search }: Serving): ArchiveSearch {
  return search ?? fail("NOT_FOUND", { got: "a search: this server has no index of words" });
}

/** Waits a little for what was published just now; the rest is told as not searched. */
export async function caughtUp(search: ArchiveSearch): Promise<void> {
  const running = search.catchUp();
  // Whoever asks next is told, if it fails again.
  running.catch(() => undefined);
  await Promise.race([running, delay(PATIENCE_MS, undefined, { ref: false })]);
}

/** Undefined when it was refused. */
async function jsonBody(
  form: z.ZodType | string | undefined,
  request: Request,
  response: Response,
): Promise<unknown> {
  const text = await refusing(request, response, () => textBody(request, BODY_LIMIT));
  if (text === undefined || form === undefined || typeof form === "string") return undefined;
  const result = form.safeParse(parsed(text));
  if (result.success) return result.data;
  const [first] = result.error.issues;
  return fail("REQUEST_INVALID", {
    problem: `${first?.path.join(".") ?? ""}: ${first?.message ?? "it cannot be read"}`,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return fail("REQUEST_INVALID", { problem: "the body is no JSON" });
  }
}

async function refusing<T>(
  request: Request,
  response: Response,
  take: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await take();
  } catch (error) {
    if (!isFailure(error, "UPLOAD_TOO_LARGE")) throw error;
    refuseUpload(request, response, failure("UPLOAD_TOO_LARGE", error.parameters as { limit: number }));
    return undefined;
  }
}
