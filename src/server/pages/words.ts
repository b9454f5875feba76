import type { FileEntry } from "../../core/manifest/manifest.ts";
import { minute } from "../../verify/wording.ts";
import { html, type Markup } from "./html.ts";

/** A block's time for people, and for machines in the attribute. */
export function moment(seconds: number): Markup {
  const iso = new Date(seconds * 1000).toISOString();
  return html`<time datetime="${iso}">${minute(seconds)}</time>`;
}

/** A long hexadecimal value that may break anywhere and is selected whole. */
export function hash(value: string): Markup {
  return html`<code class="hash">${value}</code>`;
}

/** `image/png` is "PNG image": what a reader would call it. */
export function kindOf({ type }: Pick<FileEntry, "type">): string {
  const [family = "", form = ""] = type.split("/");
  const name = form.replace(/^x-/, "").replace(/\+.*$/, "");
  if (family === "image") return `${name.toUpperCase()} image`;
  if (family === "text") return TEXTS[name] ?? "text";
  if (family === "audio" || family === "video" || family === "font") return family;
  return name.length <= 4 ? name.toUpperCase() : name;
}

const TEXTS: Readonly<Record<string, string>> = {
  html: "web page",
  css: "style sheet",
  markdown: "Markdown",
  plain: "text",
};
