import { fail } from "../errors/error.ts";
import { readStrictly } from "../signed-statement/file.ts";
import { firstProblem } from "../signed-statement/schema.ts";
import type { Endorsement } from "./endorsement.ts";
import { ENDORSEMENT_TYPE, endorsementSchema } from "./schema.ts";
import * as z from "zod/mini";

/** In bytes: more than the longest signature takes. */
export const LARGEST_ENDORSEMENT = 16_384;

/** The file's text, one field a line, for people to read: nothing hashes it. */
export function encodeEndorsement(endorsement: Endorsement): string {
  return `${JSON.stringify(endorsementFields(endorsement), undefined, 2)}\n`;
}

/** As a file or a proof of a fork has it, in the order of the specification. */
export function endorsementFields(endorsement: Endorsement) {
  const { publication, endorser, entries, head, block, seen, holds, signature } = endorsement;
  const { chain, registry, id } = publication;
  return {
    ...{ type: ENDORSEMENT_TYPE, publication: { chain, registry, id }, endorser, entries, head },
    ...{ block: { number: block.number, hash: block.hash }, seen, holds, signature },
  };
}

/**
 * Reads an endorsement from anybody's file: UTF-8, no name twice, no field more or less. Of the signature only the form
 * is looked at. `name` is how a failure names the file.
 *
 * @throws ENDORSEMENT_INVALID naming the first bad field | ENDORSEMENT_TYPE_UNKNOWN
 */
export function decodeEndorsement(bytes: Uint8Array, name: string): Endorsement {
  const value = strictValue(bytes, { name, type: ENDORSEMENT_TYPE, largest: LARGEST_ENDORSEMENT });
  const result = z.safeParse(endorsementSchema, value);
  if (!result.success)
    return fail("ENDORSEMENT_INVALID", { name, problem: firstProblem(result.error.issues) });
  return checkedEndorsement(result.data);
}

/** Of what the schema has taken: every field was checked by the constructor of its tagged type. */
export function checkedEndorsement(checked: z.output<typeof endorsementSchema>): Endorsement {
  const { type: _, ...fields } = checked;
  return fields as unknown as Endorsement;
}

/** @throws ENDORSEMENT_INVALID | ENDORSEMENT_TYPE_UNKNOWN */
export function strictValue(
  bytes: Uint8Array,
  { name, type, largest }: { readonly name: string; readonly type: string; readonly largest: number },
): unknown {
  const read = readStrictly(bytes, { type, largest });
  switch (read.kind) {
    case "value":
      return read.value;
    case "other-type":
      return fail("ENDORSEMENT_TYPE_UNKNOWN", { name, expected: type, got: read.got });
    case "none":
      return fail("ENDORSEMENT_INVALID", { name, problem: read.problem });
  }
}
