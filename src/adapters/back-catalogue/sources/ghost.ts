import { fail, reasonOf } from "../../../core/errors/error.ts";
import { isMapping, textField } from "../front-matter.ts";
import { gatherHeld } from "../gather.ts";
import { heldFile } from "../held-file.ts";
import type { Candidate, Gathered } from "../issue.ts";
import { readDate } from "../date.ts";
import { slug } from "../label.ts";
import { LIMITS } from "../limits.ts";
import { type Material, whole } from "../material.ts";
import { page, PAGE_PATH } from "../page.ts";
import { oldestFirst } from "../settle.ts";
import { decoded, line, prose } from "../wording.ts";
import type { SourceContext } from "./context.ts";

type Fields = Readonly<Record<string, unknown>>;

interface Post {
  readonly fields: Fields;
  readonly id: string;
  readonly date: string | undefined;
  readonly creators: readonly string[];
}

/** Ghost's JSON export: `db[0].data.posts`, published and public, with HTML. The oldest first. */
export async function* ghost(material: Material, context: SourceContext): AsyncGenerator<Candidate> {
  for (const file of material.files.values()) {
    if (!file.path.endsWith(".json")) continue;
    const { text, problems } = decoded(await whole(file, LIMITS.exportFile, "a Ghost export"));
    const data = ghostData(parsed(text, file.path));
    if (data === undefined)
      return fail("SOURCE_MALFORMED", {
        path: file.path,
        kind: "a Ghost export",
        problem: "it has no db[0].data.posts",
      });
    const names = authorNames(data);
    const taken = rows(data["posts"]).flatMap(
      (fields) => postOf(fields, { at: file.path, context, names }) ?? [],
    );
    for (const post of oldestFirst(taken, (one) => one.id)) yield { ...candidate(post, file.path), problems };
  }
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (cause) {
    return fail("SOURCE_MALFORMED", { path, kind: "a Ghost export", problem: reasonOf(cause) }, cause);
  }
}

/** The export's tables, in the shape of any version since 1.0; undefined when it is no export of Ghost. */
function ghostData(value: unknown): Fields | undefined {
  const db: unknown = isMapping(value) && Array.isArray(value["db"]) ? value["db"][0] : value;
  const data = isMapping(db) ? db["data"] : undefined;
  return isMapping(data) && Array.isArray(data["posts"]) ? data : undefined;
}

function rows(table: unknown): readonly Fields[] {
  return Array.isArray(table) ? table.filter((row) => isMapping(row)) : [];
}

/** By the post's id, in the order that the post gives its authors. Addresses of theirs are never taken. */
function authorNames(data: Fields): ReadonlyMap<string, readonly string[]> {
  const users = new Map(rows(data["users"]).map((user) => [textField(user["id"]), textField(user["name"])]));
  const links = [...rows(data["posts_authors"])].sort((a, b) => order(a) - order(b));
  const names = new Map<string, string[]>();
  for (const link of links) {
    const post = textField(link["post_id"]) ?? "";
    const name = users.get(textField(link["author_id"]));
    const known = names.get(post);
    if (name === undefined) continue;
    if (known === undefined) names.set(post, [name]);
    else if (known.length < LIMITS.creators) known.push(name);
  }
  for (const post of rows(data["posts"])) {
    const id = textField(post["id"]) ?? "";
    const name = users.get(textField(post["author_id"]));
    if (!names.has(id) && name !== undefined) names.set(id, [name]);
  }
  return names;
}

function order(link: Fields): number {
  return typeof link["sort_order"] === "number" ? link["sort_order"] : 0;
}

interface Table {
  readonly at: string;
  readonly context: SourceContext;
  readonly names: ReadonlyMap<string, readonly string[]>;
}

function postOf(fields: Fields, { at, context, names }: Table): Post | undefined {
  const id = textField(fields["id"]) ?? textField(fields["uuid"]) ?? textField(fields["slug"]) ?? "";
  const leave = (reason: "draft" | "restricted" | "empty", detail: string) => {
    context.leftOut({ origin: { at, item: id }, reason, detail });
    return undefined;
  };
  const status = textField(fields["status"]) ?? "draft";
  const visibility = textField(fields["visibility"]) ?? "public";
  if (status !== "published" && status !== "sent" && !context.drafts)
    return leave("draft", `its status is ${status}`);
  if (visibility !== "public" && !context.restricted)
    return leave("restricted", `its visibility is ${visibility}`);
  if (textField(fields["html"]) === undefined) return leave("empty", "the export holds no HTML of it");
  return { fields, id, date: textField(fields["published_at"]), creators: names.get(id) ?? [] };
}

function candidate(post: Post, at: string): Candidate {
  const { fields, id, date, creators } = post;
  const named = textField(fields["slug"]);
  return {
    names: [named, slug(textField(fields["title"]) ?? "")].filter((name) => name !== undefined),
    title: textField(fields["title"]),
    date,
    creators,
    language: textField(fields["locale"]),
    description: textField(fields["custom_excerpt"]),
    origin: { at, item: id },
    gather: async () => pageOf(post),
  };
}

function pageOf({ fields, date, creators }: Post): Gathered {
  const html = String(fields["html"]);
  const address = textField(fields["canonical_url"]);
  const head = {
    title: line(textField(fields["title"])),
    date: date === undefined ? undefined : readDate(date)?.date,
    creators: creators.flatMap((name) => line(name) ?? []),
    description: prose(textField(fields["custom_excerpt"])),
    language: textField(fields["locale"]),
    address,
  };
  const file = heldFile(PAGE_PATH, page(head, html.toWellFormed()));
  const gathered = gatherHeld([file], { path: PAGE_PATH, html, base: address });
  const cover = textField(fields["feature_image"]);
  if (cover === undefined) return gathered;
  const url = cover.toWellFormed();
  return { ...gathered, notCovered: [{ url, from: PAGE_PATH, as: "image" }, ...gathered.notCovered] };
}
