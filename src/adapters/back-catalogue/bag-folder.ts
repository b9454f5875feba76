import { readdirSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { PAYLOAD } from "../../core/bagit/sums.ts";
import type { ListedBag } from "../../core/bagit/verify.ts";
import { fail, failure, reasonOf } from "../../core/errors/error.ts";
import { parseIssuePath } from "../../core/path.ts";
import type { SourceFile } from "../../core/ports.ts";
import { compareText } from "../../core/text.ts";

/** Lists the files of a folder, hidden ones too, or the one file: adapters/disk does. @throws SOURCE_* | PATH_* */
export type ListAll = (path: string) => Promise<{ readonly files: readonly SourceFile[] }>;

const DECLARATION = "bagit.txt";
const DATA = PAYLOAD.slice(0, -1);

/** The folder itself where it is a bag, else the bags right in it, by their names. @throws SOURCE_* | BAG_MALFORMED */
export function bagFoldersIn(path: string): readonly string[] {
  if (namesIn(path).includes(DECLARATION)) return [path];
  const found = namesIn(path)
    .map((name) => join(path, name))
    .filter((one) => isFolder(one) && namesIn(one).includes(DECLARATION));
  const problem = "there is no bagit.txt in it, nor in a folder of it";
  return found.length === 0 ? fail("BAG_MALFORMED", { bag: path, problem }) : found;
}

/** The files of a bag. The payload is listed by itself: an issue's paths may be as long as paths may be. */
export async function listBag(path: string, list: ListAll): Promise<ListedBag> {
  const tags: SourceFile[] = [];
  let payload: readonly SourceFile[] = [];
  for (const name of namesIn(path)) {
    const at = join(path, name);
    if (name === DATA) {
      if (isFolder(at)) ({ files: payload } = await list(at));
    } else if (!isEmptyFolder(at)) tags.push(...(await listed(at, name, list)));
  }
  if (payload.length === 0) fail("BAG_MALFORMED", { bag: path, problem: "there is no file in its data" });
  return { name: path, payload, tags };
}

async function listed(at: string, name: string, list: ListAll): Promise<readonly SourceFile[]> {
  const { files } = await list(at);
  if (!isFolder(at)) return files;
  return files.map((file) => ({ ...file, path: parseIssuePath(`${name}/${file.path}`) }));
}

/** What the folder is called: a name for what is in it where nothing else names it. */
export function folderName(path: string): string {
  return basename(resolve(path));
}

function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path).sort(compareText);
  } catch (cause) {
    if (statSync(path, { throwIfNoEntry: false }) === undefined)
      throw failure("SOURCE_MISSING", { path }, cause);
    throw failure("SOURCE_UNREADABLE", { path, problem: reasonOf(cause) }, cause);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isEmptyFolder(path: string): boolean {
  return isFolder(path) && namesIn(path).length === 0;
}
