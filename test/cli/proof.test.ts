import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { startServer } from "../../src/cli/commands/serve.ts";
import { openReading } from "../../src/cli/compose.ts";
import { readArchive } from "../../src/cli/config.ts";
import {
  answered,
  colophon,
  type Failed,
  openWorkshop,
  SMALL_ISSUE,
  TITLE,
} from "../support/archive-fixture.ts";
import { damage } from "../support/store-damage.ts";
import { vector } from "../core/proof/vectors.ts";

/* Proof files from a real archive, and what a reader who has nothing else makes of them. */

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

const archive = await workshop.archive("harbour");
const small = await workshop.issue("41", SMALL_ISSUE);
const many = await Promise.all(
  ["a", "b", "c"].map((label) => workshop.issue(`many/${label}`, { "letter.txt": `The letter ${label}.\n` })),
);
await answered(["publish", small, "--archive", archive], 0);
await answered(["publish", "--batch", ...many, "--archive", archive], 0);

interface Written {
  readonly path: string;
  readonly size: number;
  readonly digest: string;
  readonly registry: string;
  readonly block: { readonly number: number; readonly hash: string };
}

const prove = async (name: string, ...args: readonly string[]) =>
  (await answered(["proof", ...args, "-o", workshop.path(name), "--archive", archive], 0)) as Written;
const alone = await prove("41.proof.json", "41");
const batched = await prove("b.proof.json", "b", "--file", "letter.txt");
/** A reader without an archive, and without a network: any request would fail, there being no node to ask. */
const elsewhere = { cwd: workshop.folder };
const offline = (written: Written, ...args: readonly string[]) => [
  ...named(written),
  "--registry",
  written.registry,
  ...args,
];
const named = ({ path, block }: Written) => ["verify", path, "--offline", "--block-hash", block.hash];
const copy = join(small, "index.html");

const MINE = `My notes on "colophon/proof/1".`;

describe("colophon proof", () => {
  test("takes the place of an earlier proof, and of no other file", async () => {
    await prove("again.proof.json", "41");
    await prove("again.proof.json", "41");
    const notes = workshop.path("notes.md");
    await writeFile(notes, MINE);
    const refused = await answered(["proof", "41", "-o", notes, "--archive", archive], 2);
    expect(refused).toMatchObject({ error: { code: "PLACE_TAKEN" } });
    expect(await readFile(notes, "utf8")).toBe(MINE);
  });

  test("writes an issue's proof, of the archive's own final block", async () => {
    expect(alone.size).toBe((await readFile(alone.path)).length);
    const text = await readFile(batched.path, "utf8");
    expect(JSON.parse(text)).toMatchObject({
      type: "colophon/proof/1",
      path: "letter.txt",
      batch: { path: expect.arrayContaining([expect.any(String)]) as string[] },
    });
  });

  test("says of an issue that is not there, and of a file that it has not", async () => {
    const failed = async (...args: readonly string[]) =>
      (await colophon(["proof", ...args, "--json", "-o", workshop.path("x.json"), "--archive", archive]))
        .stdout;
    expect((JSON.parse(await failed("42")) as Failed).error.code).toBe("LABEL_UNKNOWN");
    expect((JSON.parse(await failed("41", "--file", "none.txt")) as Failed).error.code).toBe(
      "PROOF_PATH_UNLISTED",
    );
  });
});

describe("colophon verify of a proof, with nothing but a block's hash", () => {
  test("says the same as the archive does", async () => {
    const told = (await answered([...offline(alone, "--copy", copy)], 0, elsewhere)) as object;
    const online = (await answered(["verify", copy, "--archive", archive], 0)) as object;
    const issue = { label: "41", path: "index.html", digest: alone.digest, revision: 1, entry: 2 };
    expect(told).toMatchObject({ verdict: "authentic", issue });
    expect(online).toMatchObject({ verdict: "authentic", issue });
  });

  test("tells whose publication it is, as far as that is in the proof", async () => {
    const told = await answered([...offline(alone)], 0, elsewhere);
    const identity = expect.objectContaining({ check: "identity", status: "skipped" }) as object;
    expect(told).toMatchObject({ checks: expect.arrayContaining([identity]) as object[] });
    const named = vector("named/identity");
    const { registry, blockHash } = named.believed;
    const args = [fileURLToPath(named.file), "--offline", "--block-hash", blockHash, "--registry", registry];
    expect(await answered(["verify", ...args], 0, elsewhere)).toMatchObject({
      checks: expect.arrayContaining([
        expect.objectContaining({
          ...{ check: "identity", status: "skipped", reason: "not-looked-up" },
          evidence: {
            ...{ domain: "gull.press", title: "The gull table" },
            ...{ archived: ["dns", "file"], archivedDomain: "gull.press" },
          },
        }),
      ]) as object[],
    });
  });

  test("proves an issue of a batch by its path", async () => {
    expect(await answered([...offline(batched)], 0, elsewhere)).toMatchObject({
      verdict: "authentic",
      issue: { label: "b", entry: 3 },
      proof: { block: batched.block, believe: [expect.stringContaining(batched.block.hash)] },
    });
  });

  test("finds a copy altered, and a folder", async () => {
    const bent = workshop.path("index.html");
    await writeFile(bent, `${SMALL_ISSUE["index.html"]} `);
    expect(await answered([...offline(alone, "--copy", bent)], 1, elsewhere)).toMatchObject({
      verdict: "altered",
    });
    expect(await answered([...offline(alone, "--copy", small)], 0, elsewhere)).toMatchObject({
      verdict: "authentic",
    });
    expect(
      await answered([...offline(alone, "--copy", workshop.path("many/a"))], 1, elsewhere),
    ).toMatchObject({
      folder: { missing: ["index.html", "tides.txt"] },
    });
  });

  test("does not know without a hash, and says what to look up", async () => {
    const told = (await answered(["verify", alone.path, "--offline"], 3, elsewhere)) as Failed;
    expect(told.error.code).toBe("PROOF_BLOCK_UNASKED");
    expect(told.error.next).toContain(`--block-hash ${alone.block.hash}`);
    const unasked = (await answered(["verify", alone.path], 3, elsewhere)) as Failed;
    expect(unasked.error.code).toBe("PROOF_BLOCK_UNASKED");
  });

  test("refuses it for another block, and one that was bent", async () => {
    const other = [
      "verify",
      alone.path,
      "--offline",
      "--block-hash",
      `0x${"ab".repeat(32)}`,
      "--registry",
      alone.registry,
    ];
    expect(((await answered(other, 1, elsewhere)) as Failed).error.code).toBe("STATE_PROOF_HEADER_MISMATCH");
    const bent = workshop.path("bent.proof.json");
    const parts = JSON.parse(await readFile(alone.path, "utf8")) as { state: { nodes: string[] } };
    await writeFile(
      bent,
      JSON.stringify({ ...parts, state: { ...parts.state, nodes: parts.state.nodes.slice(1) } }),
    );
    const told = (await answered([...offline({ ...alone, path: bent })], 1, elsewhere)) as Failed;
    expect(told.error.code).toBe("STATE_PROOF_NODE_MISMATCH");
  });

  test("believes no registry that only the proof names", async () => {
    const told = (await answered([...named(alone)], 3, elsewhere)) as Failed;
    expect(told.error.code).toBe("PROOF_ELSEWHERE");
    const chain = (await answered([...offline(alone, "--chain", "base")], 3, elsewhere)) as Failed;
    expect(chain.error.code).toBe("PROOF_ELSEWHERE");
  });

  test("its options go with a proof, and nothing else", async () => {
    for (const args of [
      [small, "--offline"],
      [workshop.path("nowhere.json"), "--offline"],
      [alone.path, "--offline", "--block-hash", "0x12"],
    ])
      expect((await answered(["verify", ...args], 2, elsewhere)) as Failed).toMatchObject({
        error: { code: expect.stringMatching(/^(USAGE_INVALID|SOURCE_MISSING)$/) as string },
      });
  });
});

test("the server gives the same proof, and its page has a link to it", async () => {
  await using reading = await openReading(readArchive(archive));
  const server = await startServer(reading, { port: "0", host: "127.0.0.1" });
  const got = (path: string) => fetch(`${server.url}${path}`);
  try {
    const asked = await got(`/api/issues/${alone.digest}/proof`);
    expect(asked.headers.get("content-disposition")).toBe(
      `attachment; filename="${alone.digest.slice(0, 8)}.proof.json"`,
    );
    expect(await asked.text()).toBe(await readFile(alone.path, "utf8"));
    expect((await got(`/api/issues/${alone.digest}/proof?path=none`)).status).toBe(422);
    expect((await got(`/api/issues/${"0e".repeat(32)}/proof`)).status).toBe(404);
    const page = await (await got(`/issues/${alone.digest}`)).text();
    expect(page).toContain(`/api/issues/${alone.digest}/proof`);
  } finally {
    await server.stop();
  }
});

describe("colophon verify of a proof at an archive", () => {
  test("asks the node for the block, and says so", async () => {
    const told = await colophon(["verify", alone.path, "--copy", copy, "--archive", archive]);
    expect(told.status, told.stderr).toBe(0);
    expect(told.stdout).toMatch(
      /To believe: that 0x[0-9a-f]{64} is block \d+ .*, beyond reorganisation \(as the node at /,
    );
    // By its profile, which the proof holds.
    expect(told.stdout).toContain(TITLE);
  });

  test("refuses a proof of a block that its chain has not", async () => {
    const other = await workshop.copy(await workshop.archive("unused"), "other");
    const told = (await answered(["verify", alone.path, "--archive", other], 1)) as Failed;
    expect(told.error.code).toBe("PROOF_BLOCK_OTHER");
  });
});

describe("a quotation", () => {
  const QUOTE = "The bar dries at half past six.";
  const PART = "bar dries  at half";
  const quotes = async (status: number, ...args: readonly string[]) =>
    (await answered(["verify", ...args, "--archive", archive], status)) as {
      quotation: { stands: string; found: readonly unknown[]; near?: { pieces: readonly unknown[] } };
      about: { verdict: string };
    };

  test("stands in the issue that is named, or in that of the file that is held, and its way to the chain is told", async () => {
    const place = { path: "index.html", stretch: { firstBlock: 0, lastBlock: 0 }, text: { blocks: 1 } };
    const found = [{ ...place, manifest: alone.digest, proof: [{ block: QUOTE, index: 0, siblings: [] }] }];
    expect(await quotes(0, "--label", "41", "--quote", PART)).toMatchObject({
      quotation: { stands: "word for word", found },
      about: { verdict: "authentic", issue: { label: "41" } },
    });
    expect(await quotes(0, copy, "--quote", PART)).toMatchObject({ quotation: { found } });
    const told = await colophon(["verify", "--label", "41", "--quote", PART, "--archive", archive]);
    expect(told.stdout).toContain("The passage stands in issue 41, word for word.");
  });

  test("that does not stand there is no matter of opinion, and what stands instead is shown", async () => {
    const { quotation, about } = await quotes(
      1,
      "--label",
      "41",
      "--quote",
      "The bar dries at half past ten.",
    );
    expect([quotation.stands, about.verdict]).toEqual(["nowhere", "authentic"]);
    expect(quotation.near?.pieces).toContainEqual({ kind: "gone", text: "six" });
    const told = await colophon([
      "verify",
      "--label",
      "41",
      "--quote",
      "The bar dries at ten.",
      "--archive",
      archive,
    ]);
    expect(told.stdout).toMatch(/^The passage does not stand in issue 41\.[^]*Of the issue itself:/);
  });

  test("comes from a file or stdin, and needs an issue to stand in", async () => {
    const file = workshop.path("quote.txt");
    await writeFile(file, `${QUOTE}\n`);
    expect((await quotes(0, "--label", "41", "--quote-file", file)).quotation.found).toHaveLength(1);
    for (const [code, ...args] of [
      ["LABEL_UNARCHIVED", "--label", "nope", "--quote", QUOTE],
      ["USAGE_INVALID", "--quote", QUOTE],
      ["USAGE_INVALID", "--label", "41", "--quote", QUOTE, "--quote-file", file],
      ["SOURCE_MISSING", "--label", "41", "--quote-file", workshop.path("none.txt")],
      ["PASSAGE_INVALID", "--label", "41", "--quote", "..."],
    ]) {
      const ran = await colophon(["verify", ...args, "--archive", archive, "--json"]);
      expect((JSON.parse(ran.stdout) as Failed).error.code).toBe(code);
    }
  });

  test("is proved by a file of its own, to whoever knows the block", async () => {
    const written = await prove("quote.proof.json", "41", "--quote", PART);
    const told = await answered([...offline(written), "--quote", PART], 0, elsewhere);
    expect(told).toMatchObject({
      verdict: "authentic",
      proof: { quotation: { path: "index.html", passage: "bar dries at half", places: [{ firstBlock: 0 }] } },
    });
    const other = (await answered([...offline(written), "--quote", "at ten"], 1, elsewhere)) as Failed;
    expect(other.error.code).toBe("QUOTATION_ABSENT");
    const none = (await answered([...offline(alone), "--quote", PART], 2, elsewhere)) as Failed;
    expect(none.error.code).toBe("USAGE_INVALID");
    const bent = workshop.path("bent-quote.proof.json");
    await writeFile(bent, (await readFile(written.path, "utf8")).replaceAll("dries", "sinks"));
    const refused = (await answered([...offline({ ...written, path: bent })], 1, elsewhere)) as Failed;
    expect(refused.error.code).toBe("PROOF_QUOTATION_FALSE");
  });

  test("error: through more paragraphs than a proof holds, which is said before anything is asked of the chain", async () => {
    const lines = Array.from({ length: 1_025 }, (_, i) => `tide ${i}`);
    const long = await workshop.issue("44", { "index.html": lines.map((one) => `<p>${one}</p>`).join("") });
    await answered(["publish", long, "--archive", archive], 0);
    const asked = async (count: number, status: number) => {
      const passage = workshop.path(`${count}.txt`);
      await writeFile(passage, lines.slice(0, count).join("\n"));
      const out = workshop.path("44.proof.json");
      return answered(["proof", "44", "--quote-file", passage, "--archive", archive, "--out", out], status);
    };
    expect(await asked(1_025, 2)).toMatchObject({ error: { code: "PASSAGE_INVALID" } });
    expect(await asked(1_024, 0)).toMatchObject({ label: "44" });
  });

  test("is not said to stand nowhere while a revision of the issue cannot be read", async () => {
    const issue = async (text: string) => workshop.issue("45", { "index.html": `<p>${text}</p>` });
    const first = (await answered(
      ["publish", await issue("The ferry left at nine."), "--archive", archive],
      0,
    )) as { issues: readonly { cid: string }[] };
    await answered(["revise", await issue("The boat left."), "--reason", "a word", "--archive", archive], 0);
    await quotes(0, "--label", "45", "--quote", "ferry left at nine");
    await damage(archive, first.issues[0]?.cid ?? "", "lose");
    const { quotation } = await quotes(3, "--label", "45", "--quote", "ferry left at nine");
    expect(quotation.stands).not.toBe("word for word");
  });

  test("of what was published without text has no proof, and is found all the same", async () => {
    const bare = await workshop.issue("43", { "index.html": "<p>High water at noon.</p>" });
    await answered(["publish", bare, "--no-text", "--archive", archive], 0);
    const { found } = (await quotes(0, "--label", "43", "--quote", "water at noon")).quotation;
    expect(found).toMatchObject([{ unproven: "no-text" }]);
    const absent = async (passage: string, status: number) =>
      ((await answered(["proof", "43", "--quote", passage, "--archive", archive], status)) as Failed).error
        .code;
    expect(await absent("water at noon", 1)).toBe("PROOF_TEXT_ABSENT");
    expect(await absent("water at ten", 1)).toBe("QUOTATION_ABSENT");
    expect(await answered(["publish", bare, "--archive", archive], 0)).toMatchObject({
      issues: [{ status: "already" }],
    });
  });
});
