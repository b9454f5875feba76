import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { CATALOGUE } from "../../../src/core/errors/catalogue.ts";
import { parseLabel } from "../../../src/core/label.ts";
import { parsePublicationId } from "../../../src/core/publication.ts";
import { MOST_NODES, MOST_SLOTS } from "../../../src/core/state-proof/form.ts";
import { LARGEST_HEADER } from "../../../src/core/state-proof/header.ts";
import { publicationSlots } from "../../../src/core/state-proof/layout.ts";
import { LARGEST_NODE } from "../../../src/core/state-proof/node.ts";
import { verifyStateProof } from "../../../src/core/state-proof/state-proof.ts";
import { VECTORS } from "./vectors.ts";

const spec = readFileSync(new URL("../../../docs/spec/state-proof.md", import.meta.url), "utf8");
const folder = fileURLToPath(new URL("../../vectors/state-proof/", import.meta.url));
const python = (input: string, ...args: string[]) =>
  spawnSync("python3", ["verify.py", ...args], { cwd: folder, input, encoding: "utf8" });
const missing = spawnSync("python3", ["--version"]).status !== 0;

describe("docs/spec/state-proof.md", () => {
  test("names every failure of a state proof", () => {
    const named = new Set([...spec.matchAll(/`(STATE_PROOF_\w+)`/g)].map(([, code]) => code));
    expect(named).toEqual(new Set(Object.keys(CATALOGUE).filter((code) => code.startsWith("STATE_PROOF_"))));
  });

  test("states the limits", () => {
    const [, slots, nodes, node] =
      /(\d+)\s+\|\n\| `slots\[\].key`.*\n.* (\d+) nodes of (\d+) bytes/.exec(spec) ?? [];
    expect([slots, nodes, node].map(Number)).toEqual([MOST_SLOTS, MOST_NODES, LARGEST_NODE]);
    expect(spec).toContain(`${LARGEST_HEADER.toLocaleString("en")} bytes`);
  });

  test("works out the slots of its example", () => {
    const slots = publicationSlots(parsePublicationId("12"));
    const short = (slot: string): string => `# ${slot.slice(0, 6)}…${slot.slice(-4)}\n`;
    expect(spec).toContain(short(slots.state));
    expect(spec).toContain(short(slots.current(parseLabel("2019-11-26"))));
  });
});

describe.skipIf(missing)("verify.py (needs python3)", () => {
  test.each(VECTORS)("reads what $client answered as src/core does", (vector) => {
    const { stdout, status } = python("", `${vector.name}.json`);
    expect(status).toBe(0);
    const { words } = verifyStateProof(vector.proof("registry"), vector.claim("registry"));
    for (const [key, value] of words)
      expect(stdout).toContain(`${key} 0x${value.toString(16).padStart(64, "0")}\n`);
    expect(stdout).toContain("nothing there");
  });

  test("verifies one proof, and refuses it when a byte is another", () => {
    const [vector] = VECTORS;
    if (vector === undefined) throw new Error("no vector");
    const { head } = publicationSlots(vector.id);
    const proof = vector.proof("registry", [head]);
    const run = (text: string) => python(text, "--proof", vector.blockHash, vector.registry);
    expect(run(JSON.stringify(proof)).stdout).toBe(
      `block ${Number(vector.block["number"])}\n${head} ${vector.storage["head"]}\n`,
    );
    const digits = vector.storage["head"]?.slice(2) ?? "";
    const forged = JSON.stringify(proof).replace(
      digits,
      digits.replace(/^./, (digit) => (digit === "1" ? "2" : "1")),
    );
    expect(forged).not.toBe(JSON.stringify(proof));
    expect(run(forged).status).toBe(1);
  });
});
