import { z } from "zod";

/*
 * The stores that colophon.json names. A token is never in the file: the file names the variable of the environment that
 * holds it, of a prefix of its type, so that an archive made by somebody else cannot have the signer's key, or the token
 * of another kind of store, sent to its own address.
 */

export const httpUrl = z.url({ protocol: /^https?$/ });

/** A server's address without a path: what a multiaddress can say. */
export const originUrl = httpUrl.refine(
  (text) => URL.parse(text)?.pathname === "/" && !/[?#@]/.test(text),
  "must be an address without a path, a name or a password",
);

const id = z.string().min(1);
const operator = z.string().min(1).default("self");

function tokenEnv(prefix: string) {
  return z
    .string()
    .regex(new RegExp(`^${prefix}(_[A-Z0-9_]+)?$`), `must be ${prefix} or begin so`)
    .optional();
}

const embedded = z.strictObject({ type: z.literal("embedded"), id, operator });

const kubo = z.strictObject({
  type: z.literal("kubo"),
  id,
  /** Absent where COLOPHON_KUBO_URL says it. */
  url: httpUrl.optional(),
  tokenEnv: tokenEnv("COLOPHON_KUBO_TOKEN"),
  operator,
});

const gateway = z.strictObject({ type: z.literal("gateway"), id, url: httpUrl, operator });

const cluster = z.strictObject({
  type: z.literal("cluster"),
  id,
  url: httpUrl,
  tokenEnv: tokenEnv("COLOPHON_CLUSTER_TOKEN"),
  operator,
  /** How many peers are to hold an issue; as the cluster is set up when left out. */
  replication: z
    .strictObject({ min: z.int().min(1), max: z.int().min(1) })
    .refine(({ min, max }) => min <= max, "min must not be over max")
    .optional(),
  /** Of its peers' gateways, or of their Kubo RPCs where they end in `/api/v0`. */
  readUrl: z.union([httpUrl, z.array(httpUrl).min(1)]).optional(),
});

const pinning = z.strictObject({
  type: z.literal("psa"),
  id,
  url: httpUrl,
  tokenEnv: tokenEnv("COLOPHON_PINNING_TOKEN"),
  /** Somebody else, as a rule: it has to be said who. */
  operator: id,
  /** The id of the target that the service fetches from. */
  feedFrom: id.optional(),
  readUrl: httpUrl.optional(),
});

const mirror = z
  .strictObject({
    type: z.literal("car-mirror"),
    id,
    /** A folder, relative to the archive's. */
    folder: z.string().min(1).optional(),
    url: httpUrl.optional(),
    tokenEnv: tokenEnv("COLOPHON_MIRROR_TOKEN"),
    operator,
  })
  .refine(({ folder, url }) => (folder === undefined) !== (url === undefined), "takes either folder or url");

const target = z.discriminatedUnion("type", [embedded, kubo, gateway, cluster, pinning, mirror]);

export type Target = z.output<typeof target>;

/** At least one; no two of a name; what feeds a service can feed it. */
export const targets = z
  .array(target)
  .min(1)
  .superRefine((all, context) => {
    const refuse = (index: number, message: string) =>
      context.addIssue({ code: "custom", path: [index], message });
    all.forEach((one, index) => {
      if (all.findIndex((other) => other.id === one.id) !== index)
        refuse(index, `two targets are called ${one.id}`);
      if (one.type !== "psa" || one.feedFrom === undefined) return;
      const feed = all.find((other) => other.id === one.feedFrom);
      if (feed?.type !== "kubo" && feed?.type !== "cluster")
        refuse(index, `feedFrom must name a target of the type kubo or cluster; ${one.feedFrom} is none`);
    });
  });
