import type { ServerResponse } from "node:http";
import { type ColophonError, failure } from "../../core/errors/error.ts";
import { problemOf } from "../problem.ts";

/** A failure whose status is one of HTTP's own, which the catalogue of errors does not know: 405, 406, 412, 416. */
export class Refusal extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, problem: string, headers: Readonly<Record<string, string>> = {}) {
    super(problem);
    this.status = status;
    this.headers = headers;
  }
}

/** Answers with a problem document (RFC 9457). */
export function refuse(response: ServerResponse, error: ColophonError | Refusal): void {
  const own = error instanceof Refusal ? failure("REQUEST_INVALID", { problem: error.message }) : error;
  const problem = problemOf(own);
  const status = error instanceof Refusal ? error.status : problem.status;
  const body = Buffer.from(JSON.stringify({ ...problem, status }));
  response.writeHead(status, {
    ...(status === 503 ? { "Retry-After": "10" } : {}),
    ...(error instanceof Refusal ? error.headers : {}),
    "Content-Type": "application/problem+json",
    "Content-Length": String(body.length),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Access-Control-Allow-Origin": "*",
  });
  response.end(response.req.method === "HEAD" ? undefined : body);
}
