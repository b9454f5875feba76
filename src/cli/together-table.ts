import { sizeText } from "../core/size.ts";
import { cut, table } from "./format.ts";
import { widthOf } from "./width.ts";
import { plain } from "./plain.ts";

/** What a dry run over many issues says of one of them. */
export interface TogetherRow {
  readonly label: string;
  readonly title: string;
  readonly date?: string;
  readonly files: number;
  readonly bytes: number;
  readonly notCovered: number;
  /** By their codes, each once. */
  readonly problems: readonly string[];
  readonly standing: string;
  readonly digest: string;
  /** Where it comes from. */
  readonly from: string;
}

const LONGEST_TITLE = 48;
const SHORTEST_TITLE = 12;
const LONGEST_NOTES = 26;
const LONGEST_LABEL = 24;
const DAY = "2019-11-26".length;
const GAP = 2;

/**
 * A line for each issue, below a line of headings. Where the columns of a terminal do not hold all that there is to say,
 * what a person checks is left: label, title, day, what stands under the label and what is to be looked at.
 */
export function togetherTable(rows: readonly TogetherRow[], columns: number | undefined): readonly string[] {
  const whole = table([WHOLE, ...rows.map(wholeRow)]);
  if (columns === undefined || whole.every((line) => widthOf(line) <= columns)) return whole;
  const narrow = rows.map(narrowRow);
  const taken = [0, 2, 3, 4].map((at) =>
    Math.max(...[NARROW, ...narrow].map((row) => widthOf(row[at] ?? ""))),
  );
  const title = columns - taken.reduce((sum, width) => sum + width + GAP, 0);
  const cells = [NARROW, ...narrow].map((row) =>
    row.with(1, cut(row[1] ?? "", Math.max(SHORTEST_TITLE, title))),
  );
  return [
    ...table(cells).map((line) => cut(line, columns)),
    "Cut to fit this terminal: a file or a pipe gets size, digest and origin too.",
  ];
}

const WHOLE = [
  "label",
  "title",
  "date",
  "files",
  "size",
  "not covered",
  "problems",
  "standing",
  "digest",
  "from",
];

function wholeRow({
  label,
  date,
  files,
  bytes,
  notCovered,
  problems,
  ...rest
}: TogetherRow): readonly string[] {
  const { title, standing, digest, from } = rest;
  const codes = problems.length === 0 ? "-" : problems.join(" ");
  const numbers = [String(files), sizeText(bytes), String(notCovered)];
  return [
    label,
    plain(cut(title, LONGEST_TITLE)),
    date ?? "-",
    ...numbers,
    codes,
    standing,
    digest,
    plain(from),
  ];
}

const NARROW = ["label", "title", "date", "standing", "to look at"];

function narrowRow({ label, title, date, standing, notCovered, problems }: TogetherRow): readonly string[] {
  const notes = [...(notCovered > 0 ? [`${notCovered} not covered`] : []), ...problems].join(", ");
  const day = date?.slice(0, DAY) ?? "-";
  // `other` for `other content stands`: the lines below the table say the whole of it.
  const [stands = ""] = standing.split(" ");
  return [cut(label, LONGEST_LABEL), plain(title), day, stands, cut(notes, LONGEST_NOTES)];
}
