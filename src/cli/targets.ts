import { join } from "node:path";
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

/** An address that is shown to everybody: a browser sends no name and password with it, and a query may be a key. */
export const shownUrl = z.string().refine((text) => {
  const url = URL.parse(text);
  const isHere = url?.protocol === "http:" && /^(localhost|127\.0\.0\.1)$/.test(url.hostname);
  return (url?.protocol === "https:" || isHere) && !/[?#@]/.test(text);
}, "must be an https address without a name, a password or a query: every reader is shown it");

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

/** At least one; no two of a name, or that are the same place as far as their addresses tell; what feeds a service can feed it. */
export const targets = z
  .array(target)
  .min(1)
  .superRefine((all, context) => {
    const refuse = (index: number, message: string) =>
      context.addIssue({ code: "custom", path: [index], message });
    all.forEach((one, index) => {
      if (all.findIndex((other) => other.id === one.id) !== index)
        refuse(index, `two targets are called ${one.id}`);
      const place = placesIn(one).find(
        (name, i, own) => own.indexOf(name) !== i || isTakenBefore(all, index, name),
      );
      if (place !== undefined) refuse(index, `${one.id} reads what is read already, which is no other copy`);
      if (one.type !== "psa" || one.feedFrom === undefined) return;
      const feed = all.find((other) => other.id === one.feedFrom);
      if (feed?.type !== "kubo" && feed?.type !== "cluster")
        refuse(index, `feedFrom must name a target of the type kubo or cluster; ${one.feedFrom} is none`);
    });
  });

function isTakenBefore(all: readonly Target[], index: number, place: string): boolean {
  return all.slice(0, index).some((one) => placesIn(one).includes(place));
}

/** Are the bytes of both read at one place, as far as their addresses tell? */
export function isSamePlace(one: Target, other: Target): boolean {
  const places = placesIn(other);
  return placesIn(one).some((place) => places.includes(place));
}

/** Where a target's bytes are read, by its words alone: what is spelt alike is the same place. */
function placesIn(target: Target): readonly string[] {
  switch (target.type) {
    case "embedded":
      return ["embedded"];
    case "kubo":
      return [target.url === undefined ? "kubo of the environment" : addressIn(target.url)];
    case "gateway":
      return [addressIn(target.url)];
    case "cluster":
      return [addressIn(target.url), ...[target.readUrl ?? []].flat().map(addressIn)];
    case "psa":
      return target.readUrl === undefined ? [] : [addressIn(target.readUrl)];
    case "car-mirror":
      return [
        target.url === undefined
          ? `folder ${join(target.folder ?? "", ".").replace(/\/+$/, "")}`
          : addressIn(target.url),
      ];
    default:
      return target satisfies never;
  }
}

/** Without name, password and query, and without the path that an RPC has in common with its node. */
function addressIn(text: string): string {
  const url = URL.parse(text);
  if (url === null) return text;
  const host = url.hostname === "localhost" ? "127.0.0.1" : url.hostname;
  return `${url.protocol}//${host}:${url.port}${url.pathname.replace(/(\/api\/v0)?\/*$/, "")}`;
}

/** Does the target read an archive's own server at its public address, and with it what other stores hold? */
export function readsFrom(target: Target, publicUrl: string): boolean {
  const origin = (text: string) => URL.parse(text)?.origin;
  const own = origin(publicUrl);
  const read =
    target.type === "gateway" ? [target.url] : "readUrl" in target ? [target.readUrl ?? []].flat() : [];
  return read.some((text) => origin(text) === own);
}
