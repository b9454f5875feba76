import { createHash } from "node:crypto";
import { type Dirent, lstatSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { errnoOf } from "../../adapters/disk/errno.ts";
import { fail, failure, reasonOf } from "../../core/errors/error.ts";
import { compareText } from "../../core/text.ts";
import { isNoise, isUnfinished } from "./noise.ts";

/** The files of a folder as one look saw them: sizes and times by path, nothing of their content. */
export interface Snapshot {
  readonly isFolder: boolean;
  readonly files: ReadonlyMap<string, string>;
  /** Paths whose names say that they are still being written. */
  readonly unfinished: readonly string[];
}

/** The listing is synchronous because it is several times faster. @throws SOURCE_MISSING | SOURCE_UNREADABLE */
export function snapshot(path: string): Snapshot {
  const top = statOf(path) ?? fail("SOURCE_MISSING", { path });
  const files = new Map<string, string>();
  if (!top.isDirectory())
    return { isFolder: false, files: files.set(basename(path), stampOf(top)), unfinished: [] };
  entriesBelow(path, "", files);
  const unfinished = [...files.keys()].filter((one) => one.split("/").some(isUnfinished));
  return { isFolder: true, files, unfinished };
}

/** `parts(files, (path) => path.split("/")[0])`: one stamp for all files of each part. */
export function parts(
  files: ReadonlyMap<string, string>,
  partOf: (path: string) => string,
): ReadonlyMap<string, string> {
  const grouped = Map.groupBy(files, ([path]) => partOf(path));
  return new Map([...grouped].map(([part, held]) => [part, stampOfAll(held)]));
}

/** One stamp for many, whatever order they come in. */
export function stampOfAll(stamps: Iterable<readonly [string, string]>): string {
  const sorted = [...stamps].sort(([a], [b]) => compareText(a, b));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex");
}

/** What goes away while it is looked at is left out: the next look will not find it either. */
function entriesBelow(folder: string, at: string, files: Map<string, string>): void {
  for (const entry of entriesOf(folder, at)) {
    if (isNoise(entry.name)) continue;
    const path = at === "" ? entry.name : `${at}/${entry.name}`;
    const place = join(folder, entry.name);
    if (entry.isDirectory()) entriesBelow(place, path, files);
    else {
      const stats = statOf(place);
      if (stats !== undefined) files.set(path.normalize("NFC"), stampOf(stats));
    }
  }
}

function entriesOf(folder: string, at: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    if (at !== "" && errnoOf(cause) === "ENOENT") return [];
    throw unreadable(folder, cause);
  }
}

function statOf(path: string) {
  try {
    return lstatSync(path, { bigint: true });
  } catch (cause) {
    if (["ENOENT", "ENOTDIR"].includes(errnoOf(cause) ?? "")) return undefined;
    throw unreadable(path, cause);
  }
}

function unreadable(path: string, cause: unknown) {
  return failure("SOURCE_UNREADABLE", { path, problem: reasonOf(cause) }, cause);
}

/** A copy that sets the old time of writing still changes the time of the change. */
function stampOf({ size, mtimeNs, ctimeNs }: { size: bigint; mtimeNs: bigint; ctimeNs: bigint }): string {
  return `${size} ${mtimeNs} ${ctimeNs}`;
}
