import { z } from "zod";
import { block, issue, publication, stale, unread } from "../answers.ts";
import { operation } from "../operation.ts";
import {
  address,
  chain,
  count,
  digest,
  label,
  labelGiven,
  publicationGiven,
  publicationId,
} from "../values.ts";

export const publications = operation({
  ...{ method: "get", path: "/api/publications", id: "publications", tag: "Publications" },
  summary: "The publications of this archive",
  pathFields: {},
  queryFields: {},
  answers: {
    "application/json": z.object({ chain, registry: address, publications: z.array(publication), stale }),
  },
  problems: [],
});

export const publicationIssues = operation({
  ...{ method: "get", path: "/api/publications/{id}/issues", id: "publicationIssues", tag: "Publications" },
  summary: "All issues of a publication, with their revisions",
  description: "In the order of anchoring.",
  pathFields: { id: publicationGiven },
  queryFields: {},
  answers: {
    "application/json": z.object({ publication, issues: z.array(issue), unread: unread.optional(), stale }),
  },
  problems: ["PUBLICATION_ID_INVALID", "PUBLICATION_UNKNOWN", "CHAIN_UNREACHABLE"],
});

export const publicationMirror = operation({
  ...{ method: "get", path: "/api/publications/{id}/mirror", id: "publicationMirror", tag: "Publications" },
  summary: "The whole history of a publication as one file that proves itself",
  description:
    "A CAR (docs/spec/mirror.md): all entries, which fold to the registry's head, with profiles, reasons, lists of batches and manifests. Check it with `colophon mirror check`, audit from it with `colophon audit --from`. Made when it is first asked for; parts can be asked for with Range.",
  pathFields: { id: publicationGiven },
  queryFields: {},
  answers: { "application/vnd.ipld.car": "bytes" },
  problems: [
    ...(["PUBLICATION_ID_INVALID", "PUBLICATION_UNKNOWN", "NOT_FOUND", "MIRROR_NOT_OFFERED"] as const),
    ...(["HISTORY_BROKEN", "REQUESTS_TOO_MANY", "CHAIN_UNREACHABLE"] as const),
  ],
});

const asked = { publication: publicationId, label, stale };

const none = z.object({
  ...asked,
  anchored: z.literal(false),
  upTo: z
    .object({ entries: count, head: digest, block, batches: count })
    .meta({ description: "What had to be known to say so." }),
});

const some = z.object({
  ...asked,
  anchored: z.literal(true),
  current: digest,
  revisions: z.array(issue).optional().meta({ description: "Left out while no manifest of it can be read." }),
});

export const publicationLabel = operation({
  ...{
    method: "get",
    path: "/api/publications/{id}/issues/{label}",
    id: "publicationLabel",
    tag: "Publications",
  },
  summary: "What a label names in a publication; or that it names nothing, and how that is known",
  description: "That there is none is an answer, with 200.",
  pathFields: { id: publicationGiven, label: labelGiven },
  queryFields: {},
  answers: { "application/json": z.union([none, some]) },
  problems: [
    "PUBLICATION_ID_INVALID",
    "LABEL_INVALID",
    "PUBLICATION_UNKNOWN",
    "CHAIN_UNREACHABLE",
    "STORE_UNREACHABLE",
  ],
});
