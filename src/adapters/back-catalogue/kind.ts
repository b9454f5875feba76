import { fail } from "../../core/errors/error.ts";
import { frontMatterOf } from "./front-matter.ts";
import { headFields } from "./html-head.ts";
import { beginning, extensionOf, folderOf, type Material, nameOf } from "./material.ts";
import { ISSUE_FILE } from "./sources/issue-folders.ts";
import { looksLikeMessage } from "./sources/mail.ts";
import { tableOf } from "./sources/substack.ts";

/** What `--kind` may say: many issues, one, or a Maildir among them. */
export const SOURCE_KINDS = [
  "issues",
  "issue",
  "posts",
  "feed",
  "substack",
  "ghost",
  "mail",
  "maildir",
] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** Bytes at the beginning of a file that tell what it is. */
export const SNIFFED = 64 * 1024;
/** Files and folders that only a site's source has. */
const SITE =
  /^(?:_config\.ya?ml|hugo\.(?:toml|ya?ml|json)|config\.(?:toml|ya?ml)|pelicanconf\.py|archetypes\/.*|_posts\/.*|content\/.*|.*\/_posts\/.*)$/;
const GHOST = /^\ufeff?\s*\{\s*"(?:db"\s*:\s*\[|data"\s*:|meta"\s*:)/;
const JSON_FEED = /^\ufeff?\s*\{[\s\S]{0,4096}?"version"\s*:\s*"https?:\\?\/\\?\/(?:www\.)?jsonfeed\.org/;
const PAGE = /^(md|markdown|x?html?)$/;
const INDEX = /^index\.(?:x?html?|md|markdown|txt|pdf)$/i;
const MAILDIR = ["cur", "new", "tmp"];
const XML_FEED = /<(?:rss|feed|rdf:RDF)[\s>]/;

/**
 * What kind of back catalogue it is, by what is in it; names count only where the format fixes them (`posts.csv`).
 *
 * @param entries of a folder: what stands at its top, empty folders with it
 * @throws SOURCE_KIND_UNKNOWN
 */
export async function kindOf(
  material: Material,
  entries: readonly string[] | undefined,
): Promise<SourceKind> {
  const kind = entries === undefined ? await kindOfFile(material) : await kindOfFolder(material, entries);
  return kind ?? fail("SOURCE_KIND_UNKNOWN", { path: material.name });
}

/** What stands at the top of a folder of which the files are known. */
export function entriesIn(material: Material): readonly string[] {
  return [...new Set([...material.files.keys()].map((path) => path.split("/", 1)[0] ?? path))];
}

/**
 * Every folder within one issue's folder would look like an issue of its own, and the folders of a Maildir too: so these
 * two are told first.
 */
async function kindOfFolder(material: Material, entries: readonly string[]): Promise<SourceKind | undefined> {
  if (MAILDIR.every((name) => entries.includes(name))) return "maildir";
  if (entries.includes(ISSUE_FILE)) return "issue";
  const kind = await kindOfMany(material);
  if (!entries.some((name) => INDEX.test(name))) return kind;
  if (kind === undefined) return "issue";
  // Posts beside an index, or an issue of several pages? Nothing tells, and what is published stays published.
  if (kind === "posts") return isSite(material) ? kind : undefined;
  return kind === "issues" && !hasIssueFiles(material) ? "issue" : kind;
}

async function kindOfFile(material: Material): Promise<SourceKind | undefined> {
  const [file] = material.files.values();
  return file === undefined ? undefined : kindOfBytes(await beginning(file, SNIFFED));
}

/** By the first bytes of a file: an mbox, a message, a feed or a Ghost export. */
export function kindOfBytes(bytes: Uint8Array): SourceKind | undefined {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? "utf-16le"
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? "utf-16be"
        : "utf-8";
  const text = new TextDecoder(utf16).decode(bytes);
  if (/^From \S.*\d{1,2}:\d{2}/.test(text) || looksLikeMessage(bytes)) return "mail";
  if (/^\s*</.test(text) && XML_FEED.test(text)) return "feed";
  if (JSON_FEED.test(text)) return "feed";
  return GHOST.test(text) ? "ghost" : undefined;
}

async function kindOfMany(material: Material): Promise<SourceKind | undefined> {
  const paths = [...material.files.keys()];
  if (tableOf(material) !== undefined) return "substack";
  const messages = paths.filter((path) => extensionOf(path) === "eml").length;
  if (messages > paths.length / 2) return "mail";
  const jsons = paths.filter((path) => extensionOf(path) === "json" && folderOf(path) === "");
  for (const path of jsons.slice(0, 10)) {
    const file = material.files.get(path);
    if (file !== undefined && kindOfBytes(await beginning(file, SNIFFED)) === "ghost") return "ghost";
  }
  // An issue.yaml says what its folder is, also in a folder that has pages with front matter in it.
  if (hasIssueFiles(material)) return "issues";
  if (isSite(material) || (await hasPostOnTop(material))) return "posts";
  return paths.some((path) => depth(path) >= 1) ? "issues" : undefined;
}

function hasIssueFiles({ files }: Material): boolean {
  return [...files.keys()].some((path) => nameOf(path) === ISSUE_FILE && depth(path) === 1);
}

function isSite({ files }: Material): boolean {
  return [...files.keys()].some((path) => SITE.test(path));
}

/** A page with front matter, with a date in its name, or (where no folder holds pages) of plain HTML with a title. */
async function hasPostOnTop(material: Material): Promise<boolean> {
  const pages = [...material.files.keys()].filter((path) => PAGE.test(extensionOf(path)));
  const onTop = pages.filter((path) => depth(path) === 0 && !/^(index|readme)\./i.test(path));
  for (const path of onTop.slice(0, 100)) {
    const file = material.files.get(path);
    const text = new TextDecoder().decode(file === undefined ? undefined : await beginning(file, SNIFFED));
    if (frontMatterOf(text) !== undefined || /^\d{4}-\d{2}-\d{2}-/.test(path)) return true;
    if (onTop.length === pages.length && headFields(text)["title"] !== undefined) return true;
  }
  return false;
}

function depth(path: string): number {
  return path.split("/").length - 1;
}
