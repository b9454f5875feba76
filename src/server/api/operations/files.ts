import { z } from "zod";
import { placement } from "../answers.ts";
import { operation } from "../operation.ts";
import { cid, cidGiven, digest, digestGiven } from "../values.ts";

const LONGEST_NAME = 1024;

const size = z
  .string()
  .regex(/^[0-9]{1,15}$/, "must be a whole number of bytes")
  .transform(Number)
  .optional()
  .meta({ description: "In bytes." });

export const files = operation({
  ...{ method: "get", path: "/api/files", id: "files", tag: "Files" },
  summary: "Search for files",
  description:
    "By digest, or by name and size: then those that a file may be a copy of. An empty list says that there is none.",
  pathFields: {},
  queryFields: {
    sha256: digestGiven.optional(),
    name: z.string().max(LONGEST_NAME).optional(),
    size,
  },
  answers: { "application/json": z.object({ placements: z.array(placement) }) },
  problems: ["DIGEST_INVALID", "REQUEST_INVALID", "CHAIN_UNREACHABLE"],
});

export const fileByDigest = operation({
  ...{ method: "get", path: "/api/files/{sha256}", id: "file", tag: "Files" },
  summary: "Where a file stands",
  pathFields: { sha256: digestGiven },
  queryFields: {},
  answers: { "application/json": z.object({ sha256: digest, placements: z.array(placement) }) },
  problems: ["DIGEST_INVALID", "FILE_UNKNOWN", "CHAIN_UNREACHABLE"],
});

export const cidLookUp = operation({
  ...{ method: "get", path: "/api/cids/{cid}", id: "cid", tag: "Files" },
  summary: "Which manifest a CID leads to",
  description: "Its own, that of an issue's folder, or that of a file of more than 1 MiB.",
  pathFields: { cid: cidGiven },
  queryFields: {},
  answers: { "application/json": z.object({ cid, manifest: digest.optional() }) },
  problems: ["CID_INVALID", "CHAIN_UNREACHABLE"],
});
