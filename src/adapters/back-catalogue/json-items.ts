import { JSONParser, TokenType } from "@streamparser/json";
import { reasonOf } from "../../core/errors/error.ts";

/** Where an item was found: `["db", 0, "data", "posts", 7]`. */
export type JsonPath = readonly (string | number)[];

export interface JsonReader {
  /** Each value at one of the paths, whole, in the order of the text. */
  item(path: JsonPath, value: unknown): void;
  /** Told that there is a list at a path, also when it is empty. */
  list?(path: JsonPath): void;
}

/**
 * Reads JSON as it comes and holds no more than one item of it. Paths are as the library writes them:
 * `$.db.*.data.posts.*`. Rejects with the library's error where the text is no JSON.
 */
export async function readJson(
  pieces: AsyncIterable<string>,
  paths: readonly string[],
  reader: JsonReader,
): Promise<void> {
  const parser = new JSONParser({ paths: [...paths], keepStack: false });
  const trail = new Trail((path) => reader.list?.(path));
  parser.onToken = ({ token, value }) => trail.take(token, value);
  parser.onValue = ({ value, key, stack }) => {
    const above = stack.slice(1).map((one) => one.key ?? "");
    reader.item([...above, key ?? ""], value);
  };
  for await (const piece of pieces) if (piece !== "") parser.write(piece);
  if (!parser.isEnded) parser.end();
}

/** The same problem in one line, whichever part of the library noticed it. */
export function jsonProblem(error: unknown): string {
  return reasonOf(error).replace(/\s+/g, " ").slice(0, 200);
}

/** Follows where in the text a list begins: an empty one has no items that would tell of it. */
class Trail {
  readonly #lists: (path: JsonPath) => void;
  readonly #path: (string | number)[] = [];
  #text = "";

  constructor(lists: (path: JsonPath) => void) {
    this.#lists = lists;
  }

  take(token: TokenType, value: unknown): void {
    const last = this.#path.length - 1;
    const at = this.#path[last];
    if (token === TokenType.STRING) this.#text = String(value);
    else if (token === TokenType.COLON) this.#path[last] = this.#text;
    else if (token === TokenType.COMMA && typeof at === "number") this.#path[last] = at + 1;
    else if (token === TokenType.LEFT_BRACKET) {
      this.#lists([...this.#path]);
      this.#path.push(0);
    } else if (token === TokenType.LEFT_BRACE) this.#path.push("");
    else if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) this.#path.pop();
  }
}
