import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseDigest } from "../core/digest.ts";
import { isFailure } from "../core/errors/error.ts";
import { counted } from "../core/plural.ts";
import { MAX_COMPARED_BYTES } from "../verify/compare.ts";
import type { ByWords } from "../verify/nearest.ts";
import type { Verdict } from "../verify/judge/verdict.ts";
import type { NearestText } from "../verify/search/alike.ts";
import { matchByWords } from "../verify/search/match.ts";
import { showSignatures, signaturesTold, type SignatureTold } from "./archived-keys.ts";
import type { Reading } from "./compose.ts";
import type { Output } from "./output.ts";
import { catchUp, type OpenedSearch, openSearching } from "./searching.ts";
import { showDifference } from "./show-difference.ts";

/** One file that differs, held against the archived one by its words. */
export interface WordsTold extends Omit<NearestText, "nearest"> {
  readonly held: string;
  readonly archived: string;
  /** Of an e-mail whose keys were archived with it. */
  readonly signatures?: readonly SignatureTold[];
}

export interface Words extends AsyncDisposable {
  /** Brings the index up to date first: only for a file that nothing is like byte for byte. */
  readonly nearest: ByWords;
  /** Of each file that differs, where its words do; in `what`, a file or folder. */
  about(verdict: Verdict, what: string): Promise<readonly WordsTold[]>;
}

const MOST_FILES = 20;

/** The index and its reader are opened when they are needed: a copy that is authentic needs neither. */
export function wordsOf(reading: Reading, output: Pick<Output, "note">): Words {
  let opened: OpenedSearch | undefined;
  const search = () => (opened ??= openSearching(reading));
  return {
    async nearest(file) {
      if (file.size > MAX_COMPARED_BYTES) return undefined;
      await catchUp(search(), output);
      const { match, unsearched, leftOut } = await matchByWords(file, search());
      if (unsearched > 0) output.note(`${counted(unsearched, "issue")} could not be searched by their words`);
      if (leftOut > 0)
        output.note(
          `${counted(leftOut, "document")} ${leftOut === 1 ? "is" : "are"} too large to search, or without text`,
        );
      return match;
    },
    async about(verdict, what) {
      if (verdict.issue === undefined) return [];
      const digest = parseDigest(verdict.issue.digest);
      const told: WordsTold[] = [];
      for (const { held, archived, file } of differing(verdict, what).slice(0, MOST_FILES)) {
        const bytes = readFileSync(file);
        const from = { digest, path: archived };
        const found = await unlessUnread(() => search().difference(from, bytes));
        if (found === undefined) continue;
        const signatures = await unlessUnread(() => signaturesTold(bytes, from, reading));
        told.push({ held, archived, ...found, ...(signatures === undefined ? {} : { signatures }) });
      }
      return told;
    },
    [Symbol.asyncDispose]: async () => opened?.[Symbol.asyncDispose](),
  };
}

function differing({ verdict, difference, folder }: Verdict, what: string) {
  if (verdict !== "altered") return [];
  const files = (folder?.different ?? []).map(({ path }) => ({
    held: path,
    archived: path,
    file: join(what, path),
  }));
  const own =
    difference === undefined
      ? []
      : [{ held: difference.held.path, archived: difference.archived.path, file: what }];
  return [...own, ...files].filter(
    ({ file }) =>
      statSync(file, { throwIfNoEntry: false })?.isFile() === true &&
      statSync(file).size <= MAX_COMPARED_BYTES,
  );
}

/** Where the words differ only adds to the verdict: when it cannot be had, less is told. */
async function unlessUnread<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}

const MOST_LINKS = 10;

export function showWords(told: readonly WordsTold[], output: Output): void {
  for (const { held, archived, difference, links, signatures } of told) {
    output.line(`\n${held === archived ? held : `${held} and the archived ${archived}`}, by their words:`);
    showDifference(difference, output);
    if (links.length > 0) showLinks(links, output);
    if (signatures !== undefined) showSignatures(signatures, output);
  }
}

function showLinks(links: WordsTold["links"], output: Output): void {
  output.line(`\n  ${counted(links.length, "link")} ${links.length === 1 ? "leads" : "lead"} elsewhere:`);
  for (const { text, archived: from = "nowhere", held: to = "nowhere" } of links.slice(0, MOST_LINKS))
    output.line(`    ${text === "" ? "(no words)" : text}: ${from} -> ${to}`);
  if (links.length > MOST_LINKS) output.line(`    and ${links.length - MOST_LINKS} more; --json has them`);
}
