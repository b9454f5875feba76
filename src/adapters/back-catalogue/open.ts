import { readdirSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fail, failure, reasonOf } from "../../core/errors/error.ts";
import type { SourceFile } from "../../core/ports.ts";
import type { Candidate, LeftOut, SourceIssue } from "./issue.ts";
import { entriesIn, kindOf, kindOfBytes, SNIFFED, type SourceKind } from "./kind.ts";
import { Labels } from "./label.ts";
import { LIMITS } from "./limits.ts";
import type { Dkim } from "./mail/dkim.ts";
import { beginning, type FilesByPath, limited, type Material, peeked } from "./material.ts";
import { settled } from "./settle.ts";
import type { SourceContext } from "./sources/context.ts";
import { feed } from "./sources/feed.ts";
import { ghost } from "./sources/ghost.ts";
import { ISSUE_FILE, type IssueFolder, issueFolders, type Said } from "./sources/issue-folders.ts";
import { mbox, messages } from "./sources/mail.ts";
import { maildirMessages } from "./sources/maildir.ts";
import { posts } from "./sources/posts.ts";
import { substack } from "./sources/substack.ts";
import { openZip } from "./zip.ts";

/** Lists the files of a folder (or the one file): adapters/disk does. @throws SOURCE_* | PATH_* */
export type ListFiles = (
  path: string,
  options: { readonly leaveOut?: readonly string[] },
) => Promise<{ readonly files: readonly SourceFile[]; readonly skipped: readonly string[] }>;

/** The same for a folder with more files than there should be objects: each is made when it is asked for. */
export type ListTable = (
  path: string,
) => Promise<{ readonly files: FilesByPath; readonly skipped: readonly string[] }>;

/** What a folder or file says of itself: adapters/document does. @throws METADATA_INVALID */
export type ReadDocument = (
  path: string,
  files: readonly SourceFile[],
  isFolder: boolean,
) => Promise<readonly Said[]>;

/** The body of a GET. Private addresses, redirects to them and time limits are the business of whoever gives it. */
export type FetchSource = (url: string) => Promise<AsyncIterable<Uint8Array>>;

export interface BackCatalogueOptions {
  readonly list: ListFiles;
  /** For a source that is listed whole; `list` does without it. */
  readonly table?: ListTable;
  readonly claims: ReadDocument;
  /** Told of everything that does not become an issue. */
  leftOut(item: LeftOut): void;
  /** Instead of what the content says. */
  readonly kind?: SourceKind;
  /** Without it, an address on the network is refused. */
  readonly fetch?: FetchSource;
  readonly drafts?: boolean;
  readonly restricted?: boolean;
  /** Without it, signatures of messages are neither checked nor archived. */
  readonly dkim?: Dkim;
  /** Keeps the source open until this is disposed of, so that files can be read after the iteration has ended. */
  readonly hold?: Pick<DisposableStack, "defer">;
  /** Told how far it has come. */
  readonly onProgress?: (progress: SourceProgress) => void;
}

/** How many things of which issues may become have been found; then how much of the source (0 to 1) is done. */
export type SourceProgress = { readonly found: number } | { readonly share: number };

/**
 * The issues of a back catalogue, one after the other, by the rules of docs/import.md: the same source gives the same
 * issues and bytes. Files of an issue may be read until the iteration has ended, or what holds the source open lets go;
 * what came out of a larger file is in memory until the issue is let go. Of all other issues only their places, dates
 * and labels are.
 *
 * @throws SOURCE_* | PATH_INVALID | PATHS_COLLIDE, and whatever `fetch` throws
 */
export async function* openBackCatalogue(
  pathOrUrl: string,
  options: BackCatalogueOptions,
): AsyncGenerator<SourceIssue> {
  const labels = new Labels();
  for await (const candidate of candidates(pathOrUrl, options)) {
    const found = await settled(candidate, labels);
    if ("reason" in found) options.leftOut(found);
    else yield found;
  }
}

function candidates(pathOrUrl: string, options: BackCatalogueOptions): AsyncIterable<Candidate> {
  const context: SourceContext = {
    drafts: options.drafts === true,
    restricted: options.restricted === true,
    leftOut: (item) => options.leftOut(item),
    found: (found) => options.onProgress?.({ found }),
    share: (share) => options.onProgress?.({ share }),
    ...(options.dkim === undefined ? {} : { dkim: options.dkim }),
  };
  return /^https?:\/\//i.test(pathOrUrl)
    ? fromNetwork(pathOrUrl, options, context)
    : fromDisk(pathOrUrl, options, context);
}

async function* fromNetwork(
  url: string,
  { fetch, kind }: BackCatalogueOptions,
  context: SourceContext,
): AsyncGenerator<Candidate> {
  if (fetch === undefined) return fail("SOURCE_NOT_FETCHED", { path: url });
  const stream = limited(await fetch(url), { path: url, limit: LIMITS.feed, kind: "a feed" });
  const { head, all } = await peeked(stream, SNIFFED);
  if ((kind ?? kindOfBytes(head)) !== "feed") fail("SOURCE_KIND_UNKNOWN", { path: url });
  yield* feed({ name: url, at: url, read: all }, context);
}

async function* fromDisk(
  path: string,
  options: BackCatalogueOptions,
  context: SourceContext,
): AsyncGenerator<Candidate> {
  const isFolder = folderAt(path);
  if (options.kind === "issue") return yield* oneIssue(path, options, context);
  if (isFolder && options.kind === "issues") return yield* folders(path, options, context);
  const { kind, opened } = await lookedAt(path, options, context);
  // Folders of issues are listed one after the other: the listing of them all is let go.
  if (opened === undefined)
    return yield* kind === "issue" ? oneIssue(path, options, context) : folders(path, options, context);
  const { hold } = options;
  hold?.defer(() => opened.material.close());
  try {
    yield* ofKind(kind, opened, context);
  } finally {
    if (hold === undefined) opened.material.close();
  }
}

/** What kind it is, and the source itself unless it is an issue's folder or a folder of such. */
async function lookedAt(
  path: string,
  options: BackCatalogueOptions,
  context: SourceContext,
): Promise<{ readonly kind: SourceKind; readonly opened?: Opened }> {
  const isFolder = folderAt(path);
  const { material, unpacked } = await opened(path, isFolder, options);
  try {
    for (const at of material.skipped)
      context.leftOut({ origin: { at }, reason: "not an issue", detail: "it is hidden" });
    const entries = isFolder ? entriesOf(path) : unpacked ? entriesIn(material) : undefined;
    const kind = options.kind ?? (await kindOf(material, entries));
    if (isFolder && (kind === "issues" || kind === "issue")) return { kind };
    return { kind, opened: { material, single: !isFolder && !unpacked } };
  } catch (error) {
    material.close();
    throw error;
  }
}

interface Opened {
  readonly material: Material;
  /** The one file that was named. */
  readonly single: boolean;
}

async function* ofKind(
  kind: SourceKind,
  { material, single }: Opened,
  context: SourceContext,
): AsyncGenerator<Candidate> {
  const [file] = material.files.values();
  if (file === undefined) return fail("SOURCE_EMPTY", { path: material.name });
  switch (kind) {
    case "posts":
      return yield* posts(material, context);
    case "substack":
      return yield* substack(material, context);
    case "ghost":
      return yield* ghost(material, context);
    case "mail":
      return yield* single && (await isMbox(file)) ? mbox(file, context) : messages(material, context);
    case "maildir":
      return yield* messages(messagesOf(material), context);
    case "feed":
      if (file.size > LIMITS.exportFile)
        fail("SOURCE_TOO_LARGE", { path: file.path, limit: LIMITS.exportFile, kind: "a feed" });
      return yield* feed({ name: material.name, at: file.path, read: () => file.read() }, context);
    case "issues":
    case "issue":
      return fail("SOURCE_MALFORMED", {
        path: material.name,
        kind: kind === "issue" ? "an issue's folder" : "a folder of issues",
        problem: "it is no folder on this machine; unpack it first",
      });
  }
}

/** @throws SOURCE_EMPTY */
function messagesOf(material: Material): Material {
  const messages = maildirMessages(material);
  return messages.files.size === 0 ? fail("SOURCE_EMPTY", { path: material.name }) : messages;
}

async function isMbox(file: SourceFile): Promise<boolean> {
  return new TextDecoder().decode(await beginning(file, 5)) === "From ";
}

async function opened(
  path: string,
  isFolder: boolean,
  { list, table = tableBy(list) }: BackCatalogueOptions,
): Promise<{ material: Material; unpacked: boolean }> {
  const { files, skipped } = await table(path);
  const [file] = files.values();
  if (!isFolder && file !== undefined) {
    const magic = await beginning(file, 4);
    if (Buffer.from(magic).toString("latin1") === "PK\u0003\u0004")
      return { material: await openZip(path), unpacked: true };
  }
  return { material: { name: path, files, skipped, close: () => {} }, unpacked: false };
}

function tableBy(list: ListFiles): ListTable {
  return async (path) => {
    const { files, skipped } = await list(path, {});
    return { files: new Map(files.map((one) => [one.path, one])), skipped };
  };
}

function folders(
  path: string,
  { list, claims }: BackCatalogueOptions,
  context: SourceContext,
): AsyncGenerator<Candidate> {
  const entry = async (name: string): Promise<IssueFolder> => {
    const at = join(path, name);
    const isFolder = folderAt(at);
    return { name, isFolder, ...(await list(at, isFolder ? { leaveOut: [ISSUE_FILE] } : {})) };
  };
  const read = ({ name, files, isFolder }: IssueFolder) => claims(join(path, name), files, isFolder);
  const names = entriesOf(path);
  for (const name of names.filter((one) => one.startsWith(".")))
    context.leftOut({ origin: { at: name }, reason: "not an issue", detail: "it is hidden" });
  return issueFolders(
    names.filter((one) => !one.startsWith(".")),
    { list: entry, claims: read },
    context,
  );
}

/** The folder or file that was named, as one issue. */
function oneIssue(
  path: string,
  { list, claims }: BackCatalogueOptions,
  context: SourceContext,
): AsyncGenerator<Candidate> {
  const isFolder = folderAt(path);
  const name = basename(resolve(path));
  const entry = async (): Promise<IssueFolder> => ({
    ...{ name, isFolder, ...(await list(path, isFolder ? { leaveOut: [ISSUE_FILE] } : {})) },
  });
  const read = ({ files }: IssueFolder) => claims(path, files, isFolder);
  return issueFolders([name], { list: entry, claims: read }, context);
}

function entriesOf(path: string): string[] {
  try {
    return readdirSync(path);
  } catch (cause) {
    throw failure("SOURCE_UNREADABLE", { path, problem: reasonOf(cause) }, cause);
  }
}

function folderAt(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (cause) {
    throw failure("SOURCE_MISSING", { path }, cause);
  }
}
