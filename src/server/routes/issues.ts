import { Router } from "express";
import { documentCid } from "../../core/cid.ts";
import type { Digest } from "../../core/digest.ts";
import { fail } from "../../core/errors/error.ts";
import type { Answer } from "../../core/ports.ts";
import type { Archive } from "../../verify/archive.ts";
import type { IssueEvidence } from "../../verify/evidence.ts";
import { proveIssue } from "../../verify/prove.ts";
import { issueToWire } from "../../verify/wire.ts";
import { pathOf, queryOf } from "../api/operation.ts";
import {
  issueBatch,
  issueByDigest,
  issueManifest,
  issueProof,
  issuesByLabel,
} from "../api/operations/issues.ts";
import { discreetEvidence } from "../discretion.ts";
import { limited } from "../limited.ts";
import type { Serving } from "../serving.ts";
import { historyNaming } from "../unread.ts";
import { issueJson, staleness } from "./publications.ts";

/** Each asks a node for what it proves. */
const PROOFS_PER_MINUTE = 60;

/** `GET /issues/{digest}`, its manifest, its batch, its proof, and `GET /issues?label=` (docs/api.md). */
export function issueRoutes(serving: Serving): Router {
  const { archive, freshness } = serving;
  const router = Router();

  router.get("/issues", async (request, response) => {
    const { label } = queryOf(issuesByLabel, request);
    const stale = await freshness.refresh();
    const manifests = await archive.labelled(label);
    if (manifests.length === 0 && stale !== undefined) throw stale;
    response.json({ label, manifests, ...staleness(stale) });
  });

  router.get("/issues/:digest", async (request, response) => {
    const { digest } = pathOf(issueByDigest, request);
    const found = await lookUp(digest, serving);
    if (found === undefined) fail("NOT_FOUND", { got: `issue ${digest}` });
    const catalogued = await archive.catalogued(digest);
    response.json({
      ...(catalogued === undefined ? {} : issueJson(catalogued)),
      evidence: issueToWire(found),
    });
  });

  router.get("/issues/:digest/batch", async (request, response) => {
    const { digest } = pathOf(issueBatch, request);
    const stale = await freshness.refresh();
    const found = await archive.batch(digest);
    if (found === undefined) {
      if (stale === undefined) await assertNowhere(digest, archive);
      throw stale ?? fail("NOT_FOUND", { got: `batch of issue ${digest}` });
    }
    const { publication, entry, count, list, issue } = found;
    const { root, label, path } = issue;
    const listCid = String(documentCid(list));
    response.json({ publication, entry, count, root, list, listCid, label, digest, path });
  });

  router.get("/issues/:digest/manifest", async (request, response) => {
    const { digest } = pathOf(issueManifest, request);
    const bytes = await manifestBytes(digest, serving);
    response.set({
      "Content-Type": "application/vnd.ipld.dag-json",
      "Content-Disposition": 'attachment; filename="manifest.json"',
      "Cache-Control": "public, max-age=31536000, immutable",
      ETag: `"${digest}"`,
    });
    response.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });

  addProof(router, serving);
  return router;
}

function addProof(router: Router, serving: Serving): void {
  const { archive } = serving;
  router.use("/issues/:digest/proof", limited(PROOFS_PER_MINUTE));
  router.get("/issues/:digest/proof", async (request, response) => {
    const { digest } = pathOf(issueProof, request);
    const { states, sha256 } = serving;
    if (states === undefined || (await lookUp(digest, serving)) === undefined)
      fail("NOT_FOUND", { got: `proof of issue ${digest}` });
    const { bytes } = await proveIssue(digest, queryOf(issueProof, request).path, {
      archive,
      states,
      sha256,
    });
    response.set({
      "Content-Type": "application/json",
      "Content-Disposition": `attachment; filename="${digest.slice(0, 8)}.proof.json"`,
    });
    response.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
}

/**
 * Everything about an issue; undefined when the chain was asked and has no record of it. Stores are asked only for what
 * a history names.
 */
export async function lookUp(
  digest: Digest,
  { archive, freshness, anchored }: Pick<Serving, "archive" | "freshness" | "anchored">,
): Promise<IssueEvidence | undefined> {
  await freshness.refresh();
  const catalogued = await archive.catalogued(digest);
  if (catalogued === undefined && !(await anchored.has(documentCid(digest)))) {
    await assertNowhere(digest, archive);
    return undefined;
  }
  const evidence = discreetEvidence(await archive.issue(digest));
  const known = catalogued !== undefined || hasRecord(evidence.final) || hasRecord(evidence.tip);
  if (known || unanswered(evidence.final) || unanswered(evidence.tip)) return evidence;
  // Without its manifest the registry cannot be asked under which label it stands; its history has it all the same.
  return (await historyNaming(digest, archive)) === undefined ? undefined : evidence;
}

/** While a list of a batch cannot be read it may hold any digest. @throws what keeps it from being read */
async function assertNowhere(digest: Digest, archive: Archive): Promise<void> {
  await archive.byCid(documentCid(digest));
}

/** The verbatim bytes, for a digest that is an issue's and not just any document's. */
async function manifestBytes(digest: Digest, { archive, freshness }: Serving): Promise<Uint8Array> {
  // A manifest never changes, so that one in the catalogue needs no look at the chain.
  if ((await archive.catalogued(digest)) === undefined) {
    const stale = await freshness.refresh();
    if ((await archive.catalogued(digest)) === undefined) {
      if (stale === undefined) await assertNowhere(digest, archive);
      throw stale ?? fail("NOT_FOUND", { got: `issue ${digest}` });
    }
  }
  const cid = documentCid(digest);
  const block = await archive.block(cid);
  return block?.bytes ?? fail("BLOCK_MISSING", { cid: String(cid) });
}

function hasRecord(answer: Answer<{ record: unknown }>): boolean {
  return answer.known && answer.value.record !== undefined;
}

/** Nobody could say: which is not the same as "there is none". */
function unanswered(answer: Answer<unknown>): boolean {
  return !answer.known && answer.failure.http !== 404;
}
