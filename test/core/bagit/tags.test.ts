import { describe, expect, test } from "vitest";
import {
  BAG_DECLARATION,
  encodeTags,
  parseDeclaration,
  parseTags,
  tagValue,
  tagValues,
} from "../../../src/core/bagit/tags.ts";

describe("the tags of a bag", () => {
  test("are read as they were written, and as other tools fold them", () => {
    const tags = [
      ["Title", "Low water: what it left"],
      ["Creator", "Ines"],
      ["Creator", "Tom"],
    ] as const;
    expect(parseTags(encodeTags(tags), "b")).toEqual(tags);
    expect(encodeTags([["Title", " Low\n water "]])).toBe("Title: Low water\n");
    // The example of RFC 8493, 2.2.2, in short, with the three ways of ending a line.
    const folded =
      "Source-Organization: FOO University\r\nExternal-Description:  Uncompressed\r  greyscale\n\n";
    expect(parseTags(folded, "b")).toEqual([
      ["Source-Organization", "FOO University"],
      ["External-Description", "Uncompressed greyscale"],
    ]);
    expect(tagValue(tags, "Nothing", "title")).toBe("Low water: what it left");
    expect(tagValues(tags, "CREATOR")).toEqual(["Ines", "Tom"]);
    expect(tagValue([["Title", ""]], "Title")).toBeUndefined();
  });

  test("a line without a name is refused", async () => {
    await expect(() => parseTags("no colon here\n", "b")).toFailWith("BAG_MALFORMED");
  });

  test("the declaration is of a version that is read, and in UTF-8", async () => {
    expect(parseDeclaration(BAG_DECLARATION, "b")).toEqual({ major: 1, minor: 0 });
    const said = (version: string, encoding: string) =>
      `BagIt-Version: ${version}\r\nTag-File-Character-Encoding: ${encoding}\r\n`;
    expect(parseDeclaration(said("0.97", "utf-8"), "b")).toEqual({ major: 0, minor: 97 });
    for (const text of [
      said("2.0", "UTF-8"),
      said("one", "UTF-8"),
      said("1.0", "UTF-16"),
      "BagIt-Version: 1.0\n",
    ])
      await expect(() => parseDeclaration(text, "b"), text).toFailWith("BAG_MALFORMED", { bag: "b" });
  });
});
