/**
 * Builds what runs in the reader's browser: src/web -> dist/web (or the folder named), with the manifest that the
 * server reads.
 */
import { fileURLToPath } from "node:url";
import type * as Vite from "vite";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Undefined where development dependencies were left out: there the built page comes with the package. */
async function vite(): Promise<typeof Vite | undefined> {
  try {
    return await import("vite");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

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
    rolldownOptions: { input: path("../src/web/main.ts") },
  },
  worker: { format: "es" },
});
