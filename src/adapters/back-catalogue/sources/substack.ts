import { fail } from "../../../core/errors/error.ts";
import type { IssuePath } from "../../../core/path.ts";
import type { SourceFile } from "../../../core/ports.ts";
import { type CsvRecord, csvRecorder, CsvRows } from "../csv.ts";
import { gatherPage } from "../gather.ts";
import type { Candidate, Gathered } from "../issue.ts";
import { slug } from "../../../core/label.ts";
import { LIMITS } from "../limits.ts";
import { asPath, folderOf, type Material, nameOf } from "../material.ts";
import { ageOf, oldestFirst } from "../settle.ts";
import { Spool, type Ticket } from "../spool.ts";
import { TextStream } from "../text-stream.ts";
import type { SourceContext } from "./context.ts";

/** What an import takes of a row of the table. */
interface Post {
  readonly id: string;
  readonly path: IssuePath;
  readonly title: string | undefined;
  readonly subtitle: string | undefined;
  readonly podcast: string;
  readonly date: string | undefined;
}

interface Listed {
  readonly age: string;
  readonly id: string;
  readonly ticket: Ticket;
}

/**
 * Substack's export: a row of `posts.csv` for each post, its text in `posts/<post_id>.html`. The oldest first. The
 * table is read row by row; what is taken of it waits in a spool.
 */
export async function* substack(material: Material, context: SourceContext): AsyncGenerator<Candidate> {
  const table = tableOf(material);
  if (table === undefined)
    return fail("SOURCE_MALFORMED", {
      path: material.name,
      kind: "a Substack export",
      problem: "it has no posts.csv",
    });
  if (table.size > LIMITS.exportFile)
    fail("SOURCE_TOO_LARGE", { path: table.path, limit: LIMITS.exportFile, kind: "posts.csv" });
  const spool = new Spool<Post>();
  try {
    const listed: Listed[] = [];
    const stream = new TextStream();
    for await (const row of recordsOf(table, stream)) {
      const post = postOf(row, { material, table, context });
      if (post === undefined) continue;
      listed.push({ age: ageOf(post.date), id: row.get("post_id") ?? "", ticket: spool.add(post) });
      context.found(listed.length);
    }
    let done = 0;
    for (const { ticket } of oldestFirst(listed, (one) => one.id)) {
      yield { ...candidate(spool.read(ticket), material, table), problems: stream.problems };
      context.share(++done / listed.length);
    }
  } finally {
    spool.close();
  }
}

/** @throws SOURCE_TOO_LARGE for a row that is; SOURCE_MALFORMED for a table that ends in the middle */
async function* recordsOf(table: SourceFile, stream: TextStream): AsyncGenerator<CsvRecord> {
  const rows = new CsvRows();
  const recorded = csvRecorder();
  const records = function* (found: Iterable<readonly string[]>) {
    for (const row of found) {
      const record = recorded(row);
      if (record !== undefined) yield record;
    }
  };
  for await (const chunk of table.read()) {
    yield* records(rows.write(stream.write(chunk)));
    if (rows.held > LIMITS.feedItem)
      fail("SOURCE_TOO_LARGE", { path: table.path, limit: LIMITS.feedItem, kind: "a row of posts.csv" });
  }
  yield* records(rows.write(stream.write()));
  yield* records(rows.end());
  if (rows.isCut)
    fail("SOURCE_MALFORMED", { path: table.path, kind: "posts.csv", problem: "it ends in the middle" });
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

function postOf(row: CsvRecord, { material, table, context }: Export): Post | undefined {
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
  return {
    ...{ id, path: file.path, title: row.get("title"), subtitle: row.get("subtitle") },
    podcast: row.get("podcast_url")?.trim() ?? "",
    date: date === "" ? undefined : date,
  };
}

function candidate(post: Post, material: Material, table: SourceFile): Candidate {
  const { id, path, title, date, subtitle, podcast } = post;
  const file = material.files.get(path);
  return {
    names: [id.replace(/^\d+\./, ""), id, slug(title ?? "") ?? ""].filter((name) => name !== ""),
    title,
    date,
    description: subtitle,
    origin: { at: table.path, item: id },
    gather: async () => withPodcast(await gatherPage(file === undefined ? [] : [file], material), podcast),
  };
}

function withPodcast(gathered: Gathered, url: string): Gathered {
  const from = gathered.files[0]?.path;
  if (url === "" || from === undefined) return gathered;
  return { ...gathered, notCovered: [...gathered.notCovered, { url, from, as: "media" }] };
}
