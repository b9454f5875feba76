import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Listening } from "../../src/server/listen.ts";
import { type ExampleArchive, exampleArchive } from "../support/example-archive.ts";
import { startVerifier } from "../support/verifier.ts";

/* RFC 7089 over the addresses of labels. */

let examples: ExampleArchive;
let verifier: Listening;
let times: { first: number; second: number };
beforeAll(async () => {
  examples = await exampleArchive();
  verifier = await startVerifier(examples.archive, { publicUrl: "https://archive.example/" });
  const at = async (digest: ExampleArchive["notes7"]) =>
    (await examples.archive.catalogued(digest))?.time ?? expect.unreachable();
  times = { first: await at(examples.notes7), second: await at(examples.notes7corrected) };
});
afterAll(() => verifier.stop());

const LABEL = "/publications/2/issues/7";
const date = (seconds: number) => new Date(seconds * 1000).toUTCString();
const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${verifier.url}${path}`, { redirect: "manual", headers });

describe("the address of a label", () => {
  test("leads to the revision that stands", async () => {
    const answer = await ask(LABEL);
    expect(answer.status).toBe(302);
    expect(answer.headers.get("location")).toBe(`/issues/${examples.notes7corrected}`);
    expect(answer.headers.get("vary")).toMatch(/accept-datetime/i);
    expect((await ask(`${LABEL}?lang=zh`)).headers.get("location")).toBe(
      `/issues/${examples.notes7corrected}?lang=zh-Hans`,
    );
  });

  test("leads to the revision that stood at a time, and before the first to the first", async () => {
    const stoodAt = async (seconds: number) =>
      (await ask(LABEL, { "Accept-Datetime": date(seconds) })).headers.get("location");
    expect(await stoodAt(times.second)).toBe(`/issues/${examples.notes7corrected}`);
    expect(await stoodAt(times.second - 1)).toBe(`/issues/${examples.notes7}`);
    expect(await stoodAt(times.first)).toBe(`/issues/${examples.notes7}`);
    expect(await stoodAt(0)).toBe(`/issues/${examples.notes7}`);
    expect(await stoodAt(times.second + 1e9)).toBe(`/issues/${examples.notes7corrected}`);
  });

  test.for([
    ...["2026-11-20", "yesterday", "Fri, 99 Nov 2026 07:00:00 GMT", "Tue, 31 Feb 2026 07:00:00 GMT"],
    ...["Friday, 20-Nov-26 07:00:00 GMT", "Fri, 20 Nov 2026 07:00:00 +0100"],
  ])("refuses the date %s, as the RFC asks (section 4.5.5)", async (given) => {
    const answer = await ask(LABEL, { "Accept-Datetime": given });
    expect(answer.status).toBe(400);
    expect(answer.headers.get("vary")).toMatch(/accept-datetime/i);
    expect(answer.headers.get("link")).toContain('rel="original timegate"');
  });

  test("answers HEAD alike, and is itself no memento (section 4.2.1)", async () => {
    for (const method of ["GET", "HEAD"]) {
      const answer = await fetch(verifier.url + LABEL, { method, redirect: "manual" });
      expect(answer.status).toBe(302);
      expect(answer.headers.get("memento-datetime")).toBeNull();
      expect(answer.headers.get("vary")).toMatch(/accept-datetime/i);
      expect(answer.headers.get("link")).toContain('rel="original timegate"');
    }
  });

  test("names the time map and each revision in its links", async () => {
    const link = (await ask(LABEL)).headers.get("link") ?? "";
    expect(link).toContain(`<https://archive.example${LABEL}>; rel="original timegate"`);
    expect(link).toContain(
      `<https://archive.example${LABEL}/timemap>; rel="timemap"; type="application/link-format"`,
    );
    expect(link).toContain(
      `<https://archive.example/issues/${examples.notes7}>; rel="first prev memento"; datetime="${date(times.first)}"`,
    );
  });
});

describe("a revision", () => {
  test("says of when it is, and where the others are", async () => {
    const { headers } = await ask(`/issues/${examples.notes7}`);
    expect(headers.get("memento-datetime")).toBe(date(times.first));
    const link = headers.get("link") ?? "";
    expect(link).toContain('rel="original timegate"');
    expect(link).toContain(`/issues/${examples.notes7corrected}>; rel="last next memento"`);
  });
});

describe("of three revisions", () => {
  let three: { readonly digests: readonly string[]; readonly times: readonly number[] };
  const label = "/publications/4/issues/1";
  beforeAll(async () => {
    const { archive } = examples;
    const id = archive.register("The Thrice Mended");
    const issue = (text: string) => ({
      ...{ label: "1", title: "One" },
      files: { "a.txt": { type: "text/plain", bytes: new TextEncoder().encode(text) } },
    });
    const digests = [await archive.anchor(id, issue("a"))];
    for (const text of ["b", "c"]) digests.push(await archive.revise(id, issue(text), "again"));
    const found = await Promise.all(digests.map((digest) => archive.catalogued(digest)));
    three = { digests, times: found.map((one) => one?.time ?? expect.unreachable()) };
  });

  /** The relations of each address of a Link header or of a time map, in the order in which they stand there. */
  const relations = (text: string) =>
    new Map([...text.matchAll(/<([^>]*)>; rel="([^"]*)"/g)].map(([, url = "", is = ""]) => [url, is]));
  const url = (i: number) => `https://archive.example/issues/${three.digests[i]}`;

  test("each names the others by what they are to it, with their times", async () => {
    const expected = [
      ["first memento", "next memento", "last memento"],
      ["first prev memento", "memento", "last next memento"],
      ["first memento", "prev memento", "last memento"],
    ];
    for (const [i, digest] of three.digests.entries()) {
      const { headers } = await ask(`/issues/${digest}`);
      expect(headers.get("memento-datetime")).toBe(date(three.times[i] ?? 0));
      const found = relations(headers.get("link") ?? "");
      expect([0, 1, 2].map((at) => found.get(url(at)))).toEqual(expected[i]);
      expect(found.get(`https://archive.example${label}`)).toBe("original timegate");
      expect(found.get(`https://archive.example${label}/timemap`)).toBe("timemap");
      const dated = [...(headers.get("link") ?? "").matchAll(/memento"; datetime="([^"]*)"/g)].map(
        ([, at]) => at,
      );
      expect(dated).toEqual(three.times.map(date));
    }
  });

  test("the gate leads to the one of the time, and the map has them all", async () => {
    for (const [i, time] of three.times.entries()) {
      const answer = await ask(label, { "Accept-Datetime": date(time + 60) });
      expect(answer.headers.get("location")).toBe(`/issues/${three.digests[i]}`);
      // Followed, it is what the gate said.
      const memento = await ask(answer.headers.get("location") ?? "");
      expect(memento.headers.get("memento-datetime")).toBe(date(time));
    }
    const map = relations(await (await ask(`${label}/timemap`)).text());
    expect([0, 1, 2].map((at) => map.get(url(at)))).toEqual(["first memento", "memento", "last memento"]);
  });
});

describe("the time map", () => {
  test("lists the revisions with their times", async () => {
    const answer = await ask(`${LABEL}/timemap`);
    expect(answer.headers.get("content-type")).toMatch(/^application\/link-format/);
    const lines = (await answer.text()).split(",\n");
    expect(lines).toEqual([
      `<https://archive.example${LABEL}>; rel="original timegate"`,
      `<https://archive.example${LABEL}/timemap>; rel="self"; type="application/link-format"; from="${date(times.first)}"; until="${date(times.second)}"`,
      `<https://archive.example/issues/${examples.notes7}>; rel="first memento"; datetime="${date(times.first)}"`,
      `<https://archive.example/issues/${examples.notes7corrected}>; rel="last memento"; datetime="${date(times.second)}"`,
    ]);
  });

  test("is 404 of a label that names nothing", async () => {
    expect((await ask("/publications/2/issues/57/timemap")).status).toBe(404);
  });
});

describe("a label that names nothing", () => {
  test("is 404 with the grounds, on the page and for programs", async () => {
    const page = await ask("/publications/2/issues/57");
    const words = (await page.text()).replace(/<[^>]*>/g, "").replace(/\s+/g, " ");
    expect(page.status).toBe(404);
    expect(words).toContain("Field Notes has anchored no issue 57 up to entry 4 of its history, at block");
    const json = await (await ask("/api/publications/2/issues/57")).json();
    expect(json).toMatchObject({ anchored: false, upTo: { entries: 4, batches: 0 } });
    expect(await (await ask("/api/publications/2/issues/7")).json()).toMatchObject({
      anchored: true,
      current: examples.notes7corrected,
    });
  });

  test("is 503 while the chain cannot be asked, and the page does not say that there is none", async () => {
    examples.archive.chainDown = true;
    const page = await ask("/publications/2/issues/57");
    expect(page.status).toBe(503);
    expect(await page.text()).not.toContain("has anchored no issue");
    expect((await ask("/api/publications/2/issues/57")).status).toBe(503);
    expect((await ask(LABEL)).status).toBe(302);
    examples.archive.chainDown = false;
  });
});
