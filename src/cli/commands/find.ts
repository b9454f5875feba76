import { asFailure, type ColophonError, fail, isFailure } from "../../core/errors/error.ts";
import { parseLabel } from "../../core/label.ts";
import { counted } from "../../core/plural.ts";
import type { Archive } from "../../verify/archive.ts";
import { askLabel, type LabelAnswer } from "../../verify/label.ts";
import { minute } from "../../verify/wording.ts";
import { openReading } from "../compose.ts";
import { findArchive } from "../config.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output, paint } from "../output.ts";
import { choosePublication } from "../publications.ts";

export interface FindOptions extends CommonOptions {
  readonly publication?: string;
}

const EXIT: Readonly<Record<LabelAnswer["kind"], number>> = { stands: 0, unread: 0, none: 1, unknown: 3 };

/** `colophon find <label>`: 0 there is one, 1 there is none, 3 nobody could say. */
export async function find(text: string, options: FindOptions): Promise<number> {
  const output = createOutput(options.json);
  const label = parseLabel(text);
  const place = findArchive(options.archive);
  const { id } = choosePublication(place, options.publication);
  await using reading = await openReading(place, { lenient: true });
  const stale = await refreshed(reading.archive);
  const answer = await askLabel(reading.archive, { id, label }, stale);
  if (answer === undefined) throw stale ?? fail("PUBLICATION_UNKNOWN", { id });
  if (output.json) {
    const { publication, ...found } = answer;
    output.document({ publication: publication.id, label, ...found });
  }
  show(label, answer, output);
  return EXIT[answer.kind];
}

/** Why the archive could not be brought up to date, if so. */
async function refreshed(archive: Archive): Promise<ColophonError | undefined> {
  try {
    await archive.refresh();
    return undefined;
  } catch (error) {
    if (!isFailure(error)) throw error;
    return asFailure(error);
  }
}

function show(label: string, answer: LabelAnswer, output: Output): void {
  const { title } = answer.publication;
  if (answer.kind === "stands") {
    const { current } = answer;
    output.line(`${paint("bold", current.title)}, issue ${label} of ${title}`);
    output.line(`revision ${current.revision}, anchored ${minute(current.time)}: ${current.manifest}`);
    return;
  }
  if (answer.kind === "unread") {
    output.line(
      `Issue ${label} of ${title} is anchored as ${answer.digest}; its manifest could not be read.`,
    );
    return;
  }
  if (answer.kind === "unknown") {
    output.line(paint("bold", `Whether ${title} has an issue ${label} could not be checked.`));
    output.line(answer.failure.message);
    return;
  }
  const { entries, head, block, batches } = answer.grounds;
  output.line(
    paint(
      "bold",
      `${title} has anchored no issue ${label} up to entry ${entries}, at block ${block.number}.`,
    ),
  );
  output.line(
    `It rests on the whole history, ${counted(entries, "entry", "entries")} that fold to the registry's`,
  );
  output.line(`head ${head}, on the chain being final up to block`);
  output.line(`${block.hash} of ${minute(block.time)}, and on ${counted(batches, "list")} of batches.`);
  output.line("It does not say that nothing was published under that label.");
}
