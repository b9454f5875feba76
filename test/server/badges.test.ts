import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Listening } from "../../src/server/listen.ts";
import { type ExampleArchive, exampleArchive } from "../support/example-archive.ts";
import { startVerifier } from "../support/verifier.ts";

let examples: ExampleArchive;
let verifier: Listening;
beforeAll(async () => {
  examples = await exampleArchive();
  verifier = await startVerifier(examples.archive);
});
afterAll(() => verifier.stop());
beforeEach(() => {
  examples.archive.chainDown = false;
  examples.archive.notFinal = 0;
});

const ask = (path: string) => fetch(`${verifier.url}/badge${path}`);
const stateOf = async (digest: string) => {
  const json: unknown = await (await ask(`/issues/${digest}.json`)).json();
  return json;
};

describe("the badge of an issue", () => {
  test("is a picture that anybody's page may show, for a few minutes, and that holds no script", async () => {
    const answer = await ask(`/issues/${examples.letter42}.svg`);
    const svg = await answer.text();
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^image\/svg\+xml/);
    expect(answer.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("cache-control")).toBe("public, max-age=300");
    expect(svg).toContain("<title>Colophon 42: current · anchored 20 November 2026</title>");
    expect(svg).not.toMatch(/<script|style|href|on\w+=/);
  });

  test("tells each standing in its own words", async () => {
    expect(await stateOf(examples.letter42)).toMatchObject({ state: "current", tone: "good" });
    expect(await stateOf(examples.notes7)).toMatchObject({ state: "superseded", tone: "warn" });
    expect(await stateOf(examples.notes7corrected)).toMatchObject({ state: "current" });
    expect(await stateOf("0".repeat(63) + "1")).toMatchObject({ state: "absent", tone: "plain" });
    const { archive } = await exampleArchive();
    const [first] = await archive.issues((await archive.publications())[0]?.id ?? expect.unreachable());
    const digest = first?.manifest ?? expect.unreachable();
    archive.post(first?.publication ?? expect.unreachable(), digest, "retraction");
    const other = await startVerifier(archive);
    const found: unknown = await (await fetch(`${other.url}/badge/issues/${digest}.json`)).json();
    expect(found).toMatchObject({ state: "retraction", tone: "warn" });
    await other.stop();
  });

  test("says that it could not check, and is soon asked again, while the chain is silent", async () => {
    examples.archive.chainDown = true;
    const answer = await ask(`/issues/${examples.letter42}.svg`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("public, max-age=30");
    expect(await answer.text()).toContain("<title>Colophon 42: could not check</title>");
  });

  test("is given to two hundred who wait for it, and says to who comes then that it could not check", async () => {
    const { archive, letter42 } = await exampleArchive();
    const held = Promise.withResolvers<undefined>();
    const catalogued = archive.catalogued.bind(archive);
    archive.catalogued = async (digest) => {
      await held.promise;
      return catalogued(digest);
    };
    const busy = await startVerifier(archive);
    try {
      const asked = Array.from({ length: 209 }, async () => {
        const answer = await fetch(`${busy.url}/badge/issues/${letter42}.json`);
        const { state } = (await answer.json()) as { state: string };
        return { status: answer.status, kept: answer.headers.get("cache-control"), state };
      });
      const unchecked = { status: 200, kept: "public, max-age=30", state: "unknown" };
      expect(await Promise.race(asked)).toEqual(unchecked);
      held.resolve(undefined);
      const states = (await Promise.all(asked)).map(({ state }) => state);
      expect(states.filter((state) => state === "current")).toHaveLength(208);
    } finally {
      await busy.stop();
    }
  });

  test("says that it is not yet final", async () => {
    examples.archive.notFinal = 10_000;
    expect(await stateOf(examples.letter42)).toMatchObject({ state: "pending" });
  });

  test("is in the language that the page asks for, whatever the reader's is", async () => {
    const chinese = await (await ask(`/issues/${examples.letter42}.svg?lang=zh`)).text();
    expect(chinese).toContain("现行 · 2026年11月20日上链");
    const english = await fetch(`${verifier.url}/badge/issues/${examples.letter42}.svg`, {
      headers: { "Accept-Language": "zh" },
    });
    expect(await english.text()).toContain("current");
  });

  test("of what is no digest is a request that is refused", async () => {
    expect((await ask("/issues/nonsense.svg")).status).toBe(400);
    expect((await ask(`/issues/${examples.letter42}.png`)).status).toBe(404);
  });
});

describe("the badge of a publication", () => {
  test("counts its issues, or says that it could not", async () => {
    expect(await (await ask("/publications/1.svg")).text()).toContain("2 issues anchored");
    expect(await (await ask("/publications/77.svg")).text()).toContain("not anchored");
    examples.archive.chainDown = true;
    expect(await (await ask("/publications/1.svg")).text()).toContain("could not check");
  });
});
