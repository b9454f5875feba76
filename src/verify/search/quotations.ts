import type { Digest } from "../../core/digest.ts";
import { fail, isFailure } from "../../core/errors/error.ts";
import type { FileEntry } from "../../core/manifest/manifest.ts";
import type { DocumentKey, TextIndex } from "../../core/ports/text-index.ts";
import { normaliseText } from "../../core/text/normalise.ts";
import { quotableText, type Stretch } from "../../core/text/quotation.ts";
import { type QuotationProof, quotationProver } from "../../core/text/quotation-proof.ts";
import { unquoted } from "../../core/text/unquoted.ts";
import { isLoneLetter, isWord, partsOf } from "../../core/text/words.ts";
import type { Piece } from "../difference/piece.ts";
import { type IssueName, issueNames, type QuotedFile } from "./issue-name.ts";
import { type LeftOut, leftOut } from "./left-out.ts";
import { nearestPassage } from "./near-passage.ts";
import { manifestFrom, type Searching, textOf } from "./parts.ts";
import { provenAgainst, wordsAround } from "./quoted-place.ts";
import { unindexed } from "./indexing.ts";
import { unknownIssues } from "./unknown-issues.ts";

/** In UTF-16 units, of what is asked for. */
export const LONGEST_PASSAGE = 10_000;

/** Documents and places that are told of; a passage that stands in more of them is no quotation. */
const MOST_DOCUMENTS = 20;
/** Candidates that are read, and so many at once; the issues of those left are told as not searched. */
const MOST_READ = 60;
const READ_AT_ONCE = 20;
const MOST_UNREAD = 1000;
const MOST_PLACES = 50;
/** Of one document: a word that stands on its every page hides no other document. */
const MOST_IN_ONE = 10;
/** In UTF-16 units, of the blocks in the proofs of one document's places: each proof holds its blocks whole. */
const MOST_PROVED = 1_000_000;
const MOST_NEAR = 6;
/** Less than half alike is not the same passage. */
const NEAR_FROM = 0.5;

/** A place where the passage stands word for word. */
export interface QuotationPlace extends QuotedFile {
  readonly stretch: Stretch;
  /** The words before it and behind it in its blocks, a few hundred characters of them. */
  readonly before: string;
  readonly after: string;
  /** Leads from the blocks to the text's root in the manifest. */
  readonly proof?: QuotationProof;
  /** Why there is no proof: the manifest names no text of the file, or another than was found in it. */
  readonly unproven?: "no-text" | "other-text";
}

/** A place where nearly the same stands. */
export interface NearPlace extends QuotedFile {
  /** From the first block, from 0, that the words are of. */
  readonly block: number;
  /** `gone`: only in the archived text; `new`: only in the passage. */
  readonly pieces: readonly Piece[];
  readonly resemblance: number;
}

export interface QuotationSearch {
  /** In its normal form: so it was sought. */
  readonly passage: string;
  /** With the quotation marks around it it stands nowhere: it was sought without them. */
  readonly unquoted?: true;
  /** In the order of anchoring. */
  readonly found: readonly QuotationPlace[];
  /** Only where nothing was found word for word; the most alike first. */
  readonly near: readonly NearPlace[];
  /** There are more places than are told of. */
  readonly more: boolean;
  /** Issues that could not be searched: where there are any, "nowhere" cannot be said. */
  readonly unsearched: number;
  /** Documents beyond what is searched: "nowhere" is said only of the others. */
  readonly leftOut: LeftOut;
}

/**
 * Where a passage stands in the archive, word for word after normalisation (docs/spec/text.md); else where nearly the
 * same stands. Every document that the index names is read from the stores, hashed, and searched itself.
 *
 * @throws PASSAGE_INVALID for a passage without words, or one that is too long
 */
export async function searchQuotation(given: string, searching: Searching): Promise<QuotationSearch> {
  const passage = soughtPassage(given);
  const { index } = searching;
  const looking: Looking = { searching, unread: new Set(), nameOf: issueNames(searching.archive) };
  const whole = await foundIn(passage, index, looking);
  const bare = whole.found.length > 0 ? undefined : bareWords(passage);
  const inside = bare === undefined ? undefined : await foundIn(bare, index, looking);
  const { found, more } = inside !== undefined && inside.found.length > 0 ? inside : whole;
  const near = found.length > 0 ? [] : await nearPlaces(bare ?? passage, looking);
  return {
    passage: bare ?? passage,
    ...(bare === undefined ? {} : { unquoted: true as const }),
    found: found.toSorted((a, b) => a.issue.anchoredAt - b.issue.anchoredAt),
    near,
    more,
    unsearched:
      new Set([...(await unindexed(searching)), ...looking.unread]).size +
      (await unknownIssues(searching.archive)),
    leftOut: await leftOut(searching),
  };
}

/** Marks that a passage was pasted with stand nowhere, where its author wrote none. */
function bareWords(passage: string): string | undefined {
  const bare = unquoted(passage);
  return bare === undefined || !partsOf(bare).some(isWord) || isLoneLetter(bare) ? undefined : bare;
}

/** Reads candidates until enough places are found. The words of one may follow each other without the passage's marks. */
async function foundIn(
  passage: string,
  index: TextIndex,
  looking: Looking,
): Promise<{ readonly found: readonly QuotationPlace[]; readonly more: boolean }> {
  const found: QuotationPlace[] = [];
  let [documents, isCut] = [0, false];
  for (let read = 0; read < MOST_READ; read += READ_AT_ONCE) {
    const keys = await index.holding(passage, READ_AT_ONCE, read);
    for (const key of keys) {
      if (documents >= MOST_DOCUMENTS || found.length > MOST_PLACES)
        return { found: found.slice(0, MOST_PLACES), more: true };
      const places = await placesIn(key, passage, looking);
      found.push(...places.slice(0, MOST_IN_ONE));
      isCut ||= places.length > MOST_IN_ONE;
      if (places.length > 0) documents += 1;
    }
    if (keys.length < READ_AT_ONCE)
      return { found: found.slice(0, MOST_PLACES), more: isCut || found.length > MOST_PLACES };
  }
  const rest = await index.holding(passage, MOST_UNREAD, MOST_READ);
  for (const { sha256 } of rest)
    for (const { manifest } of await looking.searching.archive.files(sha256)) looking.unread.add(manifest);
  return { found: found.slice(0, MOST_PLACES), more: isCut || rest.length > 0 || found.length > MOST_PLACES };
}

function soughtPassage(given: string): string {
  if (given.length > LONGEST_PASSAGE)
    fail("PASSAGE_INVALID", {
      problem: `it has ${given.length} characters, and ${LONGEST_PASSAGE} is the most`,
    });
  const passage = normaliseText(given);
  if (!partsOf(passage).some(isWord)) fail("PASSAGE_INVALID", { problem: "there is no word in it" });
  if (isLoneLetter(passage)) fail("PASSAGE_INVALID", { problem: "it is one letter, and two are the least" });
  return passage;
}

interface Looking {
  readonly searching: Searching;
  readonly nameOf: (digest: Digest) => Promise<IssueName | undefined>;
  /** Manifests of which something could not be read. */
  readonly unread: Set<Digest>;
}

/** At most one more than are told of: a common word stands in thousands of places. */
async function placesIn(key: DocumentKey, passage: string, looking: Looking): Promise<QuotationPlace[]> {
  const read = await readDocument(key, looking);
  if (read === undefined) return [];
  const { blocks, files } = read;
  const prove = quotationProver(blocks, looking.searching.sha256);
  const stretches = quotableText(blocks).findWords(passage, MOST_IN_ONE + 1);
  const places: QuotationPlace[] = [];
  let proved = 0;
  for (const stretch of stretches)
    for (const { quoted, entry } of files) {
      if (places.length > MOST_IN_ONE || proved > MOST_PROVED) return places;
      const proven = provenAgainst(entry.text, (text) => prove(passage, stretch, text));
      const how = "proof" in proven ? { proof: proven.proof } : proven;
      places.push({ ...quoted, stretch, ...wordsAround(stretch, blocks), ...how });
      for (let i = stretch.firstBlock; i <= stretch.lastBlock; i++) proved += blocks[i]?.length ?? 0;
    }
  return places;
}

async function nearPlaces(passage: string, looking: Looking): Promise<readonly NearPlace[]> {
  const near: NearPlace[] = [];
  for (const key of await looking.searching.index.near(passage, MOST_NEAR)) {
    const read = await readDocument(key, looking);
    const place = read === undefined ? undefined : nearestPassage(passage, read.blocks);
    const [first] = read?.files ?? [];
    if (place !== undefined && first !== undefined && place.resemblance >= NEAR_FROM)
      near.push({ ...first.quoted, ...place });
  }
  return near.toSorted((a, b) => b.resemblance - a.resemblance);
}

/** A document's blocks, and the files of issues that it is, the first anchored first. */
async function readDocument(key: DocumentKey, { searching, nameOf, unread }: Looking) {
  const files: { quoted: QuotedFile; entry: FileEntry }[] = [];
  let blocks: readonly string[] | undefined;
  for (const { manifest, path } of await searching.archive.files(key.sha256)) {
    try {
      const entry = (await manifestFrom(manifest, searching)).files.find((file) => file.path === path);
      const issue = await nameOf(manifest);
      if (entry?.sha256 !== key.sha256 || entry.type !== key.type || issue === undefined) continue;
      blocks ??= (await textOf(entry, searching))?.blocks;
      const { sha256, type } = entry;
      files.push({ quoted: { issue, path, sha256, type }, entry });
    } catch (error) {
      if (!isFailure(error)) throw error;
      unread.add(manifest);
    }
  }
  return blocks === undefined ? undefined : { blocks, files };
}
