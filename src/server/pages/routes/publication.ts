import { Router } from "express";
import { documentCid } from "../../../core/cid.ts";
import type { Digest } from "../../../core/digest.ts";
import { fail } from "../../../core/errors/error.ts";
import { decodeReason, hasReason } from "../../../core/profile.ts";
import { parsePublicationId, publicationKey, type PublicationId } from "../../../core/publication.ts";
import type { Archive } from "../../../verify/archive.ts";
import { marksOf } from "../../../verify/marks.ts";
import { atomFeed } from "../../feed.ts";
import type { Serving } from "../../serving.ts";
import { unreadOf } from "../../unread.ts";
import { MOST_NOTICES, type Reasons, tellingEntries } from "../publication/notices.ts";
import { identityCheck } from "../publication/identity.ts";
import { publicationPage } from "../publication/publication.ts";
import { readerOf, sendPage } from "../reader.ts";

/** `/publications/{id}` and its feed. */
export function publicationPageRoutes(serving: Serving): Router {
  const { archive, freshness, sha256, trust } = serving;
  const router = Router();

  const known = async (id: PublicationId) => {
    const stale = await freshness.refreshSoon();
    const summary = await archive.publication(id);
    if (summary === undefined) throw stale ?? fail("PUBLICATION_UNKNOWN", { id });
    const [issues, entries] = [await archive.issues(id), await archive.entries(id)];
    const unread = await unreadOf({ entries, issues }, archive, stale);
    return { summary, issues, entries, marks: marksOf(entries, issues), stale, unread };
  };

  router.get("/publications/:id", async (request, response) => {
    const reader = readerOf(request, serving);
    const found = await known(parsePublicationId(request.params.id));
    const told = tellingEntries(found.entries).slice(0, MOST_NOTICES);
    const reasons = await reasonsOf(
      told.map(({ reason }) => reason),
      archive,
    );
    const identity = await identityCheck(found.summary, serving);
    const endorsed = (await serving.endorsements?.of(found.summary.id)) ?? { endorsements: [], forks: [] };
    const page = { ...found, reasons, identity, endorsed };
    sendPage(response, publicationPage(page, { ...serving, reader }), reader);
  });

  router.get("/publications/:id/feed.atom", async (request, response) => {
    const reader = readerOf(request, serving);
    const id = parsePublicationId(request.params.id);
    const found = await known(id);
    const key = publicationKey({ ...trust, id });
    const { says, language, origin = "" } = reader;
    const feed = atomFeed({ ...found, key }, { origin, sha256, says, language });
    response.vary("Accept-Language").type("application/atom+xml").send(feed);
  });
  return router;
}

/** The texts of reasons, where they can be had: they only add to what is told. */
export async function reasonsOf(digests: readonly Digest[], archive: Archive): Promise<Reasons> {
  const found = new Map<Digest, string>();
  for (const digest of new Set(digests.filter(hasReason))) {
    const text = await reasonText(digest, archive);
    if (text !== undefined) found.set(digest, text);
  }
  return found;
}

async function reasonText(digest: Digest, archive: Archive): Promise<string | undefined> {
  try {
    const block = await archive.block(documentCid(digest));
    return block === undefined ? undefined : decodeReason(block.bytes)?.text;
  } catch {
    return undefined;
  }
}
