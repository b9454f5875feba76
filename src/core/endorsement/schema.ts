import * as z from "zod/mini";
import { parsePublicationId } from "../publication.ts";
import {
  addressField,
  blockField,
  chainField,
  counting,
  digestField,
  parsedBy,
  signatureField,
} from "../signed-statement/schema.ts";
import { HOLDS } from "./endorsement.ts";

export const ENDORSEMENT_TYPE = "colophon/endorsement/1";

/** One file, or one of the two in a proof of a fork. */
export const endorsementSchema = z.strictObject({
  type: z.literal(ENDORSEMENT_TYPE, `must be ${ENDORSEMENT_TYPE}`),
  publication: z.strictObject({
    chain: chainField,
    registry: addressField,
    id: parsedBy(parsePublicationId, "must be a decimal number from 1"),
  }),
  endorser: addressField,
  entries: counting(1),
  head: digestField,
  block: blockField,
  seen: counting(0),
  holds: z.enum(HOLDS, `must be one of ${HOLDS.join(", ")}`),
  signature: signatureField,
});
