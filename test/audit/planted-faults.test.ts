import * as prettier from "prettier";
import { expect, test } from "vitest";
import { archiveRows } from "./table/archives.ts";
import { endorsementRows } from "./table/endorsements.ts";
import { mirrorRows } from "./table/mirrors.ts";
import { monitorRows } from "./table/monitor.ts";
import type { Row } from "./table/row.ts";
import { storeRows } from "./table/stores.ts";

const PAGE = "../../docs/planted-faults.md";

const INTRODUCTION = `# Planted frauds and faults

What the auditor's commands find when it is put there on purpose: each line is planted in an archive of its own, and this
page is what came of it, written by \`test/audit/planted-faults.test.ts\`. That nothing is found where nothing is wrong is
shown by the 1,000 random histories of \`test/audit/random-histories.test.ts\`. What the names and grades mean is in
[audit.md](audit.md#faults), [endorsements.md](endorsements.md) and [monitor.md](monitor.md); a fault ends in exit status 1,
what is \`unasked\` in 3.`;

function part(title: string, rows: readonly Row[]): string {
  const line = ({ planted, found, named, grade }: Row) =>
    `| ${planted} | \`${found}\` | ${named} | ${grade} |`;
  return [
    `## ${title}`,
    "",
    "| planted | found as | named | grade |",
    "| --- | --- | --- | --- |",
    ...rows.map(line),
  ].join("\n");
}

test("every planted fraud and fault is found, named and graded as docs/planted-faults.md says", async () => {
  const parts: readonly (readonly [string, readonly Row[]])[] = [
    ["In logs, records, documents and copies", await archiveRows()],
    ["In mirrors, and in logs beside them", await mirrorRows()],
    ["In stores that lie", await storeRows()],
    ["In endorsements", await endorsementRows()],
    ["Between two looks of the monitor", await monitorRows()],
  ];
  const rows = parts.flatMap(([, of]) => of);
  expect(rows.map(({ planted, grade }) => (grade === "" ? planted : ""))).toEqual(rows.map(() => ""));
  const text = [INTRODUCTION, ...parts.map(([title, of]) => part(`${title} (${of.length})`, of))].join(
    "\n\n",
  );
  const options = await prettier.resolveConfig(new URL(PAGE, import.meta.url));
  await expect(await prettier.format(text, { ...options, parser: "markdown" })).toMatchFileSnapshot(PAGE);
});
