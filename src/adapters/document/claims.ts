import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fail, reasonOf } from "../../core/errors/error.ts";
import type { SourceFile } from "../../core/ports.ts";
import type { YamlFacts } from "./yaml.ts";

// The parsers of HTML and YAML take long to load, and most commands that know of issues read none.

export const ISSUE_FILE = "issue.yaml";

/** A document's head stands at its beginning; the rest is not read for metadata. */
const HEAD_BYTES = 256 * 1024;
const LARGEST_ISSUE_FILE = 64 * 1024;
const FIRST_CHOICE = ["index.html", "index.htm", "index.md", "readme.md"];
const READABLE = new Set([".html", ".htm", ".xhtml", ".md", ".markdown"]);

export interface Said extends YamlFacts {
  readonly source: string;
}

/**
 * What is said about an issue: by `issue.yaml` in its folder, then by its main document (index.html, index.md, or the
 * only HTML or Markdown file at the top). For a single file: by the file itself.
 *
 * @throws METADATA_INVALID | SOURCE_CHANGED | SOURCE_UNREADABLE
 */
export async function claimsOf(
  path: string,
  files: readonly SourceFile[],
  isFolder: boolean,
): Promise<readonly Said[]> {
  const beside = isFolder ? await issueFileClaims(join(path, ISSUE_FILE)) : [];
  const main = mainDocument(files.filter((file) => !file.path.includes("/")));
  return main === undefined ? beside : [...beside, await documentClaims(main)];
}

function mainDocument(files: readonly SourceFile[]): SourceFile | undefined {
  for (const name of FIRST_CHOICE) {
    const preferred = files.find((file) => file.path.toLowerCase() === name);
    if (preferred !== undefined) return preferred;
  }
  const readable = files.filter((file) => READABLE.has(extname(file.path).toLowerCase()));
  return readable.length === 1 ? readable[0] : undefined;
}

async function issueFileClaims(file: string): Promise<readonly Said[]> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if ((error as { code?: unknown }).code === "ENOENT") return [];
    return fail("SOURCE_UNREADABLE", { path: file, problem: reasonOf(error) }, error);
  }
  if (bytes.length > LARGEST_ISSUE_FILE)
    fail("METADATA_INVALID", { source: ISSUE_FILE, field: "the file", problem: "it is larger than 64 KiB" });
  const { issueFile } = await import("./yaml.ts");
  return [{ source: ISSUE_FILE, ...issueFile(new TextDecoder().decode(bytes), ISSUE_FILE) }];
}

async function documentClaims(file: SourceFile): Promise<Said> {
  const text = await beginning(file);
  const isMarkdown = extname(file.path).toLowerCase().startsWith(".m");
  const facts = isMarkdown
    ? (await import("./yaml.ts")).frontMatter(text, file.path)
    : (await import("./html.ts")).htmlFacts(text);
  return { source: file.path, ...facts };
}

/** Through the listed file itself, whose name on disk may be spelt otherwise than its path (NFD, for one). */
async function beginning(file: SourceFile): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let read = 0;
  for await (const chunk of file.read()) {
    text += decoder.decode(chunk.subarray(0, HEAD_BYTES - read), { stream: true });
    read += chunk.length;
    if (read >= HEAD_BYTES) break;
  }
  return text;
}
