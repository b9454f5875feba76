/**
 * Builds what runs in the reader's browser: src/web -> dist/web (or the folder named), with the manifest that the
 * server reads, and the verifier in one file, whose SHA-256 is printed.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildStandalone } from "./build/standalone.ts";
import { vite } from "./build/vite.ts";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

const outDir = process.argv[2] ?? path("../dist/web");
const tools = await vite();
await tools?.build({
  configFile: false,
  logLevel: "error",
  root: path("../src/web"),
  build: {
    outDir,
    emptyOutDir: true,
    manifest: true,
    target: "es2023",
    modulePreload: false,
    // Nothing inline: the page's Content-Security-Policy would refuse it.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: ["main.ts", "badge/colophon-badge.ts"].map((file) => path(`../src/web/${file}`)),
    },
  },
  worker: { format: "es" },
});
if (tools !== undefined) {
  const { version } = JSON.parse(readFileSync(path("../package.json"), "utf8")) as { version: string };
  const verifier = await buildStandalone({ vite: tools, web: path("../src/web"), version });
  writeFileSync(join(outDir, "verifier.html"), verifier);
  console.log(`${createHash("sha256").update(verifier).digest("hex")}  verifier.html`);
}
