import { fail } from "../errors/error.ts";

/** A line of `bag-info.txt`: a name may come several times. */
export type Tag = readonly [name: string, value: string];

/** The file that makes a folder a bag (RFC 8493, 2.1.1). */
export const BAG_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

export interface BagVersion {
  readonly major: number;
  readonly minor: number;
}

/** @throws BAG_MALFORMED; UTF-8, of which ASCII is a part, is the one encoding that is read */
export function parseDeclaration(text: string, bag: string): BagVersion {
  const tags = new Map(parseTags(text, bag));
  const version = /^(\d{1,3})\.(\d{1,3})$/.exec(tags.get("BagIt-Version") ?? "");
  if (version === null) fail("BAG_MALFORMED", { bag, problem: "its bagit.txt names no version of BagIt" });
  const [, major = "", minor = ""] = version;
  if (Number(major) > 1)
    fail("BAG_MALFORMED", { bag, problem: `it is of version ${major}.${minor} of BagIt, and 1.0 is read` });
  const encoding = tags.get("Tag-File-Character-Encoding") ?? "none";
  if (!/^(utf-?8|us-ascii|ascii)$/i.test(encoding))
    fail("BAG_MALFORMED", {
      bag,
      problem: `the encoding of its tag files is ${encoding}, and has to be UTF-8`,
    });
  return { major: Number(major), minor: Number(minor) };
}

/** One line each: a value is not folded, and has no line break. */
export function encodeTags(tags: readonly Tag[]): string {
  return tags.map(([name, value]) => `${name}: ${value.replace(/\s+/g, " ").trim()}\n`).join("");
}

/** Lines that begin with white space go on with the one before them (RFC 8493, 2.2.2). @throws BAG_MALFORMED */
export function parseTags(text: string, bag: string): readonly Tag[] {
  const tags: [string, string][] = [];
  for (const line of linesOf(text)) {
    const last = tags.at(-1);
    if (/^[ \t]/.test(line) && last !== undefined) {
      last[1] = `${last[1]} ${line.trim()}`.trim();
      continue;
    }
    if (line.trim() === "") continue;
    const at = line.indexOf(":");
    if (at < 1) fail("BAG_MALFORMED", { bag, problem: `it has a tag without a name: ${line.slice(0, 80)}` });
    tags.push([line.slice(0, at).trim(), line.slice(at + 1).trim()]);
  }
  return tags;
}

/** The first value under any of these names, whatever the letters' case, the first name first. */
export function tagValue(tags: readonly Tag[], ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const [value] = tagValues(tags, name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** All values under a name that are not empty, in their order. */
export function tagValues(tags: readonly Tag[], name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return tags.flatMap(([one, value]) => (one.toLowerCase() === wanted && value !== "" ? [value] : []));
}

/** Without a byte order mark; lines end with CR, LF or both. */
export function linesOf(text: string): readonly string[] {
  return text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
}
