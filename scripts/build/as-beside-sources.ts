import { dirname, relative, resolve, sep } from "node:path";
import type { Plugin } from "vite";

const BESIDE = /new URL\("([^"]+)", import\.meta\.url\)/g;

/**
 * Files that a source finds by their place beside it are found from what is built too: programs and workers are built
 * with it, all other files are found where they are. What else a source does with `import.meta.url` it does from there.
 */
export function asBesideSources(sources: string, out: string): Plugin {
  return {
    name: "colophon:as-beside-sources",
    enforce: "pre",
    transform(code, id) {
      if (!id.startsWith(sources + sep)) return undefined;
      return code.replace(BESIDE, (_, path: string) => {
        const meant = resolve(dirname(id), path);
        if (!meant.endsWith(".ts"))
          return `new URL("${relative(out, meant).replaceAll(sep, "/")}", import.meta.url)`;
        const fileName = relative(sources, meant).replaceAll(sep, "-").replace(/ts$/, "js");
        this.emitFile({ type: "chunk", id: meant, fileName });
        return `new URL("./${fileName}", import.meta.url)`;
      });
    },
  };
}
