import type { Digest } from "../core/digest.ts";
import type { FileEntry, Manifest } from "../core/manifest/manifest.ts";
import { compareFolder, isListedAs } from "./compare.ts";
import type { Subject } from "./evidence.ts";

/**
 * What of an issue a reader's intact copy is: one of its files, or its whole content; undefined when it is neither.
 * `digest` is the manifest's own.
 */
export function copiedPart(
  subject: Subject,
  digest: Digest,
  manifest: Manifest,
): FileEntry | "content" | undefined {
  const { files } = manifest;
  switch (subject.kind) {
    case "file":
      if (subject.file.sha256 === digest && subject.file.cid === undefined) return "content";
      return files.find((file) => isListedAs(subject.file, file));
    case "folder": {
      const { different, missing, extra } = compareFolder(subject.files, files);
      return different.length + missing.length + extra.length === 0 ? "content" : undefined;
    }
    case "cid":
      return files.find((file) => file.cid.toString() === subject.cid) ?? "content";
    case "issue":
      return "content";
    default:
      return subject satisfies never;
  }
}

/** Does another issue hold the very same: that file, under whatever name, or exactly that content? */
export function holdsSame(other: Manifest, part: FileEntry | "content", { content }: Manifest): boolean {
  if (part === "content") return other.content.toString() === content.toString();
  return other.files.some((file) => file.sha256 === part.sha256);
}
