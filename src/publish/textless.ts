import type { IssuePath } from "../core/path.ts";
import { counted } from "../core/plural.ts";
import type { IssuePlan } from "./pack.ts";
import type { OnProgress } from "./progress.ts";

const SHOWN = 5;

/** Gathers the documents of an issue whose text could not be taken, and says so once. */
export function textlessOf({ description: { label } }: IssuePlan, onProgress: OnProgress) {
  const paths: IssuePath[] = [];
  return {
    add: (path: IssuePath) => void paths.push(path),
    tell() {
      if (paths.length === 0) return;
      const what = `issue ${label}`;
      const shown = `${paths.slice(0, SHOWN).join(", ")}${paths.length > SHOWN ? ", ..." : ""}`;
      const message = `${what}: no text was taken of ${counted(paths.length, "document")} (${shown}); the files are published as they are, and no quotation of them can be proved`;
      onProgress({ kind: "note", what, message });
    },
  };
}
