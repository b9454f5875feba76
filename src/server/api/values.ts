import { z } from "zod";
import { parseCid } from "../../core/cid.ts";
import { parseDigest } from "../../core/digest.ts";
import { parseLabel } from "../../core/label.ts";
import { parsePublicationId } from "../../core/publication.ts";

/*
 * What the API's requests and answers are made of. Those of requests parse: what they refuse ends in the code that their
 * own parser throws.
 */

const SHA256 = "^[0-9a-f]{64}$";
const EXAMPLE = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";

export const digestGiven = z
  .string()
  .meta({
    description: "A SHA-256 in hexadecimal, as sha256sum prints it; also with 0x, or in capitals.",
    pattern: "^(0x)?[0-9A-Fa-f]{64}$",
    examples: [EXAMPLE],
  })
  .transform(parseDigest);

export const labelGiven = z
  .string()
  .meta({
    description: "The name of an issue: 1 to 64 of a-z 0-9 . _ -",
    pattern: "^[a-z0-9._-]{1,64}$",
    examples: ["2019-11-26"],
  })
  .transform(parseLabel);

export const publicationGiven = z
  .string()
  .meta({ description: "The number of a publication.", pattern: "^[1-9][0-9]*$", examples: ["1"] })
  .transform(parsePublicationId);

export const cidGiven = z
  .string()
  .meta({
    description: "A CID, in any multibase.",
    examples: ["bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi"],
  })
  .transform(parseCid);

export const digest = z
  .string()
  .regex(new RegExp(SHA256))
  .meta({ id: "Digest", description: "A SHA-256 in 64 lower-case hexadecimal digits.", examples: [EXAMPLE] });

export const hash = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/)
  .meta({ id: "Hash", description: "32 bytes as chains write them: 0x and 64 hexadecimal digits." });

export const address = z
  .string()
  .regex(/^0x[0-9a-f]{40}$/)
  .meta({ id: "Address", description: "An account or a contract on the chain, in lower case." });

export const chain = z
  .string()
  .regex(/^eip155:[1-9][0-9]*$/)
  .meta({ id: "Chain", description: "A chain by its CAIP-2 name.", examples: ["eip155:8453"] });

export const publicationId = z
  .string()
  .regex(/^[1-9][0-9]*$/)
  .meta({ id: "PublicationId", description: "The number of a publication in its registry, in decimal." });

export const label = z
  .string()
  .regex(/^[a-z0-9._-]{1,64}$/)
  .meta({ id: "Label", description: "The name of an issue within its publication.", examples: ["95"] });

export const cid = z.string().min(1).meta({ id: "Cid", description: "A CID, version 1, in base32." });

export const bytes = z.int().min(0).meta({ description: "In bytes." });

export const seconds = z.int().min(0).meta({ id: "Seconds", description: "Unix time in seconds." });

export const count = z.int().min(0);

export const entry = z
  .int()
  .min(1)
  .meta({ id: "EntryNumber", description: "The number of a step in the publication's history, from 1." });

export const revision = z
  .int()
  .min(1)
  .meta({ description: "1 as first published, 2 for the first correction." });

export const date = z.string().meta({
  description: "The date that the publisher claims; never when it was anchored.",
  examples: ["2019-11-26"],
});
