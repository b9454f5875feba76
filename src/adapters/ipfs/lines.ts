export type Fields = Readonly<Record<string, unknown>>;

/** The answers that are one JSON value a line; lines that are none are left out, and then nothing is confirmed. */
export function linesOf(text: string): unknown[] {
  return text.split("\n").flatMap((line) => (line.trim() === "" ? [] : (parsed(line) ?? [])));
}

/** The JSON value, or undefined for what is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The members of an object; none of anything else. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

/** The strings of a list; none of anything else. */
export function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}
