import { basename } from "node:path";
import { listSource } from "../../adapters/disk/source.ts";
import type { ListFiles } from "../../adapters/back-catalogue/open.ts";
import { fail } from "../../core/errors/error.ts";
import { isNoise } from "./noise.ts";

/** As importing lists them, without what editors and desktops leave behind. */
export const listMeant: ListFiles = async (path, options) => {
  const listing = await listSource(path, options);
  const files = listing.files.filter((file) => file.path.split("/").every((part) => !isNoise(part)));
  if (files.length === 0 || isNoise(basename(path))) return fail("SOURCE_EMPTY", { path });
  return { ...listing, files };
};
