import type { Digest } from "../../core/digest.ts";
import type { FileEntry, Manifest } from "../../core/manifest/manifest.ts";
import { encodePath } from "../../core/path.ts";
import { isShown } from "../reading/types.ts";
import { html, type Markup, type Part } from "./html.ts";
import { kindOf } from "./words.ts";

/** The file that a reader opens first: the index, else the first document with words, else the first picture. */
function frontOf({ files }: Manifest): FileEntry | undefined {
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
export function readingView(digest: Digest, manifest: Manifest): Part {
  const front = frontOf(manifest);
  if (front === undefined) return undefined;
  const href = `/read/${digest}/${encodePath(front.path)}`;
  return html`<section aria-labelledby="read-title">
    <h2 id="read-title">Read it</h2>
    ${isShown(front.type) ? framed(href, manifest.issue.title) : download(href, front)}
  </section>`;
}

function framed(href: string, title: string): Markup {
  return html`<iframe
      class="reading"
      sandbox=""
      src="${href}"
      title="${title}"
      loading="lazy"
      referrerpolicy="no-referrer"
    ></iframe>
    <p class="quiet">
      Shown without scripts, forms or anything from elsewhere. <a href="${href}">Open it on its own</a>
    </p>`;
}

function download(href: string, front: FileEntry): Markup {
  return html`<p>
    <a class="button" href="${href}" download>Download ${front.path}</a>
    <span class="quiet">${kindOf(front)}, which is not shown in the page.</span>
  </p>`;
}
