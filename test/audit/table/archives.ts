import { expect } from "vitest";
import { type Auditing, auditExit } from "../../../src/audit/audit.ts";
import { MEANINGS } from "../../../src/audit/meanings.ts";
import { type AuditReport, type Fault, faultsOf } from "../../../src/audit/report.ts";
import { audited } from "../../support/audit.ts";
import type { ModelArchive } from "../../support/model-archive.ts";
import { plantedIn, scene } from "../planted.ts";
import type { Row } from "./row.ts";

/** Everything of planted.ts, each in an archive of its own. */
export async function archiveRows(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const name of Object.keys(plantedIn(await scene()))) {
    const archive = await scene();
    const planted = plantedIn(archive)[name] ?? expect.unreachable(name);
    await planted.plant();
    rows.push(rowOf(name, await audited(archive.model), planted.finds));
  }
  const { model, letter } = await scene();
  const profile = model.profile({ title: "The Letter", domain: "tidewater.press" });
  model.call(letter, { do: "setProfile", profile });
  const askDomain = async () => ({ standing: "unanswered" }) as const;
  const finds = { fault: "domain-unanswered" };
  rows.push(await auditedRow("a domain that does not answer", model, { finds, askDomain }));
  return rows;
}

/** What an audit of that archive finds, as a row. */
export async function auditedRow(
  planted: string,
  model: ModelArchive,
  { finds, ...change }: { readonly finds: object } & Partial<Auditing>,
): Promise<Row> {
  return rowOf(planted, await audited(model, change), finds);
}

/** The fault that is looked for, which has to be there. */
function rowOf(planted: string, report: AuditReport, finds: object): Row {
  const faults = faultsOf(report);
  expect(faults, planted).toContainEqual(expect.objectContaining(finds));
  const fault = faults.find((one) => matches(one, finds)) ?? expect.unreachable(planted);
  const { grade } = MEANINGS[fault.fault];
  expect(auditExit(report), planted).toBeOneOf(grade === "unasked" ? [1, 3] : [1]);
  return { planted, found: fault.fault, named: namedIn(fault), grade };
}

function matches(fault: Fault, finds: object): boolean {
  const said = new Map(Object.entries(fault));
  return Object.entries(finds).every(([key, value]) => said.get(key) === value);
}

/** What a fault points at; what its sentence alone says is not counted. */
function namedIn({ entry, label, store, node, mirror, digest }: Fault): string {
  const parts = [
    ...(entry === undefined ? [] : [`entry ${entry}`]),
    ...(label === undefined ? [] : [`issue ${label}`]),
    ...(store === undefined ? [] : [`store ${store}`]),
    ...(node === undefined ? [] : ["the node"]),
    ...(mirror === undefined ? [] : ["the mirror"]),
    ...(label === undefined && digest !== undefined ? ["the digest"] : []),
  ];
  return parts.join(", ");
}
