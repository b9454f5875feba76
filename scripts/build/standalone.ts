import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type * as Vite from "vite";
import { REGISTRY_SITE } from "../../src/adapters/evm/ground.ts";

export interface Standalone {
  readonly vite: typeof Vite;
  /** The folder `src/web`. */
  readonly web: string;
  readonly version: string;
}

const WORKER = /new Worker\(new URL\("([^"]+)", import\.meta\.url\), \{ type: "module" \}\)/g;
/** The reader names nodes and gateways; nothing else is ever fetched. */
const MAY_ASK = "https: http://127.0.0.1:* http://localhost:*";

/**
 * The verifier as one file of HTML: scripts, workers and styles within it, and a policy that lets nothing else in. The
 * same sources make the same bytes.
 */
export async function buildStandalone({ vite, web, version }: Standalone): Promise<string> {
  const program = await bundle(vite, join(web, "standalone/main.ts"));
  const styles = ["style.css", "drop/drop.css", "rpc/asked.css"].map((file) =>
    readFileSync(join(web, file), "utf8"),
  );
  const style = styles.join("\n").replaceAll("</", "<\\/");
  const script = program.replaceAll(/<(?=\/script|!--|script)/gi, "\\x3c");
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "worker-src blob:",
    `connect-src ${MAY_ASK}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const filled: Readonly<Record<string, string>> = {
    ...{ POLICY: policy, STYLE: style, SCRIPT: script, VERSION: version },
    ...{ REGISTRY: REGISTRY_SITE.registry, CHAIN: "ethereum" },
  };
  // The hashes of the policy are of all that is between the tags.
  const page = readFileSync(join(web, "standalone/verifier.html"), "utf8").replaceAll(
    /\s*(%STYLE%|%SCRIPT%)\s*/g,
    "$1",
  );
  return page.replaceAll(/%([A-Z]+)%/g, (whole, name: string) => filled[name] ?? whole);
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

/** One script without imports; a worker that it starts is text within it, started from a Blob. */
async function bundle(vite: typeof Vite, entry: string, format: "es" | "iife" = "es"): Promise<string> {
  const built = await vite.build({
    configFile: false,
    logLevel: "error",
    root: dirname(entry),
    plugins: [workersWithin(vite)],
    build: {
      write: false,
      target: "es2023",
      modulePreload: false,
      rolldownOptions: { input: entry, output: { codeSplitting: false, format } },
    },
  });
  const [output] = [built].flat();
  const chunks = output !== undefined && "output" in output ? output.output : [];
  return chunks
    .map((chunk) => (chunk.type === "chunk" ? chunk.code : ""))
    .join("")
    .trim();
}

function workersWithin(vite: typeof Vite): Vite.Plugin {
  return {
    name: "colophon:workers-within",
    enforce: "pre",
    async transform(code, id) {
      let now = code;
      for (const [whole, file] of code.matchAll(WORKER)) {
        if (file === undefined) continue;
        const source = await bundle(vite, resolve(dirname(id), file), "iife");
        const blob = `new Blob([${JSON.stringify(source)}], { type: "text/javascript" })`;
        // No module: of a page from the disk, browsers start none from a Blob.
        now = now.replace(whole, () => `new Worker(URL.createObjectURL(${blob}))`);
      }
      return now === code ? undefined : now;
    },
  };
}
