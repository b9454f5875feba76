import { parse as parseToml, TomlDate } from "smol-toml";
import { parse as parseYaml } from "yaml";
import { reasonOf } from "../../core/errors/error.ts";
import type { Problem } from "./issue.ts";

export interface FrontMatter {
  /** Keys in lower case; a value is text, a list, or a mapping with values of the same kinds. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly problems: readonly Problem[];
}

const YAML = /^---[ \t]*\r?\n([\s\S]*?)(?:\r?\n)?^---[ \t]*$/m;
const TOML = /^\+\+\+[ \t]*\r?\n([\s\S]*?)(?:\r?\n)?^\+\+\+[ \t]*$/m;
const DEEPEST = 32;

/**
 * What a post says of itself before its text: between `---` (YAML), between `+++` (TOML), as a JSON object, or as
 * Pelican's `Title: ...` lines up to the first empty one. Undefined when it starts otherwise.
 */
export function frontMatterOf(text: string): FrontMatter | undefined {
  const start = text.replace(/^\ufeff/, "");
  if (/^---[ \t]*\r?\n/.test(start)) return parsed(YAML.exec(start)?.[1], yaml);
  if (/^\+\+\+[ \t]*\r?\n/.test(start)) return parsed(TOML.exec(start)?.[1], toml);
  if (/^\{\s*["}]/.test(start)) return parsed(jsonObject(start), (source) => JSON.parse(source) as unknown);
  return pelican(start);
}

function parsed(source: string | undefined, read: (source: string) => unknown): FrontMatter {
  if (source === undefined) return unreadable("it has no end");
  let value: unknown;
  try {
    value = read(source);
  } catch (error) {
    return unreadable(reasonOf(error));
  }
  if (value === null || value === "") return { fields: {}, problems: [] };
  if (!isMapping(value)) return unreadable("it is no list of fields");
  const entries = Object.entries(value).map(([key, one]) => [key.toLowerCase(), one] as const);
  return { fields: Object.fromEntries(entries), problems: [] };
}

function unreadable(why: string): FrontMatter {
  return { fields: {}, problems: [{ code: "field-unreadable", detail: `the front matter: ${why}` }] };
}

// The failsafe schema leaves every scalar as it is written; aliases could blow a small file up into a huge one.
function yaml(source: string): unknown {
  return parseYaml(source, { schema: "failsafe", maxAliasCount: 16 });
}

function toml(source: string): unknown {
  return parseToml(source, { maxDepth: DEEPEST, unsafeKeyBehaviour: "drop" });
}

/** From the first brace to the one that closes it. */
function jsonObject(text: string): string | undefined {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === "\\") i++;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === "{" || c === "[") depth++;
    else if ((c === "}" || c === "]") && --depth === 0) return text.slice(0, i + 1);
  }
  return undefined;
}

/** Python-Markdown's metadata: `Key: value`, continued by indented lines. Only what has a title is taken for it. */
function pelican(text: string): FrontMatter | undefined {
  const fields = new Map<string, string>();
  let last: string | undefined;
  for (const line of text.split(/\r?\n/, 200)) {
    const match = /^([A-Za-z][A-Za-z0-9_-]{0,40}):(?:[ \t]+(.*))?$/.exec(line);
    if (match !== null) {
      last = (match[1] ?? "").toLowerCase();
      fields.set(last, (match[2] ?? "").trim());
    } else if (last !== undefined && /^\s{4,}\S/.test(line))
      fields.set(last, `${fields.get(last) ?? ""} ${line.trim()}`.trim());
    else break;
  }
  return fields.has("title") ? { fields: Object.fromEntries(fields), problems: [] } : undefined;
}

/** A field's text; TOML's dates as they are written, numbers and truth values as JSON writes them. */
export function textField(value: unknown): string | undefined {
  if (typeof value === "string") return value.trim() === "" ? undefined : value.trim();
  if (value instanceof TomlDate) return value.toISOString();
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return undefined;
}

/** A field's texts: a list, one text, or what each entry of a list calls its `name`. */
export function textsField(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((one) => {
    const text = textField(one) ?? (isMapping(one) ? textField(one["name"]) : undefined);
    return text === undefined ? [] : [text];
  });
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof TomlDate);
}
