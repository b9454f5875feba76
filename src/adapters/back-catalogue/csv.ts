/**
 * RFC 4180, and line feeds alone as row ends: rows of fields, quotes taken off. A quote within an unquoted field is
 * text; a quoted field without an end takes the rest of the file.
 */
export function* csvRows(text: string): Generator<readonly string[]> {
  let row: string[] = [];
  let at = text.startsWith("\ufeff") ? 1 : 0;
  while (at < text.length) {
    const { field, end } = text[at] === '"' ? quoted(text, at) : plain(text, at);
    row.push(field);
    at = end + 1;
    if (text[end] === ",") {
      if (at === text.length) row.push("");
      continue;
    }
    if (text[end] === "\r" && text[at] === "\n") at++;
    yield row;
    row = [];
  }
  if (row.length > 0) yield row;
}

interface Field {
  readonly field: string;
  /** Where the comma or the row's end stands. */
  readonly end: number;
}

const DELIMITER = /[,\r\n]/g;

function plain(text: string, from: number): Field {
  DELIMITER.lastIndex = from;
  const end = DELIMITER.exec(text)?.index ?? text.length;
  return { field: text.slice(from, end), end };
}

function quoted(text: string, from: number): Field {
  let field = "";
  for (let start = from + 1; ;) {
    const quote = text.indexOf('"', start);
    if (quote === -1) return { field: field + text.slice(start), end: text.length };
    field += text.slice(start, quote);
    if (text[quote + 1] === '"') {
      field += '"';
      start = quote + 2;
      continue;
    }
    const rest = plain(text, quote + 1);
    return { field: field + rest.field, end: rest.end };
  }
}

/** Rows as records, by the names in the first row (in lower case); a short row has no more fields. */
export function* csvRecords(text: string): Generator<ReadonlyMap<string, string>> {
  let names: readonly string[] | undefined;
  for (const row of csvRows(text)) {
    if (names === undefined) names = row.map((name) => name.trim().toLowerCase());
    else if (row.length > 1 || row[0] !== "")
      yield new Map(row.map((field, i) => [names?.[i] ?? `column ${i}`, field]));
  }
}
