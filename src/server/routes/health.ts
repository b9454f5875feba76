import { type RequestHandler } from "express";
import { asFailure } from "../../core/errors/error.ts";
import { discreet } from "../discretion.ts";
import type { Serving } from "../serving.ts";

/** `{ok: true, chain, registry, finalBlock}`, or 503 with `{ok: false, failure}` when the chain does not answer. */
export function healthRoute({ archive, trust }: Serving): RequestHandler {
  return async (_request, response) => {
    const { chain, registry } = trust;
    response.set("Cache-Control", "no-store");
    try {
      response.json({ ok: true, chain, registry, finalBlock: await archive.finalBlock() });
    } catch (error) {
      const failure = discreet(asFailure(error));
      response.status(503).json({ ok: false, chain, registry, failure });
    }
  };
}
