import type { Request, Response } from "express";
import type { ColophonError } from "../core/errors/error.ts";
import { problemOf } from "./problem.ts";

/** How much more of a refused body is read and thrown away, and for how long. */
const LINGER_BYTES = 64 * 1024 * 1024;
const LINGER_MS = 2000;

/**
 * Refuses a request whose body is still coming. Closing at once would reset the connection, and the client would see
 * that instead of the refusal: so the answer is written whole, some more is read, and then the connection is closed.
 */
export function refuseUpload(request: Request, response: Response, error: ColophonError): void {
  const body = Buffer.from(JSON.stringify(problemOf(error)));
  response.status(error.http).set({
    "Content-Type": "application/problem+json; charset=utf-8",
    "Content-Length": String(body.length),
    Connection: "close",
  });
  response.write(body);
  let read = 0;
  const close = () => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(close, LINGER_MS);
  request.on("data", (chunk: Buffer) => {
    read += chunk.length;
    if (read > LINGER_BYTES) close();
  });
  request.once("end", close);
  request.once("close", close);
  request.resume();
}
