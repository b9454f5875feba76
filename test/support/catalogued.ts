import { parseLabel } from "../../src/core/label.ts";
import type { CataloguedIssue } from "../../src/core/ports.ts";
import { parsePublicationId } from "../../src/core/publication.ts";
import { digestOf } from "./witness-evidence.ts";

export const DAY = 86_400;

/** The date of a day, counted from the first of 1970. */
export function dayOf(day: number): string {
  return new Date(day * DAY * 1000).toISOString().slice(0, 10);
}

/** An issue as a catalogue lists it, with the date that it bears and the time of its anchoring. */
export function catalogued(
  label: string,
  { date, time = 0 }: { readonly date?: string | undefined; readonly time?: number },
): CataloguedIssue {
  return {
    ...{ manifest: digestOf(label), content: "bafy", publication: parsePublicationId("1"), revision: 1 },
    ...{ label: parseLabel(label), title: `Issue ${label}`, entry: 2, block: 1, time },
    ...(date === undefined ? {} : { date }),
    transaction: `0x${digestOf(label)}`,
  };
}
