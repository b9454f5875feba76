import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { encodeReportSignature } from "../../../src/core/report-signature/file.ts";
import { signatureAt, VECTORS } from "./vectors.ts";

const BIN = fileURLToPath(new URL("../../../node_modules/.bin", import.meta.url));
const spec = readFileSync(new URL("../../../docs/spec/audit-signature.md", import.meta.url), "utf8");
const example = VECTORS.signatures[0] ?? expect.unreachable();

function blocks(language: string): readonly string[] {
  return [...spec.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "gms"))].map(
    ([, code = ""]) => code,
  );
}

/** Runs commands with `cast` at hand, in a folder with this report and the example's signature. */
function printed(script: string, report: string): string {
  const cwd = mkdtempSync(join(tmpdir(), "colophon-spec-"));
  const env = { ...process.env, PATH: `${BIN}${delimiter}${process.env["PATH"] ?? ""}` };
  try {
    writeFileSync(join(cwd, "audit.json"), report);
    writeFileSync(join(cwd, "audit.json.signature.json"), encodeReportSignature(signatureAt(0)));
    return execFileSync("bash", ["-euo", "pipefail", "-c", script], {
      ...{ cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
    });
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

test("the example of docs/spec/audit-signature.md is the first vector", () => {
  expect(blocks("text")[0]).toBe(example.report);
  expect(JSON.parse(blocks("json")[0] ?? "")).toEqual(example.file);
  expect(blocks("text")[1]?.trim()).toBe(VECTORS.encodeType);
  for (const hash of [example.domainSeparator, example.digest]) expect(spec).toContain(`\`${hash}\``);
});

test.skipIf(process.platform === "win32")("its command signs what is signed, byte for byte", () => {
  const [verify = "", sign = ""] = blocks("bash");
  const lines = printed(`${verify}\n${sign}`, example.report).trim().split("\n");
  expect(lines.at(-1)).toBe(example.file["signature"]);
});
