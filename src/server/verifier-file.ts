import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { RequestHandler } from "express";

/** The verifier in one file, for readers to keep: it works from a disk, when this server is gone. */
export interface VerifierFile {
  readonly sha256: string;
  /** In bytes: of the file, and on its way. */
  readonly size: number;
  readonly gzipped: number;
  readonly handler: RequestHandler;
}

export const VERIFIER_PATH = "/verifier.html";

/** Undefined where the page was not built. */
export function loadVerifier(webRoot: string): VerifierFile | undefined {
  const bytes = readIfThere(join(webRoot, "verifier.html"));
  if (bytes === undefined) return undefined;
  const gzipped = gzipSync(bytes, { level: 9 });
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const handler: RequestHandler = (request, response) => {
    const gzip = request.acceptsEncodings("gzip") === "gzip";
    response.set({
      "Content-Type": "text/html; charset=utf-8",
      // To be kept, not opened from here: a page of this server's could be another one tomorrow.
      "Content-Disposition": 'attachment; filename="verifier.html"',
      ETag: `"${sha256}${gzip ? "-gz" : ""}"`,
      Vary: "Accept-Encoding",
      ...(gzip ? { "Content-Encoding": "gzip" } : {}),
    });
    response.send(gzip ? gzipped : bytes);
  };
  return { sha256, size: bytes.length, gzipped: gzipped.length, handler };
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
