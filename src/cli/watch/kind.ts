import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { kindOf, SOURCE_KINDS, type SourceKind } from "../../adapters/back-catalogue/kind.ts";
import { beginning, type Material } from "../../adapters/back-catalogue/material.ts";
import { ISSUE_FILE } from "../../adapters/document/claims.ts";
import { fail, isFailure } from "../../core/errors/error.ts";
import { listMeant } from "./folder-files.ts";

/**
 * A back catalogue, as importing tells them apart (of a zip it looks inside); a Maildir; or one issue, as `publish`
 * takes it.
 */
export type WatchKind = SourceKind | (typeof OWN_KINDS)[number] | "zip";
const OWN_KINDS = ["issue", "maildir"] as const;
/** What `--kind` may say. */
export const WATCH_KINDS = [...SOURCE_KINDS, ...OWN_KINDS] as const;

const INDEX = /^index\.(?:x?html?|md|markdown|txt|pdf)$/i;
const SITE =
  /^(?:_config\.ya?ml|hugo\.(?:toml|ya?ml|json)|config\.(?:toml|ya?ml)|pelicanconf\.py|_posts|content)$/;
const ZIP = "PK\u0003\u0004";

/**
 * What a folder or file is. Every folder within one issue's folder would look like an issue of its own, and the folders
 * of a Maildir too: so these two are told first.
 *
 * @throws SOURCE_KIND_UNKNOWN | SOURCE_*
 */
export async function watchKindOf(path: string): Promise<WatchKind> {
  const isFolder = statSync(path).isDirectory();
  if (isFolder && isMaildir(path)) return "maildir";
  const { files, skipped } = await listMeant(path, {});
  const material: Material = {
    name: path,
    files: new Map(files.map((file) => [file.path, file])),
    skipped,
    close: () => {},
  };
  if (!isFolder) return kindOfFile(material);
  if (existsSync(join(path, ISSUE_FILE))) return "issue";
  const kind = await kindOf(material, true).catch((error: unknown) => {
    if (isFailure(error, "SOURCE_KIND_UNKNOWN") && hasIndex(path)) return "issue" as const;
    throw error;
  });
  if (!hasIndex(path) || (kind !== "issues" && kind !== "posts")) return kind;
  // Posts beside an index, or an issue of several pages? Nothing tells, and what is published stays published.
  if (kind === "posts") return isSite(path) ? kind : fail("SOURCE_KIND_UNKNOWN", { path });
  return "issue";
}

async function kindOfFile(material: Material): Promise<WatchKind> {
  const [file] = material.files.values();
  const isZip = /\.zip$/i.test(material.name);
  if (isZip && file !== undefined && Buffer.from(await beginning(file, 4)).toString("latin1") === ZIP)
    return "zip";
  try {
    return await kindOf(material, false);
  } catch (error) {
    if (isFailure(error, "SOURCE_KIND_UNKNOWN")) return "issue";
    throw error;
  }
}

function hasIndex(path: string): boolean {
  return readdirSync(path).some((name) => INDEX.test(name));
}

function isSite(path: string): boolean {
  return readdirSync(path).some((name) => SITE.test(name));
}

function isMaildir(path: string): boolean {
  return ["cur", "new", "tmp"].every((name) => existsSync(join(path, name)));
}
