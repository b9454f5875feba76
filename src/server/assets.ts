import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { RequestHandler } from "express";
import mime from "mime-types";
import * as z from "zod/mini";
import { loadVerifier, VERIFIER_PATH, type VerifierFile } from "./verifier-file.ts";

/** The built page: what the HTML links to, and the handler that serves it. */
export interface Assets {
  /** Addresses of the page's script and styles; empty when it was not built. */
  readonly script: string | undefined;
  readonly styles: readonly string[];
  /** Undefined where it was not built. */
  readonly verifier: VerifierFile | undefined;
  readonly handler: RequestHandler;
}

interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
  readonly gzipped: Buffer;
}

const ENTRY = "main.ts";
const manifestSchema = z.record(
  z.string(),
  z.object({ file: z.string(), css: z.optional(z.array(z.string())) }),
);

/** Reads the built page into memory, compressed once. Where it was not built, pages have their words and no more. */
export function loadAssets(webRoot: string): Assets {
  const built = readManifest(webRoot);
  const entry = built[ENTRY];
  const verifier = loadVerifier(webRoot);
  if (entry === undefined)
    return { script: undefined, styles: [], verifier, handler: (_q, _r, next) => next() };
  const files = new Map(
    readdirSync(join(webRoot, "assets")).map((name) => [`/assets/${name}`, readAsset(webRoot, name)]),
  );
  return {
    script: `/${entry.file}`,
    styles: (entry.css ?? []).map((file) => `/${file}`),
    verifier,
    handler: serve(files, verifier),
  };
}

function readManifest(webRoot: string): z.infer<typeof manifestSchema> {
  try {
    const text = readFileSync(join(webRoot, ".vite", "manifest.json"), "utf8");
    return z.parse(manifestSchema, JSON.parse(text));
  } catch {
    return {};
  }
}

function readAsset(webRoot: string, name: string): Asset {
  const bytes = readFileSync(join(webRoot, "assets", name));
  return {
    type: mime.contentType(name) || "application/octet-stream",
    bytes,
    gzipped: gzipSync(bytes, { level: 9 }),
  };
}

/** Names carry a hash of their content, so that they may be kept for ever. */
function serve(files: ReadonlyMap<string, Asset>, verifier: VerifierFile | undefined): RequestHandler {
  return (request, response, next) => {
    if (request.method !== "GET" && request.method !== "HEAD") return next();
    if (request.path === VERIFIER_PATH && verifier !== undefined)
      return void verifier.handler(request, response, next);
    const asset = files.get(request.path);
    if (asset === undefined) return next();
    const gzip = request.acceptsEncodings("gzip") === "gzip";
    response.set({
      "Content-Type": asset.type,
      "Cache-Control": "public, max-age=31536000, immutable",
      Vary: "Accept-Encoding",
      ...(gzip ? { "Content-Encoding": "gzip" } : {}),
    });
    response.send(gzip ? asset.gzipped : asset.bytes);
  };
}
