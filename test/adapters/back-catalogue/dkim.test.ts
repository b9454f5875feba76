import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { dkimSign } from "mailauth/lib/dkim/sign.js";
import { describe, expect, test } from "vitest";
import {
  dkim,
  evidenceBytes,
  parseEvidence,
  recheck,
} from "../../../src/adapters/back-catalogue/mail/dkim.ts";
import { checkSignatures } from "../../../src/adapters/back-catalogue/mail/signature-mailauth.ts";
import type { TxtLookup } from "../../../src/adapters/back-catalogue/mail/signature.ts";
import { failure } from "../../../src/core/errors/error.ts";
import { fixture, read } from "./rig.ts";

/* The vectors are those of RFC 8463, appendix A (test/adapters/back-catalogue/fixtures/dkim). */

const message = readFileSync(fixture("dkim/rfc8463.eml"));
const keys = JSON.parse(readFileSync(fixture("dkim/keys.json"), "utf8")) as Readonly<Record<string, string>>;

function dns(records: Readonly<Record<string, string | readonly string[]>>): TxtLookup {
  return async (name) => {
    const found = records[name];
    return found === undefined ? undefined : [found].flat();
  };
}

const outcomes = async (bytes: Uint8Array, lookup: TxtLookup) =>
  (await checkSignatures(bytes, lookup)).map((check) => `${check.algorithm} ${check.outcome}`);

const altered = (from: string, to: string) =>
  Buffer.from(message.toString("latin1").replace(from, to), "latin1");

describe("signatures of a message", () => {
  test("the ed25519 and the RSA signature of RFC 8463 hold", async () => {
    expect(await checkSignatures(message, dns(keys))).toMatchObject([
      {
        algorithm: "ed25519-sha256",
        domain: "football.example.com",
        selector: "brisbane",
        outcome: "holds",
        ofAuthor: true,
      },
      {
        algorithm: "rsa-sha256",
        domain: "football.example.com",
        selector: "test",
        outcome: "holds",
        ofAuthor: true,
      },
    ]);
  });

  test.each([
    ["a word of the body", "hungry", "angry"],
    ["the author", "From: Joe SixPack <joe@", "From: Joe SixPack <jim@"],
    ["the subject", "Is dinner ready?", "Is supper ready?"],
    ["a second author before the signed one", "From: Joe", "From: Eve <eve@example.org>\r\nFrom: Joe"],
  ])("none holds after a change of %s", async (_, from, to) => {
    expect(await outcomes(altered(from, to), dns(keys))).toEqual([
      "ed25519-sha256 does not hold",
      "rsa-sha256 does not hold",
    ]);
  });

  test("white space that relaxed canonicalisation forgives breaks nothing", async () => {
    expect(await outcomes(altered("the game.  Are", "the game. Are"), dns(keys))).toEqual([
      "ed25519-sha256 holds",
      "rsa-sha256 holds",
    ]);
  });

  test("line feeds alone, as an mbox has them, break nothing", async () => {
    const unix = Buffer.from(message.toString("latin1").replaceAll("\r\n", "\n"), "latin1");
    expect(await outcomes(unix, dns(keys))).toEqual(["ed25519-sha256 holds", "rsa-sha256 holds"]);
  });

  test("a key that is gone is not a signature that is wrong", async () => {
    expect(await outcomes(message, dns({}))).toEqual(["ed25519-sha256 no key", "rsa-sha256 no key"]);
  });

  test("a DNS that does not answer says nothing against the message", async () => {
    const silent: TxtLookup = async () => {
      throw failure("SOURCE_NOT_FETCHED", { path: "dns" });
    };
    expect(await outcomes(message, silent)).toEqual([
      "ed25519-sha256 could not check",
      "rsa-sha256 could not check",
    ]);
  });

  test("of several records at a name the first in order counts, in whatever order they come", async () => {
    const [name = ""] = Object.keys(keys);
    const both = ["v=spf1 -all", keys[name] ?? ""];
    for (const records of [both, both.toReversed()])
      expect((await outcomes(message, dns({ [name]: records })))[0]).toBe("ed25519-sha256 holds");
  });

  test("a message without a signature has no checks, one with too many is not checked", async () => {
    const unsigned = Buffer.from("From: a@example.org\r\nSubject: x\r\n\r\nx\r\n");
    expect(await checkSignatures(unsigned, dns(keys))).toEqual([]);
    const many = Buffer.concat([Buffer.from("DKIM-Signature: v=1\r\n".repeat(11)), unsigned]);
    expect(await checkSignatures(many, dns(keys))).toMatchObject([{ outcome: "could not check" }]);
  });
});

describe("signatures made for the test", () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: "spki", format: "der" }).toString("base64")}`;
  const pem = privateKey.export({ type: "pkcs8", format: "pem" });
  const lookup = dns({ "s1._domainkey.example.org": record });
  const letter =
    "From: Ada <ada@news.example.org>\r\nSubject: Tide\r\nDate: Wed, 4 Dec 2019 07:30:00 +0000\r\n\r\nAt noon.\r\n";

  async function signed(extra: object, text = letter): Promise<Buffer> {
    const key = { signingDomain: "example.org", selector: "s1", privateKey: pem };
    const signTime = new Date("2019-12-04T07:30:00Z");
    const { signatures } = await dkimSign(text, {
      ...key,
      signTime,
      ...extra,
      signatureData: [{ ...key, ...extra }],
    });
    return Buffer.from(signatures + text);
  }

  test.each(["relaxed/relaxed", "relaxed/simple", "simple/relaxed", "simple/simple"])(
    "%s holds",
    async (canonicalization) => {
      expect(await checkSignatures(await signed({ canonicalization }), lookup)).toMatchObject([
        { outcome: "holds", ofAuthor: true, signedAt: "2019-12-04T07:30:00.000Z" },
      ]);
    },
  );

  test("text added after what l= covers is told", async () => {
    const bytes = Buffer.concat([await signed({ maxBodyLength: 10 }), Buffer.from("And at one.\r\n")]);
    expect(await checkSignatures(bytes, lookup)).toMatchObject([
      { outcome: "covers a part", unsignedBytes: 13 },
    ]);
  });

  test("another domain's signature holds, and is not the author's", async () => {
    const text = letter.replace("news.example.org", "example.net");
    const [check] = await checkSignatures(await signed({}, text), lookup);
    expect(check).toMatchObject({ outcome: "holds", ofAuthor: false });
  });
});

describe("signatures that say too little", () => {
  const author = "From: Ada <ada@example.org>\r\n";
  const rest = "Subject: Tide\r\n\r\nAt noon.\r\n";

  /** Signed by hand, since no honest signer leaves From out: relaxed headers, simple body. */
  function signedOver(names: readonly string[], bits: number): { bytes: Buffer; lookup: TxtLookup } {
    const pair = generateKeyPairSync("rsa", { modulusLength: bits });
    const bh = createHash("sha256").update("At noon.\r\n").digest("base64");
    const tags = `v=1; a=rsa-sha256; c=relaxed/simple; d=example.org; s=s1; h=${names.join(":")}; bh=${bh}; b=`;
    const values: Readonly<Record<string, string>> = { from: "Ada <ada@example.org>", subject: "Tide" };
    const data = [...names.map((name) => `${name}:${values[name] ?? ""}\r\n`), `dkim-signature:${tags}`].join(
      "",
    );
    const b = sign("sha256", Buffer.from(data), pair.privateKey).toString("base64");
    const record = `p=${pair.publicKey.export({ type: "spki", format: "der" }).toString("base64")}`;
    return {
      bytes: Buffer.from(`DKIM-Signature: ${tags}${b}\r\n${author}${rest}`),
      lookup: dns({ "s1._domainkey.example.org": record }),
    };
  }

  test("hold when they are made by hand as they are here, over From and Subject", async () => {
    const { bytes, lookup } = signedOver(["from", "subject"], 2048);
    expect(await outcomes(bytes, lookup)).toEqual(["rsa-sha256 holds"]);
  });

  test("do not hold when they leave From unsigned", async () => {
    const { bytes, lookup } = signedOver(["subject"], 2048);
    expect(await outcomes(bytes, lookup)).toEqual(["rsa-sha256 does not hold"]);
  });

  test("do not hold for a message that was given a second author", async () => {
    const { bytes, lookup } = signedOver(["from", "subject"], 2048);
    const second = Buffer.from(bytes.toString().replace(author, `From: Eve <eve@example.net>\r\n${author}`));
    expect(await outcomes(second, lookup)).toEqual(["rsa-sha256 does not hold"]);
  });

  test("do not hold when the key is too short", async () => {
    const { bytes, lookup } = signedOver(["from", "subject"], 768);
    expect(await checkSignatures(bytes, lookup)).toMatchObject([
      { outcome: "does not hold", reason: "weak-key" },
    ]);
  });
});

describe("archived evidence", () => {
  test("is small, has no time in it, and is the same each time", async () => {
    const { evidence } = await dkim(checkSignatures, dns(keys)).attest(message);
    const again = await dkim(checkSignatures, dns(keys)).attest(message);
    expect(evidence).toEqual(again.evidence);
    expect(evidence?.path).toBe("dkim.json");
    expect(Buffer.from(evidence?.bytes ?? []).toString()).toMatch(
      /^\{"message":"[0-9a-f]{64}","signatures":\[\{"domain":"football\.example\.com","record":"v=DKIM1;.*\],"type":"colophon\/dkim\/1"\}\n$/,
    );
  });

  test("verifies the message again without any DNS", async () => {
    const { evidence } = await dkim(checkSignatures, dns(keys)).attest(message);
    const checks = await recheck(message, evidence?.bytes ?? new Uint8Array(), checkSignatures);
    expect(checks.map((check) => check.outcome)).toEqual(["holds", "holds"]);
  });

  test("holds only keys that verified: the rest comes back as no key", async () => {
    const [name = ""] = Object.keys(keys);
    const { evidence, problems } = await dkim(checkSignatures, dns({ [name]: keys[name] ?? "" })).attest(
      message,
    );
    const checks = await recheck(message, evidence?.bytes ?? new Uint8Array(), checkSignatures);
    expect(checks.map((check) => check.outcome)).toEqual(["holds", "no key"]);
    expect(problems.map((problem) => problem.code)).toEqual(["dkim"]);
  });

  test("is absent when nothing holds, and the reason is told", async () => {
    const { evidence, problems } = await dkim(checkSignatures, dns({})).attest(message);
    expect(evidence).toBeUndefined();
    expect(problems).toHaveLength(2);
  });

  test("of another message is refused", async () => {
    const evidence = evidenceBytes(message, await checkSignatures(message, dns(keys))) ?? new Uint8Array();
    await expect(recheck(altered("hungry", "angry"), evidence, checkSignatures)).toFailWith(
      "DKIM_EVIDENCE_INVALID",
    );
  });

  test.each([
    "",
    "[]",
    "{",
    '{"type":"colophon/dkim/2"}',
    `{"message":"${"0".repeat(64)}","signatures":[],"type":"colophon/dkim/1"}`,
  ])("that is %j is refused", async (text) => {
    await expect(() => parseEvidence(Buffer.from(text))).toFailWith("DKIM_EVIDENCE_INVALID");
  });

  test("stands beside the message in the issue that an import gives", async () => {
    const letters = await read(fixture("dkim/rfc8463.eml"), { dkim: dkim(checkSignatures, dns(keys)) });
    expect(letters.issues[0]?.files.map((file) => file.path)).toEqual([
      "body.txt",
      "dkim.json",
      "message.eml",
    ]);
    const files = letters.files.get("2003-07-11-is-dinner-ready");
    const [eml, evidence] = ["message.eml", "dkim.json"].map((path) =>
      Buffer.from(files?.get(path) ?? "", "latin1"),
    );
    const checks = await recheck(eml ?? Buffer.alloc(0), evidence ?? Buffer.alloc(0), checkSignatures);
    expect(checks.map((check) => check.outcome)).toEqual(["holds", "holds"]);
  });

  test("is waited for while nobody answers, and comes along unchanged when somebody does", async () => {
    const silent: TxtLookup = () =>
      Promise.reject(failure("CHAIN_UNREACHABLE", { node: "dns", problem: "-" }));
    const source = fixture("dkim/rfc8463.eml");
    const first = await read(source, { dkim: dkim(checkSignatures, silent) });
    expect(first.issues).toEqual([]);
    expect(first.leftOut.map(({ reason }) => reason)).toEqual(["no answer"]);
    expect(first.leftOut[0]?.detail).toMatch(/^2003-07-11-is-dinner-ready: .*could not check/);
    const later = await read(source, { dkim: dkim(checkSignatures, dns(keys)) });
    expect(later.files.get("2003-07-11-is-dinner-ready")?.has("dkim.json")).toBe(true);
  });

  test("is waited for also when only one of two keys was answered for", async () => {
    const [known = ""] = Object.keys(keys);
    const half: TxtLookup = async (name) => {
      if (name === known) return dns(keys)(name);
      throw failure("CHAIN_UNREACHABLE", { node: "dns", problem: "-" });
    };
    const one = await dkim(checkSignatures, half).attest(readFileSync(fixture("dkim/rfc8463.eml")));
    expect(one.unanswered).toBe(true);
    expect(one.evidence).toBeUndefined();
  });
});
