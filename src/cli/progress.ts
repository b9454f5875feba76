import type { Step } from "../core/ports.ts";
import { counted } from "../core/plural.ts";
import { sizeText } from "../core/size.ts";
import type { OnProgress, Progress } from "../publish/progress.ts";
import { paint } from "./output.ts";

const BAR = 24;
const REDRAW_MS = 80;

const DONE: Partial<Record<Step, string>> = {
  packed: "packed",
  stored: "stored",
  "read-back": "read back",
  sent: "sent",
  mined: "mined",
  final: "final",
};

/** Shows a publisher's progress: one line that moves on a terminal, a plain line for each step elsewhere. */
export function showProgress(stream: NodeJS.WriteStream): OnProgress & { end(): void } {
  const live = stream.isTTY && process.env["TERM"] !== "dumb";
  let drawn = 0;
  let moving = false;
  const clear = () => {
    if (moving) stream.write("\r\u001b[2K");
    moving = false;
  };
  const say = (text: string) => {
    clear();
    stream.write(`${text}\n`);
  };
  const move = (text: string) => {
    if (!live || Date.now() - drawn < REDRAW_MS) return;
    drawn = Date.now();
    stream.write(`\r\u001b[2K${text}`);
    moving = true;
  };
  const show = (progress: Progress) => {
    const line = lineOf(progress, live);
    if (progress.kind === "bytes") move(line);
    else if (line !== "") say(line);
  };
  return Object.assign(show, { end: clear });
}

function lineOf(progress: Progress, live: boolean): string {
  switch (progress.kind) {
    case "begin":
      return beginLine(progress, live);
    case "bytes":
      return `  ${bar(progress.done, progress.total)} ${sizeText(progress.done)} of ${sizeText(progress.total)}`;
    case "step":
      return stepLine(progress, live);
    case "store":
      return `  ${tick(live)} read back   ${counted(progress.blocks, "block")} from ${progress.store}`;
    case "note":
      return `  ${live ? paint("yellow", "!") : "!"} ${progress.message}`;
    default:
      return progress satisfies never;
  }
}

function beginLine(
  { what, files, bytes: size }: Extract<Progress, { kind: "begin" }>,
  live: boolean,
): string {
  if (files === undefined || size === undefined) return bold(what, live);
  return `${bold(what, live)}  ${counted(files, "file")}, ${sizeText(size)}`;
}

function stepLine({ step, detail }: Extract<Progress, { kind: "step" }>, live: boolean): string {
  const name = DONE[step];
  // Reading back has a line of its own for each store.
  if (name === undefined || step === "read-back") return "";
  return `  ${tick(live)} ${name.padEnd(11)} ${detail ?? ""}`.trimEnd();
}

function tick(live: boolean): string {
  return live ? paint("green", "✓") : "-";
}

function bold(text: string, live: boolean): string {
  return live ? paint("bold", text) : text;
}

function bar(done: number, total: number): string {
  const full = total === 0 ? BAR : Math.min(BAR, Math.round((done / total) * BAR));
  return `[${"█".repeat(full)}${"░".repeat(BAR - full)}]`;
}
