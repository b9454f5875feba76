import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import mime from "mime-types";
import type { Digest } from "../../src/core/digest.ts";
import { MemoryArchive, type NewIssue } from "./memory-archive.ts";

const EXAMPLES = fileURLToPath(new URL("../../examples", import.meta.url));

/** The files of an example issue, without the description beside them. */
export function exampleFiles(folder: string): NewIssue["files"] {
  const names = readdirSync(`${EXAMPLES}/${folder}`).filter((name) => name !== "issue.yaml");
  return Object.fromEntries(
    names.map((name) => [
      name,
      { type: mime.lookup(name) || "application/octet-stream", bytes: exampleFile(`${folder}/${name}`) },
    ]),
  );
}

export function exampleFile(path: string): Buffer {
  return readFileSync(`${EXAMPLES}/${path}`);
}

export interface ExampleArchive {
  readonly archive: MemoryArchive;
  readonly letter41: Digest;
  readonly letter42: Digest;
  readonly notes7: Digest;
  readonly notes7corrected: Digest;
  readonly almanac: Digest;
}

/** The example publications as they would be published: a letter, a journal with a correction, an almanac as a PDF. */
export async function exampleArchive(): Promise<ExampleArchive> {
  const archive = new MemoryArchive();
  const letter = archive.register("The Tidewater Letter", {
    description: "A weekly letter from Wendhaven, an estuary town that keeps its clocks by the tide.",
    domain: "tidewater.example",
  });
  const notes = archive.register("Field Notes", { description: "What was seen, where, and by whom." });
  const almanacs = archive.register("The Wendhaven Almanac");
  const letter41 = await archive.anchor(letter, {
    label: "41",
    title: "Three Springs in a Row",
    date: "2026-10-09",
    files: exampleFiles("tidewater/41"),
  });
  const letter42 = await archive.anchor(letter, {
    label: "42",
    title: "What the Water Left",
    date: "2026-10-16",
    creators: ["Ines Calloway", "Tom Aske"],
    files: exampleFiles("tidewater/42"),
  });
  const notes7 = await archive.anchor(notes, {
    label: "7",
    title: "Points",
    files: exampleFiles("field-notes/7"),
  });
  const why = "Table 2 gave the count of one transect twice.";
  const notes7corrected = await archive.revise(
    notes,
    { label: "7", title: "Points", files: exampleFiles("field-notes/7-corrected") },
    why,
  );
  archive.post(notes, notes7, "correction", why);
  const almanac = await archive.anchor(almanacs, {
    label: "2026-q4",
    title: "Almanac for the Fourth Quarter",
    files: exampleFiles("almanac/2026-q4"),
  });
  return { archive, letter41, letter42, notes7, notes7corrected, almanac };
}
