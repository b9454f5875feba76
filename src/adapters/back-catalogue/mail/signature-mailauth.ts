import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import { asFailure, reasonOf } from "../../../core/errors/error.ts";
import { keyName, type SignatureCheck, type SignatureOutcome, type TxtLookup } from "./signature.ts";

type Verified = Awaited<ReturnType<typeof dkimVerify>>;
type Result = Verified["results"][number];
type Looked = { readonly record: string | undefined } | { readonly problem: string };

/** Each costs a question to the DNS and a verification; a newsletter has one to three. */
const MOST_SIGNATURES = 10;
// No signature is refused for its age: what counts is the day it was delivered, which nobody can know here.
const BEFORE_ANY_EXPIRY = new Date(0);

/**
 * Checks signatures with `mailauth`: rsa-sha256 with keys of 1024 bits or more (RFC 8301) and ed25519-sha256
 * (RFC 8463). Asks the lookup once for each key, and nothing else.
 */
export async function checkSignatures(
  message: Uint8Array,
  lookup: TxtLookup,
): Promise<readonly SignatureCheck[]> {
  if (signatureFields(message) > MOST_SIGNATURES)
    return [unchecked(`it has more than ${MOST_SIGNATURES} signatures`)];
  const looked = new Map<string, Looked>();
  let verified: Verified;
  try {
    verified = await dkimVerify(Buffer.from(message), {
      resolver: (name) => resolved(name, lookup, looked),
      rejectRsaSha1: true,
      minBitLength: 1024,
      curTime: BEFORE_ANY_EXPIRY,
    });
  } catch (error) {
    return [unchecked(reasonOf(error))];
  }
  return verified.results
    .filter((result) => result.status.result !== "none")
    .map((result) => checkOf(result, verified, looked));
}

function signatureFields(message: Uint8Array): number {
  const text = Buffer.from(message.buffer, message.byteOffset, message.byteLength).toString(
    "latin1",
    0,
    2 ** 20,
  );
  const head = text.split(/\r?\n\r?\n/, 1)[0] ?? "";
  return head.match(/^dkim-signature[ \t]*:/gim)?.length ?? 0;
}

function unchecked(reason: string): SignatureCheck {
  return { domain: "", selector: "", algorithm: "", outcome: "could not check", reason, ofAuthor: false };
}

/** Several records at one name leave the choice to the verifier (RFC 6376 section 3.6.2.2): the first in order. */
async function resolved(name: string, lookup: TxtLookup, looked: Map<string, Looked>): Promise<string[][]> {
  const key = name.toLowerCase();
  try {
    const records = (await lookup(key)) ?? [];
    const record = records.filter((one) => /(^|;)\s*p\s*=/.test(one)).sort()[0];
    looked.set(key, { record });
    return record === undefined ? [] : [[record]];
  } catch (error) {
    looked.set(key, { problem: asFailure(error).message });
    throw error;
  }
}

function checkOf(result: Result, verified: Verified, looked: ReadonlyMap<string, Looked>): SignatureCheck {
  const domain = (result.signingDomain ?? "").toLowerCase();
  const selector = (result.selector ?? "").toLowerCase();
  const answer = looked.get(keyName({ domain, selector }));
  const record = answer !== undefined && "record" in answer ? answer.record : undefined;
  const unsigned = result.status.underSized ?? 0;
  const { outcome, reason } = outcomeOf(result, verified, answer);
  return {
    domain,
    selector,
    algorithm: (result.algo ?? "").toLowerCase(),
    outcome,
    ...(reason === undefined ? {} : { reason }),
    ...(answer !== undefined && "problem" in answer ? { unanswered: true } : {}),
    ...(record === undefined ? {} : { record }),
    ofAuthor: isOfAuthor(domain, verified),
    ...(typeof result.signTime === "string" ? { signedAt: result.signTime } : {}),
    ...(typeof result.expiresAfter === "string" ? { expiresAt: result.expiresAfter } : {}),
    ...(unsigned > 0 ? { unsignedBytes: unsigned } : {}),
  };
}

interface Outcome {
  readonly outcome: SignatureOutcome;
  readonly reason?: string;
}

function outcomeOf(result: Result, verified: Verified, answer: Looked | undefined): Outcome {
  const { status } = result;
  if (answer !== undefined && "problem" in answer)
    return { outcome: "could not check", reason: answer.problem };
  if (answer !== undefined && answer.record === undefined)
    return { outcome: "no key", reason: "the DNS has no key of that name" };
  if (status.result !== "pass") {
    const rule = status.policy?.["dkim-rules"];
    return { outcome: "does not hold", reason: rule ?? status.comment ?? status.result };
  }
  // A second From field would let a valid signature vouch for another author; an unsigned one has been refused above.
  if (verified.headerFrom.length !== 1) return { outcome: "does not hold", reason: "it has not one author" };
  return { outcome: (status.underSized ?? 0) > 0 ? "covers a part" : "holds" };
}

function isOfAuthor(domain: string, verified: Verified): boolean {
  const author = verified.headerFrom[0]?.split("@").at(-1)?.toLowerCase() ?? "";
  return domain !== "" && (author === domain || author.endsWith(`.${domain}`));
}
