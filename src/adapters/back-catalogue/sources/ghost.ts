import { fail, failure, isFailure } from "../../../core/errors/error.ts";
import type { SourceFile } from "../../../core/ports.ts";
import { isMapping, textField } from "../front-matter.ts";
import { gatherHeld } from "../gather.ts";
import { heldFile } from "../held-file.ts";
import type { Candidate, Gathered, Problem } from "../issue.ts";
import { readDate } from "../date.ts";
import { jsonProblem, readJson } from "../json-items.ts";
import { slug } from "../../../core/label.ts";
import { LIMITS } from "../limits.ts";
import type { Material } from "../material.ts";
import { page, PAGE_PATH } from "../page.ts";
import { ageOf, oldestFirst } from "../settle.ts";
import { Spool, type Ticket } from "../spool.ts";
import { TextStream } from "../text-stream.ts";
import { line, prose } from "../wording.ts";
import type { SourceContext } from "./context.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What an import takes of a row of the table of posts. */
interface Post {
  readonly id: string;
  readonly slug: string | undefined;
  readonly title: string | undefined;
  readonly date: string | undefined;
  readonly author: string | undefined;
  readonly language: string | undefined;
  readonly description: string | undefined;
  readonly address: string | undefined;
  readonly cover: string | undefined;
  readonly html: string;
}

type Authored = Post & { readonly creators: readonly string[] };

interface Listed {
  readonly age: string;
  readonly id: string;
  readonly ticket: Ticket;
}

/**
 * Ghost's JSON export: `db[0].data.posts`, published and public, with HTML. The oldest first. It is read once; the
 * posts wait in a spool.
 */
export async function* ghost(material: Material, context: SourceContext): AsyncGenerator<Candidate> {
  for (const file of material.files.values()) if (file.path.endsWith(".json")) yield* postsOf(file, context);
}

async function* postsOf(file: SourceFile, context: SourceContext): AsyncGenerator<Candidate> {
  if (file.size > LIMITS.exportFile)
    fail("SOURCE_TOO_LARGE", { path: file.path, limit: LIMITS.exportFile, kind: "a Ghost export" });
  const spool = new Spool<Post>();
  try {
    const listed: Listed[] = [];
    const authors = new Authors();
    const problems = await tablesOf(file, {
      posts: (fields) => {
        const post = postOf(fields, file.path, context);
        if (post === undefined) return;
        listed.push({ age: ageOf(post.date), id: post.id, ticket: spool.add(post) });
        context.found(listed.length);
      },
      users: (fields) => authors.user(fields),
      posts_authors: (fields) => authors.link(fields),
    });
    let done = 0;
    for (const { ticket } of oldestFirst(listed, (one) => one.id)) {
      const post = spool.read(ticket);
      yield { ...candidate({ ...post, creators: authors.of(post) }, file.path), problems };
      context.share(++done / listed.length);
    }
  } finally {
    spool.close();
  }
}

const TABLES = ["posts", "users", "posts_authors"] as const;
type Tables = Readonly<Record<(typeof TABLES)[number], (fields: Fields) => void>>;

/** The rows of the export's tables, in the shape of any version since 1.0. @throws SOURCE_MALFORMED */
async function tablesOf(file: SourceFile, tables: Tables): Promise<readonly Problem[]> {
  const malformed = (problem: string, cause?: unknown) =>
    failure("SOURCE_MALFORMED", { path: file.path, kind: "a Ghost export", problem }, cause);
  const stream = new TextStream();
  async function* pieces() {
    for await (const chunk of file.read()) yield stream.write(chunk);
    yield stream.write();
  }
  const paths = TABLES.flatMap((name) => [`$.db.0.data.${name}.*`, `$.data.${name}.*`]);
  let isExport = false;
  try {
    await readJson(pieces(), paths, {
      list: (at) => void (isExport ||= /^(db,0,)?data,posts$/.test(at.join(","))),
      item: (at, value) => {
        const table = TABLES.find((name) => name === at.at(-2));
        if (table !== undefined && isMapping(value)) tables[table](value);
      },
    });
  } catch (cause) {
    throw isFailure(cause) ? cause : malformed(jsonProblem(cause), cause);
  }
  if (!isExport) throw malformed("it has no db[0].data.posts");
  return stream.problems;
}

/** Who wrote a post, in the order that the post gives its authors. Addresses of theirs are never taken. */
class Authors {
  readonly #names = new Map<string, string>();
  readonly #links = new Map<string, { readonly author: string; readonly order: number }[]>();

  user(fields: Fields): void {
    const id = textField(fields["id"]);
    const name = textField(fields["name"]);
    if (id !== undefined && name !== undefined) this.#names.set(id, name);
  }

  link(fields: Fields): void {
    const post = textField(fields["post_id"]) ?? "";
    const author = textField(fields["author_id"]);
    if (author === undefined) return;
    const order = typeof fields["sort_order"] === "number" ? fields["sort_order"] : 0;
    const known = this.#links.get(post);
    if (known === undefined) this.#links.set(post, [{ author, order }]);
    else known.push({ author, order });
  }

  of({ id, author }: Post): readonly string[] {
    const links = (this.#links.get(id) ?? []).toSorted((a, b) => a.order - b.order);
    const linked = links.flatMap((link) => this.#names.get(link.author) ?? []).slice(0, LIMITS.creators);
    if (linked.length > 0) return linked;
    const own = author === undefined ? undefined : this.#names.get(author);
    return own === undefined ? [] : [own];
  }
}

function postOf(fields: Fields, at: string, context: SourceContext): Post | undefined {
  const text = (name: string) => textField(fields[name]);
  const id = text("id") ?? text("uuid") ?? text("slug") ?? "";
  const leave = (reason: "draft" | "restricted" | "empty", detail: string) => {
    context.leftOut({ origin: { at, item: id }, reason, detail });
    return undefined;
  };
  const status = text("status") ?? "draft";
  const visibility = text("visibility") ?? "public";
  if (status !== "published" && status !== "sent" && !context.drafts)
    return leave("draft", `its status is ${status}`);
  if (visibility !== "public" && !context.restricted)
    return leave("restricted", `its visibility is ${visibility}`);
  if (text("html") === undefined) return leave("empty", "the export holds no HTML of it");
  return {
    id,
    slug: text("slug"),
    title: text("title"),
    date: text("published_at"),
    author: text("author_id"),
    language: text("locale"),
    description: text("custom_excerpt"),
    address: text("canonical_url"),
    cover: text("feature_image"),
    html: String(fields["html"]),
  };
}

function candidate(post: Authored, at: string): Candidate {
  const { id, title, date, creators, language, description } = post;
  return {
    names: [post.slug, slug(title ?? "")].filter((name) => name !== undefined),
    title,
    date,
    creators,
    language,
    description,
    origin: { at, item: id },
    gather: async () => pageOf(post),
  };
}

function pageOf({ html, date, creators, address, cover, ...said }: Authored): Gathered {
  const head = {
    title: line(said.title),
    date: date === undefined ? undefined : readDate(date)?.date,
    creators: creators.flatMap((name) => line(name) ?? []),
    description: prose(said.description),
    language: said.language,
    address,
  };
  const file = heldFile(PAGE_PATH, page(head, html.toWellFormed()));
  const gathered = gatherHeld([file], { path: PAGE_PATH, html, base: address });
  if (cover === undefined) return gathered;
  const url = cover.toWellFormed();
  return { ...gathered, notCovered: [{ url, from: PAGE_PATH, as: "image" }, ...gathered.notCovered] };
}
