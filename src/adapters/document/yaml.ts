import { parse } from "yaml";
import { fail, reasonOf } from "../../core/errors/error.ts";

/** What `issue.yaml` or a Markdown document's front matter says of an issue. */
export interface YamlFacts {
  readonly label?: string;
  readonly title?: string;
  readonly date?: string;
  readonly creators?: readonly string[];
  readonly description?: string;
  readonly language?: string;
  readonly license?: string;
  readonly reason?: string;
}

const FIELDS = ["label", "title", "date", "description", "language", "license", "reason"] as const;
// What static site generators call the same things.
const OTHER_NAMES: Readonly<Record<string, string>> = {
  lang: "language",
  author: "creators",
  authors: "creators",
};
const FRONT_MATTER = /^\ufeff?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;

/**
 * Reads `issue.yaml`: unknown fields are refused, since a misspelt one would be left out in silence.
 *
 * @throws METADATA_INVALID
 */
export function issueFile(yaml: string, source: string): YamlFacts {
  const value = mapping(yaml, source);
  for (const field of Object.keys(value))
    if (field !== "creators" && OTHER_NAMES[field] === undefined && !FIELDS.some((known) => known === field))
      fail("METADATA_INVALID", { source, field, problem: "there is no such field" });
  return facts(value, source);
}

/** Reads the front matter of a Markdown document; other tools' fields are left alone. @throws METADATA_INVALID */
export function frontMatter(markdown: string, source: string): YamlFacts {
  const match = FRONT_MATTER.exec(markdown);
  return match?.[1] === undefined ? {} : facts(mapping(match[1], source), source);
}

/** A YAML file that holds one mapping, as it stands. @throws METADATA_INVALID */
function mapping(yaml: string, source: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    // The failsafe schema leaves every scalar as it is written: a label 1.10 must not become 1.1. Aliases could blow a
    // small file up into a huge one.
    value = parse(yaml, { schema: "failsafe", maxAliasCount: 16 });
  } catch (error) {
    fail("METADATA_INVALID", { source, field: "the file", problem: reasonOf(error) }, error);
  }
  if (value === null || value === "") return {};
  if (typeof value !== "object" || Array.isArray(value))
    fail("METADATA_INVALID", { source, field: "the file", problem: "it must be a list of fields" });
  return value as Readonly<Record<string, unknown>>;
}

function facts(value: Readonly<Record<string, unknown>>, source: string): YamlFacts {
  const found: Record<string, string | readonly string[]> = {};
  for (const [key, given] of Object.entries(value)) {
    const field = OTHER_NAMES[key] ?? key;
    if (field === "creators") found["creators"] = creators(given, source);
    else if (FIELDS.some((known) => known === field) && given !== null)
      found[field] = scalar(given, field, source);
  }
  return found;
}

function creators(given: unknown, source: string): readonly string[] {
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  return list.filter((one) => one !== null && one !== "").map((one) => scalar(one, "creators", source));
}

function scalar(given: unknown, field: string, source: string): string {
  if (typeof given === "string") return given;
  return fail("METADATA_INVALID", { source, field, problem: "it must be text" });
}
