import type { Digest } from "../../core/digest.ts";
import type { FileEntry } from "../../core/manifest/manifest.ts";
import { fileName } from "../../core/path.ts";
import type { ProvenIssue } from "../../core/proof/verify.ts";
import type { HeldFile } from "../../verify/evidence.ts";
import type { HeldCopy } from "../../verify/proof-evidence.ts";
import { isLarge } from "../check-file.ts";
import type { Asked } from "./asked.ts";
import { isProof } from "./kinds.ts";

type Proven = Pick<ProvenIssue, "digest" | "manifest" | "bytes">;

/**
 * The one of the files dropped beside a proof that is to be a copy of what it proves: one that the issue lists, else one
 * that has the name of a file that it lists, or the size: of a lone one of those it is said that it is none of the issue.
 * Undefined when there is none, or several that are as likely.
 *
 * @throws what the hasher throws
 */
export async function copyBeside(proven: Proven, asked: Asked): Promise<HeldCopy | undefined> {
  const files = asked.beside.flatMap((one) => (one.kind === "file" ? [one.file] : []));
  const likely: HeldFile[] = [];
  for (const file of files) {
    if (!isLikely(file, proven) || (await isProof(file))) continue;
    likely.push(await held(file, proven.manifest.files, asked));
  }
  const listed = new Set<Digest>([proven.digest, ...proven.manifest.files.map(({ sha256 }) => sha256)]);
  const intact = likely.filter(({ sha256 }) => listed.has(sha256));
  const named = likely.filter(({ path }) => hasName(path, proven.manifest.files));
  const file = only(intact) ?? (intact.length > 0 ? undefined : (only(named) ?? only(likely)));
  return file === undefined ? undefined : { kind: "file", file };
}

/** A listed digest comes with a listed size, so that nothing has to be hashed to rule the others out. */
function isLikely({ name, size }: File, { manifest: { files }, bytes }: Proven): boolean {
  return size === bytes.length || files.some((file) => file.size === size) || hasName(name, files);
}

function hasName(name: string, files: readonly FileEntry[]): boolean {
  return files.some(({ path }) => fileName(path) === fileName(name));
}

/** A large file is known by its CID in the proven manifest, which no server has a hand in, or else hashed whole. */
async function held(
  file: File,
  files: readonly FileEntry[],
  { steps, checking: { hasher } }: Asked,
): Promise<HeldFile> {
  const { name: path, size } = file;
  if (isLarge(file)) {
    const cid = (await hasher.cid(file, steps)).toString();
    const entry = files.find((one) => one.size === size && one.cid.toString() === cid);
    if (entry !== undefined) return { path, size, sha256: entry.sha256, cid };
    steps.onSlow();
  }
  return { path, size, sha256: await hasher.sha256(file, steps) };
}

function only<T>([first, ...more]: readonly T[]): T | undefined {
  return more.length === 0 ? first : undefined;
}
