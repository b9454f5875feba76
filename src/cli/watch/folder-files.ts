import { basename } from "node:path";
import { listSource, type SourceListing } from "../../adapters/disk/source.ts";
import type { ListFiles } from "../../adapters/back-catalogue/open.ts";
import { fail } from "../../core/errors/error.ts";
import { parseIssuePath } from "../../core/path.ts";
import type { SourceFile } from "../../core/ports.ts";
import { isNoise } from "./noise.ts";

const MAILDIR = /^(?:cur|new)\/([^/:]+)(?::[^/]*)?$/;

/** As importing lists them, without what editors and desktops leave behind. */
export const listMeant: ListFiles = async (path, options) => {
  const listing = await listSource(path, options);
  const files = listing.files.filter((file) => file.path.split("/").every((part) => !isNoise(part)));
  if (files.length === 0 || isNoise(basename(path))) return fail("SOURCE_EMPTY", { path });
  return { ...listing, files };
};

/**
 * The messages of a Maildir as `.eml` files, by their unique names: a message that is read moves from `new` to `cur` and
 * gets flags, and stays the same message. What is in `tmp` is being delivered.
 */
export const listMaildir: ListFiles = async (path, options) => {
  const { files, skipped } = await listSource(path, options);
  const messages = files.flatMap((file) => {
    const unique = uniqueName(file.path);
    return unique === undefined ? [] : [named(file, unique)];
  });
  if (messages.length === 0) return fail("SOURCE_EMPTY", { path });
  return { files: messages, skipped } satisfies SourceListing;
};

/** `new/1574771400.M1P2.host` and `cur/1574771400.M1P2.host:2,S` are `1574771400.M1P2.host.eml`. */
export function uniqueName(path: string): string | undefined {
  const unique = MAILDIR.exec(path)?.[1];
  return unique === undefined ? undefined : `${unique}.eml`;
}

function named(file: SourceFile, name: string): SourceFile {
  return { ...file, path: parseIssuePath(name), read: () => file.read() };
}
