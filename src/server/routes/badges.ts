import { type Request, type Response, Router } from "express";
import { type Digest, parseDigest } from "../../core/digest.ts";
import { languageOf, type Language } from "../../core/messages/language.ts";
import { isFailure } from "../../core/errors/error.ts";
import { parsePublicationId } from "../../core/publication.ts";
import { absentFace, type BadgeFace, issueFace, publicationFace } from "../badge/face.ts";
import { badgePicture } from "../badge/picture.ts";
import { loadBadgeScript } from "../badge/script.ts";
import { gate } from "../gate.ts";
import { leftBefore } from "../left.ts";
import { queryText } from "../query.ts";
import type { Serving } from "../serving.ts";
import { type IssueState, standingOf } from "../standing-of.ts";
import { unreadOf } from "../unread.ts";
import { lookUp } from "./issues.ts";

/** Long enough to spare the archive, short enough that a retraction is soon seen. */
const KEPT = "public, max-age=300";
const KEPT_BRIEFLY = "public, max-age=30";
const AT_ONCE = 8;
/** A page that many read asks for its pictures all at once. */
const MOST_WAITING = 200;

/**
 * `/badge/issues/{digest}.svg`, `/badge/publications/{id}.svg`, the same as `.json`, and the web component. A picture is
 * always 200, whatever it says: what stands between a page and an image shows no other.
 */
export function badgeRoutes(serving: Serving): Router {
  const router = Router({ caseSensitive: true });
  const script = loadBadgeScript(serving.webRoot);
  const enter = gate(AT_ONCE, MOST_WAITING);

  router.get("/issues/:name", async (request, response, next) => {
    const asked = askedFor(request);
    if (asked === undefined) return next();
    const digest = parseDigest(asked.name);
    const found = await enter(() => stateOf(digest, serving), leftBefore(response)).catch(unlessBusy);
    const face = issueFace(found, asked.language);
    send(response, asked, { face, kept: isSure(found.state) ? KEPT : KEPT_BRIEFLY, state: found.state });
  });

  router.get("/publications/:name", async (request, response, next) => {
    const asked = askedFor(request);
    if (asked === undefined) return next();
    const { state, issues } = await countOf(asked.name, serving);
    const face = state === "absent" ? absentFace(asked.language) : publicationFace(issues, asked.language);
    send(response, asked, { face, kept: isSure(state) ? KEPT : KEPT_BRIEFLY, state });
  });

  router.get("/colophon-badge.js", (_request, response, next) => {
    if (script === undefined) return next();
    response.type("text/javascript").set("Cache-Control", "public, max-age=3600").send(script.bytes);
  });
  return router;
}

interface Asked {
  readonly name: string;
  readonly form: "svg" | "json";
  readonly language: Language;
}

/** The language is the page's own choice, not its reader's: so that one copy serves all. */
function askedFor(request: Request<{ name: string }>): Asked | undefined {
  const [, name, form] = /^(.+)\.(svg|json)$/.exec(request.params.name) ?? [];
  if (name === undefined || (form !== "svg" && form !== "json")) return undefined;
  return { name, form, language: languageOf(queryText(request, "lang") ?? "") ?? "en" };
}

interface Shown {
  readonly face: BadgeFace;
  readonly kept: string;
  readonly state: string;
}

function send(response: Response, { form }: Asked, { face, kept, state }: Shown): void {
  response.set("Cache-Control", kept);
  if (form === "json") response.json({ state, ...face });
  else response.type("image/svg+xml").send(badgePicture(face));
}

interface Found {
  readonly state: IssueState;
  readonly label?: string;
  readonly anchoredAt?: number;
}

async function stateOf(digest: Digest, serving: Serving): Promise<Found> {
  const listed = await serving.archive.catalogued(digest);
  const known = listed === undefined ? {} : { label: listed.label, anchoredAt: listed.time };
  try {
    const evidence = await lookUp(digest, serving);
    if (evidence === undefined) return { state: "absent" };
    return { ...known, state: standingOf(evidence) };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { ...known, state: "unknown" };
  }
}

/** A picture says by itself that it could not be looked up. */
function unlessBusy(error: unknown): Found {
  if (isFailure(error, "SERVER_BUSY")) return { state: "unknown" };
  throw error;
}

async function countOf(
  name: string,
  { archive, freshness }: Serving,
): Promise<{ readonly state: IssueState; readonly issues?: number }> {
  const id = parsePublicationId(name);
  const stale = await freshness.refreshSoon();
  if (stale !== undefined) return { state: "unknown" };
  const found = await archive.publication(id);
  if (found === undefined) return { state: "absent" };
  const known = { entries: await archive.entries(id), issues: await archive.issues(id) };
  // They are anchored, whether or not a store gives them back just now.
  const { more } = await unreadOf(known, archive, undefined);
  return { state: "current", issues: found.issues + more };
}

function isSure(state: IssueState): boolean {
  return state !== "unknown" && state !== "absent" && state !== "pending";
}
