import { fail } from "./errors/error.ts";
import { compareText, textProblem } from "./text.ts";
import type { Tagged } from "./tagged.ts";

/** Where a file stands within its issue: relative, `/`-separated, NFC, without `.` or `..`: `images/map.svg`. */
export type IssuePath = Tagged<string, "IssuePath">;

const MAX_BYTES = 1024;
const MAX_DEPTH = 32;
// Bidirectional controls can make "gpj.exe" read as "exe.jpg"; no file name needs them.
const BIDI = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** @throws PATH_INVALID */
export function parseIssuePath(text: string): IssuePath {
  const problem = pathProblem(text);
  if (problem !== undefined) fail("PATH_INVALID", { got: text, problem });
  return text as IssuePath;
}

/** What makes this text unfit as a path, or undefined when it is fit. */
export function pathProblem(text: string): string | undefined {
  const unfit = textProblem(text);
  if (unfit !== undefined) return unfit;
  if (text === "") return "it is empty";
  if (text.includes("\\")) return "it holds a backslash, which some systems take for a separator";
  if (BIDI.test(text)) return "it holds an invisible character that changes the reading direction";
  if (utf8Length(text) > MAX_BYTES) return `it is longer than ${MAX_BYTES} bytes`;
  const parts = text.split("/");
  if (parts.length > MAX_DEPTH) return `it is more than ${MAX_DEPTH} folders deep`;
  if (parts.includes("")) return "it starts or ends with / or holds an empty part";
  if (parts.includes(".") || parts.includes("..")) return "it holds a . or .. part";
  return undefined;
}

/** `.htaccess` and `.git/config`: a name in it starts with a dot. Left out when publishing unless asked for. */
export function isHidden(path: string): boolean {
  return path.split("/").some((part) => part.startsWith("."));
}

/** By which two files are said to have the same name: `images/Map.svg` is `map.svg`. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).toLowerCase();
}

/** As it stands in a URL: `encodePath("a b/c?.png")` is `a%20b/c%3F.png`. */
export function encodePath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

/** The order of `files` in a manifest: by the UTF-8 bytes of the path, which is the order of code points. */
export function comparePaths(a: IssuePath, b: IssuePath): number {
  return compareText(a, b);
}

/**
 * Refuses two paths that some file system would merge: equal, equal but for letter case, or one a folder of the
 * other. Folders are compared too: `Art/a.svg` and `art/b.svg` collide.
 *
 * @throws PATHS_COLLIDE
 */
export function assertDistinctPaths(paths: Iterable<IssuePath>): void {
  const seen = new Map<string, Seen>();
  const folders = new Set<string>();
  for (const path of paths) {
    const folder = path.slice(0, Math.max(path.lastIndexOf("/"), 0));
    // Most files lie in a folder that another one lies in, too.
    if (folder !== "" && !folders.has(folder)) {
      for (const spelling of prefixes(folder)) take(seen, { spelling, isFile: false, of: path });
      folders.add(folder);
    }
    take(seen, { spelling: path, isFile: true, of: path });
  }
}

interface Seen {
  readonly spelling: string;
  readonly isFile: boolean;
  readonly of: IssuePath;
}

function take(seen: Map<string, Seen>, one: Seen): void {
  const key = foldCase(one.spelling);
  const other = seen.get(key);
  if (other === undefined) seen.set(key, one);
  else if (other.spelling !== one.spelling || other.isFile || one.isFile)
    fail("PATHS_COLLIDE", { first: other.of, second: one.of });
}

/** `a/b` gives `a` and `a/b`. */
function prefixes(folder: string): string[] {
  const parts = folder.split("/");
  return parts.map((_, i) => parts.slice(0, i + 1).join("/"));
}

const ASCII = /^[ -~]*$/;

/** Upper then lower catches the letters that have more than one lower case (ß, final sigma). */
function foldCase(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text.toUpperCase().toLowerCase().normalize("NFC");
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const c of text) {
    const point = c.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
