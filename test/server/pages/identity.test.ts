import { afterAll, describe, expect, test } from "vitest";
import { txtRecord } from "../../../src/core/identity/claim.ts";
import { publicationRef } from "../../../src/core/publication.ts";
import type { Domains } from "../../../src/core/ports.ts";
import { CHAIN, MemoryArchive, REGISTRY } from "../../support/memory-archive.ts";
import { startVerifier } from "../../support/verifier.ts";

/* What a publication's page says of the domain that its profile names. */

const archive = new MemoryArchive();
const id = archive.register("The Harbour Letter", { domain: "harbour.press" });
const stranger = archive.register("The Stranger", { domain: "xn--80ak6aa92e.com" });
const nobodys = archive.register("The Example", { domain: "tidewater.example" });

let hangs = false;
const domains: Domains = {
  txt: async (domain) => (domain === "harbour.press" ? [txtRecord(publicationRef(CHAIN, REGISTRY, id))] : []),
  wellKnown: () => (hangs ? new Promise(() => undefined) : Promise.resolve(undefined)),
};
const verifier = await startVerifier(archive, { domains });
afterAll(() => verifier.stop());

const page = async (publication: string, query = "") =>
  (await (await fetch(`${verifier.url}/publications/${publication}${query}`)).text()).replace(/\s+/g, " ");

describe("the domain on a publication's page", () => {
  test("names the publication, or does not", async () => {
    expect(await page(id)).toContain(
      "The domain harbour.press names this publication as its own, in the DNS.",
    );
    expect(await page(id, "?lang=zh-Hans")).toContain("harbour.press");
    expect(await page(stranger)).toContain("the domain does not name it");
  });

  test("is shown as the DNS has it, with a warning where its letters look like others", async () => {
    expect(await page(stranger)).toContain("xn--80ak6aa92e.com (which reads аррӏе.com)");
    expect(await page(stranger)).toContain("Warning:");
  });

  test("that nobody can own vouches for nothing", async () => {
    expect(await page(nobodys)).toContain("it vouches for nothing");
  });

  test("is waited for no longer than a reader would", async () => {
    hangs = true;
    expect(await page(id)).toContain("was not looked up");
    hangs = false;
  });
});
