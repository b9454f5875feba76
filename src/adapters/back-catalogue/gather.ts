import { comparePaths, type IssuePath } from "../../core/path.ts";
import type { SourceFile } from "../../core/ports.ts";
import type { Gathered, NotCovered, Problem } from "./issue.ts";
import { LIMITS } from "./limits.ts";
import { extensionOf, folderOf, fromCommonFolder, joinedPath, type Material, whole } from "./material.ts";
import {
  cssReferences,
  htmlReferences,
  markdownReferences,
  type PageReferences,
  type Reference,
} from "./references.ts";
import { decoded } from "./wording.ts";

/** Where static site generators keep what pages name from the root: `/img/a.png` is `static/img/a.png` for Hugo. */
const ROOTS = ["", "static", "assets", "content", "public"];
const REMOTE = /^(?:[a-z][a-z0-9+.-]*:|\/\/|__GHOST_URL__)/i;
/** Not loaded from anywhere: they carry their own bytes, name a part of the message, or go nowhere. */
const CARRIED = /^(?:data|blob|about|javascript|mailto|tel|cid|mid):/i;

/**
 * Pages with everything local that they load, and that their stylesheets load, each file at its place relative to the
 * others. What they load from elsewhere is listed.
 */
export async function gatherPage(pages: readonly SourceFile[], material: Material): Promise<Gathered> {
  const gathered = await gatherInPlace(pages, material);
  const files = fromCommonFolder(gathered.files);
  const places = new Map(gathered.files.map((file, i) => [file.path, files[i]?.path ?? file.path]));
  const notCovered = gathered.notCovered.map((one) => ({ ...one, from: places.get(one.from) ?? one.from }));
  return { files, notCovered, problems: gathered.problems };
}

/** The same with every file at the path that it has in the source. */
export async function gatherInPlace(pages: readonly SourceFile[], material: Material): Promise<Gathered> {
  const work = new Gathering(material);
  for (const file of pages) work.add(file);
  await work.run();
  const files = [...work.files.values()].sort((a, b) => comparePaths(a.path, b.path));
  return { files, notCovered: work.notCovered, problems: work.problems };
}

/** A page that came out of a larger file: nothing lies beside it. `base` is its own address, where known. */
export function gatherHeld(
  files: readonly SourceFile[],
  page: { readonly path: IssuePath; readonly html: string; readonly base?: string | undefined },
): Gathered {
  const notCovered = new Listing();
  const found = htmlReferences(page.html);
  for (const { to, as } of found.references) {
    const reference = to.trim();
    if (reference === "" || reference.startsWith("#") || CARRIED.test(reference)) continue;
    const url = reference.startsWith("__GHOST_URL__")
      ? reference
      : absolute(reference, absolute(found.base ?? "", page.base) || page.base);
    notCovered.add({ url, from: page.path, as });
  }
  const deep: Problem = {
    code: "reference-unresolved",
    detail: "the page is nested too deeply to be searched to its end",
  };
  return { files, notCovered: notCovered.all, problems: found.isWhole ? [] : [deep] };
}

function absolute(reference: string, base: string | undefined): string {
  if (base === undefined || reference === "") return reference;
  return URL.canParse(reference, base) ? new URL(reference, base).href : reference;
}

class Listing {
  readonly all: NotCovered[] = [];
  readonly #seen = new Set<string>();

  add(one: NotCovered): void {
    const key = `${one.from}\n${one.url}`;
    if (this.#seen.has(key) || this.all.length >= LIMITS.references) return;
    this.#seen.add(key);
    this.all.push({ ...one, url: one.url.slice(0, 4096).toWellFormed() });
  }
}

/** The walk from the pages to what they load; every file is looked at once. */
class Gathering {
  readonly files = new Map<IssuePath, SourceFile>();
  readonly problems: Problem[] = [];
  readonly #told = new Set<string>();
  readonly #listing = new Listing();
  readonly #queue: SourceFile[] = [];
  readonly #material: Material;

  constructor(material: Material) {
    this.#material = material;
  }

  get notCovered(): readonly NotCovered[] {
    return this.#listing.all;
  }

  add(file: SourceFile): void {
    if (this.files.has(file.path)) return;
    this.files.set(file.path, file);
    this.#queue.push(file);
  }

  async run(): Promise<void> {
    for (let file = this.#queue.shift(); file !== undefined; file = this.#queue.shift()) {
      const parse = PARSERS[extensionOf(file.path)];
      if (parse === undefined) continue;
      if (file.size > LIMITS.page) {
        this.#tell("reference-unresolved", `${file.path} is too large to be searched for what it loads`);
        continue;
      }
      const { references, base, isWhole } = parse(decoded(await whole(file, LIMITS.page, "a page")).text);
      const folder = folderOf(file.path);
      if (!isWhole)
        this.#tell("reference-unresolved", `${file.path} is nested too deeply to be searched to its end`);
      for (const reference of references) this.#follow(reference, { file: file.path, folder, base });
    }
  }

  #follow({ to, as }: Reference, from: From): void {
    const reference = withoutTemplates(to.trim());
    if (reference === "" || reference.startsWith("#") || reference.startsWith("?") || CARRIED.test(reference))
      return;
    if (/\{\{|\{%|<%/.test(reference)) {
      this.#tell(
        "reference-unresolved",
        `${from.file} loads ${reference}, which only its generator can resolve`,
      );
      return;
    }
    if (REMOTE.test(reference) || (from.base !== undefined && REMOTE.test(from.base))) {
      this.#listing.add({ url: absolute(reference, from.base), from: from.file, as });
      return;
    }
    const path = this.#found(reference, from);
    const file = path === undefined ? undefined : this.#material.files.get(path);
    if (file === undefined) return;
    if (this.files.size >= LIMITS.filesOfAnIssue && !this.files.has(file.path))
      this.#tell(
        "file-missing",
        `${from.file} loads more than ${LIMITS.filesOfAnIssue} files: ${file.path} is left out`,
      );
    else this.add(file);
  }

  /** Where it lies, trying the spelling first and what its percent signs stand for second. */
  #found(reference: string, { file, folder, base }: From): IssuePath | undefined {
    const rooted = reference.startsWith("/");
    const folders = rooted ? ROOTS : [folder, ...(base === undefined ? [] : [`${folder}/${base}`])];
    const tried = spellings(reference);
    for (const spelling of tried)
      for (const start of folders) {
        const path = joinedPath(start, spelling);
        if (path !== undefined && this.#material.files.has(path)) return path;
      }
    const outside = tried.some((spelling) => joinedPath(folders[0] ?? "", spelling) === undefined);
    if (outside)
      this.#tell("reference-outside", `${file} loads ${reference}, which lies outside of the source`);
    else this.#tell("file-missing", `${file} loads ${reference}, which is not there`);
    return undefined;
  }

  #tell(code: Problem["code"], detail: string): void {
    if (this.#told.has(detail) || this.problems.length >= LIMITS.filesOfAnIssue) return;
    this.#told.add(detail);
    this.problems.push({ code, detail: detail.slice(0, 1000).toWellFormed() });
  }
}

interface From {
  readonly file: IssuePath;
  readonly folder: string;
  readonly base: string | undefined;
}

const PARSERS: Readonly<Record<string, (text: string) => PageReferences>> = {
  html: htmlReferences,
  htm: htmlReferences,
  xhtml: htmlReferences,
  svg: htmlReferences,
  md: markdownReferences,
  markdown: markdownReferences,
  css: (text) => ({ references: cssReferences(text), isWhole: true }),
};

/** Jekyll's and Pelican's ways of naming the root of the site. */
function withoutTemplates(reference: string): string {
  return reference
    .replace(/^\{\{\s*site\.(?:baseurl|url)\s*\}\}/, "")
    .replace(/^\{\{\s*["']([^"'{}]+)["']\s*\|\s*(?:relative_url|absolute_url)\s*\}\}$/, "$1")
    .replace(/^(?:\{(?:static|attach|filename)\}|\|(?:static|attach|filename)\|)/, "");
}

function spellings(reference: string): readonly string[] {
  const plain = reference.replace(/[?#].*$/s, "");
  try {
    const decodedSpelling = decodeURIComponent(plain);
    return decodedSpelling === plain ? [plain] : [plain, decodedSpelling];
  } catch {
    return [plain];
  }
}
