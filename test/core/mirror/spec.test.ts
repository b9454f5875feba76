import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { encodeProfile } from "../../../src/core/profile.ts";
import { parseAddress } from "../../../src/core/address.ts";
import { digestFromBytes } from "../../../src/core/digest.ts";
import { ENTRY_BYTES, type Entry } from "../../../src/core/history/entry.ts";
import { parseLabel } from "../../../src/core/label.ts";
import { BLOCK_ENTRIES, MAX_ROOT_BYTES, MIRROR_TYPE } from "../../../src/core/mirror/format.ts";
import { MirrorDraft } from "../../../src/core/mirror/write.ts";
import { publicationRef } from "../../../src/core/publication.ts";
import { utf8 } from "../../support/hashing.ts";
import { carOf, collected, readBack, sha256 } from "./mirrors.ts";

const spec = readFileSync(new URL("../../../docs/spec/mirror.md", import.meta.url), "utf8");
const folder = mkdtempSync(join(tmpdir(), "colophon-mirror-spec-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function blocks(language: string): readonly string[] {
  return [...spec.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "gms"))].map(
    ([, code = ""]) => code,
  );
}

/** The mirror of the example, by this project's own code. */
async function example(): Promise<Uint8Array> {
  const ref = publicationRef("eip155:31337", "0x5fbdb2315678afecb367f032d93f642f64180aa3", "3");
  const alice = parseAddress("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
  const bob = parseAddress("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");
  const profile = encodeProfile({ title: "The Letter" }, sha256);
  const digest = digestFromBytes(sha256(utf8("issue, first")));
  const entries: readonly Entry[] = [
    { number: 1, time: 1_800_000_000, actor: alice, kind: "registered", profile: profile.digest },
    { number: 2, time: 1_800_003_600, actor: alice, kind: "publisher-granted", account: bob },
    { number: 3, time: 1_800_007_200, actor: bob, kind: "anchored", label: parseLabel("2019-11-26"), digest },
  ];
  const draft = new MirrorDraft(ref, sha256);
  draft.take(entries);
  const block = { number: 120, time: 1_800_010_000, hash: `0x${"b1".padStart(64, "0")}` } as const;
  return carOf(
    await collected(
      draft.blocks(block, async (cid) => (cid.equals(profile.block.cid) ? profile.block : undefined)),
    ),
  );
}

describe("docs/spec/mirror.md", () => {
  test.skipIf(process.platform === "win32")(
    "its commands print what it says they print, and write what this project writes",
    async () => {
      const printed = execFileSync("bash", ["-euo", "pipefail", "-c", blocks("bash").join("")], {
        encoding: "utf8",
        cwd: folder,
      });
      expect(printed).toBe(blocks("text").join(""));
      const written = readFileSync(join(folder, "letter.mirror.car"));
      expect(written.equals(await example())).toBe(true);
      expect((await readBack(written)).entries).toHaveLength(3);
    },
  );

  test("says the limits and the names that the code has", () => {
    const said = [BLOCK_ENTRIES, BLOCK_ENTRIES * ENTRY_BYTES, MAX_ROOT_BYTES].map((one) =>
      one.toLocaleString("en"),
    );
    for (const one of [...said, MIRROR_TYPE]) expect(spec).toContain(one);
  });
});
