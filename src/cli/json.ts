import { Spool, type Ticket } from "../adapters/back-catalogue/spool.ts";
import { ColophonError } from "../core/errors/error.ts";

/** Values that are written, and waited with, together. */
const TOGETHER = 256;

/** Lists that are part of a JSON document, each value out of memory until the document is written. */
export class JsonLists implements Disposable {
  readonly #spool = new Spool<readonly unknown[]>();

  list<T>(): JsonList<T> {
    return new JsonList<T>(this.#spool);
  }

  [Symbol.dispose](): void {
    this.#spool.close();
  }
}

type Values = readonly unknown[];

/** One of them. A value is what JSON can say of it from the moment that it is added. */
export class JsonList<T> {
  readonly #spool: Spool<Values>;
  readonly #tickets: Ticket[] = [];
  #waiting: T[] = [];

  constructor(spool: Spool<Values>) {
    this.#spool = spool;
  }

  /** @throws SOURCE_UNREADABLE when there is no room for it */
  add(value: T): void {
    this.#waiting.push(value);
    if (this.#waiting.length < TOGETHER) return;
    this.#tickets.push(this.#spool.add(this.#waiting));
    this.#waiting = [];
  }

  /** In the order in which they were added, many at once. */
  *chunks(): Generator<readonly unknown[]> {
    for (const ticket of this.#tickets) yield this.#spool.read(ticket);
    if (this.#waiting.length > 0) yield this.#waiting;
  }
}

/**
 * The text of a document, indented by two as `JSON.stringify` does it, in pieces: lists that wait elsewhere are never
 * whole in memory. Integers of any size are text.
 */
export function* jsonPieces(value: unknown, indent = ""): Generator<string> {
  const deeper = `${indent}  `;
  if (value instanceof JsonList) {
    let before = "[";
    for (const chunk of value.chunks()) {
      yield before + chunk.map((one) => `\n${deeper}${jsonText(one, deeper)}`).join(",");
      before = ",";
    }
    yield before === "[" ? "[]" : `\n${indent}]`;
  } else if (!holdsLists(value)) yield jsonText(value, indent);
  else if (Array.isArray(value))
    yield* enclosed(
      "[]",
      indent,
      value.map((one: unknown) => ["", one]),
    );
  else {
    const said = Object.entries(value).filter(([, one]) => one !== undefined);
    yield* enclosed(
      "{}",
      indent,
      said.map(([key, one]) => [`${JSON.stringify(key)}: `, one]),
    );
  }
}

function* enclosed(
  [open = "", close = ""]: string,
  indent: string,
  values: Iterable<readonly [string, unknown]>,
): Generator<string> {
  let before = open;
  for (const [name, one] of values) {
    yield `${before}\n${indent}  ${name}`;
    yield* jsonPieces(one, `${indent}  `);
    before = ",";
  }
  yield `\n${indent}${close}`;
}

function holdsLists(value: unknown): value is object {
  if (typeof value !== "object" || value === null || value instanceof ColophonError) return false;
  return Object.values(value).some((one) => one instanceof JsonList || holdsLists(one));
}

function jsonText(value: unknown, indent: string): string {
  return JSON.stringify(value, plainValues, 2).replaceAll("\n", `\n${indent}`);
}

function plainValues(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  return value instanceof ColophonError ? value.toJSON() : value;
}
