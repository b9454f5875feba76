import type { RequestHandler } from "express";
import { rateLimit } from "express-rate-limit";
import { failure } from "../core/errors/error.ts";
import { sendProblem } from "./problem.ts";

/** Refuses an address that asks more often than that. The connection is closed, since a body may be on its way. */
export function limited(perMinute: number): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: "draft-8",
    legacyHeaders: false,
    handler: (_request, response) => {
      response.set("Connection", "close");
      sendProblem(response, failure("REQUESTS_TOO_MANY", {}));
    },
  });
}
