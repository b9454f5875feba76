import { existsSync, statSync } from "node:fs";
import { basename, extname, join, resolve } from "node:path";
import { listSource } from "../adapters/disk/source.ts";
import { claimsOf, ISSUE_FILE } from "../adapters/document/claims.ts";
import { parseLabel } from "../core/label.ts";
import { fail } from "../core/errors/error.ts";
import { counted } from "../core/plural.ts";
import type { SourceFile } from "../core/ports.ts";
import type { PublicationRef } from "../core/publication.ts";
import { type Claims, type Described, describeFrom } from "../publish/description.ts";
import { issueFolders } from "../publish/issue-folders.ts";
import type { IssuePlan } from "../publish/pack.ts";

/** The flags that say something of the issue: they have the last word. */
export interface DescriptionFlags {
  readonly label?: string;
  readonly title?: string;
  readonly date?: string;
  readonly creator?: readonly string[];
  readonly description?: string;
  readonly language?: string;
  readonly license?: string;
  readonly reason?: string;
}

/** How a folder is taken. */
interface FolderFlags {
  readonly hidden: boolean;
  /** Also where it looks like a folder of issues. */
  readonly asOne?: boolean;
}

export interface Planned {
  readonly plan: IssuePlan;
  readonly reason: string | undefined;
  /** Hidden files that were left out. */
  readonly skipped: readonly string[];
}

/**
 * A folder or file as the plan of an issue. What is said of it comes from issue.yaml, then the document itself, then
 * the flags; the later word counts.
 *
 * @throws FOLDER_OF_ISSUES | SOURCE_* | PATH_INVALID | PATHS_COLLIDE | METADATA_INVALID | LABEL_INVALID
 */
export async function planIssue(
  path: string,
  publication: PublicationRef,
  flags: DescriptionFlags & FolderFlags,
): Promise<Planned> {
  // An empty label, as an unset variable of a shell gives it, is not the same as none.
  if (flags.label !== undefined) parseLabel(flags.label);
  if (path === "") fail("USAGE_INVALID", { problem: "A path is empty" });
  const { files, skipped } = await listSource(path, { hidden: flags.hidden, leaveOut: [ISSUE_FILE] });
  const isFolder = statSync(path).isDirectory();
  if (isFolder && flags.asOne !== true) refuseFolderOfIssues(path, files);
  const claims: Claims[] = [...(await claimsOf(path, files, isFolder)), flagClaims(flags)];
  const described: Described = describeFrom(claims, nameOf(path, isFolder));
  return {
    plan: { publication, files, description: described.description },
    reason: described.reason,
    skipped,
  };
}

const SHOWN_FOLDERS = 5;

/** What is anchored stays: many issues as one by mistake would stand for good. */
function refuseFolderOfIssues(path: string, files: readonly SourceFile[]): void {
  if (existsSync(join(path, ISSUE_FILE))) return;
  const paths = files.map((file) => file.path);
  const folders = issueFolders(paths, ISSUE_FILE);
  if (folders.length === 0) return;
  const shown = folders.slice(0, SHOWN_FOLDERS).join(", ");
  fail("FOLDER_OF_ISSUES", {
    ...{ path, count: counted(folders.length, "issue") },
    folders: folders.length > SHOWN_FOLDERS ? `${shown}, ...` : shown,
  });
}

function nameOf(path: string, isFolder: boolean): string {
  const name = basename(resolve(path));
  return (isFolder ? name : basename(name, extname(name))).toLowerCase();
}

function flagClaims(flags: DescriptionFlags): Claims {
  const { label, title, date, creator, description, language, license, reason } = flags;
  const given = { label, title, date, creators: creator, description, language, license, reason };
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  return { source: "the command line", ...Object.fromEntries(said) };
}

const DESCRIPTIONS = new Set([ISSUE_FILE, "publication.yaml"]);

/** True for a file that describes an issue or a publication: a pattern such as `issues/*` catches it, and it is none. */
export function isDescription(path: string): boolean {
  return DESCRIPTIONS.has(basename(path));
}
