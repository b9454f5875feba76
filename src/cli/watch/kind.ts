import { readdirSync, statSync } from "node:fs";
import { kindOf, type SourceKind } from "../../adapters/back-catalogue/kind.ts";
import { beginning, type Material } from "../../adapters/back-catalogue/material.ts";
import { isFailure } from "../../core/errors/error.ts";
import { listMeant } from "./folder-files.ts";

/** What importing tells apart, also one issue as `publish` takes it; of a zip importing looks inside. */
export type WatchKind = SourceKind | "zip";

const ZIP = "PK\u0003\u0004";

/**
 * What a folder or file is.
 *
 * @throws SOURCE_KIND_UNKNOWN | SOURCE_*
 */
export async function watchKindOf(path: string): Promise<WatchKind> {
  const isFolder = statSync(path).isDirectory();
  const { files, skipped } = await listMeant(path, {});
  const material: Material = {
    name: path,
    files: new Map(files.map((file) => [file.path, file])),
    skipped,
    close: () => {},
  };
  return isFolder ? kindOf(material, readdirSync(path)) : kindOfFile(material);
}

async function kindOfFile(material: Material): Promise<WatchKind> {
  const [file] = material.files.values();
  const isZip = /\.zip$/i.test(material.name);
  if (isZip && file !== undefined && Buffer.from(await beginning(file, 4)).toString("latin1") === ZIP)
    return "zip";
  try {
    return await kindOf(material, undefined);
  } catch (error) {
    if (isFailure(error, "SOURCE_KIND_UNKNOWN")) return "issue";
    throw error;
  }
}
