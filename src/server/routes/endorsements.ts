import { Router } from "express";
import { endorsementFields, LARGEST_ENDORSEMENT } from "../../core/endorsement/file.ts";
import { encodeFork } from "../../core/endorsement/fork.ts";
import { fail } from "../../core/errors/error.ts";
import type { PublicationId } from "../../core/publication.ts";
import { failureToWire } from "../../verify/wire.ts";
import { pathOf } from "../api/operation.ts";
import { endorse, publicationEndorsements } from "../api/operations/endorsements.ts";
import { textBody } from "../body.ts";
import { discreet } from "../discretion.ts";
import type { ToldEndorsement } from "../endorsements.ts";
import { limited } from "../limited.ts";
import type { Serving } from "../serving.ts";

const SENT_PER_MINUTE = 30;
/** Each may take a MiB; one proves as much as many. */
const MOST_FORKS = 3;

/** `GET` and `POST /publications/{id}/endorsements` (docs/api.md). */
export function endorsementRoutes({ archive, endorsements, freshness, trust }: Serving): Router {
  const router = Router();
  const path = "/publications/:id/endorsements";

  const offered = async (id: PublicationId) => {
    const stale = await freshness.refresh();
    if ((await archive.publication(id)) === undefined) throw stale ?? fail("PUBLICATION_UNKNOWN", { id });
    return endorsements ?? fail("NOT_FOUND", { got: `endorsements of publication ${id}` });
  };

  router.get(path, async (request, response) => {
    const { id } = pathOf(publicationEndorsements, request);
    const { endorsers, of } = await offered(id);
    const told = await of(id);
    const { chain, registry } = trust;
    response.json({
      publication: { chain, registry, id },
      endorsers: endorsers.map((one) => ({ ...one })),
      endorsements: told.endorsements.map(endorsementJson),
      forks: told.forks.slice(0, MOST_FORKS).map((fork) => JSON.parse(encodeFork(fork)) as unknown),
      ...(told.failure === undefined ? {} : { failure: failureToWire(discreet(told.failure)) }),
    });
  });

  router.post(path, limited(SENT_PER_MINUTE), async (request, response) => {
    const { id } = pathOf(endorse, request);
    const text = await textBody(request, LARGEST_ENDORSEMENT);
    const { take } = await offered(id);
    const taken = await take(id, new TextEncoder().encode(text));
    response.set("Cache-Control", "no-store").json(endorsementJson(taken));
  });
  return router;
}

function endorsementJson({ statement, ...rest }: ToldEndorsement) {
  return { ...rest, statement: endorsementFields(statement) };
}
