import { html, type Part } from "../../html.ts";

export const first = {
  title: "Is this the copy that was published?",
  lead: "Drop a file. Your browser computes its SHA-256 and asks the archive about that number: the file itself never leaves your machine.",
  publications: "Publications in this archive",
  none: html`There is none yet. The first is made with <code>colophon init</code> and
    <code>colophon publish</code>.`,
  latest: (issues: string, latest: Part, time: Part) =>
    html`${issues}, the latest ${latest}, anchored ${time}`,
  drop: {
    pointer: "Drop files here",
    touch: "Choose files",
    orPointer: "or choose them",
    orTouch: "from this device",
    folder: "Choose a folder",
    hint: "Any file of an issue: a web page, a PDF, a picture, an e-mail (.eml). A whole folder, several at once, an issue's manifest, or a proof file. Large files are fine, and pasting works too. Where no archived file has its SHA-256, the archive is asked for files of its name and size, too.",
    noScript: (lookUp: (text: string) => Part) =>
      html`Hashing in the page needs JavaScript. Without it, run <code>sha256sum</code> on your file and
        ${lookUp("look the number up")}, or run <code>colophon verify</code> on your machine (in a checkout:
        <code>npx colophon verify</code>).`,
  },
};
