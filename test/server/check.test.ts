import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { digestFromBytes } from "../../src/core/digest.ts";
import { failure } from "../../src/core/errors/error.ts";
import type { Listening } from "../../src/server/listen.ts";
import { type ExampleArchive, exampleArchive, exampleFile } from "../support/example-archive.ts";
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
});

const sha256 = (path: string) => digestFromBytes(nodeSha256(exampleFile(path)));
const ask = (given: string, language = "en") =>
  fetch(`${verifier.url}/check?sha256=${encodeURIComponent(given)}&lang=${language}`);
async function answerTo(
  given: string,
): Promise<{ status: number; answer: string | undefined; html: string }> {
  const response = await ask(given);
  const html = await response.text();
  return { status: response.status, answer: /data-answer="([^"]*)"/.exec(html)?.[1], html };
}

describe("/check", () => {
  test("has a form that may be sent here alone, and keeps the language", async () => {
    const response = await fetch(`${verifier.url}/check?lang=zh`);
    const html = await response.text();
    expect(response.headers.get("content-security-policy")).toContain("form-action 'self'");
    expect(html).toMatch(/<form[^>]*method="get" action="\/check"/);
    expect(html).toContain('name="lang" value="zh-Hans"');
    expect(html).not.toContain("data-answer");
  });

  test("tells by a number alone that a file is authentic, and of which issue", async () => {
    const { status, answer, html } = await answerTo(sha256("tidewater/42/index.html"));
    expect([status, answer]).toEqual([200, "authentic"]);
    expect(html).toContain(`href="/issues/${examples.letter42}?lang=en"`);
  });

  test("takes a whole line of sha256sum, capitals, and the content hash as the chain writes it", async () => {
    const number = sha256("tidewater/42/index.html");
    expect((await answerTo(`${number}  index.html\n`)).answer).toBe("authentic");
    expect((await answerTo(number.toUpperCase())).answer).toBe("authentic");
    expect((await answerTo(`0x${examples.letter42}`)).answer).toBe("authentic");
  });

  test("tells that what it is of was superseded", async () => {
    const { answer, html } = await answerTo(sha256("field-notes/7/article.md"));
    expect(answer).toBe("authentic-but");
    expect(html).toContain('class="note warn"');
  });

  test("calls a number that is nowhere not anchored, and never altered", async () => {
    const { answer, html } = await answerTo("0".repeat(63) + "1");
    expect(answer).toBe("not-anchored");
    expect(html).not.toContain('href="/issues/');
  });

  test("says that nobody could say, while the chain cannot be asked or anything cannot be read", async () => {
    examples.archive.chainDown = true;
    expect((await answerTo("0".repeat(63) + "1")).answer).toBe("could-not-check");
    expect((await answerTo(sha256("tidewater/42/index.html"))).answer).toBe("could-not-check");
    examples.archive.chainDown = false;
    const { archive } = await exampleArchive();
    archive.files = () => Promise.reject(failure("BLOCK_MISSING", { cid: "bafy" }));
    const other = await startVerifier(archive);
    const html = await (await fetch(`${other.url}/check?sha256=${"1".repeat(64)}`)).text();
    await other.stop();
    expect(html).toContain('data-answer="could-not-check"');
  });

  test.for(["", "nonsense", "<script>alert(1)</script>", "ab".repeat(31)])(
    "tells of the field itself that %s is no such number",
    async (given) => {
      const { status, answer, html } = await answerTo(given);
      expect([status, answer]).toEqual([400, undefined]);
      expect(html).toMatch(
        /<textarea[^>]*aria-describedby="sha256-error sha256-hint"[^>]*aria-invalid="true"/,
      );
      expect(html).not.toContain("<script>alert");
    },
  );

  test("speaks the reader's language", async () => {
    const html = await (await ask(sha256("tidewater/42/index.html"), "zh")).text();
    expect(html).toMatch(/<h2 id="verdict-title">与原刊一致/);
  });
});
