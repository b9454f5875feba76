import { z } from "zod";
import { issue, publication, stale } from "../answers.ts";
import { operation } from "../operation.ts";
import { address, chain, publicationGiven } from "../values.ts";

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
  answers: { "application/json": z.object({ publication, issues: z.array(issue), stale }) },
  problems: ["PUBLICATION_ID_INVALID", "PUBLICATION_UNKNOWN", "CHAIN_UNREACHABLE"],
});
