/** Where a path has ended, and a sentence goes on: no folder's name is taken to hold them after a blank. */
const PROSE =
  "and|are|as|at|because|but|by|cannot|could|for|from|has|have|in|into|is|nor|not|on|onto|or|since|than|that|then|to|via|was|were|when|where|which|while|with";

/** Within a word that a file or folder is named by. */
const APOSTROPHE = String.raw`'(?=[\p{L}\p{N}])`;
const MOST_WORDS = 4;
/** In UTF-16 units: no system takes a longer path. */
const LONGEST = 4096;

/** Of a path without quotation marks: folders may have blanks in their names, and the file, if it ends like one. */
function bare(separator: string, leastFolders: number): string {
  const first = String.raw`(?:[^\s${separator}'":]|${APOSTROPHE})+`;
  const letters = String.raw`(?:[^\s${separator}'":,;]|${APOSTROPHE})`;
  const further = String.raw`(?<![,;.!?]) +(?!(?:${PROSE})\b)${letters}+`;
  const folder = String.raw`${first}(?:${further}){0,${MOST_WORDS}}${separator}`;
  const file = String.raw`${letters}*(?:(?:${further}){1,${MOST_WORDS}}(?<=\.[A-Za-z]\w{0,7}))?`;
  return `(?:${folder}){${leastFolders},}${file}`;
}

/** A quotation mark within a name has a letter after it. */
function quoted(mark: string): string {
  return String.raw`${mark}(?:\/|[A-Za-z]:\\)[^\n]{0,${LONGEST}}?${mark}(?![\p{L}\p{N}])`;
}

/** A file of this machine within a sentence: quoted as the system quotes it, or bare. The paths of addresses are none. */
const MACHINE_PATH = new RegExp(
  [
    ...[quoted("'"), quoted('"'), String.raw`file:\/\/\/[^\s'"]+`],
    // A lone slash begins many a word.
    String.raw`(?<![\w/.~-])\/${bare("/", 1)}`,
    String.raw`(?<!\w)[A-Za-z]:\\${bare(String.raw`\\`, 0)}`,
  ].join("|"),
  "gu",
);

/** Blanks in a bare path are taken for the path's where a folder or a file's ending comes after them: as far as can be told. */
export function withoutPaths(text: string): string {
  return text.replace(MACHINE_PATH, "(a file of this server)");
}
