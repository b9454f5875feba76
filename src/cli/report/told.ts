import { auditExit } from "../../audit/audit.ts";
import { GRADES, type Grade, MEANINGS, type Meaning } from "../../audit/meanings.ts";
import type { DomainReport, DomainStanding } from "../../audit/domain-standing.ts";
import type { Step } from "../../audit/evidence.ts";
import {
  type AuditReport,
  byGravity,
  type Fault,
  faultsOf,
  type PublicationReport,
  type StoreReport,
} from "../../audit/report.ts";
import type { SampleSize } from "../../audit/sample.ts";
import type { Digest } from "../../core/digest.ts";
import { counted } from "../../core/plural.ts";
import { minute } from "../../verify/wording.ts";

/** What the outcome is, before any colour. */
export type Tone = "sound" | "open" | "faulty";

export interface Conclusion {
  readonly tone: Tone;
  readonly says: string;
}

/**
 * What the head of the entries is to the registry's: `apart` where the entries up to that were not to be had, so that
 * there was nothing to compare it with.
 */
export function headStanding({ head, faults }: PublicationReport): "same" | "another" | "apart" {
  if (head.match) return "same";
  return faults.some(({ fault }) => fault === "head-mismatch") ? "another" : "apart";
}

/** An audit's outcome in one sentence. */
export function conclusionOf(report: AuditReport): Conclusion {
  const { ok, storage, stores } = report;
  if (ok && stores.length === 0)
    return {
      tone: "sound",
      says: "Complete and unforked: no fault was found. No store was asked for the issues.",
    };
  const seen = storage.sampling === undefined ? "retrievable" : "retrievable as far as sampled";
  if (ok) return { tone: "sound", says: `Complete, unforked and ${seen}: no fault was found.` };
  if (auditExit(report) === 3)
    return { tone: "open", says: "Something could not be asked; in what was, no fault was found." };
  return { tone: "faulty", says: "Faults were found." };
}

/** A fault with what it means. */
export type ToldFault = Fault & Meaning;

/** All of them, the gravest first. */
export function toldFaults(report: AuditReport): readonly ToldFault[] {
  return byGravity(faultsOf(report)).map((fault) => ({ ...fault, ...MEANINGS[fault.fault] }));
}

/** `2 grave, 1 minor`; empty where there is none. */
export function gradeCounts(faults: readonly ToldFault[]): string {
  const count = (grade: Grade) => faults.filter((fault) => fault.grade === grade).length;
  return GRADES.filter((grade) => count(grade) > 0)
    .map((grade) => `${count(grade)} ${grade}`)
    .join(", ");
}

/** Every issue that any store was asked for, in the order of anchoring, with what each store showed of it. */
export function matrixOf(stores: readonly StoreReport[]): readonly MatrixRow[] {
  const rows = new Map<Digest, { readonly label: string; readonly steps: Step[] }>();
  for (const [at, { issues }] of stores.entries())
    for (const { label, digest, step } of issues) {
      const row = rows.get(digest) ?? { label, steps: stores.map((): Step => "none") };
      row.steps[at] = step;
      rows.set(digest, row);
    }
  return [...rows].map(([digest, row]) => ({ digest, ...row }));
}

export interface MatrixRow {
  readonly label: string;
  readonly digest: Digest;
  /** By the stores' places. */
  readonly steps: readonly Step[];
}

const DOMAIN_WORDS: Readonly<Record<DomainStanding, string>> = {
  vouches: "vouches for the publication",
  unnamed: "names no publication",
  other: "names others, and not this one",
  disagrees: "does not agree with itself",
  reserved: "can be owned by nobody",
  unanswered: "could not be asked",
  none: "none is named",
};

/** `tidewater.press vouches for the publication`. */
export function domainWords({ name, standing }: DomainReport): string {
  return `${name === undefined ? "" : `${name} `}${DOMAIN_WORDS[standing]}`;
}

/** What was asked, as pairs of words; `flags` are those that the audit was asked for with, but for block and sample. */
export function askedOf(
  report: AuditReport,
  flags: readonly string[],
): readonly (readonly [string, string])[] {
  const { chain, registry, block, storage, stores, publications } = report;
  const isOfToday = publications.some(({ domain }) => domain !== undefined);
  const { sampling } = storage;
  const read =
    stores.length === 0
      ? "no store was asked"
      : sampling === undefined
        ? `every block, from ${counted(stores.length, "store")}`
        : `${sizeWords(sampling.size)}, from ${counted(stores.length, "store")}`;
  return [
    ["Chain", chain],
    ["Registry", registry],
    ["As of block", `${block.number} (${block.hash}), ${minute(block.time)}`],
    ["Read back", read],
    ...(isOfToday ? ([["Domains", "asked when the audit was made, and so as of no block"]] as const) : []),
    ...(sampling === undefined ? [] : ([["Drawn by", sampling.seed]] as const)),
    ["To repeat it", repeatOf(report, flags)],
  ];
}

function repeatOf({ block, storage: { sampling } }: AuditReport, flags: readonly string[]): string {
  return [
    ...["colophon audit", "--at-block", String(block.number)],
    ...flags,
    ...(sampling === undefined ? [] : ["--sample", sizeFlag(sampling.size), "--seed", sampling.seed]),
  ].join(" ");
}

function sizeFlag(size: SampleSize): string {
  return size.kind === "each" ? String(size.blocks) : `${percent(size.confidence)}/${percent(size.loss)}`;
}

function sizeWords(size: SampleSize): string {
  if (size.kind === "each") return `${counted(size.blocks, "block")} of every issue`;
  return `as many blocks as notice a loss of ${percent(size.loss)} with a certainty of ${percent(size.confidence)}`;
}

/** Without the noise of binary fractions. */
function percent(share: number): string {
  return `${Number((share * 100).toFixed(6))}%`;
}
