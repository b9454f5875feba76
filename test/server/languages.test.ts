import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Listening } from "../../src/server/listen.ts";
import { type ExampleArchive, exampleArchive } from "../support/example-archive.ts";
import { startVerifier } from "../support/verifier.ts";

let examples: ExampleArchive;
let verifier: Listening;
beforeAll(async () => {
  examples = await exampleArchive();
  verifier = await startVerifier(examples.archive, { banner: "embedded" });
});
afterAll(() => verifier.stop());

const ask = async (path: string, languages?: string) => {
  const response = await fetch(`${verifier.url}${path}`, {
    headers: languages === undefined ? {} : { "Accept-Language": languages },
  });
  return { status: response.status, headers: response.headers, html: await response.text() };
};

describe("the language of a page", () => {
  test("is the browser's, and caches are told that it is", async () => {
    const chinese = await ask("/publications/2", "zh-CN,zh;q=0.9");
    expect(chinese.html).toMatch(/<html lang="zh-Hans">/);
    expect(chinese.html).toContain("登记合约");
    expect(chinese.headers.get("vary")).toContain("Accept-Language");
    expect(chinese.headers.get("content-language")).toBe("zh-Hans");
    expect((await ask("/publications/2", "de")).html).toMatch(/<html lang="en">/);
  });

  test("is the address's where it names one, and links keep it", async () => {
    const { html } = await ask("/publications/2?lang=zh", "en");
    expect(html).toMatch(/<html lang="zh-Hans">/);
    expect(html).toContain(`href="/issues/${examples.notes7corrected}?lang=zh-Hans"`);
    expect(html).toContain('href="/?lang=zh-Hans#publications"');
    expect(html).toContain('hreflang="en" rel="alternate"');
    expect((await ask("/publications/2?lang=fr", "zh")).html).toMatch(/<html lang="zh-Hans">/);
  });

  test("leads to the other one of the same page, with what else was asked", async () => {
    const { html } = await ask("/badges?publication=2&lang=en");
    expect(html).toContain('href="?publication=2&amp;lang=zh-Hans"');
  });

  test.for([
    "/how-it-works",
    "/errors",
    "/badges",
    "/nothing",
    "/publications/1",
    "/publications/1/issues/57",
  ])("%s has in Chinese the same parts as in English", async (path) => {
    const parts = (html: string) =>
      [...html.matchAll(/<(h[1-6]|section|li|dt|a|svg)\b/g)].map(([, name]) => name);
    const [english, chinese] = [await ask(path, "en"), await ask(path, "zh")];
    expect(chinese.status).toBe(english.status);
    expect(parts(chinese.html)).toEqual(parts(english.html));
    expect(chinese.html).not.toBe(english.html);
  });

  test("says of text that there is in another language alone, which one that is", async () => {
    expect((await ask("/nothing", "zh")).html).toMatch(/<span lang="en">.+<\/span>/);
  });

  test("asked for twice is a request that is refused, in English", async () => {
    const { status, html } = await ask("/how-it-works?lang=zh&lang=en");
    expect(status).toBe(400);
    expect(html).toMatch(/<html lang="en">/);
  });
});
