import type { Request } from "express";
import { fail } from "../core/errors/error.ts";
import type { CataloguedIssue } from "../core/ports.ts";

/*
 * Revisions as mementos (RFC 7089). The original is the address of a label, which leads to the revision that stands and
 * is its own time gate; the mementos are the permanent pages of the revisions, each of the time when it was anchored.
 */

/** `/publications/1/issues/42`: what the label names, now or at any time. */
export function labelPath({ publication, label }: Pick<CataloguedIssue, "publication" | "label">): string {
  return `/publications/${publication}/issues/${label}`;
}

/** "Fri, 20 Nov 2026 07:00:00 GMT". */
function httpDate(seconds: number): string {
  return new Date(seconds * 1000).toUTCString();
}

// IMF-fixdate of RFC 9110, which RFC 7089 asks for.
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** The time that is asked for, in Unix seconds; undefined when none is. @throws REQUEST_INVALID */
export function acceptedTime(request: Request): number | undefined {
  const given = request.get("accept-datetime");
  if (given === undefined) return undefined;
  const time = Date.parse(given);
  // A day that its month has not is rolled over by the parser, and then reads otherwise.
  if (!HTTP_DATE.test(given) || Number.isNaN(time) || httpDate(time / 1000).slice(5) !== given.slice(5))
    fail("REQUEST_INVALID", {
      problem: "Accept-Datetime is not a date such as Fri, 20 Nov 2026 07:00:00 GMT",
    });
  return time / 1000;
}

/** The revision that stood at a time; the first one for any time before it. Revisions are in their order. */
export function mementoAt(revisions: readonly CataloguedIssue[], time: number): CataloguedIssue | undefined {
  return revisions.findLast((one) => one.time <= time) ?? revisions[0];
}

/** What a memento says of itself: when it is of, and where the others are. */
export function mementoHeaders(
  issue: CataloguedIssue,
  revisions: readonly CataloguedIssue[],
  origin: string,
): Readonly<Record<string, string>> {
  return { "Memento-Datetime": httpDate(issue.time), Link: gateLinks(issue, revisions, origin) };
}

/** The Link of a time gate or of a memento; each revision once, with all that it is to this one. */
export function gateLinks(
  issue: CataloguedIssue,
  revisions: readonly CataloguedIssue[],
  origin: string,
): string {
  const at = revisions.findIndex(({ manifest }) => manifest === issue.manifest);
  const links = revisions.flatMap((one, i) => {
    const is = [
      ...(i === 0 ? ["first"] : []),
      ...(i === revisions.length - 1 ? ["last"] : []),
      ...(i === at - 1 ? ["prev"] : []),
      ...(at !== -1 && i === at + 1 ? ["next"] : []),
    ];
    return is.length === 0 && i !== at ? [] : [mementoLink(one, is, origin)];
  });
  return [originalLinks(issue, origin), ...links].join(", ");
}

/** The links of any answer of the time gate, also where no memento can be named. */
export function originalLinks(label: Pick<CataloguedIssue, "publication" | "label">, origin: string): string {
  const original = origin + labelPath(label);
  return `<${original}>; rel="original timegate", <${original}/timemap>; rel="timemap"; type="application/link-format"`;
}

/** The time map: all revisions of an issue, in the format of RFC 6690. */
export function timeMap(revisions: readonly CataloguedIssue[], origin: string): string {
  const [first] = revisions;
  const last = revisions.at(-1);
  if (first === undefined || last === undefined) return "";
  const original = origin + labelPath(first);
  const mementos = revisions.map((one, i) => {
    const is = [...(i === 0 ? ["first"] : []), ...(i === revisions.length - 1 ? ["last"] : [])];
    return mementoLink(one, is, origin);
  });
  const span = `from="${httpDate(first.time)}"; until="${httpDate(last.time)}"`;
  return [
    `<${original}>; rel="original timegate"`,
    `<${original}/timemap>; rel="self"; type="application/link-format"; ${span}`,
    ...mementos,
  ].join(",\n");
}

function mementoLink({ manifest, time }: CataloguedIssue, is: readonly string[], origin: string): string {
  return `<${origin}/issues/${manifest}>; rel="${[...is, "memento"].join(" ")}"; datetime="${httpDate(time)}"`;
}
