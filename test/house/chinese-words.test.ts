import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const FILES = globSync([
  "src/server/pages/messages/zh.ts",
  "src/server/pages/messages/zh/*.ts",
  "src/verify/wording/{chinese*,nodes}.ts",
  "src/web/messages/zh*.ts",
  "src/web/alike/messages.ts",
]);

/** Each has another word that stands for its thing everywhere: one thing under two names reads as two. */
const BANNED = /真实|修订|锚定|摘要|记录|撤稿|存疑/;

/** What is said, without what is filled in and what is code or markup. */
function said(source: string): string[] {
  const prose = source.replaceAll(/<code>[^]*?<\/code>/g, "").replaceAll(/\$\{[^{}]*\}/g, "#");
  return prose.match(/"[^"\n]*"|`[^`]*`/g) ?? [];
}

describe.each(FILES)("the Chinese of %s", (path) => {
  const messages = said(readFileSync(path, "utf8")).filter((message) => /\p{Script=Han}/u.test(message));

  test("calls each thing by its one word", () => {
    expect(messages.length).toBeGreaterThan(0);
    expect(messages.filter((message) => BANNED.test(message))).toEqual([]);
  });

  test("has no English sentence in it", () => {
    const words = messages.map((message) => message.replaceAll(/<[^>]*>/g, ""));
    expect(words.filter((message) => /\b[A-Za-z]+(?: [a-z]+){3,}/.test(message))).toEqual([]);
  });

  test("has no half-width comma, stop or blank between Han letters", () => {
    expect(messages.filter((message) => /\p{Script=Han}[,.;:?! ]\p{Script=Han}/u.test(message))).toEqual([]);
  });
});
