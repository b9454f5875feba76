import type { OpenMirror } from "../../audit/mirror.ts";
import { fail } from "../../core/errors/error.ts";
import type { Registry } from "../../core/ports.ts";
import { type PublicationId, publicationKey } from "../../core/publication.ts";
import { openMirrors } from "../audit-from.ts";
import { openReading } from "../compose.ts";
import { findArchive } from "../config.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput } from "../output.ts";
import { nodesReport, showNodes } from "../show-nodes.ts";
import { showTaken, type TakenMirror, takeMirror, takenReport } from "../taken-mirror.ts";

/** `colophon mirror import <mirror...>` */
export async function mirrorImportCommand(named: readonly string[], options: CommonOptions): Promise<number> {
  const output = createOutput(options.json);
  const place = findArchive(options.archive);
  await using mirrors = await openMirrors(named);
  await using reading = await openReading(place);
  const known = new Map(place.config.publications.map(({ id, title }) => [id, title]));
  const all: TakenMirror[] = [];
  for (const ref of mirrors.publications) {
    const mirror = await mirrors.mirrorOf(ref);
    if (mirror === undefined) continue;
    assertOwn(mirror, reading.registry, [...known.keys()]);
    const taken = await takeMirror(mirror, known.get(ref.id) ?? `Publication ${ref.id}`, reading);
    showTaken(taken, output);
    output.line(`    give the stores what they lack of its documents: colophon repair --from ${mirror.name}`);
    all.push(taken);
  }
  const nodes = nodesReport(reading.nodes());
  showNodes(nodes, output);
  const report = all.map(takenReport);
  if (output.json) output.document(nodes === undefined ? { mirrors: report } : { mirrors: report, nodes });
  return 0;
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
