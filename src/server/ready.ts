import type { Request, Response } from "express";
import type { Sha256 } from "../core/sha256.ts";

interface Ready {
  readonly body: Buffer;
  readonly etag: string;
}

/**
 * Answers in JSON whose bytes and ETag are made once, and kept for as long as the object that they tell of is: where the
 * same is asked for often, making them takes longer than all else. 304 where the reader has it already.
 */
export function readyJson<T extends object>(
  told: (about: T) => unknown,
  sha256: Sha256,
): (about: T, request: Request, response: Response) => void {
  const kept = new WeakMap<T, Ready>();
  const ready = (about: T): Ready => {
    const body = Buffer.from(JSON.stringify(told(about)));
    const made = { body, etag: `W/"${Buffer.from(sha256(body)).toString("base64url")}"` };
    kept.set(about, made);
    return made;
  };
  return (about, request, response) => {
    const { body, etag } = kept.get(about) ?? ready(about);
    response.setHeader("ETag", etag);
    if (request.fresh) {
      response.status(304).end();
      return;
    }
    response.setHeader("Content-Type", "application/json; charset=utf-8");
    response.setHeader("Content-Length", body.length);
    response.end(request.method === "HEAD" ? undefined : body);
  };
}
