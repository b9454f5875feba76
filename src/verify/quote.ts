import { fail, isFailure } from "../core/errors/error.ts";
import type { FileEntry, Manifest, TextRoot } from "../core/manifest/manifest.ts";
import type { IssuePath } from "../core/path.ts";
import { LONGEST_PASSAGE } from "../core/proof/form.ts";
import type { Sha256 } from "../core/sha256.ts";
import { normaliseText } from "../core/text/normalise.ts";
import { quotableText, type Stretch } from "../core/text/quotation.ts";
import { type QuotationProof, quotationProver } from "../core/text/quotation-proof.ts";
import { isWord, partsOf } from "../core/text/words.ts";
import { type NearPassage, nearestPassage } from "./search/near-passage.ts";
import { textOf } from "./search/parts.ts";
import { provenAgainst, wordsAround } from "./search/quoted-place.ts";

export type Quoting = Parameters<typeof textOf>[1];

/** A place in a file of the issue where the passage stands word for word. */
export interface QuotedPlace {
  readonly path: IssuePath;
  readonly stretch: Stretch;
  /** How many blocks the file's text has. */
  readonly blocks: number;
  /** The words before it and behind it in its blocks, a few hundred characters of them. */
  readonly before: string;
  readonly after: string;
  /** Of the manifest, with what leads to it; absent where the manifest names no text of the file, or another. */
  readonly proven?: { readonly text: TextRoot; readonly proof: QuotationProof };
  readonly unproven?: "no-text" | "other-text";
}

/** What became of a passage in one issue. */
export interface QuotedIn {
  /** In its normal form: so it was sought. */
  readonly passage: string;
  readonly found: readonly QuotedPlace[];
  /** Where it was not found: what of the issue is most like it. */
  readonly near?: NearPassage & { readonly path: IssuePath };
  /** How many files were looked through. */
  readonly searched: number;
  /** Documents that could not be: then "nowhere" cannot be said. */
  readonly unread: readonly { readonly path: IssuePath; readonly problem: string }[];
}

export interface Sought {
  readonly passage: string;
  /** Only in this file. */
  readonly path?: string;
}

const MOST_PLACES = 50;

/**
 * Looks for a passage in the documents of an issue, each read from the stores and hashed.
 *
 * @throws PASSAGE_INVALID for a passage without words, or one that is too long; PROOF_PATH_UNLISTED
 */
export async function quoteIn(
  { files }: Pick<Manifest, "files">,
  { passage: given, path }: Sought,
  quoting: Quoting,
): Promise<QuotedIn> {
  const passage = soughtPassage(given);
  const named = path === undefined ? files : files.filter((file) => file.path === path);
  if (path !== undefined && named.length === 0) fail("PROOF_PATH_UNLISTED", { path });
  const found: QuotedPlace[] = [];
  const unread: QuotedIn["unread"][number][] = [];
  let near: QuotedIn["near"];
  let searched = 0;
  for (const file of named.filter((one) => hasWords(one, quoting) || one.path === path)) {
    const blocks = await blocksOf(file, quoting);
    if (!Array.isArray(blocks)) {
      unread.push({ path: file.path, problem: blocks.problem });
      continue;
    }
    searched += 1;
    found.push(...placesIn(file, { passage, blocks, sha256: quoting.sha256 }));
    const alike = found.length > 0 ? undefined : nearestPassage(passage, blocks);
    if (alike !== undefined && alike.resemblance > (near?.resemblance ?? 0))
      near = { ...alike, path: file.path };
  }
  const told = found.length > 0 || near === undefined ? {} : { near };
  return { passage, found: found.slice(0, MOST_PLACES), ...told, searched, unread };
}

function soughtPassage(given: string): string {
  const passage = normaliseText(given);
  if (passage.length > LONGEST_PASSAGE)
    fail("PASSAGE_INVALID", {
      problem: `it has ${passage.length} characters, and ${LONGEST_PASSAGE} is the most`,
    });
  if (!partsOf(passage).some(isWord)) fail("PASSAGE_INVALID", { problem: "there is no word in it" });
  return passage;
}

/** By its type: one that is too large to be read may hold the passage all the same. */
function hasWords({ type, size }: FileEntry, { reader }: Quoting): boolean {
  return size > 0 && reader.limit(type) > 0;
}

async function blocksOf(file: FileEntry, quoting: Quoting): Promise<string[] | { readonly problem: string }> {
  try {
    const text = await textOf(file, quoting);
    return text === undefined ? { problem: "no text can be taken of it" } : [...text.blocks];
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { problem: error.message };
  }
}

interface Looking {
  readonly passage: string;
  readonly blocks: readonly string[];
  readonly sha256: Sha256;
}

function placesIn({ path, text }: FileEntry, { passage, blocks, sha256 }: Looking): QuotedPlace[] {
  const prove = quotationProver(blocks, sha256);
  return quotableText(blocks)
    .findWords(passage, MOST_PLACES)
    .map((stretch) => {
      const proven = provenAgainst(text, (of) => prove(passage, stretch, of));
      const how = "proof" in proven ? { proven } : proven;
      return { path, stretch, blocks: blocks.length, ...wordsAround(stretch, blocks), ...how };
    });
}
