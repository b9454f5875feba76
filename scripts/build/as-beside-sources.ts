import { dirname, relative, resolve, sep } from "node:path";
import type { Plugin } from "vite";

const BESIDE = /new URL\("([^"]+)", import\.meta\.url\)/g;

/**
 * Files that a source finds by their place beside it are found from the built file too: `programs` (path of the source
 * -> name) beside it, all others where they are. What else a source does with `import.meta.url` it does from there.
 */
export function asBesideSources(sources: string, out: string, programs: ReadonlyMap<string, string>): Plugin {
  return {
    name: "colophon:as-beside-sources",
    enforce: "pre",
    transform(code, id) {
      if (!id.startsWith(sources + sep)) return undefined;
      return code.replace(BESIDE, (_, path: string) => {
        const meant = resolve(dirname(id), path);
        const name = programs.get(meant);
        const now = name === undefined ? relative(out, meant).replaceAll(sep, "/") : `./${name}.js`;
        return `new URL("${now}", import.meta.url)`;
      });
    },
  };
}
