const UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

/** `bytes(1_234_567)` is "1.2 MB". */
export function bytes(count: number): string {
  let value = count;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)} ${UNITS[unit] ?? ""}`;
}

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
