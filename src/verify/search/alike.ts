import { isFailure } from "../../core/errors/error.ts";
import type { DocumentText } from "../../core/ports/document-reader.ts";
import type { IssuePath } from "../../core/path.ts";
import type { Digest } from "../../core/digest.ts";
import { MOST_ASKED, shinglesOf } from "../../core/text/shingles.ts";
import type { TextDifference } from "../difference.ts";
import { type ChangedLink, changedLinks } from "./changed-links.ts";
import { documentType } from "./document-type.ts";
import { type IssueName, issueNames, type QuotedFile } from "./issue-name.ts";
import { unindexed } from "./indexing.ts";
import { unknownIssues } from "./unknown-issues.ts";
import { manifestFrom, type Searching, textOf } from "./parts.ts";

const MOST_ALIKE = 8;
/** Less in common is chance, or a footer. */
const ALIKE_FROM = 0.2;

/** Readers of two types take a little more or less of the same words: a header, a footer. */
const ABOUT_AS_MUCH = 0.2;

/** A file of an issue that has passages in common with what was asked about. */
export interface AlikeFile extends QuotedFile {
  /** How many of the shingles that were asked for it has. */
  readonly shared: number;
}

export interface AlikeFiles {
  /** Those first that share most; of the same document the revision that was anchored last. */
  readonly alike: readonly AlikeFile[];
  /** Issues that could not be searched. */
  readonly unsearched: number;
  /** Documents beyond what is searched. */
  readonly leftOut: number;
}

/** The archive's files that have passages in common with a text of which only shingles are known. */
export async function alikeFiles(shingles: readonly number[], searching: Searching): Promise<AlikeFiles> {
  const { archive, index } = searching;
  const nameOf = issueNames(archive);
  const alike: AlikeFile[] = [];
  for (const { sha256, type, shared } of await index.alike(shingles.slice(0, MOST_ASKED), MOST_ALIKE)) {
    const places = await archive.files(sha256);
    let last: { issue: IssueName; path: IssuePath } | undefined;
    for (const { manifest, path } of places) {
      const issue = await nameOf(manifest);
      if (issue !== undefined && issue.anchoredAt >= (last?.issue.anchoredAt ?? 0)) last = { issue, path };
    }
    if (last !== undefined) alike.push({ ...last, sha256, type, shared });
  }
  return { alike, ...(await unsearched(searching)) };
}

async function unsearched({ archive, index }: Searching) {
  const { length } = await unindexed({ archive, index });
  const { documents } = await index.leftOut(0);
  return { unsearched: length + (await unknownIssues(archive)), leftOut: documents };
}

/** The archived document that a reader's is most like, and how they differ. */
export interface NearestText {
  readonly nearest: QuotedFile;
  /** From the archived text to the reader's. */
  readonly difference: TextDifference;
  /** Links of an e-mail or page that lead elsewhere than the archived ones do. */
  readonly links: readonly ChangedLink[];
}

export interface TextComparison {
  /** Undefined where nothing in the archive is like it. */
  readonly nearest?: NearestText;
  /** The reader's file has no words that could be read. */
  readonly isWordless: boolean;
  readonly unsearched: number;
  readonly leftOut: number;
}

export interface ReadersFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Finds what a file that is nobody's was made of: by its words, so that markup, links and format do not matter. */
export async function compareText(file: ReadersFile, searching: Searching): Promise<TextComparison> {
  const type = documentType(file.name, file.bytes);
  const mine = type === undefined ? undefined : await searching.reader.read(file.bytes, type);
  if (mine === undefined || mine.blocks.length === 0)
    return { isWordless: true, ...(await unsearched(searching)) };
  const {
    alike,
    unsearched: missed,
    leftOut,
  } = await alikeFiles(shinglesOf(mine.blocks, MOST_ASKED), searching);
  const compared: NearestText[] = [];
  const unread = new Set<Digest>();
  for (const candidate of alike) {
    const one = await comparedWith(candidate, mine, searching);
    if (one === "unread") unread.add(candidate.issue.digest);
    else if (one !== undefined && one.difference.resemblance > ALIKE_FROM) compared.push(one);
  }
  const nearest = nearestOf(compared, type);
  const told = nearest === undefined ? {} : { nearest };
  return { ...told, isWordless: false, unsearched: missed + unread.size, leftOut };
}

/**
 * The greatest likeness; of an e-mail and the page in it, which say the same, the one that is of the reader's type.
 */
function nearestOf(compared: readonly NearestText[], type: string | undefined): NearestText | undefined {
  const likeness = ({ difference }: NearestText) => difference.resemblance;
  const [best, ...others] = compared.toSorted((a, b) => likeness(b) - likeness(a));
  if (best === undefined) return undefined;
  const ofType = [best, ...others].find(({ nearest }) => nearest.type === type);
  return ofType !== undefined && likeness(ofType) >= likeness(best) - ABOUT_AS_MUCH ? ofType : best;
}

async function comparedWith(
  { issue, path, sha256, type }: AlikeFile,
  mine: DocumentText,
  searching: Searching,
): Promise<NearestText | "unread" | undefined> {
  try {
    const entry = (await manifestFrom(issue.digest, searching)).files.find((file) => file.path === path);
    const theirs = entry === undefined ? undefined : await textOf(entry, searching);
    if (theirs === undefined) return undefined;
    const difference = await searching.differenceOf(theirs.blocks, mine.blocks);
    // Too long, or too long in comparing: that it is unlike cannot be said.
    if (difference === undefined) return "unread";
    const links = linksApart(theirs, mine);
    return { nearest: { issue, path, sha256, type }, difference, links };
  } catch (error) {
    // Another may be there.
    if (isFailure(error)) return "unread";
    throw error;
  }
}

/**
 * How a reader's file differs by its words from one file of an issue; undefined where one of them has none, or it takes
 * too long to tell.
 *
 * @throws BLOCK_MISSING | STORE_UNREACHABLE
 */
export async function differenceFrom(
  { digest, path }: { readonly digest: Digest; readonly path: string },
  bytes: Uint8Array,
  searching: Searching,
): Promise<Omit<NearestText, "nearest"> | undefined> {
  const entry = (await manifestFrom(digest, searching)).files.find((file) => file.path === path);
  if (entry === undefined) return undefined;
  const [theirs, mine] = [await textOf(entry, searching), await searching.reader.read(bytes, entry.type)];
  if (theirs === undefined || mine === undefined) return undefined;
  const difference = await searching.differenceOf(theirs.blocks, mine.blocks);
  return difference === undefined ? undefined : { difference, links: linksApart(theirs, mine) };
}

/** A text without any link has not lost them: its kind has none. */
function linksApart(theirs: DocumentText, mine: DocumentText): readonly ChangedLink[] {
  return mine.links.length === 0 ? [] : changedLinks(theirs.links, mine.links);
}
