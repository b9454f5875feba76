import { describe, expect, test } from "vitest";
import { decodeIdentity, encodeIdentity } from "../../../src/core/identity/evidence.ts";
import { hashing, utf8 } from "../../support/hashing.ts";

const { sha256 } = hashing;
const TXT = "colophon-publication=eip155:1:0x52908400098527886e0f7030069857d2e4169ee7:1";
const encoded =
  encodeIdentity({ domain: "tidewater.press", txt: [TXT, "colophon-publication=a"] }, sha256) ??
  expect.unreachable();

describe("what a domain said, as it is archived", () => {
  test("is one line with sorted keys and records, and is read back", () => {
    expect(new TextDecoder().decode(encoded.bytes)).toBe(
      `{"domain":"tidewater.press","txt":["colophon-publication=a","${TXT}"],"type":"colophon/identity/1"}`,
    );
    expect(decodeIdentity(encoded.bytes, encoded.digest, sha256)?.txt).toHaveLength(2);
  });

  test("counts only for its own digest, and in its one encoding", () => {
    const other = encodeIdentity({ domain: "other.press", file: "{}" }, sha256) ?? expect.unreachable();
    expect(decodeIdentity(encoded.bytes, other.digest, sha256)).toBeUndefined();
    const spaced = utf8(new TextDecoder().decode(encoded.bytes).replace(":", ": "));
    expect(decodeIdentity(spaced, encoded.digest, sha256)).toBeUndefined();
  });

  test.each([
    { domain: "No Domain", txt: [TXT] },
    { domain: "tidewater.press", txt: [] },
    { domain: "tidewater.press", txt: ["x".repeat(301)] },
    { domain: "tidewater.press", file: "x".repeat(16 * 1024 + 1) },
    { domain: "tidewater.press", file: "\uD800" },
  ])("is left out where it cannot stand in a document: %j", (evidence) => {
    expect(encodeIdentity(evidence, sha256)).toBeUndefined();
  });

  test.each(["", "{", "[]", '{"domain":"tidewater.press","more":1,"type":"colophon/identity/1"}'])(
    "%j is none",
    (text) => {
      expect(decodeIdentity(utf8(text), encoded.digest, sha256)).toBeUndefined();
    },
  );
});
