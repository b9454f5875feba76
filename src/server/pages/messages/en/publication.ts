import { listWords, plural } from "../../../../core/messages/wording.ts";
import { html, type Part } from "../../html.ts";

export const publication = {
  counts: (issues: string, entries: string) => `${issues}, ${entries} in its history.`,
  closed: "It is closed: nothing can be added any more.",
  feed: "Follow it by a feed",
  feedTitle: (title: string) => `${title}: issues and notices`,
  badge: "A badge for your own page",
  summary: (title: string, issues: string) =>
    `${title}: ${issues}, each anchored so that any copy can be checked.`,
  issues: "Issues",
  none: "None is anchored yet.",
  unread: {
    title: "Anchored, but could not be read just now",
    lead: "They stand on the chain all the same. What they hold is listed here as soon as a store gives it back.",
    noneTitle: "Anchored, but no issue",
    noneLead: "What was anchored here was read, and is no manifest of an issue of this publication.",
    issue: (issue: Part, time: Part, entry: number) => html`${issue}, anchored ${time}, as entry ${entry}`,
    revision: (issue: Part, time: Part, entry: number) =>
      html`A revision of ${issue}, anchored ${time}, as entry ${entry}`,
    batch: (issues: string, of: number, time: Part, entry: number) =>
      html`${issues} of a batch of ${of}, anchored ${time}, as entry ${entry}; which they are, only its list
      tells:`,
    andMore: (number: number) => `and ${number} before these.`,
    counted: (issues: string) => `Not counted: ${issues} that could not be read just now.`,
    partial: "This rests on what could be read: not everything that is anchored could, just now.",
    unsure: (issues: string) =>
      `Whether a number is missing cannot be told: the labels of ${issues} could not be read just now.`,
    feedTitle: (issues: string) => `${issues} that could not be read just now`,
    feedSays: "Anchored; what it holds could not be read just now",
  },
  years: "Years",
  undatedYear: "Undated",
  undated: "Undated",
  dated: (date: Part) => html`Dated ${date} by its publisher`,
  anchored: (time: Part) => html`anchored ${time}`,
  timeline: "Claimed and anchored dates",
  timelineSays: (dated: number, undated: number) =>
    `A line for each of ${plural(dated, { one: "# issue that bears a date", other: "# issues that bear a date" }, "en")}, from the date that its publisher claims to the time when it was anchored.${undated === 0 ? "" : ` ${plural(undated, { one: "# bears none", other: "# bear none" }, "en")}.`}`,
  timelineKey: "Steep lines were anchored soon after the date that they bear; long slanted ones, long after.",
  claimedRow: "dated",
  anchoredRow: "anchored",
  spread: (shortest: string, longest: string) =>
    shortest === longest
      ? `Between the two lie ${shortest}.`
      : `Between the two lie ${shortest} at the least, ${longest} at the most.`,
  days: (days: number) => plural(days, { one: "# day", other: "# days" }, "en"),
  early: (labels: readonly string[]) =>
    `Anchored before the date that they bear: ${listWords(labels, "en")}.`,
  gaps: "Gaps",
  numbering: (missing: readonly string[], more: number) =>
    html`No issue is anchored under the
      ${missing.length === 1 && !missing[0]?.includes("–") ? "number" : "numbers"}
      <strong>${listWords(missing, "en")}</strong
      >${more === 0 ? "" : `, nor in ${plural(more, { one: "# more place", other: "# more places" }, "en")}`}.
      A gap says only that nothing was anchored: not that nothing was published.`,
  dense: (from: string, to: string) => `No number is missing from ${from} to ${to}.`,
  notNumbers:
    "The labels are not all numbers that count up, so that nobody can tell from them whether one is missing.",
  pause: (from: Part, to: Part, days: string, usual: string) =>
    html`${days} lie between ${from} and ${to}; usually it is ${usual}.`,
  notices: "Notices and revisions",
  noticeOn: (what: string, issue: Part, time: Part) => html`<strong>${what}</strong>: ${issue}, ${time}`,
  revised: "Revised",
  moreNotices: (number: number) => `and ${number} before these, each on its issue's page.`,
  endorsements: {
    title: "Endorsements",
    lead: "Each has signed which head of this history they have seen, so that nobody can show one reader another history than the next. Check the signatures yourself:",
    raw: "what they have signed",
    seen: (who: Part, upTo: number, of: number, time: Part) =>
      html`${who} has seen this history up to entry ${upTo}${upTo === of ? "" : ` of ${of}`}, ${time} by their
      own clock`,
    holds: {
      none: ".",
      manifests: ", and says that they hold every manifest.",
      full: ", and says that they hold a full copy.",
    },
    unchecked: (who: Part, upTo: number) =>
      html`${who} has signed a head after entry ${upTo}. Whether it is this history's could not be checked
      just now.`,
    more: (number: number) => `and ${plural(number, { one: "# more", other: "# more" }, "en")}.`,
    covers: (entry: number) => `Endorsed up to entry ${entry} and with it all that is about this issue, by`,
    forkTitle: "A fork: somebody has signed another history",
    fork: (who: Part, entry: number) =>
      html`${who} has signed that after entry ${entry} the head is another than this server knows.`,
    theirs: "Signed",
    ours: "Known here",
    forkMeans:
      "One of the two is not the registry's history: either they were shown another chain, or have signed what is not so, or this server was. It says nothing against any issue. Ask another node.",
    forkProved: "That the two exclude each other is proved by both signatures, in what they have signed.",
  },
  registry: "In the registry",
  number: (id: string, registry: string, chain: Part) =>
    html`number ${id} in <code>${registry}</code> on ${chain}`,
  publication: "Publication",
  registered: "Registered",
  owner: "Owner",
  domain: "Domain it names",
  head: "Head of its history",
  history: "Its whole history",
  mirror: "As one file, for auditors: it proves itself",
  issn: "ISSN",
};
