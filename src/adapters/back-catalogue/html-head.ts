import { readMarkup } from "./markup.ts";

/** What a page's head says, by the name of the `meta` element (in lower case), plus `title` and `lang`. */
export type HeadFields = Readonly<Record<string, string>>;

/** Reads the head as browsers do, leniently; of two entries of one name the first counts. */
export function headFields(html: string): HeadFields {
  const fields = new Map<string, string>();
  let title: string | undefined;
  const say = (name: string | undefined, value: string | undefined) => {
    const text = value?.trim() ?? "";
    if (name !== undefined && text !== "" && !fields.has(name)) fields.set(name, text);
  };
  readMarkup(html, "html", {
    open(name, attributes) {
      if (name === "html") say("lang", attributes["lang"]);
      if (name === "title") title = "";
      if (name === "meta")
        say((attributes["name"] ?? attributes["property"])?.toLowerCase(), attributes["content"]);
    },
    text(piece) {
      if (title !== undefined) title += piece;
    },
    close(name) {
      if (name === "title") say("title", title);
      if (name === "title") title = undefined;
    },
  });
  return Object.fromEntries(fields);
}

/** The text of a piece of HTML, its tags gone and its entities read: what a title in a feed means. */
export function textOf(html: string): string {
  let text = "";
  readMarkup(html, "html", { text: (piece) => void (text += piece) });
  return text;
}
