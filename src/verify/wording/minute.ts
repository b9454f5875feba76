/** `minute(1574756100)` is "2019-11-26 08:15 UTC": a block's time is known no finer. */
export function minute(seconds: unknown): string {
  const at = new Date(Number(seconds) * 1000);
  return Number.isNaN(at.getTime())
    ? "at an unknown time"
    : `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
