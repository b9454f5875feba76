import { Router } from "express";
import { type Digest, parseDigest } from "../../../core/digest.ts";
import { fail } from "../../../core/errors/error.ts";
import type { LocatedEntry } from "../../../core/ports.ts";
import { answerOf } from "../../../verify/answer.ts";
import { manifestOf } from "../../../verify/gather.ts";
import { mementoHeaders } from "../../memento.ts";
import { lookUp } from "../../routes/issues.ts";
import type { Serving } from "../../serving.ts";
import { certificateSheet } from "../certificate-sheet.ts";
import { issuePage } from "../issue.ts";
import type { IssuePage } from "../issue-page.ts";
import { readerOf, sendPage } from "../reader.ts";
import { reasonsOf } from "./publication.ts";

/** `/issues/{digest}` and its certificate as a sheet of paper. */
export function issuePageRoutes(serving: Serving): Router {
  const router = Router();

  router.get("/issues/:digest", async (request, response) => {
    const reader = readerOf(request, serving);
    const page = await pageOf(parseDigest(request.params.digest), serving);
    const { revisions } = page.evidence;
    const own = revisions.find(({ manifest }) => manifest === page.digest);
    if (own !== undefined) response.set(mementoHeaders(own, revisions, reader.origin ?? ""));
    sendPage(response, issuePage(page, { ...serving, reader }), reader);
  });

  router.get("/issues/:digest/certificate", async (request, response) => {
    const reader = readerOf(request, serving);
    const page = await pageOf(parseDigest(request.params.digest), serving);
    sendPage(response, certificateSheet(page, { ...serving, reader }), reader);
  });
  return router;
}

/** @throws NOT_FOUND | CHAIN_UNREACHABLE | STORE_UNREACHABLE */
async function pageOf(digest: Digest, serving: Serving): Promise<IssuePage> {
  const { archive, sha256 } = serving;
  const evidence = (await lookUp(digest, serving)) ?? fail("NOT_FOUND", { got: `issue ${digest}` });
  const entries = await entriesAbout(digest, serving);
  const reasons = await reasonsOf(
    entries.flatMap(({ entry }) => (entry.kind === "revised" ? [entry.reason] : [])),
    archive,
  );
  return {
    ...{ digest, evidence, entries, reasons },
    manifest: manifestOf(evidence, sha256),
    batch: await answerOf(archive.name, () => archive.batch(digest)),
  };
}

/** What the history holds about one digest: its anchoring, the notices on it, and the revision that replaced it. */
async function entriesAbout(digest: Digest, { archive }: Serving): Promise<readonly LocatedEntry[]> {
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
