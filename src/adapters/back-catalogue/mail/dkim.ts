import { createHash } from "node:crypto";
import * as z from "zod/mini";
import { fail, reasonOf } from "../../../core/errors/error.ts";
import { type Digest, digestFromBytes, isDigest } from "../../../core/digest.ts";
import type { IssuePath } from "../../../core/path.ts";
import { compareText } from "../../../core/text.ts";
import type { Problem } from "../issue.ts";
import { asPath } from "../material.ts";
import { type CheckSignatures, keyName, type SignatureCheck, type TxtLookup } from "./signature.ts";

/** Where the evidence stands in the issue, beside `message.eml`. */
export const EVIDENCE_PATH = asPath("dkim.json") as IssuePath;
const EVIDENCE_TYPE = "colophon/dkim/1";
const LARGEST_EVIDENCE = 256 * 1024;

const Evidence = z.strictObject({
  message: z.string().check(z.refine(isDigest)),
  signatures: z
    .array(z.strictObject({ domain: z.string(), record: z.string(), selector: z.string() }))
    .check(z.minLength(1)),
  type: z.literal(EVIDENCE_TYPE),
});

/** The keys that verified a message, as the DNS gave them: all that a later reader needs besides the message. */
export type DkimEvidence = z.infer<typeof Evidence>;

export interface Attested {
  /** Absent when no signature holds. */
  readonly evidence?: { readonly path: IssuePath; readonly bytes: Uint8Array };
  /** Set while nobody answers for a key: what the evidence is to be is not known yet. */
  readonly unanswered?: true;
  readonly checks: readonly SignatureCheck[];
  /** What kept a signature from holding, and what a holding one leaves open. */
  readonly problems: readonly Problem[];
}

export interface Dkim {
  /** Verifies a raw message with the keys that the DNS has now, and keeps those that did. */
  attest(message: Uint8Array): Promise<Attested>;
}

/** A DNS that gives the same answers gives the same evidence bytes; no time of day is in them. */
export function dkim(check: CheckSignatures, lookup: TxtLookup): Dkim {
  return {
    attest: async (message) => {
      const checks = await check(message, lookup);
      const problems = checks.flatMap((one) => problemOf(one) ?? []);
      if (checks.some(({ unanswered }) => unanswered === true)) return { unanswered: true, checks, problems };
      const bytes = evidenceBytes(message, checks);
      const evidence = bytes === undefined ? {} : { evidence: { path: EVIDENCE_PATH, bytes } };
      return { ...evidence, checks, problems };
    },
  };
}

/** Checks nothing: for messages whose signatures are not to be looked at. */
export const NO_DKIM: Dkim = { attest: async () => ({ checks: [], problems: [] }) };

/** What stands archived beside a message, if anything does; undefined when the message itself is not archived. */
export type ArchivedEvidence = (message: Digest) => Promise<{ readonly evidence?: Uint8Array } | undefined>;

/** For a message that is published already its evidence is used again: a key that has gone would make another issue. */
export function archivedFirst(asking: Dkim, check: CheckSignatures, archived: ArchivedEvidence): Dkim {
  return {
    attest: async (message) => {
      const found = await archived(digestOf(message));
      if (found === undefined) return asking.attest(message);
      const { evidence: bytes } = found;
      if (bytes === undefined) return { checks: [], problems: [] };
      const checks = await recheck(message, bytes, check);
      const problems = checks.flatMap((one) => problemOf(one) ?? []);
      return { evidence: { path: EVIDENCE_PATH, bytes }, checks, problems };
    },
  };
}

/** `{"message":"<sha256>","signatures":[{"domain","record","selector"}],"type":"colophon/dkim/1"}` and a line feed. */
export function evidenceBytes(
  message: Uint8Array,
  checks: readonly SignatureCheck[],
): Uint8Array | undefined {
  const keys = new Map<string, DkimEvidence["signatures"][number]>();
  for (const { outcome, domain, record, selector } of checks)
    if ((outcome === "holds" || outcome === "covers a part") && record !== undefined)
      keys.set(keyName({ domain, selector }), { domain, record, selector });
  if (keys.size === 0) return undefined;
  const signatures = [...keys].sort(([a], [b]) => compareText(a, b)).map(([, key]) => key);
  const evidence: DkimEvidence = { message: digestOf(message), signatures, type: EVIDENCE_TYPE };
  return new TextEncoder().encode(`${JSON.stringify(evidence)}\n`);
}

/**
 * Verifies a message again from the archived keys alone; nothing is asked of the DNS. Signatures whose key is not
 * archived come back as `no key`. That the keys were the domain's is the publisher's word, as of when the issue was
 * anchored: the DNS does not sign its answers.
 *
 * @throws DKIM_EVIDENCE_INVALID
 */
export async function recheck(
  message: Uint8Array,
  evidence: Uint8Array,
  check: CheckSignatures,
): Promise<readonly SignatureCheck[]> {
  const archived = parseEvidence(evidence);
  if (archived.message !== digestOf(message))
    fail("DKIM_EVIDENCE_INVALID", { problem: "it is of another message" });
  const records = new Map(archived.signatures.map((key) => [keyName(key), [key.record]]));
  return check(message, async (name) => records.get(name));
}

/** @throws DKIM_EVIDENCE_INVALID */
export function parseEvidence(bytes: Uint8Array): DkimEvidence {
  if (bytes.length > LARGEST_EVIDENCE)
    fail("DKIM_EVIDENCE_INVALID", { problem: "it is larger than 256 KiB" });
  const result = z.safeParse(Evidence, parsed(bytes));
  if (result.success) return result.data;
  const where = result.error.issues.map((issue) => issue.path.join(".") || "its top").join(", ");
  return fail("DKIM_EVIDENCE_INVALID", { problem: `it breaks its format at ${where}` });
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    return fail("DKIM_EVIDENCE_INVALID", { problem: reasonOf(cause) }, cause);
  }
}

function problemOf(check: SignatureCheck): Problem | undefined {
  const who = check.domain === "" ? "the signatures" : `the signature of ${check.domain} (${check.selector})`;
  const say = (what: string): Problem => ({ code: "dkim", detail: `${who}: ${what}` });
  switch (check.outcome) {
    case "holds":
      return check.ofAuthor ? undefined : say("it holds, but the domain is not the author's");
    case "covers a part":
      return say(`it holds but for the last ${check.unsignedBytes ?? 0} bytes of the body`);
    case "does not hold":
    case "no key":
    case "could not check":
      return say(`${check.outcome}: ${check.reason ?? ""}`);
  }
}

function digestOf(message: Uint8Array): Digest {
  return digestFromBytes(createHash("sha256").update(message).digest());
}
