import { Router } from "express";
import { type Digest, parseDigest } from "../../../core/digest.ts";
import { fail } from "../../../core/errors/error.ts";
import { answerOf } from "../../../verify/answer.ts";
import { manifestOf } from "../../../verify/gather.ts";
import { cardPicture } from "../../card/picture.ts";
import type { ToldEndorsements } from "../../endorsements.ts";
import { hushed } from "../../discretion.ts";
import { limited } from "../../limited.ts";
import { mementoHeaders } from "../../memento.ts";
import { lookUp } from "../../routes/issues.ts";
import type { Serving } from "../../serving.ts";
import { historyNaming } from "../../unread.ts";
import { certificateSheet } from "../certificate-sheet.ts";
import { issuePage } from "../issue.ts";
import type { IssuePage } from "../issue-page.ts";
import { readerOf, sendPage } from "../reader.ts";
import { reasonsOf } from "./publication.ts";

const PICTURES_PER_MINUTE = 600;
const KEPT_A_DAY = "public, max-age=86400";

/** `/issues/{digest}`, its picture for links, and its certificate as a sheet of paper. */
export function issuePageRoutes(serving: Serving): Router {
  const { archive } = serving;
  const router = Router();

  router.get("/issues/:digest", async (request, response) => {
    const reader = readerOf(request, serving);
    const page = await pageOf(parseDigest(request.params.digest), serving);
    const own = await archive.catalogued(page.digest);
    const revisions = own === undefined ? [] : await archive.revisions(own.publication, own.label);
    // One whose label another issue had before is no revision of what the label names.
    if (own !== undefined && revisions.some(({ manifest }) => manifest === page.digest))
      response.set(mementoHeaders(own, revisions, reader.origin ?? ""));
    sendPage(response, issuePage(page, { ...serving, reader }), reader);
  });

  router.get("/issues/:digest/certificate", async (request, response) => {
    const reader = readerOf(request, serving);
    const page = await pageOf(parseDigest(request.params.digest), serving);
    sendPage(response, certificateSheet(page, { ...serving, reader }), reader);
  });

  router.use("/issues/:digest/card.png", limited(serving.badgesPerMinute ?? PICTURES_PER_MINUTE));
  router.get("/issues/:digest/card.png", async (request, response) => {
    const digest = parseDigest(request.params.digest);
    const listed = await archive.catalogued(digest);
    const named = listed === undefined ? await historyNaming(digest, archive) : undefined;
    // What is not known here gets the picture of the whole site, which says nothing of it.
    if (listed === undefined && named === undefined) return response.redirect(302, "/card.png");
    const entry = named?.entries.find(({ entry: one }) => "label" in one && one.digest === digest)?.entry;
    const label = listed?.label ?? (entry !== undefined && "label" in entry ? entry.label : undefined);
    const picture = cardPicture({ digest, label, anchoredAt: listed?.time ?? entry?.time });
    response.type("image/png").set("Cache-Control", KEPT_A_DAY).send(picture);
  });
  return router;
}

/** @throws NOT_FOUND | CHAIN_UNREACHABLE | STORE_UNREACHABLE */
async function pageOf(digest: Digest, serving: Serving): Promise<IssuePage> {
  const { archive, sha256 } = serving;
  const evidence = (await lookUp(digest, serving)) ?? fail("NOT_FOUND", { got: `issue ${digest}` });
  const { entries, ...history } = await historyOf(digest, serving);
  const reasons = await reasonsOf(
    entries.flatMap(({ entry }) => (entry.kind === "revised" ? [entry.reason] : [])),
    archive,
  );
  const endorsed = await endorsedFor(digest, serving);
  return {
    ...{ digest, evidence, entries, reasons },
    ...{ ...history, ...(endorsed === undefined ? {} : { endorsed }) },
    manifest: manifestOf(evidence, sha256),
    batch: hushed(await answerOf(archive.name, () => archive.batch(digest))),
  };
}

async function endorsedFor(
  digest: Digest,
  { archive, endorsements }: Serving,
): Promise<ToldEndorsements | undefined> {
  if (endorsements === undefined) return undefined;
  const catalogued = await archive.catalogued(digest);
  return catalogued === undefined ? undefined : endorsements.of(catalogued.publication);
}

/** What the history holds about one digest: its anchoring, the notices on it, and the revision that replaced it. */
async function historyOf(
  digest: Digest,
  { archive }: Serving,
): Promise<Pick<IssuePage, "entries" | "publication">> {
  const catalogued = await archive.catalogued(digest);
  // While its manifest cannot be read it is in no catalogue; the history names it all the same.
  const named = catalogued === undefined ? await historyNaming(digest, archive) : undefined;
  const all = catalogued === undefined ? named?.entries : await archive.entries(catalogued.publication);
  const entries = (all ?? []).filter(
    ({ entry }) =>
      entry.number === catalogued?.entry ||
      ("digest" in entry && entry.digest === digest) ||
      (entry.kind === "revised" && entry.supersedes === digest),
  );
  return { entries, ...(named === undefined ? {} : { publication: named.publication }) };
}
