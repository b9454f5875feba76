import type { CataloguedIssue, Placement } from "../../core/ports.ts";

/** A row as SQLite gives it; only this program's own columns and types are in it (STRICT tables). */
type Row = Readonly<Record<string, unknown>>;

export const PLACEMENT_COLUMNS = "manifest, publication, label, revision, path, sha256, size";
export const ISSUE_COLUMNS =
  'manifest, content, publication, label, revision, title, date, entry, time, transaction_hash AS "transaction", block';

export function placementOf(row: Row): Placement {
  return { ...row } as unknown as Placement;
}

export function issueOf({ date, transaction, ...row }: Row): CataloguedIssue {
  const known = { ...(date === null ? {} : { date }), ...(transaction === null ? {} : { transaction }) };
  return { ...row, ...known } as unknown as CataloguedIssue;
}

/** What two copies of a file are likely to share: the last part of the path, in one letter case. */
export function nameOf(path: string): string {
  return path
    .slice(path.lastIndexOf("/") + 1)
    .toLowerCase()
    .normalize("NFC");
}
