import { z } from "zod";
import { MOST_ASKED } from "../../../core/text/shingles.ts";
import { operation } from "../operation.ts";
import { alikeFiles, issueChanges, quotationSearch, textComparison } from "../searched.ts";
import { digestGiven } from "../values.ts";

export const quotations = operation({
  ...{ method: "post", path: "/api/quotations", id: "quotations", tag: "Verifying" },
  summary: "Where a passage stands",
  description:
    "Word for word after normalisation, with the path from its blocks to the manifest; else where nearly the same stands. The passage is neither kept nor logged.",
  pathFields: {},
  queryFields: {},
  takes: { "application/json": z.object({ passage: z.string() }) },
  answers: { "application/json": quotationSearch },
  problems: [
    "PASSAGE_INVALID",
    "REQUEST_INVALID",
    "UPLOAD_TOO_LARGE",
    "REQUESTS_TOO_MANY",
    "SERVER_BUSY",
    "NOT_FOUND",
  ],
});

export const similar = operation({
  ...{ method: "post", path: "/api/similar", id: "similar", tag: "Verifying" },
  summary: "Files with passages in common",
  description:
    "Takes shingles, which are hashes of five words in a row: no text goes over the network. Whoever has a document can tell which of its passages were asked about.",
  pathFields: {},
  queryFields: {},
  takes: {
    "application/json": z.object({
      shingles: z
        .array(
          z
            .int()
            .min(0)
            .max(2 ** 48),
        )
        .max(MOST_ASKED),
    }),
  },
  answers: { "application/json": alikeFiles },
  problems: ["REQUEST_INVALID", "UPLOAD_TOO_LARGE", "REQUESTS_TOO_MANY", "SERVER_BUSY", "NOT_FOUND"],
});

export const compare = operation({
  ...{ method: "post", path: "/api/compare", id: "compare", tag: "Verifying" },
  summary: "Compare a file with the archive by its words",
  description:
    "The body is the file. Gives the archived document that it is most like, and how they differ. The file is kept for as long as the answer takes, and its words are not logged. A page calls this only for readers who chose to send their file.",
  pathFields: {},
  queryFields: { name: z.string().optional().meta({ description: "The file's name: what kind it is." }) },
  takes: { "application/octet-stream": "bytes" },
  answers: { "application/json": textComparison },
  problems: [
    "DOCUMENT_UNREAD",
    "REQUEST_INVALID",
    "UPLOAD_TOO_LARGE",
    "REQUESTS_TOO_MANY",
    "SERVER_BUSY",
    "NOT_FOUND",
  ],
});

export const changes = operation({
  ...{ method: "get", path: "/api/issues/{digest}/changes/{other}", id: "changes", tag: "Issues" },
  summary: "What changed from one revision to another",
  pathFields: { digest: digestGiven, other: digestGiven },
  queryFields: {},
  answers: { "application/json": issueChanges },
  problems: ["DIGEST_INVALID", "NOT_FOUND", "BLOCK_MISSING", "REQUESTS_TOO_MANY", "SERVER_BUSY"],
});
