import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { dnsDkim } from "../../src/cli/import-dkim.ts";
import { isPrivate } from "../../src/cli/import-fetch.ts";
import { fixture } from "../adapters/back-catalogue/rig.ts";

const message = await readFile(fixture("dkim/rfc8463.eml"));
const keys = JSON.parse(await readFile(fixture("dkim/keys.json"), "utf8")) as Record<
  string,
  string[] | string
>;

/** A DNS that counts what it is asked; without a record it fails in the given way. */
function resolving(code?: string) {
  const asked: string[] = [];
  const resolveTxt = (name: string): Promise<string[][]> => {
    asked.push(name);
    const record = keys[name];
    if (code === undefined && record !== undefined)
      // The DNS cuts long texts into pieces.
      return Promise.resolve([record].flat().map((text) => [text.slice(0, 20), text.slice(20)]));
    return Promise.reject(Object.assign(new RangeError(code), { code }));
  };
  return { asked, resolveTxt };
}

const outcomes = async (code?: string) => {
  const { checks, evidence } = await dnsDkim(resolving(code)).attest(message);
  return { outcomes: [...new Set(checks.map(({ outcome }) => outcome))], evidence: evidence !== undefined };
};

describe("signatures asked of the DNS", () => {
  test("hold with its keys, which are kept; a name is asked once in a run", async () => {
    const dns = resolving();
    const dkim = dnsDkim(dns);
    const first = await dkim.attest(message);
    expect(first.checks.map(({ outcome }) => outcome)).toEqual(["holds", "holds"]);
    expect((await dkim.attest(message)).evidence).toEqual(first.evidence);
    expect(dns.asked).toHaveLength(new Set(dns.asked).size);
  });

  test.each(["ENOTFOUND", "ENODATA"])("%s: there is no key", async (code) => {
    expect(await outcomes(code)).toEqual({ outcomes: ["no key"], evidence: false });
  });

  test.each(["ETIMEOUT", "ESERVFAIL", "ECONNREFUSED"])("%s: nothing is said of the key", async (code) => {
    expect(await outcomes(code)).toEqual({ outcomes: ["could not check"], evidence: false });
  });
});

describe("an address of the own machine or network", () => {
  test.each([
    "127.0.0.1",
    "10.1.2.3",
    "172.31.0.1",
    "192.168.9.9",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "198.18.0.9",
    "240.0.0.1",
    "224.0.0.251",
  ])("%s", (address) => expect([isPrivate(address), isPrivate(`::ffff:${address}`)]).toEqual([true, true]));

  test.each(["::1", "::", "fd00::1", "fe80::1", "64:ff9b::a00:7", "2002:a00:7::1"])("%s", (address) =>
    expect(isPrivate(address)).toBe(true),
  );

  test.each(["8.8.8.8", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8"])("and not %s", (address) =>
    expect(isPrivate(address)).toBe(false),
  );
});
