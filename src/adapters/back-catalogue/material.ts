import { fail, isFailure } from "../../core/errors/error.ts";
import { type IssuePath, parseIssuePath } from "../../core/path.ts";
import type { SourceFile } from "../../core/ports.ts";

/** Files by path, in the order of a manifest: a map, or what makes each of them when it is asked for. */
export interface FilesByPath {
  readonly size: number;
  has(path: IssuePath): boolean;
  get(path: IssuePath): SourceFile | undefined;
  keys(): Iterable<IssuePath>;
  values(): Iterable<SourceFile>;
}

/** The files of an export: a folder, the entries of a zip, or the one file that was named. */
export interface Material {
  /** How messages name it: the path as it was given. */
  readonly name: string;
  /** Nothing is read yet. */
  readonly files: FilesByPath;
  /** Hidden files and folders that were left out. */
  readonly skipped: readonly string[];
  /** Releases what it holds open; files of it cannot be read afterwards. */
  close(): void;
}

/**
 * The whole of a file in memory.
 *
 * @throws SOURCE_TOO_LARGE before anything is read; SOURCE_CHANGED | SOURCE_UNREADABLE | SOURCE_MALFORMED
 */
export async function whole(file: SourceFile, limit: number, kind: string): Promise<Uint8Array> {
  if (file.size > limit) fail("SOURCE_TOO_LARGE", { path: file.path, limit, kind });
  const chunks: Uint8Array[] = [];
  for await (const chunk of limited(file.read(), { path: file.path, limit, kind })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A stream that does not say its length, up to a limit. @throws SOURCE_TOO_LARGE */
export async function* limited(
  stream: AsyncIterable<Uint8Array>,
  { path, limit, kind }: { readonly path: string; readonly limit: number; readonly kind: string },
): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > limit) fail("SOURCE_TOO_LARGE", { path, limit, kind });
    yield chunk;
  }
}

/** The beginning of a stream, and all of it: `all` may be called once. */
export async function peeked(
  stream: AsyncIterable<Uint8Array>,
  most: number,
): Promise<{ readonly head: Uint8Array; readonly all: () => AsyncIterable<Uint8Array> }> {
  const chunks = stream[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  for (let length = 0; length < most;) {
    const next = await chunks.next();
    if (next.done === true) break;
    first.push(next.value);
    length += next.value.length;
  }
  async function* all() {
    try {
      yield* first;
      for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
    } finally {
      await chunks.return?.();
    }
  }
  return { head: Buffer.concat(first).subarray(0, most), all };
}

/** The first bytes of a file, at most `most`. */
export async function beginning(file: SourceFile, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of file.read()) {
    chunks.push(chunk.subarray(0, most - length));
    length += chunk.length;
    if (length >= most) break;
  }
  return Buffer.concat(chunks);
}

/** A path made of a reference and the folder that it stands in, or undefined when it leads out of the source. */
export function joinedPath(folder: string, reference: string): IssuePath | undefined {
  const parts = folder === "" ? [] : folder.split("/");
  for (const part of reference.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return asPath(parts.join("/"));
}

export function asPath(text: string): IssuePath | undefined {
  try {
    return parseIssuePath(text.normalize("NFC"));
  } catch (error) {
    if (isFailure(error, "PATH_INVALID")) return undefined;
    throw error;
  }
}

/** `posts/a.md` stands in `posts`, `a.md` in the empty folder. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash === -1 ? "" : path.slice(0, slash);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** In lower case, without the dot; empty when there is none. */
export function extensionOf(path: string): string {
  const name = nameOf(path);
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? "" : name.slice(dot + 1).toLowerCase();
}

/**
 * The same files seen from the deepest folder that holds them all: a page in `posts/` with images in `posts/img/` is
 * packed as `page.html` and `img/...`, so that its references still lead to them.
 */
export function fromCommonFolder(files: readonly SourceFile[]): readonly SourceFile[] {
  const [first, ...others] = files.map((file) => folderOf(file.path).split("/"));
  let depth = first?.[0] === "" ? 0 : (first?.length ?? 0);
  for (const folders of others) {
    const differs = folders.findIndex((name, i) => name !== first?.[i]);
    depth = Math.min(depth, differs === -1 ? folders.length : differs);
    if (folders[0] === "") depth = 0;
  }
  if (depth === 0) return files;
  return files.map((file) => ({
    ...file,
    path: parseIssuePath(file.path.split("/").slice(depth).join("/")),
  }));
}
