import { z } from "zod";
import { LEFT_OUT } from "../../core/ports/text-index.ts";
import { UNCOMPARED } from "../../verify/search/changes.ts";
import { failure } from "./answers.ts";
import { count, digest, label, publicationId, revision, seconds } from "./values.ts";

/* What searching and comparing answer (docs/api.md). */

const piece = z.object({ kind: z.enum(["same", "gone", "new"]), text: z.string() }).meta({
  id: "Piece",
  description: "Words of both texts, only of the first (gone), or only of the second (new).",
});

const section = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("same"), blocks: count, begins: z.string(), ends: z.string() }),
  z.object({
    kind: z.literal("changed"),
    from: count,
    to: count,
    rows: z.array(z.array(piece)),
    apart: z.literal(true).optional(),
  }),
]);

const textDifference = z
  .object({
    words: z.object({ same: count, gone: count, new: count }),
    resemblance: z.number(),
    sections: z.array(section),
    more: count.optional(),
  })
  .meta({ id: "TextDifference", description: "Where two texts differ, word by word." });

const issueName = z
  .object({
    digest,
    publication: publicationId,
    publicationTitle: z.string(),
    label,
    revision,
    title: z.string(),
    anchoredAt: seconds,
    standing: z.enum([
      ...["current", "superseded", "correction", "retraction", "concern", "withdrawal", "label-taken"],
    ] as const),
  })
  .meta({ id: "IssueName" });

const quotedFile = { issue: issueName, path: z.string(), sha256: digest, type: z.string() };

const proof = z
  .object({
    passage: z.string(),
    blocks: z.array(z.object({ block: z.string(), index: count, siblings: z.array(digest) })),
  })
  .meta({
    id: "QuotationProof",
    description: "Leads to text.root of the file in the manifest (docs/spec/text.md).",
  });

export const quotationSearch = z
  .object({
    passage: z.string().meta({ description: "In its normal form." }),
    unquoted: z.literal(true).optional().meta({
      description: "It was sought without the quotation marks around it, with which it stands nowhere.",
    }),
    found: z.array(
      z.object({
        ...quotedFile,
        stretch: z.object({ firstBlock: count, lastBlock: count, start: count, end: count }),
        before: z.string(),
        after: z.string(),
        proof: proof.optional(),
        unproven: z.enum(["no-text", "other-text"]).optional(),
      }),
    ),
    near: z.array(z.object({ ...quotedFile, block: count, pieces: z.array(piece), resemblance: z.number() })),
    more: z.boolean(),
    unsearched: count.meta({
      description: "Issues that could not be searched: then nowhere cannot be said.",
    }),
    leftOut: z
      .object({
        documents: count,
        first: z.array(z.object({ ...quotedFile, why: z.enum(LEFT_OUT) })),
      })
      .meta({ description: "Documents that no search looks through whole, and the first of them by name." }),
    stale: failure.optional(),
  })
  .meta({ id: "QuotationSearch" });

export const alikeFiles = z
  .object({
    alike: z.array(z.object({ ...quotedFile, shared: count })),
    unsearched: count,
    leftOut: count,
  })
  .meta({ id: "AlikeFiles" });

export const textComparison = z
  .object({
    nearest: z
      .object({
        nearest: z.object(quotedFile),
        difference: textDifference,
        links: z.array(
          z.object({ text: z.string(), archived: z.string().optional(), held: z.string().optional() }),
        ),
      })
      .optional(),
    isWordless: z.boolean(),
    unsearched: count,
    leftOut: count,
  })
  .meta({ id: "TextComparison" });

export const issueChanges = z
  .object({
    from: issueName,
    to: issueName,
    same: z.array(z.string()),
    changed: z.array(
      z.object({
        ...{ path: z.string(), from: digest, to: digest, difference: textDifference.optional() },
        uncompared: z
          .enum(UNCOMPARED)
          .optional()
          .meta({ description: "Why there is no difference of words." }),
      }),
    ),
    removed: z.array(z.string()),
    added: z.array(z.string()),
  })
  .meta({ id: "IssueChanges" });
