import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isFailure } from "../../../src/core/errors/error.ts";
import { decodeSignedCall, encodeSignedCall, LARGEST_FILE } from "../../../src/core/signed-call/file.ts";
import { bytesOf, VECTORS } from "./vectors.ts";

type Fields = Record<string, unknown>;
const [first] = VECTORS;
const anchor = (first?.file ?? {}) as Fields;
const call = anchor["call"] as Fields;
const publication = anchor["publication"] as Fields;
const batched = VECTORS.find(({ title }) => title === "post-batched")?.file as Fields;
const path = (steps: number) => Array.from({ length: steps }, () => `0x${"7".repeat(64)}`);

describe("a signed call's file", () => {
  test.each(VECTORS.map((vector) => [vector.title, vector] as const))(
    "%s: is read, and written again as it was",
    (_, { file, signed }) => {
      expect(JSON.parse(encodeSignedCall(signed))).toEqual(file);
      expect(decodeSignedCall(bytesOf(encodeSignedCall(signed)))).toEqual(signed);
    },
  );

  test("names its type first, for whoever looks into it", () => {
    const [vector] = VECTORS;
    expect(vector && encodeSignedCall(vector.signed)).toMatch(
      /^\{\n {2}"type": "colophon\/signed-call\/1",\n/,
    );
  });

  test("may have a signature of none to 16,384 bytes, and a path of none to 32 steps", () => {
    for (const signature of ["0x", `0x${"ab".repeat(16_384)}`])
      expect(decodeSignedCall(bytesOf({ ...anchor, signature }))).toMatchObject({ signature });
    for (const steps of [0, 32]) {
      const call = { ...(batched["call"] as Fields), path: path(steps) };
      expect(decodeSignedCall(bytesOf({ ...batched, call }))).toMatchObject({ call });
    }
  });

  test.each<[string, unknown]>([
    ["a version that comes later", { type: "colophon/signed-call/2" }],
    ["a manifest", { ...anchor, type: "colophon/manifest/1" }],
  ])("of %s is refused by its name", async (_, value) => {
    const got = (value as Fields)["type"];
    await expect(() => decodeSignedCall(bytesOf(value))).toFailWith("SIGNED_CALL_TYPE_UNKNOWN", { got });
  });

  test.each<[string, unknown]>([
    ["no JSON", "{"],
    ["nothing", ""],
    ["two documents", `${JSON.stringify(anchor)}{}`],
    ["a name twice", JSON.stringify(anchor).replace('"head"', '"head":"","head"')],
    ["a list", []],
    ["a text", '"colophon/signed-call/1"'],
    ["null", "null"],
    ["a deep nest", "[".repeat(30_000)],
    ["no type", { ...anchor, type: undefined }],
    ["a type that is no text", { ...anchor, type: 1 }],
    ["a field more", { ...anchor, note: "x" }],
    ["a field more in the call", { ...anchor, call: { ...call, note: "x" } }],
    ["a prototype", JSON.stringify(anchor).replace("{", '{"__proto__":{},')],
    ["a call of no known kind", { ...anchor, call: { ...call, kind: "grant" } }],
    ["the fields of another call", { ...anchor, call: { ...call, kind: "post" } }],
    ["a label in capitals", { ...anchor, call: { ...call, label: "Issue" } }],
    ["a digest with 0x", { ...anchor, call: { ...call, digest: `0x${"a".repeat(64)}` } }],
    ["a digest in capitals", { ...anchor, call: { ...call, digest: "A".repeat(64) } }],
    ["a chain of another kind", { ...anchor, publication: { ...publication, chain: "solana:1" } }],
    ["publication 0", { ...anchor, publication: { ...publication, id: "0" } }],
    ["a publication's number as a number", { ...anchor, publication: { ...publication, id: 3 } }],
    ["an address with capitals", { ...anchor, publisher: `0x${"A".repeat(40)}` }],
    ["a deadline as text", { ...anchor, deadline: "1800604800" }],
    ["a deadline with a fraction", { ...anchor, deadline: 1.5 }],
    ["a deadline before time began", { ...anchor, deadline: -1 }],
    ["a deadline beyond exact numbers", JSON.stringify(anchor).replace("1800604800", String(2n ** 53n))],
    ["half a byte of signature", { ...anchor, signature: "0xabc" }],
    ["a signature in capitals", { ...anchor, signature: "0xAB" }],
    ["a signature beyond 16 KiB", { ...anchor, signature: `0x${"ab".repeat(16_385)}` }],
    ["a path of 33 steps", { ...batched, call: { ...(batched["call"] as Fields), path: path(33) } }],
    ["a notice that is none", { ...batched, call: { ...(batched["call"] as Fields), notice: "none" } }],
    ["more bytes than any can have", " ".repeat(LARGEST_FILE + 1)],
  ])("with %s is refused", async (_, value) => {
    await expect(() => decodeSignedCall(bytesOf(value))).toFailWith("SIGNED_CALL_INVALID");
  });

  test("of bytes that are no UTF-8 is refused", async () => {
    const bytes = bytesOf(anchor);
    const inHead = new TextDecoder().decode(bytes).indexOf(String(anchor["head"]));
    await expect(() => decodeSignedCall(bytes.with(inHead, 0xff))).toFailWith("SIGNED_CALL_INVALID");
  });

  test("of any bytes or any JSON at all is read or refused, and nothing else", () => {
    const [from] = VECTORS;
    const hostile = fc.oneof(
      fc.uint8Array(),
      fc.json().map(bytesOf),
      fc
        .tuple(fc.constantFrom(...Object.keys(anchor)), fc.jsonValue())
        .map(([name, value]) => bytesOf({ ...from?.file, [name]: value })),
    );
    fc.assert(
      fc.property(hostile, (bytes) => {
        try {
          expect(encodeSignedCall(decodeSignedCall(bytes))).toContain("colophon/signed-call/1");
        } catch (error) {
          expect(isFailure(error, "SIGNED_CALL_INVALID", "SIGNED_CALL_TYPE_UNKNOWN"), String(error)).toBe(
            true,
          );
        }
      }),
    );
  });
});
