import { openJournal } from "../../adapters/journal/journal.ts";
import { counted } from "../../core/plural.ts";
import { marksOf } from "../../verify/marks.ts";
import { minute } from "../../verify/wording.ts";
import { openReading, type Reading } from "../compose.ts";
import { dataPath, findArchive } from "../config.ts";
import { cut, table } from "../format.ts";
import { widthOf } from "../width.ts";
import { isAuditOverdue, lastAudit } from "../last-audit.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output, paint } from "../output.ts";
import { nodesReport, showNodes } from "../show-nodes.ts";

/** `colophon status` */
export async function status(options: CommonOptions): Promise<number> {
  const output = createOutput(options.json);
  const place = findArchive(options.archive);
  await using reading = await openReading(place);
  await reading.archive.refresh();
  const found = await collect(reading);
  if (output.json) output.document(found);
  output.line(`${paint("bold", "Archive")}   ${place.folder}`);
  output.line(`Chain     ${found.chain} at ${reading.chain.node}, final up to block ${found.finalBlock}`);
  showNodes(found.nodes, output, "          ");
  output.line(`Registry  ${found.registry}`);
  output.line(`Stores    ${found.stores.join(", ")}`);
  output.line(`Audited   ${auditText(found)}`);
  for (const publication of found.publications) {
    output.line();
    output.line(`${paint("bold", publication.title)}  ${nameOf(publication)}`);
    for (const line of issueLines(publication.issues, output)) output.line(`  ${line}`);
  }
  if (found.unfinished.length > 0) {
    output.line();
    output.line(
      paint("yellow", `${found.unfinished.length} unfinished; run the same command again to go on:`),
    );
    for (const job of found.unfinished) output.line(`  ${job.step.padEnd(10)} ${wordsOf(job)}`);
  }
  return 0;
}

const OUTCOMES = {
  clean: "nothing wrong",
  faults: paint("red", "faults found"),
  unasked: paint("yellow", "not everything could be asked"),
} as const;

function auditText({ lastAudit: last, auditOverdue }: Found): string {
  const due = auditOverdue === true ? paint("yellow", "; overdue: run colophon audit") : "";
  if (last === undefined) return `never${due}`;
  const how = last.kind === "full" ? "in full" : "by sample";
  return `${minute(Date.parse(last.at) / 1000)}, ${how}: ${OUTCOMES[last.outcome]}${due}`;
}

type Found = Awaited<ReturnType<typeof collect>>;
type Issue = Found["publications"][number]["issues"][number];

const SHOWN_ISSUES = 20;
const DIGEST_AT = 4;
const INDENT = 2;

/** On a terminal the newest ones, each in one line; a file or a pipe gets all of all. */
function issueLines(issues: readonly Issue[], output: Output): readonly string[] {
  const { columns } = process.stdout;
  if (output.json || columns === undefined) return table(issues.map(issueRow));
  const newest = issues.toSorted((one, other) => one.anchoredAt - other.anchoredAt).slice(-SHOWN_ISSUES);
  const earlier = issues.length - newest.length;
  const rows = newest.map(issueRow);
  const room = columns - INDENT;
  const whole = table(rows);
  const lines = whole.every((line) => widthOf(line) <= room)
    ? whole
    : table(rows.map((row) => row.toSpliced(DIGEST_AT, 1))).map((line) => cut(line, room));
  return [
    ...(earlier > 0 ? [`${counted(earlier, "earlier issue")}: a pipe or --json gets all`] : []),
    ...lines,
  ];
}

/** `anchor issue 95 of publication 4`; what a journal's key says is for programs. */
function wordsOf({ action, publication, label, key }: Found["unfinished"][number]): string {
  const of = publication === undefined ? "" : ` of publication ${publication}`;
  return label === undefined
    ? `${action}${of}: ${key.split(":").at(-1) ?? ""}`
    : `${action} issue ${label}${of}`;
}

function nameOf({ name, id, issues, entries, closed }: Found["publications"][number]): string {
  const named = name === undefined ? "" : `--publication ${name}, `;
  const count = `${counted(issues.length, "issue")}, ${counted(entries, "entry", "entries")}`;
  return `(${named}number ${id}, ${count}${closed ? ", closed" : ""})`;
}

function issueRow(issue: Issue): readonly string[] {
  const { label, revision, anchoredAt, standing, digest, title } = issue;
  return [label, `rev ${revision}`, minute(anchoredAt), standing, digest, title];
}

async function collect(reading: Reading) {
  const { archive, place, registry, stores } = reading;
  const publications = [];
  const last = lastAudit(place.folder);
  for (const { id, title, state } of await archive.publications()) {
    const listed = await archive.issues(id);
    const marks = marksOf(await archive.entries(id), listed);
    const issues = listed.map(({ label, revision, title, manifest, time, content }) => {
      const standing = marks.get(manifest) ?? "current";
      return { label, revision, title, digest: manifest, contentCid: content, anchoredAt: time, standing };
    });
    const { entries, head, closed } = state;
    const name = place.config.publications.find((one) => one.id === id)?.name;
    publications.push({ id, ...(name === undefined ? {} : { name }), title, entries, head, closed, issues });
  }
  const finalBlock = (await archive.finalBlock()).number;
  const nodes = nodesReport(archive.nodes?.(), reading.nodes());
  return {
    archive: place.folder,
    chain: reading.chainId,
    finalBlock,
    ...(nodes === undefined ? {} : { nodes }),
    registry: registry.address,
    stores: stores.map((store) => store.id),
    lastAudit: last,
    auditOverdue: isAuditOverdue(place.config.policy.auditEvery, last, Date.now()),
    publications,
    unfinished: unfinished(place.folder),
  };
}

function unfinished(folder: string) {
  const journal = openJournal(dataPath(folder, "journal.sqlite"));
  try {
    return journal.unfinished().map(({ key, step, action }) => ({
      ...{ key, step, action: action.kind },
      ...("publication" in action ? { publication: action.publication } : {}),
      ...("label" in action ? { label: action.label } : {}),
    }));
  } finally {
    journal.close();
  }
}
