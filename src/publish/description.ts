import { isClaimedDate } from "../core/date.ts";
import { fail } from "../core/errors/error.ts";
import { parseLabel } from "../core/label.ts";
import { LANGUAGE } from "../core/language.ts";
import type { IssueDescription } from "../core/manifest/manifest.ts";
import { proseProblem, textProblem } from "../core/text.ts";

/** What one source (issue.yaml, the document, the flags) says of an issue; all of it text as it was found. */
export interface Claims {
  /** How messages name the source: `issue.yaml`, `index.html`. */
  readonly source: string;
  readonly label?: string;
  readonly title?: string;
  readonly date?: string;
  readonly creators?: readonly string[];
  readonly description?: string;
  readonly language?: string;
  readonly license?: string;
  /** Why a revision was made; it goes into the history, not into the manifest. */
  readonly reason?: string;
}

export interface Described {
  readonly description: Omit<IssueDescription, "revision">;
  readonly reason: string | undefined;
}

type Field = Exclude<keyof Claims, "source" | "creators">;

/**
 * Adds up what the sources say, each overriding the ones before it. Without a label the fallback (the folder's or
 * file's name) is used, without a title the label.
 *
 * @throws LABEL_INVALID | METADATA_INVALID
 */
export function describeFrom(claims: readonly Claims[], fallbackLabel: string): Described {
  const said = (field: Field) => lastSaid(claims, field);
  const label = parseLabel(said("label")?.value ?? fallbackLabel);
  const creators = claims.findLast((one) => one.creators !== undefined && one.creators.length > 0);
  const names = creators?.creators?.map((name) => line(name, "creators", creators.source));
  const date = checked(
    said("date"),
    "date",
    isClaimedDate,
    "is not a date such as 2019, 2019-11 or 2019-11-26",
  );
  const language = checked(said("language"), "language", (tag) => LANGUAGE.test(tag), "is not a BCP 47 tag");
  const description = said("description");
  return {
    description: {
      ...(names === undefined ? {} : { creators: names }),
      ...(date === undefined ? {} : { date }),
      ...(description === undefined ? {} : { description: prose(description) }),
      label,
      ...(language === undefined ? {} : { language }),
      ...optionalLine("license", said("license")),
      title: optionalLine("title", said("title")).title ?? label,
    },
    reason: said("reason")?.value,
  };
}

interface Said {
  readonly value: string;
  readonly source: string;
}

function lastSaid(claims: readonly Claims[], field: Field): Said | undefined {
  for (const one of claims.toReversed()) {
    const value = one[field]?.trim();
    if (value !== undefined && value !== "") return { value: value.normalize("NFC"), source: one.source };
  }
  return undefined;
}

function checked<T extends string>(
  said: Said | undefined,
  field: string,
  ...[accepts, problem]: [((text: string) => text is T) | ((text: string) => boolean), string]
): T | undefined {
  if (said === undefined) return undefined;
  if (!accepts(said.value))
    fail("METADATA_INVALID", { source: said.source, field, problem: `${said.value} ${problem}` });
  return said.value as T;
}

function optionalLine<Name extends "license" | "title">(
  field: Name,
  said: Said | undefined,
): { [Key in Name]?: string } {
  return (said === undefined ? {} : { [field]: line(said.value, field, said.source) }) as {
    [Key in Name]?: string;
  };
}

/** One line: line breaks and runs of white space, which documents are full of, become single spaces. */
function line(value: string, field: string, source: string): string {
  const text = value.replace(/\s+/g, " ").trim().normalize("NFC");
  const problem = text === "" ? "it is empty" : text.length > 1000 ? "it is too long" : textProblem(text);
  if (problem !== undefined) fail("METADATA_INVALID", { source, field, problem });
  return text;
}

function prose({ value, source }: Said): string {
  const text = value.replace(/\r\n?/g, "\n").replace(/\t/g, " ");
  const problem = text.length > 10_000 ? "it is too long" : proseProblem(text);
  if (problem !== undefined) fail("METADATA_INVALID", { source, field: "description", problem });
  return text;
}
