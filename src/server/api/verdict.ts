import { z } from "zod";
import { nodes, notice, publicationRef } from "./answers.ts";
import { bytes, cid, count, date, digest, entry, hash, label, revision, seconds } from "./values.ts";

const said = z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]));

const check = z
  .object({
    check: z.enum(["integrity", "anchored", "final", "time", "identity", "standing", "available"]),
    status: z.enum(["pass", "fail", "unknown", "skipped"]),
    reason: z.string(),
    says: z.string().meta({ description: "For people." }),
    evidence: said,
    trusted: z.array(z.string()).meta({ description: "Who had to be believed." }),
  })
  .meta({ id: "Check", description: "One question, and what came of it (docs/spec/verdict.md)." });

const standing = z.enum(["current", "superseded", "correction", "retraction", "concern", "withdrawal"]);

const heldFile = z.object({ path: z.string(), size: bytes, sha256: digest, cid: cid.optional() });

const summary = z
  .object({
    publication: publicationRef,
    publicationTitle: z.string().optional(),
    label,
    revision,
    title: z.string(),
    date: date.optional(),
    creators: z.array(z.string()).optional(),
    description: z.string().optional(),
    language: z.string().optional(),
    license: z.string().optional(),
    digest,
    contentCid: cid,
    files: count,
    path: z.string().optional().meta({ description: "The archived file that this one is a copy of." }),
    anchoredAt: seconds.optional(),
    entry: entry.optional(),
    current: digest.optional(),
    transaction: hash.optional(),
  })
  .meta({ id: "IssueSummary" });

const other = z
  .object({
    publication: publicationRef,
    publicationTitle: z.string().optional(),
    label,
    revision,
    title: z.string(),
    digest,
    standing,
  })
  .meta({ id: "OtherIssue", description: "Another issue that holds the very same." });

export const verdict = z
  .object({
    verdict: z.enum(["authentic", "authentic-but", "altered", "not-anchored", "could-not-check"]),
    standing: standing.optional().meta({ description: "With authentic-but: what comes after the but." }),
    headline: z.string(),
    explanation: z.string(),
    checks: z.array(check),
    issue: summary.optional(),
    alsoAnchored: z.object({ issues: z.array(other), unasked: count, says: z.string() }).optional(),
    difference: z
      .object({
        held: heldFile,
        archived: heldFile,
        commonStart: bytes,
        commonEnd: bytes,
        resemblance: z.number().min(0).max(1),
        wordsAlike: z.number().min(0).max(1).optional(),
        unread: z.literal(true).optional(),
      })
      .optional()
      .meta({ description: "With altered: how it differs from the archived file." }),
    folder: z
      .object({
        same: z.array(z.string()),
        different: z.array(z.object({ path: z.string(), expected: digest, got: digest })),
        missing: z.array(z.string()),
        extra: z.array(z.string()),
      })
      .optional(),
    notices: z.array(notice),
    nodes: nodes
      .extend({ says: z.array(z.string()) })
      .meta({ id: "NodesSaid" })
      .optional(),
  })
  .meta({
    id: "Verdict",
    description: "What a copy's checks add up to. Could not check is never a sign of forgery.",
  });
