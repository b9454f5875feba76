import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { VECTORS } from "./vectors.ts";

const BIN = fileURLToPath(new URL("../../../node_modules/.bin", import.meta.url));
const spec = readFileSync(new URL("../../../docs/spec/endorsement.md", import.meta.url), "utf8");
const [example] = VECTORS.endorsements;

function blocks(language: string): readonly string[] {
  return [...spec.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "gms"))].map(
    ([, code = ""]) => code,
  );
}

/** Runs commands with `cast` at hand, in a folder of their own. */
function printed(script: string): string {
  const cwd = mkdtempSync(join(tmpdir(), "colophon-spec-"));
  const env = { ...process.env, PATH: `${BIN}${delimiter}${process.env["PATH"] ?? ""}` };
  try {
    return execFileSync("bash", ["-euo", "pipefail", "-c", script], {
      ...{ cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
    });
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

test("the example of docs/spec/endorsement.md is the first vector", () => {
  expect(JSON.parse(blocks("json")[0] ?? "")).toEqual(example?.file);
  expect(spec).toContain(`\`${example?.digest}\``);
});

test.skipIf(process.platform === "win32")("its commands verify the signature, and print it", () => {
  const [verify = "", sign = ""] = blocks("bash");
  expect(printed(verify)).toContain("succeeded");
  expect(printed(verify.replace('"entries":"4"', '"entries":"5"'))).not.toContain("succeeded");
  expect(printed(sign).trim()).toBe(example?.file["signature"]);
  expect(printed(sign).trim()).toBe(blocks("text")[0]?.trim());
});
