import { isBuiltin } from "node:module";
import type { Plugin } from "vite";

const IMPORT =
  /^import (?:(?<whole>[\w$]+)|\* as (?<star>[\w$]+))?(?:, )?(?:\{(?<names>[^}]*)\})? from "(?<from>[^"]+)";$/gm;

/** Commander starts programs with it, for commands that are programs of their own: there are none here. */
const SELDOM = { module: "node:child_process", by: /\/commander\/lib\/command\.js$/ };
const LATER = "\0later";

/**
 * Takes Node's own modules as objects. Importing one reads each of its exports, and some of these load others: ten
 * milliseconds, for a program that does nothing but say its version.
 */
export function ownModules(): Plugin {
  return {
    name: "colophon:own-modules",
    enforce: "pre",
    resolveId: (from, importer) =>
      from === SELDOM.module && SELDOM.by.test(importer ?? "") ? LATER : undefined,
    load: (id) => (id === LATER ? later(SELDOM.module) : undefined),
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
  // A package may call a module of Node `process`.
  const module = `globalThis.process.getBuiltinModule("${from}")`;
  const name = whole ?? star;
  return [
    ...(name === undefined ? [] : [`const ${name} = ${module};`]),
    ...(names === undefined ? [] : [`const {${names.replaceAll(" as ", ": ")}} = ${module};`]),
  ].join(" ");
}
