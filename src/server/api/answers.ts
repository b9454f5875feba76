import { z } from "zod";
import { DISSENT_KINDS } from "../../core/quorum/agreement.ts";
import {
  address,
  bytes,
  chain,
  cid,
  count,
  date,
  digest,
  entry,
  hash,
  label,
  publicationId,
  revision,
  seconds,
} from "./values.ts";

/* What the API answers, as docs/api.md tells it. */

export const failure = z
  .object({
    code: z.string().meta({ description: "From the catalogue at /errors." }),
    parameters: z.record(z.string(), z.union([z.string(), z.number()])),
    message: z.string(),
    next: z.string().meta({ description: "What to do now." }),
    exit: z.int().optional().meta({ description: "What a command ends with." }),
  })
  .meta({
    id: "Failure",
    description: "Why something could not be had. It never says that it is not there.",
  });

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    parameters: z.record(z.string(), z.union([z.string(), z.number()])),
    next: z.string().meta({ description: "What to do now." }),
  })
  .meta({ id: "Problem", description: "A problem document after RFC 9457, with a code from /errors." });

/** `{known: true, source, value}`, or why there is none. */
function answer<Value extends z.ZodType>(id: string, value: Value) {
  const known = z.object({ known: z.literal(true), source: z.string(), value });
  const unknown = z.object({ known: z.literal(false), source: z.string(), failure });
  return z.discriminatedUnion("known", [known, unknown]).meta({
    id: `${id}Answer`,
    description: "An answer with who gave it, or why there is none.",
  });
}

export const block = z
  .object({ number: count, hash, time: seconds })
  .meta({ id: "Block", description: "A block of the chain." });

export const publicationRef = z
  .object({ chain, registry: address, id: publicationId })
  .meta({ id: "PublicationRef", description: "A publication as the whole world can name it." });

const profile = z
  .object({
    title: z.string(),
    type: z.string(),
    description: z.string().optional(),
    domain: z.string().optional(),
    issn: z.string().optional(),
    language: z.string().optional(),
  })
  .meta({ id: "Profile", description: "Who publishes (docs/spec/profile.md)." });

export const publication = z
  .object({
    id: publicationId,
    title: z.string(),
    issues: count.meta({ description: "How many labels there are." }),
    unread: count
      .optional()
      .meta({ description: "How many more issues are anchored and could not be read just now." }),
    owner: address,
    head: digest.meta({ description: "The running hash over the history." }),
    entries: count,
    registeredAt: seconds,
    updatedAt: seconds,
    closed: z.boolean(),
    profile: profile.optional(),
  })
  .meta({ id: "Publication" });

const catalogued = {
  publication: publicationId,
  label,
  revision,
  title: z.string(),
  date: date.optional(),
  entry,
  transaction: hash
    .optional()
    .meta({ description: "Left out where the entry came from a mirror and from no log." }),
  block: count.meta({
    description: "The number of the block that holds it; without a transaction, of that or of a later one.",
  }),
};

const anchoredAt = seconds.meta({ description: "When it was anchored, by the chain." });

export const issue = z
  .object({
    ...catalogued,
    digest: digest.meta({ description: "Of the manifest: the number on the chain." }),
    cid: cid.meta({ description: "Of the manifest." }),
    contentCid: cid.meta({ description: "Of the folder of files (UnixFS)." }),
    anchoredAt,
  })
  .meta({ id: "Issue", description: "One revision of one issue, as it was anchored." });

export const unread = z
  .object({
    anchored: z.array(
      z.union([
        z.object({ entry, anchoredAt, label, digest }),
        z.object({
          ...{ entry, anchoredAt, list: digest },
          issues: count.meta({ description: "How many of the batch nobody can name." }),
        }),
      ]),
    ),
    failure: failure
      .optional()
      .meta({ description: "Why it could not be read. Left out where it was, and is no issue." }),
  })
  .meta({
    id: "Unread",
    description: "What is anchored and is not among the issues: single ones, and what is left of batches.",
  });

const revisionOf = z
  .object({ ...catalogued, manifest: digest, content: cid, time: seconds })
  .meta({ id: "Revision", description: "A revision under the same label." });

const noticeKind = z.enum(["correction", "retraction", "concern", "withdrawal"]);

export const notice = z
  .object({
    kind: noticeKind,
    time: seconds,
    entry,
    transaction: hash.optional(),
    reason: z.string().optional(),
  })
  .meta({ id: "Notice", description: "A statement of the publisher on an issue, anchored on the chain." });

export const placement = z
  .object({
    manifest: digest,
    publication: publicationId,
    label,
    revision,
    path: z.string(),
    sha256: digest,
    size: bytes,
  })
  .meta({ id: "Placement", description: "Where a file stands: in which issue, at which path." });

const registryState = z
  .object({
    chain,
    registry: address,
    publication: publicationId,
    block,
    record: z
      .object({ entry, time: seconds, revision, notice: z.union([noticeKind, z.literal("none")]) })
      .optional(),
    current: digest.optional().meta({ description: "What stands under the issue's label." }),
    profile: digest.optional(),
    earlier: answer("Earlier", z.object({ digest, entry }).optional()).optional(),
  })
  .meta({ id: "RegistryState", description: "What the registry holds for the issue, as of one block." });

const registryAnswer = answer("Registry", registryState);

export const nodes = z
  .object({
    needed: count.meta({ description: "How many have to say the same." }),
    nodes: z.array(z.string()),
    agreed: z.array(z.string()),
    proved: z.boolean().meta({ description: "By a state proof, at least once." }),
    dissent: z
      .array(
        z.object({
          node: z.string(),
          kind: z.enum(DISSENT_KINDS),
          about: z.string(),
          said: z.string(),
          instead: z.string(),
        }),
      )
      .meta({ description: "Who said something else than what was believed." }),
    silent: z.array(z.object({ node: z.string(), problem: z.string() })),
  })
  .meta({ id: "Nodes", description: "Which nodes of the chain were asked, and what came of it." });

export const evidence = z
  .object({
    digest,
    manifest: answer("Manifest", z.object({ size: bytes.optional() })),
    final: registryAnswer,
    tip: registryAnswer,
    notices: z.array(notice),
    onCurrent: z
      .object({ digest, revision, notices: z.array(notice), source: z.string() })
      .optional()
      .meta({ description: "What was posted on the revision that stands, where that is another." }),
    revisions: z.array(revisionOf),
    copies: z.array(
      z.object({
        store: z.string(),
        status: z.enum(["served", "missing", "corrupt", "unreachable"]),
        problem: z.string().optional(),
        files: z.object({ read: count, of: count }).optional(),
      }),
    ),
    transaction: hash.optional(),
    domain: z.string().optional(),
    vouching: z
      .object({
        domain: z.string(),
        txt: answer("Txt", z.array(z.string())),
        file: answer("WellKnown", z.string().optional()),
      })
      .optional()
      .meta({ description: "What the domain said of publications (docs/spec/identity.md)." }),
    archivedIdentity: answer("ArchivedIdentity", z.string().optional()).optional().meta({
      description:
        "What the domain said when the issue was published: a document that the manifest links to.",
    }),
    publicationTitle: z.string().optional(),
    nodes: nodes.optional(),
  })
  .meta({ id: "Evidence", description: "From which a judge elsewhere reaches the same verdict." });

export const stale = failure
  .optional()
  .meta({ description: "Why the chain could not be asked just now; what is told was known before." });
