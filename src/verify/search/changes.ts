import type { Digest } from "../../core/digest.ts";
import { fail, isFailure } from "../../core/errors/error.ts";
import type { FileEntry } from "../../core/manifest/manifest.ts";
import type { TextDifference } from "../difference.ts";
import { type IssueName, issueNames } from "./issue-name.ts";
import { isDocument, manifestFrom, type Searching, textOf } from "./parts.ts";

/** Documents of one question that are compared word by word. */
const MOST_COMPARED = 20;

export interface ChangedFile {
  readonly path: string;
  readonly from: Digest;
  readonly to: Digest;
  readonly difference?: TextDifference;
  /** Set where there is no difference: why the words were not compared. */
  readonly uncompared?: Uncompared;
}

/**
 * - `no-words`: it is of a type without words, or empty.
 * - `no-text`: its words could not be taken from it.
 * - `too-long`: it has more bytes than are read, or more words than are compared, or than could be in bounded time.
 * - `too-many`: the first 20 documents were compared.
 * - `unread`: it could not be had from a store just now.
 */
export const UNCOMPARED = ["no-words", "no-text", "too-long", "too-many", "unread"] as const;
export type Uncompared = (typeof UNCOMPARED)[number];

/** What became of an issue's files from one revision to another. */
export interface IssueChanges {
  readonly from: IssueName;
  readonly to: IssueName;
  readonly same: readonly string[];
  readonly changed: readonly ChangedFile[];
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/**
 * Compares the files of two issues of the archive by their digests, and documents by their words.
 *
 * @throws NOT_FOUND for what is no issue of the archive; BLOCK_MISSING | STORE_UNREACHABLE for a manifest
 */
export async function issueChanges(from: Digest, to: Digest, searching: Searching): Promise<IssueChanges> {
  const nameOf = issueNames(searching.archive);
  const [first, second] = [await nameOf(from), await nameOf(to)];
  if (first === undefined) fail("NOT_FOUND", { got: `issue ${from}` });
  if (second === undefined) fail("NOT_FOUND", { got: `issue ${to}` });
  const before = (await manifestFrom(from, searching)).files;
  const after = new Map((await manifestFrom(to, searching)).files.map((file) => [file.path, file]));
  const kept = before.filter(({ path }) => after.has(path));
  const same = kept.filter(({ path, sha256 }) => after.get(path)?.sha256 === sha256);
  const paths = new Set(before.map(({ path }) => path));
  const changed: ChangedFile[] = [];
  let compared = 0;
  for (const file of kept) {
    const other = after.get(file.path);
    if (other === undefined || other.sha256 === file.sha256) continue;
    const hindrance =
      hindranceOf([file, other], searching) ?? (compared < MOST_COMPARED ? undefined : "too-many");
    if (hindrance === undefined) compared += 1;
    const told =
      hindrance === undefined ? await comparison(file, other, searching) : { uncompared: hindrance };
    changed.push({ path: file.path, from: file.sha256, to: other.sha256, ...told });
  }
  return {
    from: first,
    to: second,
    same: same.map(({ path }) => path),
    changed,
    removed: before.filter(({ path }) => !after.has(path)).map(({ path }) => path),
    added: [...after.keys()].filter((path) => !paths.has(path)),
  };
}

/** What keeps either of two files from being read for its words. */
function hindranceOf(files: readonly FileEntry[], { reader }: Searching): Uncompared | undefined {
  if (files.some(({ type, size }) => size === 0 || reader.limit(type) === 0)) return "no-words";
  return files.every((one) => isDocument(one, reader)) ? undefined : "too-long";
}

async function comparison(
  from: FileEntry,
  to: FileEntry,
  searching: Searching,
): Promise<Pick<ChangedFile, "difference" | "uncompared">> {
  try {
    const [before, after] = [await textOf(from, searching), await textOf(to, searching)];
    if (before === undefined || after === undefined) return { uncompared: "no-text" };
    const difference = await searching.differenceOf(before.blocks, after.blocks);
    return difference === undefined ? { uncompared: "too-long" } : { difference };
  } catch (error) {
    // The other files can be compared all the same.
    if (!isFailure(error)) throw error;
    return { uncompared: "unread" };
  }
}
