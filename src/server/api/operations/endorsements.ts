import { z } from "zod";
import { HOLDS } from "../../../core/endorsement/endorsement.ts";
import { failure } from "../answers.ts";
import { operation } from "../operation.ts";
import { address, chain, count, digest, hash, publicationGiven, publicationId, seconds } from "../values.ts";

const statement = z
  .object({
    type: z.literal("colophon/endorsement/1"),
    publication: z.object({ chain, registry: address, id: publicationId }),
    endorser: address,
    entries: count,
    head: digest,
    block: z.object({ number: count, hash }),
    seen: seconds,
    holds: z.enum(HOLDS),
    signature: z.string(),
  })
  .meta({
    id: "Endorsement",
    description:
      "What was signed, as its file has it (docs/spec/endorsement.md): anyone can check it with `cast`.",
  });

const endorser = z
  .object({ address, name: z.string(), url: z.string().optional() })
  .meta({ id: "Endorser", description: "By the name that this archive gives them." });

const told = z
  .object({
    grade: z
      .enum(["agrees", "conflicts", "not-signed", "unknown"])
      .meta({ description: "Held against the history as this server knows it. Check it yourself." }),
    expected: digest.optional(),
    by: z.enum(["key", "contract"]).optional(),
    endorser: endorser.optional(),
    statement,
  })
  .meta({ id: "ToldEndorsement" });

export const publicationEndorsements = operation({
  ...{
    method: "get",
    path: "/api/publications/{id}/endorsements",
    id: "publicationEndorsements",
    tag: "Publications",
  },
  summary: "What others have signed of a publication's history",
  description:
    "Heads that they have seen, with their signatures. `forks` are proofs that two signed heads exclude each other (docs/spec/endorsement.md#fork).",
  pathFields: { id: publicationGiven },
  queryFields: {},
  answers: {
    "application/json": z.object({
      publication: z.object({ chain, registry: address, id: publicationId }),
      endorsers: z.array(endorser),
      endorsements: z.array(told),
      forks: z.array(
        z.object({
          type: z.literal("colophon/fork/1"),
          earlier: statement,
          later: statement,
          before: digest,
          between: z.string(),
        }),
      ),
      failure: failure.optional(),
    }),
  },
  problems: ["PUBLICATION_ID_INVALID", "PUBLICATION_UNKNOWN", "NOT_FOUND", "CHAIN_UNREACHABLE"],
});

export const endorse = operation({
  ...{ method: "post", path: "/api/publications/{id}/endorsements", id: "endorse", tag: "Publications" },
  summary: "Hand in an endorsement",
  description:
    "The body is the file that `colophon endorse` writes. Taken of those alone whom this archive names in `endorsers`, if they have signed it; also one that conflicts with the history, since two signed heads that conflict prove a fork. An older one that a later one of the same endorser implies is let go of. The same one twice is one.",
  pathFields: { id: publicationGiven },
  queryFields: {},
  takes: { "application/json": statement },
  answers: { "application/json": told },
  problems: [
    ...(["PUBLICATION_ID_INVALID", "PUBLICATION_UNKNOWN", "NOT_FOUND", "UPLOAD_TOO_LARGE"] as const),
    ...(["ENDORSEMENT_INVALID", "ENDORSEMENT_TYPE_UNKNOWN", "ENDORSEMENT_FOREIGN"] as const),
    ...(["ENDORSER_UNKNOWN", "ENDORSEMENT_UNSIGNED", "ENDORSEMENT_UNCHECKED"] as const),
    ...(["ENDORSEMENTS_FULL", "REQUESTS_TOO_MANY", "CHAIN_UNREACHABLE"] as const),
  ],
});
