import type { OpenMirror } from "../../audit/mirror.ts";
import { type ColophonError, fail, isFailure } from "../../core/errors/error.ts";
import type { Registry } from "../../core/ports.ts";
import { type PublicationId, publicationKey, type PublicationRef } from "../../core/publication.ts";
import { type NamedMirrors, openMirrors } from "../audit-from.ts";
import { openReading, type Reading } from "../compose.ts";
import { findArchive } from "../config.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output, reportFailure } from "../output.ts";
import { nodesReport, showNodes } from "../show-nodes.ts";
import { showTaken, type TakenMirror, takeMirror, takenReport } from "../taken-mirror.ts";

type Exit = 0 | 1 | 2 | 3;

type Outcome = TakenMirror | { readonly publication: PublicationRef; readonly failure: ColophonError };

/** `colophon mirror import <mirror...>` */
export async function mirrorImportCommand(named: readonly string[], options: CommonOptions): Promise<number> {
  const output = createOutput(options.json);
  const place = findArchive(options.archive);
  await using mirrors = await openMirrors(named);
  await using reading = await openReading(place);
  const { publications } = mirrors;
  const outcomes: Outcome[] = [];
  for (const ref of publications) {
    const outcome = await importOne(ref, mirrors, reading).catch((error: unknown) => {
      if (publications.length === 1 || !isFailure(error)) throw error;
      return { publication: ref, failure: error };
    });
    show(outcome, output);
    outcomes.push(outcome);
  }
  const nodes = nodesReport(reading.nodes());
  showNodes(nodes, output);
  const told = outcomes.map((one) => ("failure" in one ? failureReport(one) : takenReport(one)));
  if (output.json) output.document(nodes === undefined ? { mirrors: told } : { mirrors: told, nodes });
  const exits = new Set(outcomes.map((one): Exit => ("failure" in one ? one.failure.exit : 0)));
  return ([1, 2, 3] as const).find((exit) => exits.has(exit)) ?? 0;
}

async function importOne(ref: PublicationRef, mirrors: NamedMirrors, reading: Reading): Promise<TakenMirror> {
  const known = new Map(reading.place.config.publications.map(({ id, title }) => [id, title]));
  const mirror = (await mirrors.mirrorOf(ref)) ?? fail("PUBLICATION_UNKNOWN", { id: ref.id });
  assertOwn(mirror, reading.registry, [...known.keys()]);
  return takeMirror(mirror, known.get(ref.id) ?? `Publication ${ref.id}`, reading);
}

function show(outcome: Outcome, output: Output): void {
  if ("failure" in outcome) {
    reportFailure(outcome.failure, { ...output, json: false });
    return;
  }
  showTaken(outcome, output);
  output.line(
    `    give the stores what they lack of its documents: colophon repair --from ${outcome.mirror.name}`,
  );
}

function failureReport({ publication, failure: { code, message } }: Extract<Outcome, { failure: unknown }>) {
  return { publication, error: { code, message } };
}

/** @throws MIRROR_FOREIGN */
function assertOwn(
  { name, root }: OpenMirror,
  { chain, address: registry }: Registry,
  ids: readonly PublicationId[],
): void {
  const own = ids.map((id) => publicationKey({ chain, registry, id }));
  const got = publicationKey(root.publication);
  if (!own.includes(got)) fail("MIRROR_FOREIGN", { name, got, expected: own.join(", ") });
}
