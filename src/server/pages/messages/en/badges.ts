import { html, type Part } from "../../html.ts";

export const badges = {
  title: "Badges for publishers",
  lead: "Show on your own page how an issue stands in this archive. A badge tells what the archive says; the proof is behind its link.",
  state: {
    current: "current",
    superseded: "superseded",
    correction: "correction posted",
    retraction: "retracted",
    concern: "of concern",
    withdrawal: "withdrawn",
    "label-taken": "does not count",
    pending: "not yet final",
    absent: "not anchored",
    unknown: "could not check",
  },
  anchored: (day: string) => `anchored ${day}`,
  issues: (issues: string) => `${issues} anchored`,
  picture: "As a picture",
  pictureSays:
    "A link around an image: no script, and nothing is asked of the reader's browser but to fetch it. It is kept for a few minutes.",
  component: "As a web component",
  componentSays:
    "A small script that keeps its styles to itself, asks this archive and nobody else, and shows the link inside it wherever it cannot run.",
  integrity: html`<code>integrity</code> pins the very script that you saw when you copied this. When the
    archive's program is brought up to date, the browser refuses a script that has changed, and readers see
    the plain link, until you copy the line again. Leave the attribute out if you would rather trust this
    archive.`,
  policy: "With a Content-Security-Policy of your own, allow this archive:",
  policyPicture: "for the picture",
  policyComponent: "for the component",
  feed: "Feed, past revisions and data",
  feedSays: (link: Part) =>
    html`Each publication has a feed (${link}), each label an address that leads to the revision that stands
      and that answers <code>Accept-Datetime</code> (RFC 7089), and everything shown here is in the
      <a href="/api">API</a>, too.`,
  unbuilt: "The script was not built on this server.",
  example: "This is how it looks:",
  noIssue: "There is no issue to show it with yet.",
};
