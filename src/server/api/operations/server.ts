import { z } from "zod";
import { block, failure } from "../answers.ts";
import { operation } from "../operation.ts";
import { address, chain, cidGiven } from "../values.ts";

const chainAndRegistry = { chain, registry: address };

export const health = operation({
  ...{ method: "get", path: "/healthz", id: "health", tag: "Server" },
  summary: "Whether the chain answers",
  pathFields: {},
  queryFields: {},
  answers: { "application/json": z.object({ ok: z.literal(true), ...chainAndRegistry, finalBlock: block }) },
  otherwise: {
    503: {
      says: "The chain does not answer.",
      body: z.object({ ok: z.literal(false), ...chainAndRegistry, failure }),
    },
  },
  problems: [],
});

export const description = operation({
  ...{ method: "get", path: "/api/openapi.json", id: "description", tag: "Server" },
  summary: "This description",
  pathFields: {},
  queryFields: {},
  answers: { "application/json": z.looseObject({ openapi: z.string() }) },
  problems: [],
});

export const blocks = operation({
  ...{ method: "get", path: "/ipfs/{cid}", id: "block", tag: "Blocks" },
  summary: "A block, or a CAR from a root",
  description:
    "A trustless gateway (https://specs.ipfs.tech/http-gateways/trustless-gateway/): hash what comes.",
  pathFields: { cid: cidGiven },
  queryFields: { format: z.enum(["raw", "car"]).optional() },
  answers: { "application/vnd.ipld.raw": "bytes", "application/vnd.ipld.car": "bytes" },
  otherwise: {
    400: { says: "The request is none that a trustless gateway answers." },
    404: { says: "No store has it." },
    406: { says: "Neither of the two forms is accepted." },
  },
  problems: [],
});

export const providers = operation({
  ...{ method: "get", path: "/routing/v1/providers/{cid}", id: "providers", tag: "Blocks" },
  summary: "Who has a block",
  description:
    "Delegated Routing V1 (https://specs.ipfs.tech/routing/http-routing-v1/): this server, or nobody.",
  pathFields: { cid: cidGiven },
  queryFields: {},
  answers: {
    "application/json": z.object({
      Providers: z.array(
        z.object({
          Schema: z.literal("peer"),
          ID: z.string(),
          Addrs: z.array(z.string()),
          Protocols: z.array(z.string()),
        }),
      ),
    }),
    "application/x-ndjson": "text",
  },
  problems: ["CID_INVALID"],
});
