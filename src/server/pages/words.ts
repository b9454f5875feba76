import type { FileEntry } from "../../core/manifest/manifest.ts";
import { html, type Markup, type Part } from "./html.ts";
import type { Reader } from "./reader.ts";

/** A block's time for people, and for machines in the attribute. */
export function moment(seconds: number, { says }: Pick<Reader, "says">): Markup {
  return html`<time datetime="${new Date(seconds * 1000).toISOString()}">${says.time(seconds)}</time>`;
}

/** A date that a publisher claims, no finer than it is known. */
export function claimed(date: string, { says }: Pick<Reader, "says">): Markup {
  return html`<time datetime="${date}">${says.claimed(date)}</time>`;
}

/** A long hexadecimal value that may break anywhere and is selected whole. */
export function hash(value: string): Markup {
  return html`<code class="hash">${value}</code>`;
}

/** What a publisher wrote, in the language that they say it is in. */
export function written(text: string, language?: string): Markup {
  return language === undefined ? html`<bdi>${text}</bdi>` : html`<bdi lang="${language}">${text}</bdi>`;
}

/** Text that there is in English alone, such as what a failure says. */
export function inEnglish(text: string, { language }: Pick<Reader, "language">): Part {
  return language === "en" ? text : html`<span lang="en">${text}</span>`;
}

/** `image/png` is "PNG image": what a reader would call it. */
export function kindOf({ type }: Pick<FileEntry, "type">, { says }: Pick<Reader, "says">): string {
  const { kinds } = says.issue;
  const [family = "", form = ""] = type.split("/");
  const name = form.replace(/^x-/, "").replace(/\+.*$/, "");
  if (family === "image") return kinds.image(name.toUpperCase());
  if (family === "text")
    return name === "html" || name === "css" || name === "markdown" ? kinds[name] : kinds.text;
  if (family === "audio" || family === "video" || family === "font") return kinds[family];
  return name.length <= 4 ? name.toUpperCase() : name;
}
