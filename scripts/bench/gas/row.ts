/** One call of one registry, as measured. */
export interface Row {
  readonly registry: string;
  readonly call: string;
  /** Gas of the whole transaction. */
  readonly gas: number;
  /** How many issues the call records. */
  readonly issues: number;
  readonly writer: string;
  /** What ours records with an issue, and this call does not. */
  readonly without: string;
}

/** Gas for each issue, to a tenth where it is small. */
export function perIssue({ gas, issues }: Row): number {
  const each = gas / issues;
  return each < 1000 ? Math.round(each * 10) / 10 : Math.round(each);
}

/** How many times the gas per issue of our own `anchor`, which is the first row. */
export function ratio(row: Row, rows: readonly Row[]): number {
  const anchor = rows[0];
  if (anchor === undefined) throw new Error("nothing was measured");
  return row.gas / row.issues / anchor.gas;
}
