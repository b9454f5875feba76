import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { vectors } from "./vectors.ts";

const spec = readFileSync(new URL("../../../docs/spec/history.md", import.meta.url), "utf8");

function block(language: string): string {
  const found = new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "ms").exec(spec)?.[1];
  if (found === undefined) throw new Error(`docs/spec/history.md has no ${language} example`);
  return found;
}

describe("docs/spec/history.md", () => {
  test.skipIf(process.platform === "win32")("its commands print what it says they print", () => {
    const printed = execFileSync("bash", ["-euo", "pipefail", "-c", block("bash")], { encoding: "utf8" });
    expect(printed).toBe(block("text"));
  });

  test("what it prints are the vector's first heads", () => {
    const heads = [vectors.genesis, ...vectors.steps.map(({ head }) => head)].slice(0, 4);
    expect(block("text")).toBe(heads.map((head, number) => `${number} ${head}\n`).join(""));
  });
});
