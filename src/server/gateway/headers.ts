import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";
import type { Sha256 } from "../../core/sha256.ts";
import type { GatewayRequest } from "./request.ts";
import type { Resolved } from "./resolve.ts";

/** What a CID names never changes: 29030400 s is what the specification says for "for ever". */
export function commonHeaders(asked?: GatewayRequest, resolved?: Resolved): OutgoingHttpHeaders {
  return {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Cache-Control, If-None-Match, Range",
    "Access-Control-Expose-Headers": "Content-Length, Content-Range, ETag, X-Ipfs-Path, X-Ipfs-Roots",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
    Vary: "Accept",
    ...(asked === undefined
      ? {}
      : { "Cache-Control": "public, max-age=29030400, immutable", "X-Ipfs-Path": asked.path }),
    ...(resolved === undefined ? {} : { "X-Ipfs-Roots": resolved.roots.map(String).join(",") }),
  };
}

export function rawTag(asked: GatewayRequest, extension: string): string {
  return `"${asked.root.toString()}.${extension}"`;
}

/** Weak, and another one for everything that changes which blocks are in the CAR, or in what order. */
export function carTag(asked: GatewayRequest, sha256: Sha256): string {
  const { segments, scope, bytes } = asked;
  const choice = JSON.stringify([segments, scope, bytes?.from, bytes?.to]);
  const mark = Buffer.from(sha256(Buffer.from(choice)))
    .toString("hex")
    .slice(0, 16);
  return `W/"${asked.root.toString()}.car.${mark}"`;
}

/** Always a download: nothing from here is to be shown by a browser in this origin (RFC 6266). */
export function disposition({ root, filename }: GatewayRequest, extension: string): string {
  const name = [...(filename ?? `${root.toString()}.${extension}`).toWellFormed()].slice(0, 200).join("");
  const ascii = name.replace(/[^ -~]|["\\/%]/g, "_");
  const extended = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"${ascii === name ? "" : `; filename*=UTF-8''${extended}`}`;
}

/** If-None-Match compares weakly (RFC 9110, 13.1.2). */
export function isUnchanged(request: IncomingMessage, tag: string): boolean {
  const bare = (text: string): string => text.trim().replace(/^W\//, "");
  return (request.headers["if-none-match"] ?? "").split(",").some((known) => bare(known) === bare(tag));
}
