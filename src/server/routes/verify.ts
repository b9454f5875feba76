import { type Request, Router } from "express";
import { asFailure, fail, failure, isFailure } from "../../core/errors/error.ts";
import type { Label } from "../../core/label.ts";
import { type Language, languageOf, preferredLanguage } from "../../core/messages/language.ts";
import { gatherFile } from "../../verify/gather.ts";
import { judge } from "../../verify/judge/judge.ts";
import { DEFAULT_POLICY } from "../../verify/judge/verdict.ts";
import type { ByWords } from "../../verify/nearest.ts";
import { verdictReport, type VerdictReport } from "../../verify/report.ts";
import { matchByWords } from "../../verify/search/match.ts";
import { queryOf } from "../api/operation.ts";
import { verifyFile } from "../api/operations/verifying.ts";
import { discreet } from "../discretion.ts";
import { freshWitness } from "../freshness.ts";
import { gate } from "../gate.ts";
import { leftBefore } from "../left.ts";
import { limited } from "../limited.ts";
import { refuseUpload } from "../refusal.ts";
import type { Serving } from "../serving.ts";
import { caughtUp } from "./search.ts";
import { receive, type Upload } from "../upload.ts";

/** Comparing holds two files of up to 32 MiB each in memory. */
const AT_ONCE = 4;
const PER_MINUTE = 60;
const LONGEST_NAME = 255;

interface Asked {
  readonly name: string;
  readonly label: Label | undefined;
  readonly language: Language;
}

/** `POST /verify`: a file as the body, hashed as it comes in, judged as the page and the command do (docs/api.md). */
export function verifyRoute(serving: Serving): Router {
  const enter = gate(AT_ONCE);
  const router = Router();
  router.post("/verify", limited(serving.uploadsPerMinute ?? PER_MINUTE), async (request, response) => {
    const language = languageFor(request);
    const asked = { name: nameOf(request), label: labelOf(request), language };
    const upload = await received(request, serving);
    if (upload === undefined) return refuseUpload(request, response, tooLarge(serving));
    try {
      const report = await enter(() => verified(upload, asked, serving), leftBefore(response));
      response.set({ "Cache-Control": "no-store", "Content-Language": language }).json(report);
    } finally {
      await upload.dispose();
    }
  });
  return router;
}

async function verified(upload: Upload, asked: Asked, serving: Serving): Promise<VerdictReport> {
  const { archive, freshness, sha256, trust } = serving;
  const file = { path: asked.name, size: upload.size, sha256: upload.sha256, bytes: upload.bytes };
  const evidence = await gatherFile(file, {
    witness: freshWitness(archive, freshness),
    sha256,
    ...(asked.label === undefined ? {} : { label: asked.label }),
    ...byWordsOf(serving),
  });
  return verdictReport(judge(evidence, trust, DEFAULT_POLICY), asked.language);
}

/** The file is here anyway: its words may be sought, too. */
function byWordsOf({ search }: Serving): { readonly byWords?: ByWords } {
  if (search === undefined) return {};
  return {
    async byWords(file) {
      try {
        await caughtUp(search);
        return (await matchByWords(file, search)).match;
      } catch (error) {
        // It becomes part of a verdict, which strangers read.
        throw discreet(asFailure(error));
      }
    },
  };
}

/** Undefined when it is too large. */
async function received(
  request: Request,
  { uploadLimit, sha256Stream }: Serving,
): Promise<Upload | undefined> {
  try {
    return await receive(request, { limit: uploadLimit, sha256Stream });
  } catch (error) {
    if (isFailure(error, "UPLOAD_TOO_LARGE")) return undefined;
    throw error;
  }
}

function tooLarge({ uploadLimit }: Serving) {
  return failure("UPLOAD_TOO_LARGE", { limit: uploadLimit });
}

/** From `X-File-Name` (percent-encoded UTF-8, as headers hold no other) or `?name=`; without folders. */
function nameOf(request: Request): string {
  const given = request.get("x-file-name");
  const name = given === undefined ? (queryOf(verifyFile, request).name ?? "") : decoded(given);
  return (name.split(/[/\\]/).at(-1) ?? "").slice(0, LONGEST_NAME);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    return fail("REQUEST_INVALID", { problem: "X-File-Name is not percent-encoded UTF-8" }, cause);
  }
}

function labelOf(request: Request): Label | undefined {
  return queryOf(verifyFile, request).label;
}

/** `?lang=`, or what the reader's program prefers. */
function languageFor(request: Request): Language {
  return (
    languageOf(queryOf(verifyFile, request).lang ?? "") ?? preferredLanguage(request.get("accept-language"))
  );
}
