import type { Bytes32 } from "../core/digest.ts";
import type { Label } from "../core/label.ts";
import type { FileEntry } from "../core/manifest/manifest.ts";
import { manifestOf } from "../verify/answer.ts";
import { sha256ByCid } from "../verify/by-cid.ts";
import type { Evidence, HeldFile } from "../verify/evidence.ts";
import { gatherFile, type Gathering } from "../verify/gather.ts";
import type { ByWords, WordsMatch } from "../verify/nearest.ts";
import { judge } from "../verify/judge/judge.ts";
import { DEFAULT_POLICY, type Trust } from "../verify/judge/verdict.ts";
import type { BlockStanding } from "../verify/proof-evidence.ts";
import { verdictReport, type VerdictReport } from "../verify/report.ts";
import type { Witness } from "../verify/witness.ts";
import type { Doubt } from "./another-issue.ts";
import type { FileHasher } from "./hash/hash-file.ts";
import type { Watching } from "./hash/hashing.ts";
import { hasWebCrypto, WHOLE_UP_TO } from "./hash/sizes.ts";
import { LANGUAGE } from "./says.ts";

/** Who is asked, who is believed, and what hashes: chosen once for the page. */
export interface Checking {
  readonly witness: Witness;
  readonly trust: Trust;
  readonly hasher: FileHasher;
  readonly label?: Label;
  readonly byWords?: ByWords;
  /** What lets the reader have a file that is nobody's compared by its words; left out where nobody can be asked. */
  readonly byPassages?: (file: File, onAlike: OnAlike) => HTMLElement;
  /** Where not all that was anchored can be searched: why what differs may be no changed copy at all. */
  readonly doubt?: Doubt;
  /** keccak-256 of the registry's code, for proof files; they cannot be checked without. */
  readonly code?: Bytes32;
  /** Asks nodes for a block; the reader is asked where there are none. */
  readonly askBlock?: AskBlock;
}

/** Is given the archived file that a file is a changed copy of, by its words; tells whether that is its verdict now. */
export type OnAlike = (match: WordsMatch) => Promise<boolean>;

/** What nodes say of the block with a number; undefined when none could be asked. */
export type AskBlock = (number: number) => Promise<BlockSaid | undefined>;

export interface BlockSaid {
  readonly hash: Bytes32;
  readonly standing: BlockStanding;
  /** Who says so, for the reader: "2 of 3 nodes". */
  readonly source: string;
}

/** What one file came to, with what it is known by. */
export interface Checked {
  readonly report: VerdictReport;
  readonly held: HeldFile;
  /** The archived file that it is, or that it differs from. */
  readonly archived?: FileEntry;
}

/** How far a check is. */
export interface Steps extends Watching {
  /** It was not found by its CID, so that its SHA-256 is needed: that takes longer. */
  readonly onSlow: () => void;
  readonly onAsking: () => void;
}

/**
 * The same question as the command's and the server's, asked and judged here: only digests go anywhere. A large file is
 * sought by its CID, which is quickly computed; what that does not find intact is hashed whole before it is judged.
 *
 * @throws SOURCE_UNREADABLE, what the witness throws, or the reason of the signal
 */
export async function checkFile(file: File, steps: Steps, checking: Checking): Promise<Checked> {
  const known = isLarge(file) ? await heldByCid(file, file.name, { steps, checking }) : undefined;
  if (known !== undefined) {
    steps.onAsking();
    const checked = await judged({ ...known, file }, checking);
    if (isIntact(checked)) return checked;
    steps.onSlow();
  } else if (isLarge(file)) steps.onSlow();
  const sha256 = await checking.hasher.sha256(file, steps);
  steps.onAsking();
  return judged({ path: file.name, size: file.size, sha256, file }, checking);
}

/**
 * The same question about a file that has been checked, once its words have been compared: it is hashed no more.
 *
 * @throws as `checkFile`
 */
export function checkByWords(
  file: File,
  { held, match }: { readonly held: HeldFile; readonly match: WordsMatch },
  checking: Checking,
): Promise<Checked> {
  return judged({ ...held, file }, { ...checking, byWords: () => Promise.resolve(match) });
}

/**
 * One file of many, which are judged together. With a `cid`, its SHA-256 is a manifest's word: only that the copy is
 * intact may be said by it.
 *
 * @throws as `checkFile`
 */
export async function heldFile(
  file: File,
  path: string,
  { steps, checking }: { steps: Steps; checking: Checking },
): Promise<HeldFile> {
  const known = isLarge(file) ? await heldByCid(file, path, { steps, checking }) : undefined;
  if (known !== undefined) return known;
  return { path, size: file.size, sha256: await checking.hasher.sha256(file, steps) };
}

export function gatheringFor({ witness, trust, label, byWords }: Checking): Gathering {
  return {
    ...{ witness, sha256: trust.sha256 },
    ...(label === undefined ? {} : { label }),
    ...(byWords === undefined ? {} : { byWords }),
  };
}

async function heldByCid(
  file: File,
  path: string,
  { steps, checking }: { steps: Steps; checking: Checking },
): Promise<HeldFile | undefined> {
  const cid = await checking.hasher.cid(file, steps);
  const sha256 = await sha256ByCid({ path, size: file.size, cid }, gatheringFor(checking));
  return sha256 === undefined ? undefined : { path, size: file.size, sha256, cid: cid.toString() };
}

async function judged(
  { file, ...held }: HeldFile & { readonly file: File },
  checking: Checking,
): Promise<Checked> {
  const evidence = await gatherFile({ ...held, bytes: () => bytesOf(file) }, gatheringFor(checking));
  const checked = checkedBy(evidence, held, checking);
  const { archived, manifest } = checked;
  const { doubt } = checking;
  if (checked.report.verdict !== "altered" || doubt === undefined || !archived || !manifest) return checked;
  const doubted = await doubt(evidence, { manifest, pairs: [{ file, archived }] });
  return doubted === undefined ? checked : checkedBy(doubted, held, checking);
}

function checkedBy(evidence: Evidence, { path, size, sha256, cid }: HeldFile, { trust }: Checking) {
  const report = verdictReport(judge(evidence, trust, DEFAULT_POLICY), LANGUAGE);
  const manifest = evidence.issue && manifestOf(evidence.issue, trust.sha256);
  const archived = manifest?.files.find((entry) => entry.path === report.issue?.path);
  return {
    report,
    held: { path, size, sha256, ...(cid === undefined ? {} : { cid }) },
    ...(manifest === undefined ? {} : { manifest }),
    ...(archived === undefined ? {} : { archived }),
  };
}

export function isIntact({ report }: Pick<Checked, "report">): boolean {
  return report.checks.some(({ check, status }) => check === "integrity" && status === "pass");
}

/** Without the browser's own hashing the CID would be no quicker. */
export function isLarge({ size }: File): boolean {
  return size > WHOLE_UP_TO && hasWebCrypto();
}

async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}
