import { beforeEach, describe, expect, test } from "vitest";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { parseChainId, publicationRef } from "../../src/core/publication.ts";
import { gatherFile, gatherFolder } from "../../src/verify/gather.ts";
import { judge } from "../../src/verify/judge/judge.ts";
import { DEFAULT_POLICY } from "../../src/verify/judge/verdict.ts";
import { describe as describeVerdict } from "../../src/verify/wording.ts";
import { openShelf, type Shelf } from "../../src/web/standalone/shelf.ts";
import { utf8 } from "../support/hashing.ts";
import { CHAIN, MemoryArchive, REGISTRY } from "../support/memory-archive.ts";
import { heldFile } from "../support/witness-evidence.ts";

const trust = { ...publicationRef(CHAIN, REGISTRY, "1"), sha256: nodeSha256 };
const FIRST = "The tide comes in twice a day, and goes out as often.";
const SECOND = "Of curlews there were forty, which is more than last year.";

/** What the verifier in one file says of copies, with gateways that give every block. */
describe("a shelf of manifests", () => {
  let shelf: Shelf;
  let manifest: File;

  beforeEach(async () => {
    const archive = new MemoryArchive();
    const letter = archive.register("The Letter");
    const [first] = await Promise.all(
      [FIRST, SECOND].map((text, i) =>
        archive.anchor(letter, {
          ...{ label: String(i + 1), title: `Issue ${i + 1}` },
          files: { "letter.txt": { type: "text/plain", bytes: utf8(text) } },
        }),
      ),
    );
    const found = await archive.issue(first ?? expect.unreachable("it was anchored"));
    const bytes = found.manifest.known ? found.manifest.value : undefined;
    manifest = new File([Uint8Array.from(bytes ?? [])], "manifest.json");
    const opened = openShelf(nodeSha256);
    shelf = { ...opened, witness: { ...opened.witness, block: (cid) => archive.block(cid) } };
  });

  const asking = () => ({ witness: shelf.witness, byWords: shelf.byWords, sha256: nodeSha256 });
  const found = async (text: string, path = "letter.txt") => {
    const file = { ...heldFile(text, path), bytes: async () => utf8(text) };
    const evidence = await gatherFile(file, asking());
    const { placements } = evidence;
    const code = placements.known ? undefined : placements.failure.code;
    const [integrity] = judge(evidence, trust, DEFAULT_POLICY).checks;
    return [integrity?.reason, ...(code === undefined ? [] : [code])];
  };

  test("knows what they list, and cannot say of anything else that it stands nowhere", async () => {
    expect(await found(SECOND)).toEqual(["search-failed", "ISSUE_UNNAMED"]);
    await shelf.look([manifest]);
    expect(await found(FIRST)).toEqual(["file-listed"]);
    for (const text of [SECOND, FIRST.replace("twice", "thrice")])
      expect(await found(text)).toEqual(["search-failed", "MANIFEST_NOT_GIVEN"]);
    const files = [heldFile(SECOND, "letter.txt")];
    const folder = judge(await gatherFolder("2", files, asking()), trust, DEFAULT_POLICY);
    expect(folder.verdict).toBe("could-not-check");
  });

  test("of a registry that is not the one that is asked says which it is, and nothing against the copy", async () => {
    const given = await shelf.look([manifest, new File(["{}"], "other.json")]);
    expect(given.map(({ publication: { chain, registry } }) => [chain, registry])).toEqual([
      [CHAIN, REGISTRY],
    ]);
    const file = { ...heldFile(FIRST, "letter.txt"), bytes: async () => utf8(FIRST) };
    const asked = { ...trust, chain: parseChainId("eip155:1") };
    const verdict = judge(await gatherFile(file, asking()), asked, DEFAULT_POLICY);
    expect(verdict).toMatchObject({
      verdict: "could-not-check",
      checks: [
        { reason: "file-listed" },
        { reason: "elsewhere", status: "unknown", evidence: { got: `${CHAIN}:${REGISTRY}` } },
        {},
        {},
        {},
        { reason: "nothing-to-ask" },
        {},
      ],
    });
    expect(describeVerdict(verdict).explanation).toContain("another registry");
  });

  test("has a changed copy held against the issue that the reader names, and no other one", async () => {
    shelf.name(new Uint8Array(await manifest.arrayBuffer()));
    expect(await found(FIRST.replace("twice", "thrice"))).toEqual(["file-differs"]);
    expect(await found(SECOND)).toEqual(["search-failed"]);
    expect(await found(SECOND, "other.txt")).toEqual(["search-failed"]);
  });

  test("is not spoilt by a file that cannot be read, nor by any number of files", async () => {
    const unreadable = new File([], "folder.json");
    unreadable.arrayBuffer = () => Promise.reject(new DOMException("a folder", "NotFoundError"));
    let read = 0;
    const many = Array.from({ length: 5000 }, () => {
      const file = new File(["{}"], "data.json");
      file.arrayBuffer = () => Promise.resolve(new ArrayBuffer(++read > 0 ? 2 : 0));
      return file;
    });
    await shelf.look([unreadable, ...many, manifest]);
    expect(await found(FIRST)).toEqual(["file-listed"]);
    expect(read).toBeLessThan(200);
  });
});
