import { plural } from "../../../../core/messages/wording.ts";
import { html, type Part } from "../../html.ts";

const words = (number: number) => plural(number, { one: "# word", other: "# words" }, "en");

export const search = {
  title: "Find a quotation",
  lead: "Paste a passage: where does it stand, word for word, and in which issue?",
  passage: "The passage",
  hint: "A sentence or two. Quotation marks, hyphens and spaces may be typed as you like; upper and lower case count.",
  sent: "What you paste is sent to this server, which searches for it and neither keeps nor logs it.",
  find: "Find it",
  found: (places: number, more: boolean) =>
    `Found word for word in ${plural(places, { one: "# place", other: "# places" }, "en")}${more ? ", and in more" : ""}`,
  near: "Not found word for word",
  nearLead: "This is most like it. Marked is what differs from what was anchored.",
  nowhere: "Not found",
  nowhereLead:
    "No document of this archive holds it, or anything much like it. That does not make it false: it may have been published elsewhere, or stand in a picture.",
  unquoted: "It was sought without the quotation marks around it.",
  unsure: "Not found in what could be searched",
  unsearched: (issues: string) =>
    html`<strong>${issues} could not be searched yet.</strong> The passage may stand there: try again in a
      while.`,
  leftOut: (documents: number) =>
    html`<strong
        >${plural(documents, { one: "# document is", other: "# documents are" }, "en")} not searched
        whole.</strong
      >
      The passage may stand there, and trying again would not help: look into the file itself.`,
  whyLeftOut: {
    "too-large": "too large to search",
    unreadable: "no text could be taken of it",
    cut: "only its first part is searched",
  },
  leftOutMore: (documents: number) => `and ${documents} more`,
  issue: (label: string, revision: number) => `Issue ${label}${revision > 1 ? `, revision ${revision}` : ""}`,
  where: (file: Part, first: number, last: number) =>
    first === last ? html`In ${file}, block ${first}` : html`In ${file}, blocks ${first} to ${last}`,
  block: (first: number, last: number) => (first === last ? `Block ${first}` : `Blocks ${first} to ${last}`),
  again: (places: number) =>
    `In ${plural(places, { one: "# more place", other: "# more places" }, "en")} of the same file`,
  proved: "Proved",
  provedBy: (blocks: number) =>
    html`by ${plural(blocks, { one: "this block", other: "these # blocks" }, "en")} and the path to the text's
    root, which the manifest names, whose digest is on the chain.`,
  path: "The path",
  unproven: {
    "no-text": "Not proved: the manifest names no text of this file. Compare the file itself.",
    "other-text": "Not proved: the text found in the file is not the one that its manifest names.",
  },
  legend: (gone: Part, fresh: Part) =>
    html`${gone}: only in the archived text. ${fresh}: only in your passage.`,
  struck: "Struck through",
  underlined: "Underlined",
  goneOnly: "only in the first: ",
  newOnly: "only in the second: ",

  changes: (from: string, to: string) => `What changed from ${from} to ${to}`,
  changesLead: "Held against each other word by word, from the files that were anchored.",
  anchored: (time: Part) => html`anchored ${time}`,
  same: (files: string) => `${files} alike in both`,
  removed: "Only in the first",
  added: "Only in the second",
  nothing: "No file differs.",
  uncompared: {
    "no-words": "Its bytes differ; it has no words that could be compared.",
    "no-text": "Its bytes differ; no words could be taken from it.",
    "too-long": "Its bytes differ; it is too long for its words to be compared here.",
    "too-many": "Its bytes differ; its words were not compared, since so many other files changed, too.",
    unread: "Its bytes differ; its words could not be compared, since no store gave it back just now.",
  },
  sameWords:
    "The body is word for word the same: what differs is the title, metadata, markup, links or spacing.",
  counted: (gone: number, fresh: number) => `${words(gone)} taken out, ${words(fresh)} put in.`,
  inline: "In one text",
  beside: "Side by side",
  revision: (revision: number) => `Revision ${revision}`,
  alike: (blocks: number, begins: string, ends: string) =>
    `${plural(blocks, { one: "# paragraph", other: "# paragraphs" }, "en")} alike: ${blocks === 1 ? `“${begins}”` : `“${begins}” to “${ends}”`}`,
  more: (places: number) =>
    `${plural(places, { one: "# place", other: "# places" }, "en")} more that are not shown.`,
};
