import { open, readFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { fail, reasonOf } from "../../core/errors/error.ts";
import { htmlFacts } from "./html.ts";
import { frontMatter, issueFile, type YamlFacts } from "./yaml.ts";

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
 * What is said about an issue in its folder: by `issue.yaml`, then by its main document (index.html, index.md, or the
 * only HTML or Markdown file at the top). For a single file: by the file itself.
 *
 * @throws METADATA_INVALID | SOURCE_UNREADABLE
 */
export async function claimsOf(
  path: string,
  topFiles: readonly string[] | undefined,
): Promise<readonly Said[]> {
  if (topFiles === undefined) return documentClaims(path, basename(path));
  const main = mainDocument(topFiles);
  const beside = await issueFileClaims(join(path, ISSUE_FILE));
  return main === undefined ? beside : [...beside, ...(await documentClaims(join(path, main), main))];
}

function mainDocument(files: readonly string[]): string | undefined {
  const preferred = FIRST_CHOICE.map((name) => files.find((file) => file.toLowerCase() === name)).find(
    Boolean,
  );
  if (preferred !== undefined) return preferred;
  const readable = files.filter((file) => READABLE.has(extname(file).toLowerCase()));
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
  return [{ source: ISSUE_FILE, ...issueFile(new TextDecoder().decode(bytes), ISSUE_FILE) }];
}

async function documentClaims(file: string, source: string): Promise<readonly Said[]> {
  const extension = extname(file).toLowerCase();
  if (!READABLE.has(extension)) return [];
  const text = await beginning(file);
  const facts = extension.startsWith(".m") ? frontMatter(text, source) : htmlFacts(text);
  return [{ source, ...facts }];
}

async function beginning(file: string): Promise<string> {
  try {
    await using handle = await open(file);
    const { bytesRead, buffer } = await handle.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return new TextDecoder().decode(buffer.subarray(0, bytesRead));
  } catch (error) {
    return fail("SOURCE_UNREADABLE", { path: file, problem: reasonOf(error) }, error);
  }
}
