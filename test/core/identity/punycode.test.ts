import { domainToASCII, domainToUnicode } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodePunycode } from "../../../src/core/identity/punycode.ts";

describe("Punycode", () => {
  // RFC 3492, section 7.1, those in lower case, and names in use.
  test.each([
    ["egbpdaj6bu4bxfgehfvwxn", "ليهمابتكلموشعربي؟"],
    ["ihqwcrb4cv8a8dqg056pqjye", "他们为什么不说中文"],
    ["4dbcagdahymbxekheh6e0a7fei0b", "למההםפשוטלאמדבריםעברית"],
    ["i1baa7eci9glrd9b2ae1bj0hfcgg6iyaf8o0a1dig0cd", "यहलोगहिन्दीक्योंनहींबोलसकतेहैं"],
    ["bcher-kva", "bücher"],
    ["fiqs8s", "中国"],
    ["80ak6aa92e", "аррӏе"],
  ])("%s is %s", (text, expected) => {
    expect(decodePunycode(text)).toBe(expected);
  });

  test.each(["", "99999999", "-> $1.00 <--", "BCHER-KVA", "a_b", "z".repeat(64), "zzzzzzzzzzzzzzzzzzzz"])(
    "%j is none",
    (text) => {
      expect(decodePunycode(text)).toBeUndefined();
    },
  );

  test("decodes what the platform encodes", () => {
    const letters = fc.constantFrom(..."abcäßжщ中文字日本ąśćअआ한국");
    fc.assert(
      fc.property(fc.string({ unit: letters, minLength: 1, maxLength: 12 }), (text) => {
        const ascii = domainToASCII(text);
        fc.pre(ascii.startsWith("xn--"));
        expect(decodePunycode(ascii.slice(4))).toBe(domainToUnicode(ascii));
      }),
      { numRuns: 2000 },
    );
  });
});
