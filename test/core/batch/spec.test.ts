import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { MAX_LIST_BYTES, PART_ISSUES } from "../../../src/core/batch/list.ts";
import { bytesOf, vectorOf } from "./vectors.ts";

const spec = readFileSync(new URL("../../../docs/spec/batch.md", import.meta.url), "utf8");
const bin = fileURLToPath(new URL("../../../node_modules/.bin", import.meta.url));
const three = vectorOf(3);

function block(language: string): string {
  const found = new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "ms").exec(spec)?.[1];
  if (found === undefined) throw new Error(`docs/spec/batch.md has no ${language} example`);
  return found;
}

describe("docs/spec/batch.md", () => {
  test.skipIf(process.platform === "win32" || !existsSync(`${bin}/cast`))(
    "its commands print what it says they print",
    () => {
      const printed = execFileSync("bash", ["-euo", "pipefail", "-c", block("bash")], {
        encoding: "utf8",
        env: { ...process.env, PATH: `${bin}:${process.env["PATH"] ?? ""}` },
        timeout: 25_000,
      });
      expect(printed).toBe(block("text"));
    },
  );

  test("its example is the vector of three issues", () => {
    const shown = (hex: string) => `${new TextDecoder().decode(bytesOf(hex))}\n`;
    expect(block("json list")).toBe(shown(three.listBytes));
    expect([block("json part")]).toEqual(three.partBytes.map(shown));
    for (const hash of [three.listDigest, ...three.partDigests]) expect(spec).toContain(hash.slice(2));
    for (const hash of [three.root, ...three.leaves, ...three.paths.flat()])
      expect(block("text")).toContain(hash);
  });

  test("says the limits that the code has", () => {
    expect(spec).toContain(PART_ISSUES.toLocaleString("en"));
    expect(spec).toContain(MAX_LIST_BYTES.toLocaleString("en"));
  });
});
