#!/usr/bin/env node
// Runs the sources as they are on a Node that strips types, and finds the pinned one when the machine's is older.
import { existsSync } from "node:fs";
import * as modules from "node:module";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
const pinned = fileURLToPath(new URL("../node_modules/.bin/node", import.meta.url));
const major = Number(process.versions.node.split(".")[0]);

if (major >= 24) {
  modules.enableCompileCache?.();
  await import(main);
} else if (existsSync(pinned)) {
  const { passOn } = await import("./pass-on.js");
  process.exitCode = await passOn(pinned, [fileURLToPath(import.meta.url), ...process.argv.slice(2)]);
} else {
  console.error(
    `colophon needs Node 24 or newer; this is ${process.version}. Run npm ci in the checkout: it brings one.`,
  );
  process.exitCode = 2;
}
