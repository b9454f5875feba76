import { type Request, Router } from "express";
import { parseDigest } from "../../core/digest.ts";
import { fail } from "../../core/errors/error.ts";
import { parsePublicationId } from "../../core/publication.ts";
import type { LocatedEntry } from "../../core/ports.ts";
import type { IssueEvidence } from "../../verify/evidence.ts";
import { answerOf } from "../../verify/answer.ts";
import { manifestOf } from "../../verify/gather.ts";
import { lookUp } from "../routes/issues.ts";
import type { Serving } from "../serving.ts";
import { firstPage } from "./first.ts";
import { howItWorksPage } from "./how-it-works.ts";
import { issuePage } from "./issue.ts";
import { icon } from "./layout.ts";
import { errorsPage } from "./problem.ts";
import { publicationPage } from "./publication.ts";
import { marksOf } from "../../verify/marks.ts";

const HOST = /^[A-Za-z0-9.-]+(:[0-9]{1,5})?$/;

/** The pages, each rendered from what the archive holds at that moment. */
export function pageRoutes(serving: Serving): Router {
  const { archive, freshness, sha256 } = serving;
  const router = Router();

  router.get("/", async (_request, response) => {
    const stale = await freshness.refreshSoon();
    const publications = [];
    for (const summary of await archive.publications()) {
      const issues = await archive.issues(summary.id);
      publications.push({ summary, latest: issues.toSorted((a, b) => b.entry - a.entry)[0] });
    }
    response.type("html").send(firstPage({ publications, stale }, serving));
  });

  router.get("/publications/:id", async (request, response) => {
    const id = parsePublicationId(request.params.id);
    const stale = await freshness.refreshSoon();
    const summary = await archive.publication(id);
    if (summary === undefined) throw stale ?? fail("PUBLICATION_UNKNOWN", { id });
    const [issues, entries] = [await archive.issues(id), await archive.entries(id)];
    const marks = marksOf(entries, issues);
    response.type("html").send(publicationPage({ summary, issues, entries, marks, stale }, serving));
  });

  router.get("/issues/:digest", async (request, response) => {
    const digest = parseDigest(request.params.digest);
    const evidence = await lookUp(digest, serving);
    if (evidence === undefined) fail("NOT_FOUND", { got: `issue ${digest}` });
    const manifest = manifestOf(evidence, sha256);
    const entries = await entriesAbout(evidence, serving);
    const batch = await answerOf(archive.name, () => archive.batch(digest));
    const page = { digest, evidence, manifest, batch, entries, origin: originOf(request) };
    response.type("html").send(issuePage(page, serving));
  });

  router.get("/how-it-works", (_request, response) => {
    response.type("html").send(howItWorksPage(serving));
  });
  router.get("/errors", (_request, response) => {
    response.type("html").send(errorsPage(serving));
  });
  router.get("/icon.svg", (_request, response) => {
    response.type("image/svg+xml").set("Cache-Control", "public, max-age=86400").send(icon);
  });
  return router;
}

/** What the history holds about one digest: its anchoring, the notices on it, and the revision that replaced it. */
async function entriesAbout(
  { digest }: IssueEvidence,
  { archive }: Serving,
): Promise<readonly LocatedEntry[]> {
  const catalogued = await archive.catalogued(digest);
  if (catalogued === undefined) return [];
  const all = await archive.entries(catalogued.publication);
  return all.filter(
    ({ entry }) =>
      entry.number === catalogued.entry ||
      ("digest" in entry && entry.digest === digest) ||
      (entry.kind === "revised" && entry.supersedes === digest),
  );
}

/** Where the reader reached us, for commands to copy; nothing when the Host header is not a plain host. */
function originOf(request: Request): string | undefined {
  const host = request.get("host") ?? "";
  return HOST.test(host) ? `${request.protocol}://${host}` : undefined;
}
