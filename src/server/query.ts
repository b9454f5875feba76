import type { Request } from "express";
import { fail } from "../core/errors/error.ts";

/** One parameter of the address: undefined when it is not there. @throws REQUEST_INVALID when it is there twice */
export function queryText(request: Request, name: string): string | undefined {
  const value = request.query[name];
  if (value === undefined || typeof value === "string") return value;
  return fail("REQUEST_INVALID", { problem: `${name} may be given once` });
}
