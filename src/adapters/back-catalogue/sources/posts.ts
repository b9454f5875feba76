import type { SourceFile } from "../../../core/ports.ts";
import type { IssuePath } from "../../../core/path.ts";
import { type FrontMatter, frontMatterOf, isMapping, textField, textsField } from "../front-matter.ts";
import { gatherPage } from "../gather.ts";
import { headFields } from "../html-head.ts";
import type { Candidate } from "../issue.ts";
import { slug } from "../../../core/label.ts";
import { LIMITS } from "../limits.ts";
import { beginning, extensionOf, folderOf, joinedPath, type Material, nameOf } from "../material.ts";
import { ageOf, oldestFirst } from "../settle.ts";
import { decoded } from "../wording.ts";
import type { SourceContext } from "./context.ts";

const POST = new Set(["md", "markdown", "html", "htm", "xhtml"]);
/** Folders at the top that hold the site's form, or what a generator made of it. */
const NOT_POSTS =
  /^(?:_(?!posts\/|drafts\/)[^/]*|layouts|themes|archetypes|public|resources|node_modules|output|includes|templates)\//;
/** Whose configuration stands at the top: these programs tell pages from posts by the folder alone. */
const JEKYLL_CONFIG = /^_config\.ya?ml$/;
const JEKYLL_POST = /(?:^|\/)_(?:posts|drafts)\//;
const PELICAN_PAGE = /^content\/pages\//;
const JEKYLL_NAME = /^(\d{4}-\d{2}-\d{2})-(.+)$/;

/** A post as its front matter describes it. */
interface Post {
  readonly path: IssuePath;
  readonly names: readonly string[];
  readonly title: string | undefined;
  readonly date: string | undefined;
  readonly fields: FrontMatter["fields"];
  readonly problems: FrontMatter["problems"];
}

/** What is kept of a post to put all of them in order; the rest is read again when its turn comes. */
interface Listed {
  readonly path: IssuePath;
  readonly age: string;
}

/** A folder of Markdown or HTML posts, as Hugo, Jekyll and Pelican keep them, the oldest first. */
export async function* posts(material: Material, context: SourceContext): AsyncGenerator<Candidate> {
  const found: Listed[] = [];
  const pictures = new Map<IssuePath, readonly IssuePath[]>();
  const untold = new Set<string>();
  const isPage = pagesOf(material);
  for (const file of material.files.values()) {
    const folder = NOT_POSTS.exec(file.path)?.[0];
    if (folder !== undefined) untold.add(folder);
    else if (POST.has(extensionOf(file.path))) {
      if (isPage(file.path)) {
        context.leftOut({ origin: { at: file.path }, reason: "not an issue", detail: "a page, not a post" });
        continue;
      }
      const post = await postOf(file, context);
      if (post === undefined) continue;
      found.push({ path: post.path, age: ageOf(post.date) });
      const named = picturesOf(post);
      if (named.length > 0) pictures.set(post.path, named);
      context.found(found.length);
    }
  }
  for (const at of [...untold].sort())
    context.leftOut({
      origin: { at },
      reason: "not an issue",
      detail: "it holds the site's form, not its posts",
    });
  const bundles = bundlesOf(found, pictures, material);
  let done = 0;
  for (const { path } of oldestFirst(found, (one) => one.path)) {
    const file = material.files.get(path);
    // What was left out the first time has been told.
    const post = file === undefined ? undefined : await postOf(file, { ...context, leftOut: () => {} });
    if (post !== undefined) yield candidate(post, material, bundles);
    context.share(++done / found.length);
  }
}

/** Which files the site's program takes for pages: all outside of `_posts` (Jekyll), `content/pages` (Pelican). */
function pagesOf(material: Material): (path: IssuePath) => boolean {
  const paths = [...material.files.keys()];
  const hasPosts = paths.some((path) => /(?:^|\/)_posts\//.test(path));
  if (hasPosts && paths.some((path) => JEKYLL_CONFIG.test(path))) return (path) => !JEKYLL_POST.test(path);
  if (paths.some((path) => path === "pelicanconf.py")) return (path) => PELICAN_PAGE.test(path);
  return () => false;
}

async function postOf(file: SourceFile, context: SourceContext): Promise<Post | undefined> {
  const leave = (reason: "draft" | "not an issue" | "too large", detail: string) => {
    context.leftOut({ origin: { at: file.path }, reason, detail });
    return undefined;
  };
  const name = nameOf(file.path);
  if (name.startsWith("_index.")) return leave("not an issue", "it is the page of a section");
  if (file.size > LIMITS.page) return leave("too large", `it is larger than ${LIMITS.page} bytes`);
  const { text, problems } = decoded(await beginning(file, Math.min(LIMITS.head, file.size)));
  const matter = frontMatterOf(text) ?? headMatter(file, text);
  const jekyll = JEKYLL_NAME.exec(stem(name));
  if (matter === undefined && jekyll === null) return leave("not an issue", "it has no front matter");
  const fields = matter?.fields ?? {};
  const draft = draftBecause(file.path, fields);
  if (draft !== undefined && !context.drafts) return leave("draft", draft);
  return {
    path: file.path,
    names: namesOf(file.path, fields),
    title: textField(fields["title"]),
    date: first(fields, ["date", "publishdate", "pubdate", "published_at"]) ?? jekyll?.[1],
    fields,
    // A head that is cut in the middle of a letter is no fault of the file.
    problems: [...(file.size > LIMITS.head ? [] : problems), ...(matter?.problems ?? [])],
  };
}

/** A page of plain HTML is a post when it has a title. */
function headMatter(file: SourceFile, text: string): FrontMatter | undefined {
  if (extensionOf(file.path).startsWith("m")) return undefined;
  const fields = headFields(text);
  return fields["title"] === undefined ? undefined : { fields, problems: [] };
}

function draftBecause(path: string, fields: FrontMatter["fields"]): string | undefined {
  if (/(^|\/)_drafts\//.test(path)) return "it lies in _drafts";
  if (textField(fields["draft"])?.toLowerCase() === "true") return "draft: true";
  if (textField(fields["published"])?.toLowerCase() === "false") return "published: false";
  const status = textField(fields["status"])?.toLowerCase();
  return status === "draft" || status === "hidden" || status === "private" ? `status: ${status}` : undefined;
}

/** Label, slug, the last part of the permalink, the file's name without its date, the title: the first that fits. */
function namesOf(path: IssuePath, fields: FrontMatter["fields"]): readonly string[] {
  const name = stem(nameOf(path));
  const own = isIndex(path) ? nameOf(folderOf(path)) : name;
  const permalink = first(fields, ["permalink", "url"]);
  const said = [textField(fields["label"]), textField(fields["slug"]), lastPart(permalink)];
  const rest = [JEKYLL_NAME.exec(own)?.[2] ?? own, slug(textField(fields["title"]) ?? "")];
  return [...said, ...rest].flatMap((one) => (one === undefined || one === "" ? [] : [one]));
}

/** `/2019/11/the-fens/` is `the-fens`; a pattern such as `/:year/:title/` says nothing. */
function lastPart(permalink: string | undefined): string | undefined {
  const parts = (permalink ?? "").replace(/[?#].*$/s, "").split("/");
  const last = parts.findLast((part) => part !== "" && !/^index\.html?$/.test(part));
  return last === undefined || last.includes(":") ? undefined : last.replace(/\.html?$/, "");
}

function candidate(post: Post, material: Material, bundles: Bundles): Candidate {
  const { fields } = post;
  return {
    names: post.names,
    title: post.title,
    date: post.date,
    creators: textsField(fields["creators"] ?? fields["authors"] ?? fields["author"] ?? fields["byline"]),
    language: first(fields, ["language", "lang", "locale"]),
    description: first(fields, ["description", "summary", "subtitle", "excerpt"]),
    origin: { at: post.path },
    problems: post.problems,
    gather: async () => {
      const own = [post.path, ...(bundles.get(post.path) ?? [])];
      return gatherPage(
        own.flatMap((path) => material.files.get(path) ?? []),
        material,
      );
    },
  };
}

type Bundles = ReadonlyMap<IssuePath, readonly IssuePath[]>;

/**
 * What belongs to a post besides what it loads: the pictures that its front matter names, and for an index page (a
 * bundle, as Hugo calls it) every file of its folder that is not below another post's.
 */
function bundlesOf(
  found: readonly Listed[],
  pictures: ReadonlyMap<IssuePath, readonly IssuePath[]>,
  material: Material,
): Bundles {
  const bundles = new Map([...pictures].map(([path, named]) => [path, [...named]]));
  const indexes = new Map(
    found.flatMap(({ path }) => (isIndex(path) ? [[folderOf(path), path] as const] : [])),
  );
  if (indexes.size === 0) return bundles;
  const own = new Set(found.map(({ path }) => path));
  for (const path of material.files.keys()) {
    const index = own.has(path) ? undefined : nearest(indexes, folderOf(path));
    if (index === undefined) continue;
    const files = bundles.get(index);
    if (files === undefined) bundles.set(index, [path]);
    else files.push(path);
  }
  return bundles;
}

function nearest(indexes: ReadonlyMap<string, IssuePath>, folder: string): IssuePath | undefined {
  for (let at = folder; at !== ""; at = folderOf(at)) {
    const index = indexes.get(at);
    if (index !== undefined) return index;
  }
  return undefined;
}

function picturesOf({ path, fields }: Post): IssuePath[] {
  const cover = isMapping(fields["cover"]) ? fields["cover"]["image"] : fields["cover"];
  const named = [cover, fields["image"], fields["featured_image"], fields["thumbnail"]];
  return named.flatMap((one) => joinedPath(folderOf(path), textField(one) ?? "") ?? []);
}

function isIndex(path: IssuePath): boolean {
  return /^index\.[a-z]+$/i.test(nameOf(path)) && path.includes("/");
}

function stem(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? name : name.slice(0, dot);
}

function first(fields: FrontMatter["fields"], names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = textField(fields[name]);
    if (text !== undefined) return text;
  }
  return undefined;
}
