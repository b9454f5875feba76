import type { Response } from "express";

/** Aborted as soon as the connection closes on which this is to be answered. */
export function leftBefore(response: Response): AbortSignal {
  const controller = new AbortController();
  if (response.destroyed || response.closed) controller.abort();
  else response.once("close", () => controller.abort());
  return controller.signal;
}
