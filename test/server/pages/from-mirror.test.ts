import { afterEach, beforeEach, expect, test } from "vitest";
import type { LoggedEntry } from "../../../src/core/ports.ts";
import { publicationRef } from "../../../src/core/publication.ts";
import type { Listening } from "../../../src/server/listen.ts";
import { hashing } from "../../support/hashing.ts";
import { ModelArchive } from "../../support/model-archive.ts";
import { openModel } from "../../support/opened-archive.ts";
import { startVerifier } from "../../support/verifier.ts";

/* An archive that went on from a mirror: of its older entries no transaction is known, and no block that is sure. */

const model = new ModelArchive("near");
const letter = model.register("The Letter");
const first = await model.anchor(letter, "41", { "index.html": "<p>High tide" });
const second = await model.revise(letter, "41", { "index.html": "<p>Low tide" }, "A slip.");
model.post(letter, second, "concern", "A reader has doubts.");
model.registry.faults.logs = (entries) =>
  entries.map(({ entry, block }) => ({ entry, block }) as LoggedEntry);
const { chain, address } = model.registry;
const { registry } = publicationRef(chain, address, letter);

let verifier: Listening;
beforeEach(async () => {
  const trust = { chain, registry, sha256: hashing.sha256 };
  verifier = await startVerifier(
    openModel(model, () => [letter]),
    { trust },
  );
});
afterEach(() => verifier.stop());

const get = (path: string, language = "en") =>
  fetch(`${verifier.url}${path}`, { headers: { "accept-language": language } });

test.each(["en", "zh"])(
  "the pages of its issues say when and by which entry, and no block (%s)",
  async (language) => {
    for (const digest of [first, second])
      for (const path of [`/issues/${digest}`, `/issues/${digest}/certificate`]) {
        const response = await get(path, language);
        const html = await response.text();
        expect([response.status, html]).toEqual([200, expect.stringContaining('<dl class="facts">')]);
        expect(html).not.toMatch(/undefined|in block|，区块|所在区块|<dt>交易|By the transaction/i);
      }
  },
);

test("the API leaves the transaction out, of issues, of revisions and of notices", async () => {
  const issue = (await (await get(`/api/issues/${second}`)).json()) as { evidence: { notices: unknown } };
  expect(issue).toMatchObject({ label: "41", revision: 2, evidence: { notices: [{ kind: "concern" }] } });
  const said = [...(await Promise.all([first, second].map(verified)))];
  expect(said).toMatchObject([{ standing: "superseded" }, { standing: "concern" }]);
  expect(JSON.stringify([issue, said])).not.toContain('"transaction"');
});

async function verified(digest: string): Promise<unknown> {
  const body = await (await get(`/api/issues/${digest}/manifest`)).arrayBuffer();
  return (await fetch(`${verifier.url}/api/verify`, { method: "POST", body })).json();
}
