import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { RequestHandler } from "express";
import helmet from "helmet";

/**
 * The reader's own choice of nodes and gateways, which no policy of ours can know beforehand: anything with TLS, and this
 * very machine. Plain http elsewhere stays shut, so that nobody on the way can read or change an answer
 * (docs/threat-model.md, "What the page may ask").
 */
const NODES = ["https:", "http://127.0.0.1:*", "http://localhost:*"];

/**
 * For every answer of ours: scripts, styles, workers and frames from this origin alone, and nothing inline. They are the
 * same for all, and found once.
 */
export function ownHeaders(): RequestHandler {
  const found = Object.entries({
    ...helmetHeaders(),
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  });
  return (_request, response, next) => {
    for (const [name, value] of found) response.setHeader(name, value);
    next();
  };
}

function helmetHeaders(): Readonly<Record<string, string>> {
  const self = ["'self'"];
  const none = ["'none'"];
  const set = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: none,
        scriptSrc: self,
        styleSrc: self,
        imgSrc: self,
        connectSrc: [...self, ...NODES],
        workerSrc: self,
        frameSrc: self,
        manifestSrc: self,
        baseUri: none,
        formAction: none,
        frameAncestors: none,
      },
    },
    frameguard: { action: "deny" },
    referrerPolicy: { policy: "no-referrer" },
    // Whether the archive is reached by TLS is for whoever stands in front of it.
    strictTransportSecurity: false,
    // It asks for the same of every document, and a sandboxed one cannot follow: browsers complain of that.
    originAgentCluster: false,
  });
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  set(request, response, (problem) => {
    if (problem !== undefined) throw problem;
  });
  return response.getHeaders() as Record<string, string>;
}

/** Anybody's page may read the API and the gateway: it is all public, and there are no cookies to ride on. */
export const openToAll: RequestHandler = (request, response, next) => {
  if (request.method === "POST") return next();
  response.setHeader("Access-Control-Allow-Origin", "*");
  response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
  if (request.method !== "OPTIONS") return next();
  response.set("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS");
  response.set("Access-Control-Allow-Headers", "Accept, If-None-Match, Range");
  response.set("Access-Control-Max-Age", "86400");
  response.status(204).end();
};

/**
 * For a file from the archive, which may be anything: no script, no form, no address of its own, nothing from another
 * origin. A sandboxed document has an opaque origin, so that its own images are cross-origin to it: hence the two
 * headers that open them, which they are to everybody anyway.
 */
export const archivedHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    "Content-Security-Policy": [
      "sandbox",
      "default-src 'none'",
      "img-src 'self' data:",
      "style-src 'self' 'unsafe-inline'",
      "font-src 'self' data:",
      "media-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'self'",
    ].join("; "),
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
  });
  next();
};
