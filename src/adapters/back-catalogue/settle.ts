import { LANGUAGE } from "../../core/language.ts";
import { readDate } from "./date.ts";
import type { Candidate, LeftOut, Problem, SourceIssue } from "./issue.ts";
import type { Labels } from "./label.ts";
import { LIMITS } from "./limits.ts";
import { cutProblem, line, prose } from "./wording.ts";

/**
 * Gives a candidate its label and reads its fields by the rules of docs/import.md. One that has to wait keeps its label:
 * those after it are called the same whether it came along or not.
 */
export async function settled(candidate: Candidate, labels: Labels): Promise<SourceIssue | LeftOut> {
  const { label, problems } = labels.give(
    candidate.names,
    `${candidate.origin.at}\n${candidate.origin.item ?? ""}`,
  );
  const title = line(candidate.title);
  const read = candidate.date === undefined ? undefined : readDate(candidate.date);
  const language = candidate.language?.trim();
  const creators = (candidate.creators ?? []).slice(0, LIMITS.creators).flatMap((name) => line(name) ?? []);
  const description = prose(candidate.description);
  const license = line(candidate.license);
  const gathered = await candidate.gather();
  if (gathered.waitsFor !== undefined)
    return { origin: candidate.origin, reason: "no answer", detail: `${label}: ${gathered.waitsFor}` };
  return {
    label,
    title: title ?? label,
    ...(read === undefined ? {} : { date: read.date }),
    ...(creators.length === 0 ? {} : { creators }),
    ...(language === undefined || !LANGUAGE.test(language) ? {} : { language }),
    ...(description === undefined ? {} : { description }),
    ...(license === undefined ? {} : { license }),
    files: gathered.files,
    notCovered: gathered.notCovered,
    problems: [
      ...problems,
      ...fieldProblems(candidate, { title, dated: read !== undefined }),
      ...(candidate.problems ?? []),
      ...gathered.problems,
    ],
    origin: candidate.origin,
  };
}

function fieldProblems(
  { title: titled, date, language, description, creators = [] }: Candidate,
  found: { readonly title: string | undefined; readonly dated: boolean },
): readonly Problem[] {
  const problems: Problem[] = [];
  if (found.title === undefined) problems.push({ code: "title-missing", detail: "its label stands for it" });
  if (date === undefined) problems.push({ code: "date-missing", detail: "the source claims none" });
  else if (!found.dated)
    problems.push({ code: "date-unreadable", detail: `${date.slice(0, 100).toWellFormed()} is left out` });
  if (language !== undefined && !LANGUAGE.test(language.trim()))
    problems.push({
      code: "field-unreadable",
      detail: `the language ${language.slice(0, 100)} is no BCP 47 tag`,
    });
  if (creators.length > LIMITS.creators)
    problems.push({ code: "field-cut", detail: `there are more than ${LIMITS.creators} creators` });
  return [
    ...problems,
    ...cutProblem("title", titled, LIMITS.title),
    ...cutProblem("description", description, LIMITS.description),
  ];
}

/** A date as what the order goes by; what has none that can be read comes last. */
export function ageOf(date: string | undefined): string {
  return (date === undefined ? undefined : readDate(date)?.date) ?? "~";
}

/** The oldest first, then by where they stand: a source that grows keeps its labels. Sorts the list itself. */
export function oldestFirst<T extends { readonly age: string }>(
  list: T[],
  place: (one: T) => string | number,
): readonly T[] {
  return list.sort((a, b) => compare(a.age, b.age) || compare(place(a), place(b)));
}

function compare<V extends string | number>(a: V, b: V): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
