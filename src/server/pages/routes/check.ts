import { Router } from "express";
import { type Digest, parseDigest } from "../../../core/digest.ts";
import { isFailure } from "../../../core/errors/error.ts";
import { gatherDigest } from "../../../verify/gather-digest.ts";
import { judge } from "../../../verify/judge/judge.ts";
import { DEFAULT_POLICY } from "../../../verify/judge/verdict.ts";
import { verdictReport, type VerdictReport } from "../../../verify/report.ts";
import { freshWitness } from "../../freshness.ts";
import { gate } from "../../gate.ts";
import { leftBefore } from "../../left.ts";
import { limited } from "../../limited.ts";
import { queryText } from "../../query.ts";
import type { Serving } from "../../serving.ts";
import { checkPage, type CheckPage } from "../check.ts";
import { withForm } from "../form-policy.ts";
import { type Reader, readerOf, sendPage } from "../reader.ts";

const PER_MINUTE = 60;
const AT_ONCE = 4;

/** `/check?sha256=`: for who hashes a file by other means than the page's script. */
export function checkPageRoutes(serving: Serving): Router {
  const router = Router();
  const enter = gate(AT_ONCE);
  router.get("/check", limited(serving.uploadsPerMinute ?? PER_MINUTE), async (request, response) => {
    const reader = readerOf(request, serving);
    const given = queryText(request, "sha256");
    const page =
      given === undefined
        ? { sha256: "" }
        : await enter(() => checked(given, reader, serving), leftBefore(response));
    withForm(response);
    if (page.refused !== undefined) response.status(page.refused.http);
    sendPage(response, checkPage(page, { ...serving, reader }), reader);
  });
  return router;
}

async function checked(given: string, reader: Reader, serving: Serving): Promise<CheckPage> {
  try {
    return { sha256: given, report: await verdictOn(digestIn(given), reader, serving) };
  } catch (error) {
    if (!isFailure(error, "DIGEST_INVALID")) throw error;
    return { sha256: given, refused: error };
  }
}

/** Also from a whole line of `sha256sum`. @throws DIGEST_INVALID */
function digestIn(given: string): Digest {
  return parseDigest(given.trim().split(/\s+/)[0] ?? "");
}

async function verdictOn(sha256: Digest, { language }: Reader, serving: Serving): Promise<VerdictReport> {
  const { archive, freshness, trust } = serving;
  const witness = freshWitness(archive, freshness);
  const evidence = await gatherDigest(sha256, { witness, sha256: serving.sha256 });
  return verdictReport(judge(evidence, trust, DEFAULT_POLICY), language);
}
