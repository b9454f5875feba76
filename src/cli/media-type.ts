import { lookup } from "mime-types";
import type { SourceFile } from "../core/ports.ts";

/** The media type that a file's name stands for; `application/octet-stream` when it stands for none. */
export function mediaType({ path }: Pick<SourceFile, "path">): string {
  const found = lookup(path);
  return found === false ? "application/octet-stream" : found.toLowerCase();
}
