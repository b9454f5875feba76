/** A table whose columns line up: `table([["41", "final"], ["42", "mined"]])`. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, i) => Math.max(widest[i] ?? 0, cell.length)),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/** `ether(1_500_000_000_000_000n)` is "0.0015": wei to ether, without trailing zeros. */
export function ether(wei: bigint): string {
  const text = wei.toString().padStart(19, "0");
  const fraction = text.slice(-18).replace(/0+$/, "");
  return fraction === "" ? text.slice(0, -18) : `${text.slice(0, -18)}.${fraction}`;
}
