import type { Digest } from "../../core/digest.ts";
import { fail } from "../../core/errors/error.ts";
import type { FileEntry } from "../../core/manifest/manifest.ts";
import { type TextDifference, textDifference } from "../difference.ts";
import { type IssueName, issueNames } from "./issue-name.ts";
import { isDocument, manifestFrom, type Searching, textOf } from "./parts.ts";

/** Documents of one question that are compared word by word. */
const MOST_COMPARED = 20;

export interface ChangedFile {
  readonly path: string;
  readonly from: Digest;
  readonly to: Digest;
  /** Left out for files without words, and beyond the first 20 documents. */
  readonly difference?: TextDifference;
}

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
 * @throws NOT_FOUND for what is no issue of the archive; BLOCK_MISSING | STORE_UNREACHABLE
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
    const isRead =
      [file, other].every((one) => isDocument(one, searching.reader)) && compared < MOST_COMPARED;
    if (isRead) compared += 1;
    const difference = isRead ? await differenceOf(file, other, searching) : undefined;
    const { path, sha256 } = file;
    changed.push({
      path,
      from: sha256,
      to: other.sha256,
      ...(difference === undefined ? {} : { difference }),
    });
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

async function differenceOf(
  from: FileEntry,
  to: FileEntry,
  searching: Searching,
): Promise<TextDifference | undefined> {
  const [before, after] = [await textOf(from, searching), await textOf(to, searching)];
  return before === undefined || after === undefined
    ? undefined
    : textDifference(before.blocks, after.blocks);
}
