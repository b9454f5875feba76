import { describe, expect, test } from "vitest";
import { namedByFile, namedByTxt, txtRecord, wellKnownFile } from "../../../src/core/identity/claim.ts";
import { publicationKey, publicationRef } from "../../../src/core/publication.ts";

const ADDRESS = "0x52908400098527886E0F7030069857D2E4169EE7";
const REF = publicationRef("eip155:8453", ADDRESS, "12");
const KEY = publicationKey(REF);

describe("how a domain names a publication", () => {
  test("what is written is read back", () => {
    expect(txtRecord(REF)).toBe(`colophon-publication=eip155:8453:${ADDRESS.toLowerCase()}:12`);
    expect(namedByTxt([txtRecord(REF)])).toEqual([KEY]);
    expect(namedByFile(wellKnownFile([REF]))).toEqual([KEY]);
  });

  test("addresses count in either case, and other records are about other things", () => {
    const records = [
      "v=spf1 -all",
      `colophon-publication=eip155:8453:${ADDRESS}:12 `,
      "colophon-publication=",
    ];
    expect(namedByTxt(records)).toEqual([KEY]);
  });

  test.each([
    "colophon-publication=eip155:8453:0x12:12",
    `colophon-publication=eip155:0:${ADDRESS}:12`,
    `colophon-publication=eip155:8453:${ADDRESS}:0`,
    `colophon-publication=eip155:8453:${ADDRESS}:12:13`,
    `colophon-publication=${"9".repeat(400)}`,
    `Colophon-Publication=eip155:8453:${ADDRESS}:12`,
  ])("%s names nothing", (record) => {
    expect(namedByTxt([record])).toEqual([]);
  });

  test.each([
    "",
    "{}",
    "[]",
    "null",
    '{"publications":{},"type":"colophon/domain/1"}',
    '{"publications":[],"type":"x"}',
  ])("%j is no such file", (text) => {
    expect(namedByFile(text)).toBeUndefined();
  });

  test("a file names what it can, and a bad line does not hide the others", () => {
    const file = JSON.stringify({ publications: ["nonsense", KEY], type: "colophon/domain/1", more: 1 });
    expect(namedByFile(file)).toEqual([KEY]);
  });
});
