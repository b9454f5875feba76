import { isBuiltin } from "node:module";
import type { Plugin } from "vite";

const IMPORT =
  /^import (?:(?<whole>[\w$]+)|\* as (?<star>[\w$]+))?(?:, )?(?:\{(?<names>[^}]*)\})? from "(?<from>[^"]+)";$/gm;

/** Commander needs them for what no command here does, and none of their exports by name. */
const SELDOM = /\/commander\/lib\/command\.js$/;
const LATER = "\0later:";

/**
 * Takes Node's own modules as objects. Importing one reads each of its exports, and some of these load others: ten
 * milliseconds, for a program that does nothing but say its version.
 */
export function ownModules(): Plugin {
  return {
    name: "colophon:own-modules",
    resolveId: (from, importer) =>
      isBuiltin(from) && SELDOM.test(importer ?? "") ? `${LATER}${from}` : undefined,
    load: (id) => (id.startsWith(LATER) ? later(id.slice(LATER.length)) : undefined),
    renderChunk: (code) => code.replace(IMPORT, (line, ...rest) => taken(line, rest.at(-1) as Parts)),
  };
}

function later(module: string): string {
  return `export default new Proxy({}, { get: (_, name) => process.getBuiltinModule("${module}")[name] });`;
}

interface Parts {
  readonly whole?: string;
  readonly star?: string;
  readonly names?: string;
  readonly from: string;
}

function taken(line: string, { whole, star, names, from }: Parts): string {
  if (!isBuiltin(from)) return line;
  const module = `process.getBuiltinModule("${from}")`;
  const name = whole ?? star;
  return [
    ...(name === undefined ? [] : [`const ${name} = ${module};`]),
    ...(names === undefined ? [] : [`const {${names.replaceAll(" as ", ": ")}} = ${module};`]),
  ].join(" ");
}
