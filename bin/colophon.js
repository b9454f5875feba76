#!/usr/bin/env node
// Runs the command line as it was built, or the sources as they are on a Node that strips types; finds the pinned Node
// when the machine's is older.
import { builtProgram } from "./built.js";
import { keepCompiled } from "./compile-cache.js";

const { existsSync } = process.getBuiltinModule("fs");
const { fileURLToPath } = process.getBuiltinModule("url");

const root = fileURLToPath(new URL("../", import.meta.url));
const main = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
const pinned = fileURLToPath(new URL("../node_modules/.bin/node", import.meta.url));
const major = Number(process.versions.node.split(".")[0]);

if (major >= 24) {
  if (/^(import|audit|mirror|monitor)$/.test(process.argv[2] ?? ""))
    (await import("./modest-heap.js")).keepHeapModest();
  keepCompiled();
  await import(builtProgram(root, process.argv.slice(2)) ?? main);
} else if (existsSync(pinned)) {
  const { passOn } = await import("./pass-on.js");
  process.exitCode = await passOn(pinned, [fileURLToPath(import.meta.url), ...process.argv.slice(2)]);
} else {
  console.error(
    `colophon needs Node 24 or newer; this is ${process.version}. Run npm ci in the checkout: it brings one.`,
  );
  process.exitCode = 2;
}
