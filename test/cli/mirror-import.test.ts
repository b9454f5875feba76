import { readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openMirrorFile } from "../../src/adapters/disk/mirror-file.ts";
import { type Anvil, startAnvil } from "../../src/adapters/evm/embedded/anvil.ts";
import { openMirror } from "../../src/audit/mirror.ts";
import type { Entry } from "../../src/core/history/entry.ts";
import { MirrorDraft } from "../../src/core/mirror/write.ts";
import { parsePublicationId } from "../../src/core/publication.ts";
import { carOf, collected, sha256 } from "../core/mirror/mirrors.ts";
import { answered, colophon, type Failed, openWorkshop, SMALL_ISSUE } from "../support/archive-fixture.ts";
import { DEVELOPMENT_KEY } from "../support/development-key.ts";
import { allOf, type Lie, type LyingChain, startLyingChain, withoutLogs } from "../support/lying-chain.ts";

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

let anvil: Anvil;
let proxy: LyingChain;
let archive: string;
let issue: string;
/** Three entries, and what they refer to. */
let mirror: string;
/** As of which it was made. */
let block: { number: number; hash: string };

const env = () => ({ COLOPHON_RPC_URL: proxy.url, COLOPHON_PRIVATE_KEY: DEVELOPMENT_KEY });
const run = (args: readonly string[], status = 0) => answered(args, status, { env: env() });
const inArchive = (...args: readonly string[]) => run([...args, "--archive", archive]);
const importing = (file = mirror, status = 0) =>
  run(["mirror", "import", file, "--archive", archive], status);
const refused = async (file: string, status: number) =>
  ((await importing(file, status)) as Failed).error.code;
const logsAsked = () => proxy.asked.filter(({ method }) => method === "eth_getLogs");

/** Refuses every question for logs, as a node that keeps none does. */
const noLogs: Lie = ({ method }) =>
  method === "eth_getLogs" ? { error: { code: -32601, message: "not available" } } : undefined;

/** Has no state of the mirror's block any more, as most nodes have none of most blocks. */
const noOldState: Lie = ({ method, params }) =>
  method === "eth_call" && JSON.stringify(params).includes(block.hash)
    ? { error: { code: -32000, message: "missing trie node" } }
    : undefined;

beforeAll(async () => {
  anvil = await startAnvil(0, undefined);
  proxy = await startLyingChain(anvil.url);
  archive = workshop.path("harbour");
  await run(["init", archive, "--title", "The Harbour Letter"]);
  issue = await workshop.issue("issues/95", SMALL_ISSUE);
  await inArchive("publish", issue);
  await inArchive("notice", "95", "--kind", "concern", "--reason", "A reader has doubts.");
  mirror = workshop.path("letter.mirror.car");
  await inArchive("mirror", "-o", mirror);
  ({ block } = (await inArchive("mirror", "check", mirror)) as { block: typeof block });
});
afterAll(async () => {
  await proxy[Symbol.asyncDispose]();
  anvil.kill();
});
/** Every test begins with an archive that has lost its catalogue. */
beforeEach(async () => {
  for (const end of ["", "-wal", "-shm"])
    await rm(join(archive, `data/catalogue.sqlite${end}`), { force: true });
  proxy.lie = undefined;
  proxy.asked.length = 0;
});

test("where no node keeps logs any more, the archive goes on from a mirror", async () => {
  proxy.lie = noLogs;
  const unasked = await run(["verify", issue, "--archive", archive], 3);
  expect(unasked).toMatchObject({ verdict: "could-not-check" });
  proxy.asked.length = 0;
  expect(await importing()).toMatchObject({
    mirrors: [{ file: "letter.mirror.car", entries: 3, added: 3, fromMirror: 3, unread: [] }],
  });
  expect(logsAsked()).toEqual([]);
  const verdict = await inArchive("verify", issue);
  expect(verdict).toMatchObject({ verdict: "authentic-but", standing: "concern", issue: { entry: 2 } });
  expect(JSON.stringify(verdict)).not.toContain('"transaction"');
  expect(await importing()).toMatchObject({ mirrors: [{ entries: 3, added: 0 }] });
});

test("what is newer than the mirror comes from the logs, and from no others than those", async () => {
  await inArchive("publish", await workshop.issue("issues/96", SMALL_ISSUE));
  await rm(join(archive, "data/catalogue.sqlite"));
  proxy.asked.length = 0;
  expect(await importing()).toMatchObject({ mirrors: [{ entries: 4, added: 4, fromMirror: 3 }] });
  const from = logsAsked().map(({ params }) => Number((params[0] as { fromBlock: string }).fromBlock));
  expect(Math.min(...from)).toBe(block.number);
});

test("newer logs that are short are told, and nothing is taken", async () => {
  proxy.lie = withoutLogs(() => true);
  expect(await refused(mirror, 1)).toBe("HISTORY_BROKEN");
  proxy.lie = allOf(
    noOldState,
    withoutLogs(() => true),
  );
  expect(await refused(mirror, 3)).toBe("MIRROR_UNCONFIRMED");
  proxy.lie = noOldState;
  expect(await importing()).toMatchObject({ mirrors: [{ entries: 4, added: 4 }] });
});

test("the number of a block that was made up misleads nobody", async () => {
  const late = await forged((entries) => entries, { number: 10_000_000 });
  expect(await importing(late)).toMatchObject({ mirrors: [{ entries: 4, added: 4 }] });
  proxy.lie = noLogs;
  await inArchive("verify", issue);
});

test("a mirror that is not the registry's history is refused, and so is one of another archive", async () => {
  const redated = await forged((entries) => entries.map((one) => ({ ...one, time: one.time - 1 })));
  expect(await refused(redated, 1)).toBe("MIRROR_FALSE");
  const more = await forged((entries) => {
    const [last] = entries.slice(-1);
    return last === undefined ? [] : [...entries, { ...last, number: 4 }, { ...last, number: 5 }];
  });
  expect(await refused(more, 1)).toBe("MIRROR_FALSE");
  const other = workshop.path("other");
  await run(["init", other, "--title", "Another letter"]);
  const foreign = (await run(["mirror", "import", mirror, "--archive", other], 2)) as Failed;
  expect(foreign.error.code).toBe("MIRROR_FOREIGN");
});

test("one that is false is called so, too, where the archive has everything already", async () => {
  await importing();
  const early = await forged(
    (entries) => entries.slice(0, 2).map((one) => ({ ...one, time: one.time - 1 })),
    { number: 10_000_000 },
  );
  expect(await refused(early, 1)).toBe("MIRROR_FALSE");
  expect(
    await importing(await forged((entries) => entries.slice(0, 2), { number: 10_000_000 })),
  ).toMatchObject({ mirrors: [{ entries: 4, added: 0, fromMirror: 0 }] });
});

test("one of several that cannot be used keeps none of the others from being taken", async () => {
  const foreign = await forged((entries) => entries, { id: "9" });
  const args = ["mirror", "import", foreign, mirror, "--archive", archive];
  expect(await run(args, 2)).toMatchObject({
    mirrors: [
      { entries: 4, added: 4 },
      { publication: { id: "9" }, error: { code: "MIRROR_FOREIGN" } },
    ],
  });
});

test("tells people what became of it, and what to do next", async () => {
  const ran = await colophon(["mirror", "import", mirror, "--archive", archive], { env: env() });
  expect([ran.status, ran.stdout]).toEqual([
    0,
    expect.stringMatching(/The Harbour Letter: 4 entries fold.*repair --from/s),
  ]);
});

/** The mirror with other entries, which fold to the head that it then says. */
async function forged(
  change: (entries: readonly Entry[]) => readonly Entry[],
  { id, ...at }: { readonly number?: number; readonly id?: string } = {},
): Promise<string> {
  await using file = await openMirrorFile(mirror);
  const { root, entries } = await openMirror({ file, sha256 });
  const publication = id === undefined ? {} : { id: parsePublicationId(id) };
  const draft = new MirrorDraft({ ...root.publication, ...publication }, sha256);
  draft.take(change([...entries]));
  const blocks = await collected(draft.blocks({ ...root.block, ...at }, () => Promise.resolve(undefined)));
  const path = workshop.path("forged.mirror.car");
  writeFileSync(path, carOf(blocks));
  expect(readFileSync(path).equals(readFileSync(mirror))).toBe(false);
  return path;
}
