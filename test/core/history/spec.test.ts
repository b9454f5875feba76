import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseAddress } from "../../../src/core/address.ts";
import { digestFromBytes, digestToBytes32, ZERO_DIGEST } from "../../../src/core/digest.ts";
import type { Entry } from "../../../src/core/history/entry.ts";
import { fold } from "../../../src/core/history/fold.ts";
import { parseLabel } from "../../../src/core/label.ts";
import { portableSha256 as sha256 } from "../../../src/core/sha256.ts";
import { vectors } from "./vectors.ts";

const spec = readFileSync(new URL("../../../docs/spec/history.md", import.meta.url), "utf8");
const scripts = blocks("bash");
const printed = blocks("text");
const [opening = "", batch = ""] = printed;

function blocks(language: string): readonly string[] {
  return [...spec.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "gms"))].map(
    ([, code = ""]) => code,
  );
}

const digest = (text: string) => digestFromBytes(sha256(new TextEncoder().encode(text)));

/** Entries 4 to 6 of the specification's example: a batch, and an issue of it extracted and retracted by one call. */
function batchEntries(): readonly Entry[] {
  const alice = parseAddress("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
  const actor = parseAddress("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");
  const root = digestToBytes32(digest("root"));
  const old = digest("issue of 1998");
  const time = 1_800_014_400;
  return [
    {
      number: 4,
      time: 1_800_010_800,
      actor: alice,
      kind: "batch-anchored",
      root,
      list: digest("list"),
      count: 30_000,
    },
    { number: 5, time, actor, kind: "extracted", label: parseLabel("1998-02"), digest: old, root },
    { number: 6, time, actor, kind: "notice", digest: old, notice: "retraction", reason: ZERO_DIGEST },
  ];
}

describe("docs/spec/history.md", () => {
  test.skipIf(process.platform === "win32")("its commands print what it says they print", () => {
    const options = { encoding: "utf8" } as const;
    expect(execFileSync("bash", ["-euo", "pipefail", "-c", scripts.join("")], options)).toBe(
      printed.join(""),
    );
    expect(scripts).toHaveLength(2);
  });

  test("what it prints first are the vector's first heads", () => {
    const heads = [vectors.genesis, ...vectors.steps.map(({ head }) => head)].slice(0, 4);
    expect(opening).toBe(heads.map((head, number) => `${number} ${head}\n`).join(""));
  });

  test("what it prints of a batch is what its entries fold to", () => {
    let head = vectors.steps[2]?.head ?? vectors.genesis;
    let lines = "";
    for (const entry of batchEntries()) {
      head = fold(head, entry, sha256);
      lines += `${entry.number} ${head}\n`;
    }
    expect(batch).toBe(lines);
  });
});
