/** The TXT records at a name, each joined to one text; undefined when there is none. @throws when nobody answers */
export type TxtLookup = (name: string) => Promise<readonly string[] | undefined>;

/** What became of one DKIM signature of a message (RFC 6376). */
export interface SignatureCheck {
  /** Who signed: `d=`. */
  readonly domain: string;
  readonly selector: string;
  /** `rsa-sha256` or `ed25519-sha256`; others never hold. */
  readonly algorithm: string;
  readonly outcome: SignatureOutcome;
  /** In the verifier's words, where it does not hold. */
  readonly reason?: string;
  /** Set when nobody answered for its key: asked another time, the outcome may be another. */
  readonly unanswered?: true;
  /** The key record that it was checked with. */
  readonly record?: string;
  /** True when the domain is the author's, or above it. Without that, a valid signature says nothing of the author. */
  readonly ofAuthor: boolean;
  /** What the signer says, as ISO 8601: `t=` and `x=`. An expiry is a fact to show, not a reason: it bounds delivery. */
  readonly signedAt?: string;
  readonly expiresAt?: string;
  /** Bytes at the end of the body that `l=` leaves unsigned. */
  readonly unsignedBytes?: number;
}

export type SignatureOutcome =
  /** The whole body and the From field are what the domain's key signed. */
  | "holds"
  /** What was signed is unchanged, but text could have been added at the end. */
  | "covers a part"
  | "does not hold"
  /** The domain has no such key, or no longer. */
  | "no key"
  | "could not check";

/** Checks every signature of a raw message; the outcomes in the order in which they stand in it. */
export type CheckSignatures = (message: Uint8Array, lookup: TxtLookup) => Promise<readonly SignatureCheck[]>;

/** The DNS name of a signature's key (RFC 6376 section 3.6.2.1). */
export function keyName({ domain, selector }: Pick<SignatureCheck, "domain" | "selector">): string {
  return `${selector}._domainkey.${domain}`;
}
