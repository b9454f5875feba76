import { fileURLToPath } from "node:url";
import { listSource } from "../../../src/adapters/disk/source.ts";
import { claimsOf } from "../../../src/adapters/document/claims.ts";
import type { LeftOut, SourceIssue } from "../../../src/adapters/back-catalogue/issue.ts";
import { type BackCatalogueOptions, openBackCatalogue } from "../../../src/adapters/back-catalogue/open.ts";
import type { SourceFile } from "../../../src/core/ports.ts";

/** A back catalogue written for the tests: `fixture("hugo")`. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
}

export interface Read {
  readonly issues: readonly SourceIssue[];
  readonly leftOut: readonly LeftOut[];
  /** By label, the files of an issue by path. */
  readonly files: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Reads a whole back catalogue through the adapters that the command uses; every file is read as it comes. */
export async function read(source: string, options: Partial<BackCatalogueOptions> = {}): Promise<Read> {
  const leftOut: LeftOut[] = [];
  const issues: SourceIssue[] = [];
  const files = new Map<string, ReadonlyMap<string, string>>();
  const all = {
    list: listSource,
    claims: claimsOf,
    leftOut: (item: LeftOut) => void leftOut.push(item),
    ...options,
  };
  for await (const issue of openBackCatalogue(source, all)) {
    issues.push(issue);
    const texts = new Map<string, string>();
    for (const file of issue.files) texts.set(file.path, (await bytesOf(file)).toString("latin1"));
    files.set(issue.label, texts);
  }
  return { issues, leftOut, files };
}

async function bytesOf(file: SourceFile): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.read()) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (bytes.length !== file.size)
    throw new RangeError(`${file.path}: ${bytes.length} bytes, not ${file.size}`);
  return bytes;
}

/** Issues as one line each: `label | title | date | paths`. */
export function table({ issues }: Read): string[] {
  return issues.map(({ label, title, date, files }) =>
    [label, title, date ?? "-", files.map((file) => file.path).join(" ")].join(" | "),
  );
}

/** What was left out, as `where: reason`. */
export function told({ leftOut }: Read): string[] {
  return leftOut.map(({ origin, reason }) => `${origin.item ?? origin.at}: ${reason}`);
}

/** The problems of one issue, by their codes. */
export function codes({ issues }: Read, label: string): string[] {
  return issues.find((issue) => issue.label === label)?.problems.map((problem) => problem.code) ?? [];
}

/** What one issue does not cover. */
export function remote({ issues }: Read, label: string): string[] {
  return (
    issues
      .find((issue) => issue.label === label)
      ?.notCovered.map((one) => `${one.from} ${one.as} ${one.url}`) ?? []
  );
}
