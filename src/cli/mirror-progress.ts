import type { MirrorProgress } from "../audit/mirror-draft.ts";
import type { MirrorPart } from "../core/mirror/read.ts";
import { counted } from "../core/plural.ts";
import { sizeText } from "../core/size.ts";

const REDRAW_MS = 100;

/** A running count of entries and documents on a terminal; silence elsewhere. */
export function mirrorCounter() {
  const { stderr } = process;
  let entries = 0;
  let documents = 0;
  let size = 0;
  let drawn = 0;
  const draw = (doing: string) => {
    if (!stderr.isTTY || Date.now() - drawn < REDRAW_MS) return;
    drawn = Date.now();
    stderr.write(
      `\r\u001b[2K${doing}: ${counted(entries, "entry", "entries")}, ${counted(documents, "document")}, ${sizeText(size)}`,
    );
  };
  return {
    drafted: (one: MirrorProgress) => {
      if (one.kind === "entries") entries = one.entries;
      else {
        documents += 1;
        size += one.bytes;
      }
      draw("mirroring");
    },
    read: (part: MirrorPart) => {
      if (part.kind === "entries") entries += part.entries.length;
      if (part.kind === "document") {
        documents += 1;
        size += part.bytes.length;
      }
      draw("reading");
    },
    taken: (entry: number, of: number) => {
      if (!stderr.isTTY || Date.now() - drawn < REDRAW_MS) return;
      drawn = Date.now();
      stderr.write(`\r\u001b[2Ktaking in: ${entry} of ${counted(of, "entry", "entries")}`);
    },
    end: () => {
      if (stderr.isTTY && drawn > 0) stderr.write("\r\u001b[2K");
      drawn = 0;
    },
  };
}
