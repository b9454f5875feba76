import { describe, expect, test } from "vitest";
import { decodeIdentity, encodeIdentity, possibleIdentities } from "../../../src/core/identity/evidence.ts";
import { publicationKey, publicationRef } from "../../../src/core/publication.ts";
import { hashing, utf8 } from "../../support/hashing.ts";

const { sha256 } = hashing;
const REF = publicationRef("eip155:1", "0x52908400098527886e0f7030069857d2e4169ee7", "1");
const DOMAIN = "tidewater.press";
const encoded = encodeIdentity(DOMAIN, REF, { by: ["dns", "file"], sha256 });

describe("that a domain named the publication, as it is archived", () => {
  test("is one line with sorted keys, and is read back", () => {
    expect(new TextDecoder().decode(encoded.bytes)).toBe(
      `{"by":["dns","file"],"domain":"tidewater.press","publication":"${publicationKey(REF)}","type":"colophon/identity/1"}`,
    );
    expect(decodeIdentity(encoded.bytes, encoded.digest, sha256)).toMatchObject({
      domain: DOMAIN,
      by: ["dns", "file"],
    });
  });

  test("can be made again by whoever knows domain and publication", () => {
    const digests = possibleIdentities(DOMAIN, REF, sha256).map(({ digest }) => digest);
    expect(new Set(digests).size).toBe(3);
    expect(digests).toContain(encoded.digest);
    expect(digests).toContain(encodeIdentity(DOMAIN, REF, { by: ["dns"], sha256 }).digest);
  });

  test("counts only for its own digest, and in its one encoding", () => {
    const other = encodeIdentity("other.press", REF, { by: ["dns"], sha256 });
    expect(decodeIdentity(encoded.bytes, other.digest, sha256)).toBeUndefined();
    const spaced = utf8(new TextDecoder().decode(encoded.bytes).replace(":", ": "));
    expect(decodeIdentity(spaced, encoded.digest, sha256)).toBeUndefined();
  });

  test.each([
    { domain: "No Domain", by: ["dns"] as const },
    { domain: DOMAIN, by: [] },
    { domain: DOMAIN, by: ["file", "dns"] as const },
  ])("is not made of what names nobody: %j", async ({ domain, by }) => {
    await expect(() => encodeIdentity(domain, REF, { by, sha256 })).toFailWith("PROFILE_INVALID");
  });

  test.each([
    "",
    "{",
    "[]",
    '{"by":["dns"],"domain":"tidewater.press","more":1,"type":"colophon/identity/1"}',
  ])("%j is none", (text) => {
    expect(decodeIdentity(utf8(text), encoded.digest, sha256)).toBeUndefined();
  });
});
