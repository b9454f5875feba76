import type { IncomingMessage } from "node:http";
import { CID } from "multiformats/cid";
import { cidDigest } from "../../core/cid.ts";
import { fail } from "../../core/errors/error.ts";
import { parseByteRange, type ByteRange } from "./byte-range.ts";
import { type Format, negotiate } from "./negotiate.ts";

/** How much of the DAG below the path a CAR holds (IPIP-402). */
const SCOPES = ["block", "entity", "all"] as const;
export type Scope = (typeof SCOPES)[number];

/** What is asked of a trustless gateway (https://specs.ipfs.tech/http-gateways/trustless-gateway/). */
export interface GatewayRequest {
  readonly root: CID;
  /** Names below the root, decoded. */
  readonly segments: readonly string[];
  /** As it was asked for, for X-Ipfs-Path. */
  readonly path: string;
  readonly format: Format;
  readonly scope: Scope;
  readonly bytes: ByteRange | undefined;
  readonly filename: string | undefined;
  /** Answer 412 rather than 404: the asker wants what is here and knows that it may be nothing. */
  readonly onlyIfCached: boolean;
}

const IDENTITY = 0x00;

/** @throws CID_INVALID | REQUEST_INVALID | Refusal (406) */
export function parseRequest(request: IncomingMessage): GatewayRequest {
  const [path = "", query = ""] = splitOnce(request.url ?? "/", "?");
  const [name = "", ...segments] = segmentsOf(path);
  const parameters = new URLSearchParams(query);
  const format = negotiate(parameters, request.headers.accept);
  const root = parseRoot(name);
  if (format.kind === "raw" && segments.length > 0)
    fail("REQUEST_INVALID", { problem: "a block has a CID and no path; ask for the path with format=car" });
  return {
    root,
    segments,
    path: `/ipfs/${[name, ...segments].map(encodeURIComponent).join("/")}`,
    format,
    scope: parseScope(parameters.get("dag-scope") ?? "all"),
    bytes: parseByteRange(parameters.get("entity-bytes")),
    filename: parameters.get("filename") ?? undefined,
    onlyIfCached: /\bonly-if-cached\b/.test(request.headers["cache-control"] ?? ""),
  };
}

/** True for a CID that carries its block within itself. */
export function isInline(cid: CID): boolean {
  return cid.multihash.code === IDENTITY;
}

/** Mounted at `/ipfs` or at the root. Dots are names like any other here: nothing is resolved against a folder. */
function segmentsOf(path: string): string[] {
  const parts = path
    .replace(/^\/ipfs(?=\/)/, "")
    .replace(/^\//, "")
    .replace(/\/$/, "")
    .split("/");
  try {
    return parts.map(decodeURIComponent);
  } catch (cause) {
    return fail("REQUEST_INVALID", { problem: "the path is not valid percent-encoded UTF-8" }, cause);
  }
}

function parseRoot(text: string): CID {
  let cid: CID;
  try {
    cid = CID.parse(text);
  } catch (cause) {
    fail("CID_INVALID", { got: text }, cause);
  }
  // A version 0 CID names the same block as its version 1.
  const current = cid.version === 0 ? cid.toV1() : cid;
  if (!isInline(current)) cidDigest(current);
  // Whoever asks has such a block in the address already. The empty one is how gateways are probed.
  else if (current.multihash.size > 0)
    fail("REQUEST_INVALID", { problem: "a CID that holds its block within itself is not asked for here" });
  return current;
}

function parseScope(text: string): Scope {
  const scope = SCOPES.find((one) => one === text);
  return (
    scope ?? fail("REQUEST_INVALID", { problem: `dag-scope is one of ${SCOPES.join(", ")}; got ${text}` })
  );
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
