import { fail } from "../../../core/errors/error.ts";
import type { SourceFile } from "../../../core/ports.ts";
import { csvRecords } from "../csv.ts";
import { gatherPage } from "../gather.ts";
import type { Candidate, Gathered, Origin } from "../issue.ts";
import { slug } from "../label.ts";
import { LIMITS } from "../limits.ts";
import { asPath, folderOf, type Material, nameOf, whole } from "../material.ts";
import { oldestFirst } from "../settle.ts";
import { decoded } from "../wording.ts";
import type { SourceContext } from "./context.ts";

type Row = ReadonlyMap<string, string>;

interface Post {
  readonly row: Row;
  readonly file: SourceFile;
  readonly date: string | undefined;
  readonly origin: Origin;
}

/** Substack's export: a row of `posts.csv` for each post, its text in `posts/<post_id>.html`. The oldest first. */
export async function* substack(material: Material, context: SourceContext): AsyncGenerator<Candidate> {
  const table = tableOf(material);
  if (table === undefined)
    return fail("SOURCE_MALFORMED", {
      path: material.name,
      kind: "a Substack export",
      problem: "it has no posts.csv",
    });
  const { text, problems } = decoded(await whole(table, LIMITS.exportFile, "posts.csv"));
  const found: Post[] = [];
  for (const row of csvRecords(text)) {
    const post = postOf(row, { material, table, context });
    if (post !== undefined) found.push(post);
  }
  for (const post of oldestFirst(found, (one) => one.row.get("post_id") ?? ""))
    yield { ...candidate(post, material), problems };
}

export function tableOf(material: Material): SourceFile | undefined {
  return [...material.files.values()].find(
    (file) => nameOf(file.path) === "posts.csv" && depth(file.path) <= 1,
  );
}

function depth(path: string): number {
  return path.split("/").length - 1;
}

interface Export {
  readonly material: Material;
  readonly table: SourceFile;
  readonly context: SourceContext;
}

function postOf(row: Row, { material, table, context }: Export): Post | undefined {
  const id = row.get("post_id")?.trim() ?? "";
  const origin = { at: table.path, item: id };
  const folder = folderOf(table.path);
  const path = asPath(`${folder === "" ? "" : `${folder}/`}posts/${id}.html`);
  const file = path === undefined ? undefined : material.files.get(path);
  const audience = row.get("audience")?.trim() ?? "";
  const leave = (reason: "draft" | "restricted" | "unusable" | "empty", detail: string) => {
    context.leftOut({ origin, reason, detail });
    return undefined;
  };
  if (row.get("is_published")?.trim().toLowerCase() !== "true" && !context.drafts)
    return leave("draft", "is_published is not true");
  if (audience !== "" && audience !== "everyone" && !context.restricted)
    return leave("restricted", `its audience is ${audience.slice(0, 100)}`);
  if (file === undefined) return leave("unusable", "posts/ holds no page of that name");
  if (file.size === 0) return leave("empty", `${file.path} is empty`);
  const date = row.get("post_date")?.trim();
  return { row, file, origin, date: date === "" ? undefined : date };
}

function candidate({ row, file, date, origin }: Post, material: Material): Candidate {
  const id = row.get("post_id")?.trim() ?? "";
  return {
    names: [id.replace(/^\d+\./, ""), id, slug(row.get("title") ?? "") ?? ""].filter((name) => name !== ""),
    title: row.get("title"),
    date,
    description: row.get("subtitle"),
    origin,
    gather: async () => withPodcast(await gatherPage([file], material), row.get("podcast_url")?.trim() ?? ""),
  };
}

function withPodcast(gathered: Gathered, url: string): Gathered {
  const from = gathered.files[0]?.path;
  if (url === "" || from === undefined) return gathered;
  return { ...gathered, notCovered: [...gathered.notCovered, { url, from, as: "media" }] };
}
