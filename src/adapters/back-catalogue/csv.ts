/**
 * RFC 4180, and line feeds alone as row ends: rows of fields, quotes taken off. A quote within an unquoted field is
 * text; a quoted field without an end takes the rest of the file.
 */
export function* csvRows(text: string): Generator<readonly string[]> {
  const rows = new CsvRows();
  yield* rows.write(text);
  yield* rows.end();
}

/** The same for a text that comes in pieces; holds one row. */
export class CsvRows {
  #text = "";
  #isFirst = true;
  #fields: number | undefined;
  /** After the end: the text ended within quotes, or within a row that has fewer fields than the first one. */
  isCut = false;

  /** The rows that end within what has come. */
  *write(piece: string): Generator<readonly string[]> {
    this.#text += piece;
    if (this.#isFirst && this.#text !== "") {
      if (this.#text.startsWith("\ufeff")) this.#text = this.#text.slice(1);
      this.#isFirst = false;
    }
    let at = 0;
    for (;;) {
      const found = rowAt(this.#text, at);
      // What follows the last character may change what it means: a second quote, the line feed after a return.
      if (found === undefined || found.next >= this.#text.length) break;
      this.#fields ??= found.row.length;
      yield found.row;
      at = found.next;
    }
    this.#text = this.#text.slice(at);
  }

  *end(): Generator<readonly string[]> {
    for (let at = 0; at < this.#text.length;) {
      const found = rowAt(this.#text, at);
      if (found === undefined) {
        const { row, isOpen } = lastRow(this.#text, at);
        this.isCut = isOpen || row.length < (this.#fields ?? 0);
        yield row;
        return;
      }
      this.#fields ??= found.row.length;
      yield found.row;
      at = found.next;
    }
  }

  /** Characters that are held. */
  get held(): number {
    return this.#text.length;
  }
}

/** The row that begins there, and where the next one does; undefined when the text ends within it. */
function rowAt(text: string, from: number): { row: readonly string[]; next: number } | undefined {
  const row: string[] = [];
  for (let at = from; ;) {
    const { field, end } = text[at] === '"' ? quoted(text, at) : plain(text, at);
    if (end >= text.length) return undefined;
    row.push(field);
    at = end + 1;
    if (text[end] === ",") continue;
    return { row, next: text[end] === "\r" && text[at] === "\n" ? at + 1 : at };
  }
}

/** A row that the end of the text ends. */
function lastRow(text: string, from: number): { row: readonly string[]; isOpen: boolean } {
  const row: string[] = [];
  for (let at = from; ;) {
    const { field, end, isOpen = false } = text[at] === '"' ? quoted(text, at) : plain(text, at);
    row.push(field);
    if (end >= text.length) return { row, isOpen };
    at = end + 1;
  }
}

interface Field {
  readonly field: string;
  /** Where the comma or the row's end stands. */
  readonly end: number;
  /** The quote that ends it is missing. */
  readonly isOpen?: boolean;
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
    if (quote === -1) return { field: field + text.slice(start), end: text.length, isOpen: true };
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

/** A row as a record. */
export type CsvRecord = ReadonlyMap<string, string>;

/** Rows as records, by the names in the first row (in lower case); a short row has no more fields, an empty one none. */
export function csvRecorder(): (row: readonly string[]) => CsvRecord | undefined {
  let names: readonly string[] | undefined;
  return (row) => {
    if (names === undefined) {
      names = row.map((name) => name.trim().toLowerCase());
      return undefined;
    }
    if (row.length <= 1 && row[0] === "") return undefined;
    return new Map(row.map((field, i) => [names?.[i] ?? `column ${i}`, field]));
  };
}
