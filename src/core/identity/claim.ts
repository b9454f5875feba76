import * as z from "zod/mini";
import { publicationKey, type PublicationRef, publicationRef } from "../publication.ts";

/*
 * How a domain names the publications that are its owner's (docs/spec/identity.md): in TXT records of the domain itself,
 * in a file on its web server, or in both.
 */

const TXT = "colophon-publication=";
export const WELL_KNOWN_PATH = "/.well-known/colophon.json";
const WELL_KNOWN_TYPE = "colophon/domain/1";
/** In bytes, of the file. */
export const WELL_KNOWN_LIMIT = 64 * 1024;
const MOST = 1000;
const LONGEST_RECORD = 300;

const file = z.object({
  publications: z.array(z.string()).check(z.maxLength(MOST)),
  type: z.literal(WELL_KNOWN_TYPE),
});

/** The TXT record that names a publication: `colophon-publication=eip155:8453:0x52…9c:12`. */
export function txtRecord(ref: PublicationRef): string {
  return `${TXT}${publicationKey(ref)}`;
}

/** Whether a TXT record of a domain is one of ours, among those about mail and other things. */
export function isAboutPublications(record: string): boolean {
  return record.startsWith(TXT) && record.length <= LONGEST_RECORD;
}

/** The publications that TXT records name; what is about other things, or cannot be read, names none. */
export function namedByTxt(records: readonly string[]): readonly string[] {
  return records
    .filter(isAboutPublications)
    .flatMap((record) => keyOf(record.slice(TXT.length).trim()) ?? []);
}

/** The file that names publications, as it is served: JSON, with a line feed at its end. */
export function wellKnownFile(refs: readonly PublicationRef[]): string {
  return `${JSON.stringify({ publications: refs.map(publicationKey), type: WELL_KNOWN_TYPE }, null, 2)}\n`;
}

/** The publications that the file names; undefined when these bytes are no such file. */
export function namedByFile(text: string): readonly string[] | undefined {
  const result = z.safeParse(file, parsed(text));
  return result.success ? result.data.publications.flatMap((one) => keyOf(one) ?? []) : undefined;
}

/** In the one form that keys are compared in: addresses are written in two. */
function keyOf(text: string): string | undefined {
  const [namespace, chain, registry = "", id = "", ...rest] = text.split(":");
  if (rest.length > 0) return undefined;
  try {
    return publicationKey(publicationRef(`${namespace}:${chain}`, registry, id));
  } catch {
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
