import type { Request } from "express";
import { fail } from "../core/errors/error.ts";

/** A small body as text, whatever its type says. Nothing of it is kept or logged. @throws UPLOAD_TOO_LARGE */
export async function textBody(request: Request, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Iterating would destroy the request on the way out, and the refusal could not be sent any more.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) fail("UPLOAD_TOO_LARGE", { limit });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
