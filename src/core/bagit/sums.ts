import { fail } from "../errors/error.ts";
import { pathProblem } from "../path.ts";
import { type BagVersion, linesOf } from "./tags.ts";

/** A line of a manifest of a bag, or of SHA256SUMS: a digest in hexadecimal, and a path. */
export interface Sum {
  readonly path: string;
  readonly digest: string;
}

/** Which list it is, for messages, and the version of BagIt by which it is written. */
export interface SumsOf {
  readonly bag: string;
  readonly list: string;
  readonly version: BagVersion;
}

/** As `sha256sum` prints it, for `sha256sum -c`: a name of ours holds no backslash and no line break. */
export function encodeSums(sums: readonly Sum[]): string {
  return sums.map(({ digest, path }) => `${digest}  ${path}\n`).join("");
}

/** The same as a manifest of a bag: RFC 8493, 2.1.3, has a percent sign written as `%25`. */
export function encodeBagSums(sums: readonly Sum[]): string {
  return encodeSums(sums.map(({ digest, path }) => ({ digest, path: encodeBagPath(path) })));
}

function encodeBagPath(path: string): string {
  return path.replace(/[%\r\n]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
}

/** Percent signs are written as they are before version 1.0. */
function decodeBagPath(path: string, { major }: BagVersion): string {
  const written = major >= 1 ? /%(0[ad]|25)/gi : /%(0[ad])/gi;
  return path.replace(written, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/**
 * The lines of a manifest; paths are in NFC, as files are listed here, and lead to nowhere outside of the bag.
 *
 * @throws BAG_MALFORMED | BAG_PATH_UNSAFE
 */
export function parseBagSums(text: string, { bag, list, version }: SumsOf): readonly Sum[] {
  const sums = new Map<string, Sum>();
  for (const line of linesOf(text)) {
    if (line.trim() === "") continue;
    const [, digest = "", written = ""] = /^([0-9a-f]+)[ \t]+\*?(.+)$/i.exec(line) ?? [];
    if (written === "")
      fail("BAG_MALFORMED", { bag, problem: `${list} has a line that is none: ${line.slice(0, 80)}` });
    const path = safePath(decodeBagPath(written.replace(/^(\.\/)+/, ""), version), bag);
    const before = sums.get(path);
    if (before !== undefined && before.digest !== digest.toLowerCase())
      fail("BAG_MALFORMED", { bag, problem: `${list} lists ${path} twice` });
    sums.set(path, { path, digest: digest.toLowerCase() });
  }
  return [...sums.values()];
}

function safePath(spelled: string, bag: string): string {
  const path = spelled.normalize("NFC");
  const unsafe = pathProblem(path.startsWith(PAYLOAD) ? path.slice(PAYLOAD.length) : path);
  if (unsafe !== undefined) fail("BAG_PATH_UNSAFE", { bag, file: spelled, problem: unsafe });
  if (path.startsWith("~")) fail("BAG_PATH_UNSAFE", { bag, file: spelled, problem: "it begins with ~" });
  return path;
}

/** Where the payload lies in a bag. */
export const PAYLOAD = "data/";
