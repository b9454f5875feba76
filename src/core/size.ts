const UNITS = ["KiB", "MiB", "GiB", "TiB"] as const;

/** For people, in powers of 1024: `sizeText(18312)` is "17.9 KiB", `sizeText(1)` is "1 byte". */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} ${bytes === 1 ? "byte" : "bytes"}`;
  let value = bytes / 1024;
  let unit = 0;
  // 1023.95 and more would be written as 1024.0 of the smaller unit.
  while (value >= 1023.95 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value.toFixed(1)} ${UNITS[unit] ?? ""}`;
}

/** The same with the exact number: `exactSizeText(18312)` is "17.9 KiB, 18,312 bytes". */
export function exactSizeText(bytes: number): string {
  const exact = `${bytes.toLocaleString("en")} ${bytes === 1 ? "byte" : "bytes"}`;
  return bytes < 1024 ? exact : `${sizeText(bytes)}, ${exact}`;
}
