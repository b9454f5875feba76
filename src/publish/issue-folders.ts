import type { IssuePath } from "../core/path.ts";

const INDEX = /^index\.(x?html?|md|markdown|txt)$/i;

/**
 * The folders of a folder that look like an issue each, where it looks like a folder of issues itself; else none. `says`
 * is the name of the file that describes an issue: a folder that has one says itself that it is one, and is not asked.
 * Without any, folders with a page to begin with, and no file beside them, are issues.
 */
export function issueFolders(paths: Iterable<IssuePath>, says: string): readonly string[] {
  const described = new Set<string>();
  const begun = new Set<string>();
  let beside = 0;
  for (const path of paths) {
    const [folder = "", name, ...deeper] = path.split("/");
    if (name === undefined) beside += 1;
    else if (path.endsWith(`/${says}`)) described.add(path.slice(0, -says.length - 1));
    else if (deeper.length === 0 && INDEX.test(name)) begun.add(folder);
  }
  if (described.size > 0) return [...described];
  return beside === 0 && begun.size > 1 ? [...begun] : [];
}
