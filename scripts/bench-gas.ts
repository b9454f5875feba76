/**
 * `npm run bench:gas`: what recording an issue costs, here and in other registries, on one chain in one run. All are
 * compiled by the same compiler with the same settings, but for DocumentStore, whose package has no sources.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { BenchChain } from "./bench/gas/chain.ts";
import { colophon } from "./bench/gas/ours.ts";
import { documentStore, eas, tutorials } from "./bench/gas/peers.ts";
import { perIssue, ratio, type Row } from "./bench/gas/row.ts";
import { table } from "./bench/gas/table.ts";

const DOCUMENT = new URL("../docs/adr/0006-gas.md", import.meta.url);
const HELP = `usage: npm run bench:gas -- [--short] [--json] [--write]

  --short   our registry, the bare mapping and the tutorial's only: nothing large to compile
  --json    the figures as JSON
  --write   put the table into docs/adr/0006-gas.md

Gas of whole transactions. "x anchor": gas per issue, divided by that of our anchor.
`;

const { values } = parseArgs({
  options: {
    help: { type: "boolean", default: false },
    short: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else {
  const rows = await measured(values.short);
  if (values.json)
    console.log(
      JSON.stringify(
        rows.map((row) => full(row, rows)),
        null,
        2,
      ),
    );
  else console.log(table(rows));
  if (values.write) write(table(rows));
}

/** All registries on one chain, one after the other. */
async function measured(short: boolean): Promise<readonly Row[]> {
  const chain = await BenchChain.start();
  try {
    const peers = short ? [tutorials] : [eas, documentStore, tutorials];
    const rows: Row[] = [];
    for (const measure of [colophon, ...peers]) rows.push(...(await measure(chain)));
    return rows;
  } finally {
    await chain.close();
  }
}

function full(row: Row, rows: readonly Row[]): object {
  return { ...row, perIssue: perIssue(row), timesAnchor: ratio(row, rows) };
}

function write(lines: string): void {
  const text = readFileSync(DOCUMENT, "utf8");
  const marked = /(<!-- bench:gas -->)[^]*?(<!-- \/bench:gas -->)/;
  const written = text.replace(marked, (_, start: string, end: string) => `${start}\n\n${lines}\n\n${end}`);
  writeFileSync(DOCUMENT, written);
}
