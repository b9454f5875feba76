import type { Label } from "../../core/label.ts";

/** The flags that a run was given: the command that corrects what it found is to mean the same source and publication. */
export interface Given {
  readonly archive?: string;
  readonly publication?: string;
  readonly kind?: string;
  readonly drafts?: boolean;
  readonly restricted?: boolean;
  readonly text?: boolean;
}

/**
 * How a person publishes one issue that was changed, if they want to: the folder itself where `revise` reads it as the
 * source does; else by watching, since a page by itself is without its pictures.
 */
export function reviseCommand(
  label: Label,
  {
    path,
    source,
    given,
  }: { readonly path: string | undefined; readonly source: string; readonly given: Given },
): string {
  if (path === undefined) return reviseAllCommand(source, given);
  const { archive, publication } = given;
  return `colophon revise ${quoted(path)} --label ${label}${flags({ archive, publication })}${textFlag(given)} --reason "..."`;
}

/** The same for all that was changed in a source. */
export function reviseAllCommand(source: string, given: Given): string {
  const { archive, publication, kind } = given;
  const taken = `${given.drafts === true ? " --drafts" : ""}${given.restricted === true ? " --restricted" : ""}`;
  const named = `${flags({ archive, publication, kind })}${taken}${textFlag(given)}`;
  return `colophon watch ${quoted(source)}${named} --once --changed revise --reason "..."`;
}

function textFlag({ text }: Given): string {
  return text === false ? " --no-text" : "";
}

function flags(named: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(named)
    .flatMap(([name, value]) => (value === undefined ? [] : [` --${name} ${quoted(value)}`]))
    .join("");
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return /^[\w./:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
