import { statSync } from "node:fs";
import { relative, sep } from "node:path";
import type { Plugin } from "vite";

/**
 * A file, and how to see that it has not changed: path below the checkout, bytes, time of the content in milliseconds, and
 * the time of the file itself, which nothing sets back: what unpacks, copies or restores sets the other one as it was.
 */
export type Seen = readonly [path: string, size: number, time: number, changed: number];

export function seen(root: string, path: string): Seen {
  const { size, mtimeMs, ctimeMs } = statSync(path);
  return [relative(root, path).replaceAll(sep, "/"), size, mtimeMs, ctimeMs];
}

/** Notes each source of a build as it is before it is read, and which of them are loaded before any command is. */
export class SeenSources {
  readonly all = new Map<string, Seen>();
  readonly shared = new Set<string>();

  plugin(root: string, sources: string): Plugin {
    const { all, shared } = this;
    return {
      name: "colophon:seen-sources",
      enforce: "pre",
      load(id) {
        if (id.startsWith(sources + sep)) all.set(id, seen(root, id));
      },
      buildEnd() {
        const reach = (id: string): void => {
          if (shared.has(id)) return;
          shared.add(id);
          for (const next of this.getModuleInfo(id)?.importedIds ?? []) reach(next);
        };
        reach(`${sources}${sep}cli${sep}main.ts`);
      },
    };
  }
}
