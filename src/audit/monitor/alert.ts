import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { BlockRef } from "../../core/ports.ts";
import type { Sha256 } from "../../core/sha256.ts";

/** What a monitor tells of, the gravest first. */
export const ALERTS = [
  "history-replaced",
  "head-unproved",
  "domain-withdrawn",
  "domain-unproved",
  "owner-changed",
  "profile-changed",
  "writers-changed",
  "publication-closed",
  "issue-entry",
  "store-fault",
  "domain-vouches",
  "unasked",
] as const;

export type AlertKind = (typeof ALERTS)[number];

/**
 * Alarm: somebody should look at once. News: it was expected, or is good. Unasked: nothing could be found out for several
 * rounds, which says nothing against anybody.
 */
export const ALERT_LEVELS = ["alarm", "news", "unasked"] as const;

export type AlertLevel = (typeof ALERT_LEVELS)[number];

export interface Alert {
  /** The same for the same event, however often it is delivered: receivers drop doubles by it. */
  readonly id: string;
  readonly kind: AlertKind;
  readonly level: AlertLevel;
  readonly publication: string;
  readonly says: string;
  /** Of the history, where it is about one. */
  readonly entry?: number;
  /** The final block as of which it was found. */
  readonly block?: BlockRef;
}

/** Gives an alert its id: of what it is about, and not of when it was found. */
export function alertOf(
  { kind, level, publication, says, entry, block }: Omit<Alert, "id">,
  about: string,
  sha256: Sha256,
): Alert {
  const named = JSON.stringify([publication, kind, about]);
  return {
    id: bytesToHex(sha256(utf8ToBytes(named))),
    ...{ kind, level, publication, says },
    ...(entry === undefined ? {} : { entry }),
    ...(block === undefined ? {} : { block: { number: block.number, hash: block.hash, time: block.time } }),
  };
}
