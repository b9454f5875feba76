/**
 * How a publication and its domain stand to each other, now: both name each other (`vouches`); the domain names none
 * (`unnamed`), only others (`other`), or in one place this one and in the other not (`disagrees`); nobody can own it
 * (`reserved`); it, or the profile, could not be asked (`unanswered`); the profile names none (`none`).
 */
export const DOMAIN_STANDINGS = [
  "vouches",
  "unnamed",
  "other",
  "disagrees",
  "reserved",
  "unanswered",
  "none",
] as const;

export type DomainStanding = (typeof DOMAIN_STANDINGS)[number];

export interface DomainReport {
  /** As in the DNS; absent where the profile names none, or cannot be read. */
  readonly name?: string;
  readonly standing: DomainStanding;
}
