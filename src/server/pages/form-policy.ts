import type { Response } from "express";

/** For a page with a form: it may be sent here, and nowhere else. */
export function withForm(response: Response): Response {
  const policy = String(response.get("Content-Security-Policy"));
  return response.set("Content-Security-Policy", policy.replace("form-action 'none'", "form-action 'self'"));
}
