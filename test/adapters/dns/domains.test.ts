import { Resolver } from "node:dns/promises";
import type { RequestListener } from "node:http";
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { openDomains } from "../../../src/adapters/dns/domains.ts";
import { type Connecting, isOwnAddress } from "../../../src/adapters/dns/https-get.ts";
import { isFailure } from "../../../src/core/errors/error.ts";
import { OWN_NETWORKS } from "../../../src/core/own-networks.ts";
import { startDns } from "../../support/dns-server.ts";
import { CERTIFICATE, secureSite } from "../../support/secure-site.ts";

/* A real name server and a real web server by TLS, both on this machine. */

const RECORD = "colophon-publication=eip155:1:0x52908400098527886e0f7030069857d2e4169ee7:1";
const DOMAIN = "tidewater.press";

const dns = await startDns({ [DOMAIN]: RECORD, "long.press": "x".repeat(700) });
const resolver = new Resolver({ timeout: 300, tries: 1 });
resolver.setServers([dns.env["ASK_DNS_AT"] ?? ""]);
let answer: RequestListener;
const site = await secureSite((request, response) => answer(request, response));
afterAll(async () => {
  await dns[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});
beforeEach(() => {
  site.asked.length = 0;
});

/** Every name leads to this machine, as if it were out there. */
const resolve = ((_host: string, _options: unknown, callback: (...answer: unknown[]) => void) =>
  callback(null, [{ address: "127.0.0.1", family: 4 }])) as unknown as Connecting["resolve"];
const connecting = { resolve, isOwn: () => false, ca: CERTIFICATE, port: site.port };
const domains = (more: Partial<Connecting> = {}) =>
  openDomains({ resolver, connecting: { ...connecting, ...more } });

async function codeOf(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    (value) => `answered ${String(value)}`,
    (error: unknown) =>
      isFailure(error) ? `${error.code}: ${String(error.parameters["problem"])}` : String(error),
  );
}

describe("what a domain says in the DNS", () => {
  test("its TXT records, put together from their strings", async () => {
    expect(await domains().txt(DOMAIN)).toEqual([RECORD]);
    expect(await domains().txt("long.press")).toEqual(["x".repeat(700)]);
  });

  test("a name that is not there has none", async () => {
    expect(await domains().txt("nowhere.press")).toEqual([]);
  });

  test("a name server that fails says nothing about the domain", async () => {
    dns.answers = false;
    onTestFinished(() => {
      dns.answers = true;
    });
    expect(await codeOf(domains().txt(DOMAIN))).toMatch(/^DOMAIN_UNREACHABLE: ESERVFAIL/);
  });

  test("is asked once for a while", async () => {
    const open = domains();
    const before = dns.asked.length;
    await Promise.all([open.txt(DOMAIN), open.txt(DOMAIN)]);
    await open.txt(DOMAIN);
    expect(dns.asked.length - before).toBe(1);
  });
});

describe("what a domain says on its web server", () => {
  test("the file's text, by TLS", async () => {
    answer = (_, response) => response.end("{}");
    expect(await domains().wellKnown(DOMAIN)).toBe("{}");
    expect(site.asked).toEqual([`${DOMAIN} /.well-known/colophon.json`]);
  });

  test.each([404, 410])("%i: it has none", async (status) => {
    answer = (_, response) => response.writeHead(status).end("no such page");
    expect(await domains().wellKnown(DOMAIN)).toBeUndefined();
  });

  test.each([403, 500, 503])("%i says nothing", async (status) => {
    answer = (_, response) => response.writeHead(status).end();
    expect(await codeOf(domains().wellKnown(DOMAIN))).toBe(`DOMAIN_UNREACHABLE: it answered ${status}`);
  });

  test("a longer answer than there can be is not taken", async () => {
    answer = (_, response) => response.end("x".repeat(64 * 1024 + 1));
    expect(await codeOf(domains().wellKnown(DOMAIN))).toBe(
      "DOMAIN_UNREACHABLE: its answer is larger than 65536 bytes",
    );
  });

  test("bytes that are no UTF-8 are no text", async () => {
    answer = (_, response) => response.end(Buffer.of(0xff, 0xfe));
    expect(await codeOf(domains().wellKnown(DOMAIN))).toMatch(/^DOMAIN_UNREACHABLE/);
  });

  test("an answer that breaks off says nothing", async () => {
    answer = (_, response) => {
      response.writeHead(200, { "content-length": "10" });
      response.write("{");
      setTimeout(() => response.destroy(), 20);
    };
    expect(await codeOf(domains().wellKnown(DOMAIN))).toMatch(/^DOMAIN_UNREACHABLE/);
  });

  test("a server whose certificate nobody vouches for is not believed", async () => {
    answer = (_, response) => response.end("{}");
    expect(await codeOf(domains({ ca: undefined }).wellKnown(DOMAIN))).toMatch(
      /^DOMAIN_UNREACHABLE: .*certificate/,
    );
    expect(await codeOf(domains().wellKnown("stranger.press"))).toMatch(/^DOMAIN_UNREACHABLE: .*altnames/i);
    expect(site.asked).toEqual([]);
  });

  const towards =
    (location: string): RequestListener =>
    (request, response) =>
      request.url === "/moved" ? response.end("moved") : response.writeHead(302, { location }).end();

  test("its own www may answer for it", async () => {
    answer = towards(`https://www.${DOMAIN}/moved`);
    expect(await domains().wellKnown(DOMAIN)).toBe("moved");
  });

  test.each([
    "https://other.press/moved",
    `http://${DOMAIN}/moved`,
    `https://${DOMAIN}:8443/moved`,
    `https://user@${DOMAIN}/moved`,
    "https://127.0.0.1/moved",
    "https://[::1]/moved",
    "file:///etc/passwd",
    "https://",
  ])("nobody else does: %s", async (location) => {
    answer = towards(location);
    expect(await codeOf(domains().wellKnown(DOMAIN))).toBe("DOMAIN_UNREACHABLE: it leads to another host");
    expect(site.asked).toHaveLength(1);
  });

  test("a circle ends", async () => {
    answer = towards("/.well-known/colophon.json");
    expect(await codeOf(domains().wellKnown(DOMAIN))).toBe(
      "DOMAIN_UNREACHABLE: it leads on more than 3 times",
    );
  });
});

describe("the own network", () => {
  test("is never asked, whatever a name leads to", async () => {
    answer = (_, response) => response.end("{}");
    expect(await codeOf(domains({ isOwn: isOwnAddress }).wellKnown(DOMAIN))).toBe(
      "DOMAIN_UNREACHABLE: it is in the own network",
    );
    expect(site.asked).toEqual([]);
  });

  test.each([
    "127.0.0.1",
    "10.0.0.77",
    "127.1",
    "2130706433",
    "0x7f.1",
    "0177.0.0.01",
    "[::1]",
    "[::ffff:127.0.0.1]",
  ])("is not asked by an address in a name's place: %s", async (name) => {
    answer = (_, response) => response.end("{}");
    expect(await codeOf(domains().wellKnown(name))).toMatch(
      /^DOMAIN_UNREACHABLE: it is an address and no name/,
    );
    expect(site.asked).toEqual([]);
  });

  test.each(OWN_NETWORKS)("%s/%i is of it", (net) => {
    expect(isOwnAddress(net)).toBe(true);
  });

  test.each(["::ffff:10.0.0.1", "::1", "fe80::1", "64:ff9b::7f00:1", "2002:7f00:1::", "nonsense"])(
    "%s is of it",
    (one) => {
      expect(isOwnAddress(one)).toBe(true);
    },
  );

  test.each(["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "172.32.0.1"])("%s is not", (one) => {
    expect(isOwnAddress(one)).toBe(false);
  });
});
