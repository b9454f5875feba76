import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { rawCid } from "../../src/core/cid.ts";
import { parseLabel } from "../../src/core/label.ts";
import { remoteWitness } from "../../src/web/remote-witness.ts";
import { digestOf } from "../support/witness-evidence.ts";

const CHUNK = new Uint8Array(1024 * 1024).fill(0x20);
const ENOUGH = 200;

/* A server that a page asks, and that does what it likes. */

describe("a server that", () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function asking(answer: RequestListener, patience: number) {
    const listening = createServer(answer);
    server = listening;
    await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
    const { port } = listening.address() as AddressInfo;
    return remoteWitness({ origin: `http://127.0.0.1:${port}`, sha256: nodeSha256, patience });
  }

  test("never answers is not waited for without end", async () => {
    const witness = await asking(() => {}, ENOUGH);
    await expect(witness.files(digestOf("a"))).toFailWith("CHAIN_UNREACHABLE");
    const { final, manifest } = await witness.issue(digestOf("a"));
    expect([final.known, manifest.known]).toEqual([false, false]);
  });

  test("begins an answer and does not end it is not waited for without end", async () => {
    const witness = await asking((_, response) => void response.write("{"), ENOUGH);
    await expect(witness.labelled(parseLabel("1"))).toFailWith("CHAIN_ANSWER_INVALID");
  });

  test("answers without end is not listened to for longer than an answer may be", async () => {
    let sent = 0;
    const witness = await asking((_, response) => {
      const more = () => {
        while (!response.destroyed && sent < 64) {
          sent += 1;
          if (!response.write(CHUNK)) return void response.once("drain", more);
        }
        if (!response.destroyed) response.end("{}");
      };
      more();
    }, 20_000);
    await expect(witness.labelled(parseLabel("1"))).toFailWith("CHAIN_ANSWER_INVALID");
    expect(sent).toBeLessThan(64);
  });

  const own = rawCid(digestOf("a"));
  const digest = digestOf("b");
  const list = (length: number) => JSON.stringify({ manifests: Array.from({ length }, () => digest) });
  test.each([
    ["nothing", ""],
    ["a page", "<!doctype html><title>Welcome to nginx!</title>"],
    ["null", "null"],
    ["a list", "[]"],
    ["nothing that was asked for", "{}"],
    ["a word", '"manifests"'],
    ["another type", '{"manifests": {}, "placements": "none", "cid": 1, "manifest": 1}'],
    ["what is no digest", `{"manifests": ["${digest}", "0x0"], "placements": [{}], "manifest": "0x0"}`],
    ["a digest within a digest", `{"cid": "${String(own)}", "manifests": [["${digest}"]], "manifest": [""]}`],
    ["no word of what was asked", `{"placements": null, "cid": "${String(rawCid(digest))}"}`],
    ["more than any archive has", list(100_001)],
  ])("answers with %s has not been asked, and knows of none just as little", async (_, body) => {
    const witness = await asking((_, response) => void response.end(body), 20_000);
    await expect(witness.labelled(parseLabel("1"))).toFailWith("CHAIN_ANSWER_INVALID");
    await expect(witness.byCid(own)).toFailWith("CHAIN_ANSWER_INVALID");
    await expect(witness.files(digest)).toFailWith("CHAIN_ANSWER_INVALID");
    await expect(witness.similar("a.txt", 1)).toFailWith("CHAIN_ANSWER_INVALID");
    expect((await witness.issue(digest)).final).toMatchObject({ known: false });
  });

  test("answers as told is believed that it has none, or one", async () => {
    let body = { cid: String(own), label: "1", manifests: [], placements: [] } as object;
    const witness = await asking((_, response) => void response.end(JSON.stringify(body)), 20_000);
    const told = () => Promise.all([witness.labelled(parseLabel("1")), witness.byCid(own)]);
    expect([...(await told()), await witness.files(digest)]).toEqual([[], undefined, []]);
    body = { cid: String(own), manifest: digest, manifests: [digest] };
    expect(await told()).toEqual([[digest], digest]);
  });
});
