/**
 * Builds what runs in the reader's browser: src/web -> dist/web (or the folder named), with the manifest that the
 * server reads.
 */
import { fileURLToPath } from "node:url";
import { vite } from "./build/vite.ts";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

await (
  await vite()
)?.build({
  configFile: false,
  logLevel: "error",
  root: path("../src/web"),
  build: {
    outDir: process.argv[2] ?? path("../dist/web"),
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
