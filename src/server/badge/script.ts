import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";

/** The web component as it was built, and what pins it. */
export interface BadgeScript {
  readonly bytes: Buffer;
  /** For the `integrity` of a script element (Subresource Integrity): `sha384-...`. */
  readonly integrity: string;
}

const ENTRY = "badge/colophon-badge.ts";
const schema = z.record(z.string(), z.object({ file: z.string() }));

/** Undefined where the page was not built. */
export function loadBadgeScript(webRoot: string): BadgeScript | undefined {
  try {
    const manifest = z.parse(
      schema,
      JSON.parse(readFileSync(join(webRoot, ".vite", "manifest.json"), "utf8")),
    );
    const file = manifest[ENTRY]?.file;
    if (file === undefined) return undefined;
    const bytes = readFileSync(join(webRoot, file));
    return { bytes, integrity: `sha384-${createHash("sha384").update(bytes).digest("base64")}` };
  } catch {
    return undefined;
  }
}
