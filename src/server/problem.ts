import type { ErrorRequestHandler, Request, Response } from "express";
import type { ErrorCode } from "../core/errors/catalogue.ts";
import { type ColophonError, failure, isFailure, reasonOf } from "../core/errors/error.ts";
import { discreet } from "./discretion.ts";

/** A problem document (RFC 9457) with the code of our catalogue and what to do next. */
export interface Problem {
  /** Where the code is explained, relative to this server. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly next: string;
}

export function problemOf(error: ColophonError): Problem {
  const { code, parameters, message, next, http } = discreet(error);
  return {
    type: `/errors#${code}`,
    title: titleOf(code),
    status: http,
    detail: message,
    code,
    parameters,
    next,
  };
}

/** `titleOf("UPLOAD_TOO_LARGE")` is "Upload too large". */
export function titleOf(code: ErrorCode): string {
  const words = code.toLowerCase().replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function sendProblem(response: Response, error: ColophonError): void {
  const problem = problemOf(error);
  // A failure passes, and at many addresses a page is told instead to whoever prefers one.
  response.vary("Accept").set("Cache-Control", "no-store");
  response.status(problem.status).type("application/problem+json").send(JSON.stringify(problem));
}

/**
 * An error of Express or of a library as ours: what the client did wrong is REQUEST_INVALID or NOT_FOUND, everything
 * else INTERNAL. The text of an unexpected error is for the log, not for the client: it may name paths of this machine.
 */
function failureOf(error: unknown, request: Request, onUnexpected: (error: unknown) => void): ColophonError {
  const told = isFailure(error) ? discreet(error) : error;
  if (isFailure(told) && told.code !== "INTERNAL") return told;
  const status = clientStatus(told);
  if (status === 404) return failure("NOT_FOUND", { got: request.path });
  if (status !== undefined) return failure("REQUEST_INVALID", { problem: reasonOf(told) });
  onUnexpected(told);
  return failure("INTERNAL", { problem: "the server's log says more" });
}

/** The last handler: a problem document where programs ask, a page where people do. */
export function problemHandler(
  sendPage: (error: ColophonError, request: Request, response: Response) => void,
  onUnexpected: (error: unknown) => void,
): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    // Whoever asked has gone away: there is nobody to tell, and nothing went wrong here.
    if (request.socket.destroyed) return;
    const found = failureOf(error, request, onUnexpected);
    if (response.headersSent) {
      // Half an answer cannot be mended: cutting it off at least shows that it is not whole.
      response.destroy();
      return;
    }
    response.removeHeader("Cache-Control");
    response.removeHeader("ETag");
    response.removeHeader("Content-Disposition");
    if (found.http === 503) response.set("Retry-After", "10");
    if (forPrograms(request)) sendProblem(response, found);
    else sendPage(found, request, response.status(found.http));
  };
}

function forPrograms(request: Request): boolean {
  return (
    /^\/(api|ipfs|routing|healthz)(\/|$)/.test(request.path) || request.accepts(["html", "json"]) === "json"
  );
}

function clientStatus(error: unknown): number | undefined {
  if (error instanceof URIError) return 400;
  if (!(error instanceof Error) || !("status" in error) || typeof error.status !== "number") return undefined;
  return error.status >= 400 && error.status < 500 ? error.status : undefined;
}
