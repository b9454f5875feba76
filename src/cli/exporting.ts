import { basename } from "node:path";
import type { Outbox } from "../adapters/disk/outbox.ts";
import { nodeHashing } from "../adapters/node/hashing/node-hashing.ts";
import { nodeSha256 } from "../adapters/node/sha256.ts";
import { type Exporting, openIssue, writeCar, writeFolder } from "../audit/export.ts";
import type { Exportable } from "../audit/exportable.ts";
import { lendingStore } from "../audit/source.ts";
import { exportName, MANIFEST_FILE, PROOF_FILE } from "../core/bagit/issue-bag.ts";
import { documentCid } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { failure, isFailure } from "../core/errors/error.ts";
import { counted } from "../core/plural.ts";
import type { BlockRef } from "../core/ports.ts";
import { blockFromAny } from "../core/retrieval.ts";
import { sizeText } from "../core/size.ts";
import { proveAbout } from "../verify/prove.ts";
import type { Reading } from "./compose.ts";

export type ExportForm = "bag" | "car" | "folder";

/** What was written of one issue. */
export interface WrittenExport {
  readonly path: string;
  readonly label: string;
  readonly revision: number;
  readonly digest: Digest;
  readonly cid: string;
  readonly files: number;
  /** Of the files. */
  readonly bytes: number;
  /** The block that the proof in it is of; null where there is none. */
  readonly proof: BlockRef | null;
}

/** `95.r1` or `95.r1.car`; `besides` tells two issues under one label apart. */
export function nameOf({ label, revision }: Exportable, as: ExportForm, besides?: string): string {
  const name = exportName(label, revision);
  return `${besides === undefined ? name : `${name}.${besides}`}${as === "car" ? ".car" : ""}`;
}

/** From the first store that gives it intact; one that fails a few times in a row is asked no more. */
export function blocksFrom({ stores }: Pick<Reading, "stores">): Exporting["block"] {
  const lending = stores.map((store) => lendingStore(store));
  return (cid) => blockFromAny(lending, cid, nodeSha256);
}

/** An interrupted export leaves nothing behind. Returns how to end that. */
export function abandoning(outbox: Pick<Outbox, "abandon">): () => void {
  const abandon = () => outbox.abandon();
  process.once("exit", abandon);
  return () => process.off("exit", abandon);
}

export interface WritingExport {
  readonly path: string;
  readonly outbox: Outbox;
  readonly reading: Reading;
  /** One for all that is exported in a run. */
  readonly block: Exporting["block"];
  readonly as: ExportForm;
  /** Whether a bag or a folder gets one. */
  readonly proof: boolean;
  /** Told of the files' bytes as they are written, and of how many there are. */
  readonly onBytes: (count: number, total: number) => void;
}

/** @throws EXPORT_UNPROVEN, those of `openIssue`, `writeFolder` and `writeCar` */
export async function writeExport(issue: Exportable, writing: WritingExport): Promise<WrittenExport> {
  const { path, outbox, reading, block, as, onBytes } = writing;
  const name = basename(path);
  await using bin = new AsyncDisposableStack();
  const discard = (one: { discard(): Promise<void> }) => one.discard();
  const into =
    as === "car"
      ? { as, writer: bin.adopt(await outbox.car(name), discard) }
      : { as, writer: bin.adopt(await outbox.folder(name), discard) };
  const opened = await openIssue(issue, { block, hashing: nodeHashing });
  const proof = writing.proof && as !== "car" ? await proofOf(issue, reading) : undefined;
  const { files } = opened.manifest;
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const exporting = { block, hashing: nodeHashing, onBytes: (more: number) => onBytes(more, bytes) };
  if (into.as === "car") await writeCar(opened, into.writer, exporting);
  else await writeFolder({ ...opened, proof: proof?.bytes }, into, exporting);
  const { label, revision, digest } = issue;
  return {
    ...{ path, label, revision, digest, files: files.length, bytes },
    cid: documentCid(digest).toString(),
    proof: proof?.block ?? null,
  };
}

async function proofOf({ digest, label }: Exportable, { archive, states }: Reading) {
  try {
    return await proveAbout(digest, {}, { archive, states, sha256: nodeSha256 });
  } catch (error) {
    if (!isFailure(error)) throw error;
    throw failure("EXPORT_UNPROVEN", { label, problem: error.message.replace(/\.$/, "") }, error);
  }
}

/** What a person is told of one export, and how to check it without this program. */
export function writtenLines(done: WrittenExport, as: ExportForm): readonly string[] {
  const { path, label, revision, digest, cid, files, bytes, proof } = done;
  const what = as === "car" ? "as a CAR" : `as a ${as}`;
  const lines = [
    `Issue ${label}, revision ${revision}, ${what}: ${path} (${counted(files, "file")}, ${sizeText(bytes)})`,
    `  digest  ${digest}`,
  ];
  if (as === "car")
    return [
      ...lines,
      `  root    ${cid}`,
      "",
      "A Kubo node takes it and pins it:",
      `  ipfs dag import ${quoted(path)}`,
    ];
  const proved = proof === null ? "none (--no-proof)" : `${PROOF_FILE}, of block ${proof.number}`;
  return [
    ...lines,
    `  proof   ${proved}`,
    "",
    "Anybody checks it with nothing but a shell:",
    `  cd ${quoted(path)} && sha256sum -c SHA256SUMS && sha256sum ${MANIFEST_FILE}`,
  ];
}

/** For a shell. */
function quoted(path: string): string {
  return /^[\w./][\w./-]*$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
