import { describe, expect, test } from "vitest";
import { lookalike } from "../../../src/core/identity/lookalike.ts";

describe("names that may pass for another", () => {
  test.each([
    ["раураl", "mixed-scripts"],
    ["gооgle", "mixed-scripts"],
    ["Τhe Times", "mixed-scripts"],
    ["The Tіmes", "mixed-scripts"],
    ["Le Моnde", "mixed-scripts"],
    ["micrοsοft", "mixed-scripts"],
    ["Nаture", "mixed-scripts"],
    ["Tհe Lancet", "mixed-scripts"],
    ["ɡuardian", "mixed-scripts"],
    ["аррӏе", "looks-latin"],
    ["ЅСІЕМСЕ", "looks-latin"],
    ["ΝΑΤΟ", "looks-latin"],
    ["соор", "looks-latin"],
    ["ᎪᏢᏢᏞᎬ", "looks-latin"],
    ["օսո", "looks-latin"],
    ["Ｎａｔｕｒｅ", "styled"],
    ["𝐍𝐚𝐭𝐮𝐫𝐞", "styled"],
    ["ﬁnance", "styled"],
    ["Ⓝews", "styled"],
    ["Na\u200Bture", "invisible"],
    ["Na\u00ADture", "invisible"],
    ["\u202EerutaN", "invisible"],
    ["Nature\uFE0F", "invisible"],
    ["Na\u2060ture", "invisible"],
    ["\u3164", "invisible"],
    ["The\u2066Times\u2069", "invisible"],
    ["Na\u{E0061}ture", "invisible"],
  ] as const)("%j: %s", (name, expected) => {
    expect(lookalike(name)).toBe(expected);
  });

  test.each([
    "The Tidewater Letter",
    "Süddeutsche Zeitung",
    "Gazeta Wyborcza: piątek, 5 września",
    "Русский вестник",
    "Новая газета",
    "Η Καθημερινή",
    "人民日报",
    "読売新聞オンライン",
    "NHKニュース",
    "조선일보",
    "한겨레21",
    "الأهرام",
    "הארץ",
    "हिन्दुस्तान",
    "საქართველო",
    "Le Monde – édition d’été",
    "No. 95 — «Essais»",
    "Pão & Rosas №7",
    "Weekly 🗞️ news 👩‍💻",
    "İstanbul ışığı",
    "中文 English 雜誌",
    "Ærø Avis",
    "Ελλάδα & Europe",
  ])("%j is written as its readers write", (name) => {
    expect(lookalike(name)).toBeUndefined();
  });
});
