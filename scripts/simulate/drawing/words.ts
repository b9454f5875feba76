/** `1 in 1,300`, to two digits; small chances of anything else decide long before a billion. */
export function chanceText(chance: number): string {
  if (chance <= 0) return "never";
  if (chance < 1e-9) return "below 1 in a billion";
  if (chance > 0.999) return "nearly certain";
  if (chance > 0.5) return `${(chance * 100).toFixed(chance > 0.985 ? 1 : 0)} %`;
  return `1 in ${rounded(1 / chance).toLocaleString("en")}`;
}

function rounded(number: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(number)) - 1);
  return Math.round(number / unit) * unit;
}

/** `7 days`, `1 year`, `2.5 hours`: in the unit that suits. */
export function durationText(years: number): string {
  const days = years * 365;
  if (days < 1) return counted(days * 24, "hour");
  if (days < 365) return counted(days, "day");
  return counted(years, "year");
}

function counted(number: number, one: string): string {
  const shown = Number(number.toFixed(number < 10 ? 1 : 0));
  return `${shown.toLocaleString("en")} ${one}${shown === 1 ? "" : "s"}`;
}
