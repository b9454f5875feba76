import type { Digest } from "../../core/digest.ts";
import type { FileEntry, Manifest } from "../../core/manifest/manifest.ts";
import { encodePath } from "../../core/path.ts";
import { isShown } from "../reading/types.ts";
import { html, type Markup, type Part } from "./html.ts";
import type { Reader } from "./reader.ts";
import { kindOf } from "./words.ts";

/** The file that a reader opens first: the index, else the first document with words, else the first picture. */
export function frontOf({ files }: Manifest): FileEntry | undefined {
  const first = (accepts: (file: FileEntry) => boolean) => files.find(accepts);
  return (
    first((file) => file.path === "index.html") ??
    first((file) => file.type === "text/html") ??
    first((file) => file.type === "text/markdown" || file.type === "application/pdf") ??
    first((file) => file.type.startsWith("text/")) ??
    files[0]
  );
}

/** The issue itself, in a frame that can run nothing and reach nothing; a download where a browser would need a program. */
export function readingView(digest: Digest, manifest: Manifest, reader: Reader): Part {
  const front = frontOf(manifest);
  if (front === undefined) return undefined;
  const href = `/read/${digest}/${encodePath(front.path)}`;
  return html`<section class="no-print" aria-labelledby="read-title">
    <h2 id="read-title">${reader.says.issue.read}</h2>
    ${isShown(front.type) ? framed(href, manifest.issue.title, reader) : download(href, front, reader)}
  </section>`;
}

function framed(href: string, title: string, { says }: Reader): Markup {
  return html`<iframe
      class="reading"
      sandbox=""
      src="${href}"
      title="${title}"
      loading="lazy"
      referrerpolicy="no-referrer"
    ></iframe>
    <p class="quiet">${says.issue.readSafely} <a href="${href}">${says.issue.readAlone}</a></p>`;
}

function download(href: string, front: FileEntry, reader: Reader): Markup {
  const says = reader.says.issue;
  return html`<p>
    <a class="button" href="${href}" download>${says.download(front.path)}</a>
    <span class="quiet">${says.notShown(kindOf(front, reader))}</span>
  </p>`;
}
