import { fail } from "../../core/errors/error.ts";
import { frontMatterOf } from "./front-matter.ts";
import { headFields } from "./html-head.ts";
import { beginning, extensionOf, folderOf, type Material, nameOf } from "./material.ts";
import { looksLikeMessage } from "./sources/mail.ts";
import { tableOf } from "./sources/substack.ts";

export const SOURCE_KINDS = ["issues", "posts", "feed", "substack", "ghost", "mail"] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** Bytes at the beginning of a file that tell what it is. */
export const SNIFFED = 64 * 1024;
/** Files and folders that only a site's source has. */
const SITE =
  /^(?:_config\.ya?ml|hugo\.(?:toml|ya?ml|json)|config\.(?:toml|ya?ml)|pelicanconf\.py|archetypes\/.*|_posts\/.*|content\/.*|.*\/_posts\/.*)$/;
const GHOST = /^\ufeff?\s*\{\s*"(?:db"\s*:\s*\[|data"\s*:|meta"\s*:)/;
const JSON_FEED = /^\ufeff?\s*\{[\s\S]{0,4096}?"version"\s*:\s*"https?:\\?\/\\?\/(?:www\.)?jsonfeed\.org/;
const PAGE = /^(md|markdown|x?html?)$/;
const XML_FEED = /<(?:rss|feed|rdf:RDF)[\s>]/;

/**
 * What kind of back catalogue it is, by what is in it; names count only where the format fixes them (`posts.csv`).
 *
 * @throws SOURCE_KIND_UNKNOWN
 */
export async function kindOf(material: Material, isFolder: boolean): Promise<SourceKind> {
  const kind = isFolder ? await kindOfFolder(material) : await kindOfFile(material);
  return kind ?? fail("SOURCE_KIND_UNKNOWN", { path: material.name });
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

async function kindOfFolder(material: Material): Promise<SourceKind | undefined> {
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
  if (paths.some((path) => nameOf(path) === "issue.yaml" && depth(path) === 1)) return "issues";
  if (paths.some((path) => SITE.test(path)) || (await hasPostOnTop(material))) return "posts";
  return paths.some((path) => depth(path) >= 1) ? "issues" : undefined;
}

/** A page with front matter, with a date in its name, or (where no folder holds pages) of plain HTML with a title. */
async function hasPostOnTop(material: Material): Promise<boolean> {
  const pages = [...material.files.values()].filter((file) => PAGE.test(extensionOf(file.path)));
  const onTop = pages.filter((file) => depth(file.path) === 0 && !/^(index|readme)\./i.test(file.path));
  for (const file of onTop.slice(0, 100)) {
    const text = new TextDecoder().decode(await beginning(file, SNIFFED));
    if (frontMatterOf(text) !== undefined || /^\d{4}-\d{2}-\d{2}-/.test(file.path)) return true;
    if (onTop.length === pages.length && headFields(text)["title"] !== undefined) return true;
  }
  return false;
}

function depth(path: string): number {
  return path.split("/").length - 1;
}
