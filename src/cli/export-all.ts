import { closeSync, existsSync, lstatSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { openOutbox, type Outbox } from "../adapters/disk/outbox.ts";
import { nodeSha256 } from "../adapters/node/sha256.ts";
import type { Exporting } from "../audit/export.ts";
import type { Exportable, Exportables } from "../audit/exportable.ts";
import { writeDocuments } from "../audit/export-documents.ts";
import { documentsName } from "../core/bagit/documents-bag.ts";
import { MANIFEST_FILE, PROOF_FILE } from "../core/bagit/issue-bag.ts";
import { HEAD_BYTES, parseCarHeader } from "../core/car.ts";
import { type CID, cidDigest } from "../core/cid.ts";
import { type Digest, digestFromBytes } from "../core/digest.ts";
import { asFailure, type ColophonError, failure, isFailure } from "../core/errors/error.ts";
import type { Entry } from "../core/history/entry.ts";
import { MAX_MANIFEST_BYTES } from "../core/manifest/manifest.ts";
import { counted } from "../core/plural.ts";
import type { PublicationRef } from "../core/publication.ts";
import { sizeText } from "../core/size.ts";
import type { Reading } from "./compose.ts";
import { abandoning, type ExportForm, nameOf, writeExport, type WrittenExport } from "./exporting.ts";
import { type Output, paint, reportFailure } from "./output.ts";
import { showProgress } from "./progress.ts";

export interface ExportingAll {
  readonly publication: PublicationRef;
  readonly entries: readonly Entry[];
  readonly reading: Reading;
  readonly block: Exporting["block"];
  readonly output: Output;
  readonly as: ExportForm;
  readonly proof: boolean;
  /** The folder to write into. */
  readonly place: string;
}

type Named = Pick<Exportable, "label" | "revision" | "digest">;

interface Done {
  readonly written: WrittenExport[];
  /** Of an earlier run; whether there is a proof in it. */
  readonly already: (Named & { readonly path: string; readonly proof: boolean })[];
  readonly failed: (Named & { readonly error: ColophonError })[];
  /** Undefined of CARs: a mirror holds them (`colophon mirror`). */
  documents: DocumentsDone | undefined;
}

/** What the history refers to besides its issues. */
interface DocumentsDone {
  readonly path: string;
  readonly already: boolean;
  readonly documents: number;
  readonly missing: readonly Digest[];
}

/**
 * Every revision of every issue, each under a name of its own, and each whole or not there. What an earlier run has
 * written is left as it is; what cannot be written is told, and the others are written all the same.
 */
export async function exportAll({ issues, unread }: Exportables, exporting: ExportingAll): Promise<number> {
  const { place } = exporting;
  const done: Done = { written: [], already: [], failed: [], documents: undefined };
  await using outbox = await openOutbox(place);
  const stop = abandoning(outbox);
  const progress = showProgress(process.stderr);
  let bytes = 0;
  const names = namesOf(issues, exporting.as);
  try {
    for (const [i, issue] of issues.entries()) {
      const path = join(place, names[i] ?? "");
      const follow = (more: number) => {
        bytes += more;
        progress({ kind: "packing", what: "issues", issues: i, bytes, share: i / issues.length });
      };
      follow(0);
      if (!(await exportOne(issue, { path, outbox, follow, done, exporting }))) break;
    }
    done.documents = await exportDocuments(outbox, exporting);
  } finally {
    progress.end();
    stop();
  }
  return tell(done, unread, { ...exporting, bytes });
}

async function exportDocuments(outbox: Outbox, exporting: ExportingAll): Promise<DocumentsDone | undefined> {
  const { as, place, publication, block, entries } = exporting;
  if (as === "car") return undefined;
  const name = documentsName(entries.length);
  const path = join(place, name);
  if (isThere(path)) return { path, already: true, documents: 0, missing: [] };
  const writer = await outbox.folder(name);
  try {
    const orAbsent = (cid: CID) => block(cid).catch(absent);
    const sha256 = nodeSha256;
    const done = await writeDocuments(publication, entries, { as, writer, block: orAbsent, sha256 });
    return { path, already: false, ...done };
  } finally {
    await writer.discard();
  }
}

/** A document that no store gives intact is told of as missing. */
function absent(error: unknown): undefined {
  if (!isFailure(error)) throw error;
}

/** False where the chain does not answer: then it answers for no other issue either. */
async function exportOne(
  issue: Exportable,
  one: { path: string; outbox: Outbox; follow: (bytes: number) => void; done: Done; exporting: ExportingAll },
): Promise<boolean> {
  const { path, outbox, follow, done, exporting } = one;
  const { reading, block, as, proof } = exporting;
  const { label, revision, digest } = issue;
  const named = { label, revision, digest };
  const standing = () => ({ ...named, path, proof: existsSync(join(path, PROOF_FILE)) });
  try {
    if (!isThere(path))
      done.written.push(
        await writeExport(issue, { path, outbox, reading, block, as, proof, onBytes: follow }),
      );
    else if (isExportOf(path, issue, as)) done.already.push(standing());
    else done.failed.push({ ...named, error: failure("EXPORT_PLACE_TAKEN", { path }) });
    return true;
  } catch (error) {
    const failed = asFailure(error);
    // Another run that writes here was quicker.
    if (failed.code === "EXPORT_PLACE_TAKEN" && isExportOf(path, issue, as)) done.already.push(standing());
    else done.failed.push({ ...named, error: failed });
    return failed.code !== "ARCHIVE_DISK" && !isUnanswered(failed);
  }
}

function isUnanswered({ code, cause }: ColophonError): boolean {
  return code === "EXPORT_UNPROVEN" && asFailure(cause).code === "CHAIN_UNREACHABLE";
}

/** Two issues under one label have the same name otherwise: the later one's is longer. */
function namesOf(issues: readonly Exportable[], as: ExportForm): readonly string[] {
  const taken = new Set<string>();
  return issues.map((issue) => {
    const name = nameOf(issue, as);
    if (!taken.has(name)) {
      taken.add(name);
      return name;
    }
    return nameOf(issue, as, issue.digest.slice(0, 12));
  });
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Whatever has its name was whole when it got it: that it is of this issue is all there is to know. */
function isExportOf(path: string, { digest }: Exportable, as: ExportForm): boolean {
  const isFile = statSync(path).isFile();
  if (as === "car") return isFile && carRoot(path) === digest;
  const file = join(path, MANIFEST_FILE);
  const isAsAsked = existsSync(join(path, as === "bag" ? "bagit.txt" : "files"));
  if (!isAsAsked || (statSync(file, { throwIfNoEntry: false })?.size ?? Infinity) > MAX_MANIFEST_BYTES)
    return false;
  return digestFromBytes(nodeSha256(readFileSync(file))) === digest;
}

/** The digest that the root of a CAR is of. */
function carRoot(path: string): Digest | undefined {
  const descriptor = openSync(path, "r");
  try {
    const start = new Uint8Array(HEAD_BYTES);
    const read = readSync(descriptor, start);
    return cidDigest(parseCarHeader(start.subarray(0, read), path).root);
  } catch (error) {
    if (isFailure(error, "CAR_MALFORMED")) return undefined;
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

function tell(
  { written, already, failed, documents }: Done,
  unread: readonly ColophonError[],
  { output, place, as, proof, bytes }: Omit<ExportingAll, "reading" | "block"> & { readonly bytes: number },
): number {
  const missing = documents?.missing ?? [];
  const lost = failed.length + unread.length + missing.length;
  const what = counted(lost, "issue, batch or document", "issues, batches or documents");
  const told = lost === 0 ? undefined : failure("EXPORT_INCOMPLETE", { failed: what });
  if (output.json)
    output.document({
      place,
      written,
      already,
      failed,
      unread,
      ...(told === undefined ? {} : { error: told }),
    });
  output.line(`${paint("bold", counted(written.length, "issue"))} written to ${place}, ${sizeText(bytes)}`);
  if (already.length > 0) output.line(`${counted(already.length, "issue")} there already`);
  const bare = already.filter((one) => !one.proof).length;
  if (proof && as !== "car" && bare > 0)
    output.note(`${bare} of them without a proof: remove what is there to have it written with one`);
  for (const { label, revision, error } of failed)
    output.line(`${label}, revision ${revision}: ${error.message}`);
  if (documents?.already === false)
    output.line(`${counted(documents.documents, "document")} of the history: ${documents.path}`);
  for (const digest of missing) output.line(`No store gives the document ${digest} of the history`);
  for (const { message } of unread) output.line(`The issues of a batch are not known: ${message}`);
  return told === undefined ? 0 : reportFailure(told, { ...output, json: false });
}
