import { describe, expect, test } from "vitest";
import type { Check } from "../../../src/core/verdict.ts";
import { sentence } from "../../../src/verify/wording.ts";
import { CHINESE } from "../../../src/verify/wording/chinese.ts";
import { ENGLISH } from "../../../src/verify/wording/english.ts";

/** A value that shows in a sentence, whatever is asked of it. */
const SEEN = new Proxy<Record<string, string>>({}, { get: (_, name) => `«${String(name)}»` });

const told = (words: typeof ENGLISH): [string, string][] =>
  Object.entries(words.checks).flatMap(([check, sentences]) =>
    Object.entries(sentences as Record<string, (e: Check["evidence"]) => string>).map(
      ([reason, say]): [string, string] => [`${check} ${reason}`, say(SEEN)],
    ),
  );

describe("what a check found, in Chinese", () => {
  const english = new Map(told(ENGLISH));

  test.each(told(CHINESE))("%s tells the same values as in English", (name, says) => {
    // Those that stand in a sentence as they are; counts, times and standings are words of their own.
    const values = (text = "") => new Set(text.match(/«\w+»/g));
    expect([...values(says)].toSorted()).toEqual([...values(english.get(name))].toSorted());
    expect(says).toMatch(/[\u4E00-\u9FFF]/);
  });

  test("is asked for by its tag", () => {
    const check: Check = {
      ...{ check: "time", status: "pass", reason: "known", trusted: [] },
      evidence: { anchoredAt: 1_574_756_100, claimed: "2019-11-26" },
    };
    expect(sentence(check, "zh-Hans")).toBe(
      "2019年11月26日 08:15 UTC 上链；那时它已经存在。出版者所署日期为 2019年11月26日。",
    );
    expect(sentence(check)).toBe(
      "Anchored 2019-11-26 08:15 UTC; it existed by then. The publisher dates it 2019-11-26.",
    );
  });
});
