import { z } from "zod";
import { evidence, issue, publicationRef, stale } from "../answers.ts";
import { operation } from "../operation.ts";
import { cid, count, digest, digestGiven, entry, hash, label, labelGiven } from "../values.ts";

const ofIssue = { digest: digestGiven };

export const issuesByLabel = operation({
  ...{ method: "get", path: "/api/issues", id: "issuesByLabel", tag: "Issues" },
  summary: "What a label names now",
  description: "In each of the archive's publications that has an issue of that name.",
  pathFields: {},
  queryFields: { label: labelGiven },
  answers: { "application/json": z.object({ label, manifests: z.array(digest), stale }) },
  problems: ["LABEL_INVALID", "REQUEST_INVALID", "CHAIN_UNREACHABLE"],
});

export const issueByDigest = operation({
  ...{ method: "get", path: "/api/issues/{digest}", id: "issue", tag: "Issues" },
  summary: "Everything about an issue",
  description:
    "The issue, where the catalogue knows it, and the evidence from which a judge elsewhere reaches the same verdict. What could not be asked is in the answer.",
  pathFields: ofIssue,
  queryFields: {},
  answers: { "application/json": issue.partial().extend({ evidence }) },
  problems: ["DIGEST_INVALID", "NOT_FOUND", "CHAIN_UNREACHABLE"],
});

export const issueBatch = operation({
  ...{ method: "get", path: "/api/issues/{digest}/batch", id: "issueBatch", tag: "Issues" },
  summary: "What proves that an issue was anchored with a batch",
  description:
    "The siblings of the Merkle tree from the leaf up, as the registry's verifyBatched takes them (docs/spec/batch.md).",
  pathFields: ofIssue,
  queryFields: {},
  answers: {
    "application/json": z.object({
      publication: publicationRef,
      entry,
      count: count.meta({ description: "How many issues the batch holds." }),
      root: hash,
      list: digest,
      listCid: cid,
      label,
      digest,
      path: z.array(hash),
    }),
  },
  problems: ["DIGEST_INVALID", "NOT_FOUND", "BLOCK_MISSING", "CHAIN_UNREACHABLE"],
});

export const issueProof = operation({
  ...{ method: "get", path: "/api/issues/{digest}/proof", id: "issueProof", tag: "Issues" },
  summary: "A proof file",
  description:
    "As of the latest final block; it is verified offline, down to that block's hash (docs/spec/proof.md).",
  pathFields: ofIssue,
  queryFields: { path: z.string().optional().meta({ description: "One of the issue's files." }) },
  answers: {
    "application/json": z.looseObject({ type: z.literal("colophon/proof/1") }).meta({ id: "Proof" }),
  },
  problems: ["DIGEST_INVALID", "NOT_FOUND", "PROOF_PATH_UNLISTED", "CHAIN_UNREACHABLE"],
});

export const issueManifest = operation({
  ...{ method: "get", path: "/api/issues/{digest}/manifest", id: "issueManifest", tag: "Issues" },
  summary: "The manifest, byte for byte",
  description: "Its SHA-256 is the digest, which is the number on the chain. It never changes.",
  pathFields: ofIssue,
  queryFields: {},
  answers: { "application/vnd.ipld.dag-json": "bytes" },
  problems: ["DIGEST_INVALID", "NOT_FOUND", "STORE_UNREACHABLE"],
});
