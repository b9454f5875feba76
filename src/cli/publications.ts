import { fail } from "../core/errors/error.ts";
import {
  parsePublicationId,
  type PublicationId,
  type PublicationRef,
  publicationRef,
} from "../core/publication.ts";
import type { Config, Place } from "./config.ts";

/** One of the archive's publications by name or number; the only one when none is named. @throws PUBLICATION_* */
export function choosePublication({ config, folder }: Place, named: string | undefined): PublicationRef {
  const id = chooseId(config.publications, named);
  const registry =
    config.registry ?? fail("ARCHIVE_INVALID", { path: folder, problem: "it names no registry" });
  return publicationRef(config.chain.id, registry, id);
}

function chooseId(known: Config["publications"], named: string | undefined): PublicationId {
  const names = known.length === 0 ? "none" : known.map((one) => one.name).join(", ");
  if (named !== undefined) {
    // A number is a number, whatever is called so.
    const found = known.find((one) => one.id === named) ?? known.find((one) => one.name === named);
    return found?.id ?? fail("PUBLICATION_ABSENT", { named, names });
  }
  const [only] = known;
  if (only === undefined) fail("PUBLICATION_ABSENT", { named: "yet", names });
  if (known.length > 1) fail("PUBLICATION_AMBIGUOUS", { names });
  return only.id;
}

/** The archive's own; or the one named, which by its number may be anybody's in the same registry. */
export function publicationsToAudit(place: Place, named: string | undefined): readonly PublicationId[] {
  const own = place.config.publications;
  if (named === undefined && own.length > 1) return own.map(({ id }) => id);
  const isOthers = named !== undefined && /^[1-9]/.test(named) && !own.some(isCalled(named));
  return [isOthers ? parsePublicationId(named) : choosePublication(place, named).id];
}

function isCalled(named: string): (one: Config["publications"][number]) => boolean {
  return ({ id, name }) => id === named || (name === named && !/^[1-9]\d*$/.test(named));
}
