import type { Address } from "../address.ts";
import type { Digest } from "../digest.ts";
import type { ReportMediaType, ReportStatement } from "./statement.ts";

/**
 * - `signed`: by the auditor whom the signature names, and it is this report.
 * - `altered`: it is a signature under another report: other bytes, or the same ones to be read as something else.
 * - `not-signed`: the auditor whom it names has not signed it: it says nothing of anybody.
 * - `other-auditor`: whoever has signed, it is not who was asked for.
 * - `unknown`: could not be checked.
 */
export type ReportGrade = "signed" | "altered" | "not-signed" | "other-auditor" | "unknown";

/** Who has been found to vouch for a signature; `unknown` where only a chain could say, and none did. */
export type SignedBy = "key" | "contract" | "nobody" | "unknown";

/** A report as it lies there. */
export interface ReportAtHand {
  /** Of all of its bytes. */
  readonly sha256: Digest;
  /** By its name; absent where that says nothing. */
  readonly mediaType?: ReportMediaType;
}

/** What a signature says of the report at hand, and of who was asked for, if anybody was. Pure. */
export function gradeReport(
  { auditor, sha256, mediaType }: ReportStatement,
  by: SignedBy,
  report: ReportAtHand,
  demanded?: Address,
): ReportGrade {
  if (by === "nobody") return "not-signed";
  // Whoever vouches for it, it is not about this report: no chain has to be asked for that.
  if (report.sha256 !== sha256) return "altered";
  if (report.mediaType !== undefined && report.mediaType !== mediaType) return "altered";
  if (demanded !== undefined && demanded !== auditor) return "other-auditor";
  return by === "unknown" ? "unknown" : "signed";
}
