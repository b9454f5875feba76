import { stripVTControlCharacters, styleText } from "node:util";
import { asFailure } from "../core/errors/error.ts";
import { wrapped } from "./format.ts";
import { jsonPieces } from "./json.ts";

type Style = Parameters<typeof styleText>[0];

/** A result for a program goes to stdout, alone; everything a person reads on the way goes to stderr. */
export interface Output {
  readonly json: boolean;
  /** The one JSON document of this run. */
  document(value: unknown): void;
  /** A line of the result for a person: on stdout, unless `--json` keeps it for the document. */
  line(text?: string): void;
  /** A line about the run itself. */
  note(text: string): void;
}

export function createOutput(json: boolean): Output {
  return {
    json,
    document: (value) => {
      for (const piece of jsonPieces(value)) process.stdout.write(piece);
      process.stdout.write("\n");
    },
    line: (text = "") => {
      if (!json) process.stdout.write(`${forStream(text, process.stdout)}\n`);
    },
    note: (text) => process.stderr.write(`${forStream(text, process.stderr)}\n`),
  };
}

/** `paint("green", "done")`: colours vanish where the stream is no terminal or NO_COLOR is set. */
export function paint(style: Style, text: string): string {
  return styleText(style, text, { validateStream: false });
}

/** Under the word `error`. */
const HANGING = "      ";

/** Tells of a failure in three lines: what happened, its code, what to do next. Returns the exit status. */
export function reportFailure(error: unknown, output: Output): number {
  const failed = asFailure(error);
  if (output.json) output.document({ error: failed });
  const { columns } = process.stderr;
  output.note(wrapped(`${paint("red", "error")} ${failed.message}`, columns, HANGING));
  output.note(wrapped(`${HANGING}${failed.next} ${paint("dim", `[${failed.code}]`)}`, columns, HANGING));
  if (failed.code === "INTERNAL" && process.env["COLOPHON_DEBUG"] !== undefined)
    output.note(failed.cause instanceof Error ? (failed.cause.stack ?? "") : String(failed.cause));
  return failed.exit;
}

function forStream(text: string, stream: NodeJS.WriteStream): string {
  const plain = !stream.isTTY || process.env["NO_COLOR"] !== undefined;
  return plain ? stripVTControlCharacters(text) : text;
}
