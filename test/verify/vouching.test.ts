import { describe, expect, test } from "vitest";
import { failure } from "../../src/core/errors/error.ts";
import type { Domains } from "../../src/core/ports.ts";
import { vouchingOf } from "../../src/verify/vouching.ts";

const OURS = "colophon-publication=eip155:1:0x52908400098527886e0f7030069857d2e4169ee7:1";
const asked: string[] = [];
const domains = (change: Partial<Domains> = {}): Domains => ({
  txt: async (domain) => {
    asked.push(domain);
    return ["v=spf1 -all", OURS];
  },
  wellKnown: async () => undefined,
  ...change,
});

describe("asking a domain which publications are its own", () => {
  test("both places are asked, and records about other things left out", async () => {
    expect(await vouchingOf("tidewater.press", domains())).toEqual({
      domain: "tidewater.press",
      txt: { known: true, value: [OURS], source: "the DNS" },
      file: { known: true, value: undefined, source: "https://tidewater.press" },
    });
  });

  test("a place that cannot be asked is in the answer", async () => {
    const unreachable = failure("DOMAIN_UNREACHABLE", { source: "The DNS", domain: "x", problem: "no" });
    const found = await vouchingOf("tidewater.press", domains({ txt: () => Promise.reject(unreachable) }));
    expect(found?.txt).toMatchObject({ known: false, failure: { code: "DOMAIN_UNREACHABLE" } });
    expect(found?.file.known).toBe(true);
  });

  test("a name that nobody can own is not asked about", async () => {
    asked.length = 0;
    expect(await vouchingOf("tidewater.example", domains())).toBeUndefined();
    expect(asked).toEqual([]);
  });
});
