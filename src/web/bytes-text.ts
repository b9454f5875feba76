/** `bytesText(18312)` is "17.9 KiB, 18,312 bytes". */
export function bytesText(size: number): string {
  const exact = `${size.toLocaleString("en")} ${size === 1 ? "byte" : "bytes"}`;
  if (size < 1024) return exact;
  const power = Math.min(3, Math.floor(Math.log2(size) / 10));
  return `${(size / 1024 ** power).toFixed(1)} ${["", "KiB", "MiB", "GiB"][power] ?? ""}, ${exact}`;
}
