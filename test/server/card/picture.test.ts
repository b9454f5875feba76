import { crc32, inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { CARD_HEIGHT, CARD_WIDTH, cardPicture } from "../../../src/server/card/picture.ts";
import { glyphOf } from "../../../src/server/card/glyphs.ts";
import { exampleArchive } from "../../support/example-archive.ts";
import { startVerifier } from "../../support/verifier.ts";
import { digestOf } from "../../support/witness-evidence.ts";

const digest = digestOf("an issue");
const card = (label: string | undefined, anchoredAt?: number) => cardPicture({ digest, label, anchoredAt });

/** The points of a PNG of one byte each, read by the rules of its standard. */
function pointsOf(png: Buffer): { width: number; height: number; rows: Buffer[] } {
  expect(png.subarray(0, 8).toString("hex")).toBe("89504e470d0a1a0a");
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length;) {
    const end = at + 8 + png.readUInt32BE(at);
    expect(png.readUInt32BE(end)).toBe(crc32(png.subarray(at + 4, end)));
    chunks.set(png.subarray(at + 4, at + 8).toString("latin1"), png.subarray(at + 8, end));
    at = end + 4;
  }
  expect([...chunks.keys()]).toEqual(["IHDR", "PLTE", "IDAT", "IEND"]);
  const header = chunks.get("IHDR") ?? expect.unreachable();
  const [width, height] = [header.readUInt32BE(), header.readUInt32BE(4)];
  const data = inflateSync(chunks.get("IDAT") ?? expect.unreachable());
  expect(data.length).toBe((width + 1) * height);
  const rows = Array.from({ length: height }, (_, y) =>
    data.subarray(y * (width + 1) + 1, (y + 1) * (width + 1)),
  );
  return { width, height, rows };
}

describe("the picture for links to an issue", () => {
  test("is a PNG of the size that they ask for, small, and the same each time", () => {
    const png = card("42", 1_795_158_000);
    expect(pointsOf(png)).toMatchObject({ width: CARD_WIDTH, height: CARD_HEIGHT });
    expect(png.length).toBeLessThan(20_000);
    expect(card("42", 1_795_158_000).equals(png)).toBe(true);
    for (const other of [card("43", 1_795_158_000), card("42", 1_795_158_000 + 86_400), card(undefined)])
      expect(other.equals(png)).toBe(false);
  });

  test.for(["7", "2019-11-26", "w".repeat(64), "a_very.long-label"])("has room for the label %s", (label) => {
    const { rows } = pointsOf(card(label, 0));
    const margins = rows.flatMap((row) => [...row.subarray(30, 88), ...row.subarray(1112)]);
    expect(new Set(margins)).toEqual(new Set([0]));
    // The label's own place is not empty.
    expect(rows.slice(205, 360).some((row) => row.subarray(90).includes(1))).toBe(true);
  });

  test("has a letter of its own for every sign that a label may have", () => {
    const signs = [..."abcdefghijklmnopqrstuvwxyz0123456789._-"];
    const shapes = signs.map((sign) => glyphOf(sign).join(" "));
    expect(glyphOf("a")).toHaveLength(7);
    expect(new Set(shapes).size).toBe(signs.length);
    expect(glyphOf("é")).toEqual([]);
  });

  test("is served for what the archive knows; for all else there is the site's own", async () => {
    const { archive, letter42 } = await exampleArchive();
    const verifier = await startVerifier(archive);
    const answer = await fetch(`${verifier.url}/issues/${letter42}/card.png`);
    expect(answer.headers.get("content-type")).toBe("image/png");
    const time = (await archive.catalogued(letter42))?.time;
    const expected = cardPicture({ digest: letter42, label: "42", anchoredAt: time });
    expect(expected.equals(Buffer.from(await answer.arrayBuffer()))).toBe(true);
    const other = await fetch(`${verifier.url}/issues/${"1".repeat(64)}/card.png`, { redirect: "manual" });
    expect([other.status, other.headers.get("location")]).toEqual([302, "/card.png"]);
    expect((await fetch(`${verifier.url}/issues/nonsense/card.png`)).status).toBe(400);
    await verifier.stop();
  });
});
