import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeSha256Stream } from "../../src/adapters/node/sha256.ts";
import { receive, type Upload } from "../../src/server/upload.ts";
import { MAX_COMPARED_BYTES } from "../../src/verify/compare.ts";

const LIMIT = MAX_COMPARED_BYTES + 1024;
let handle: (request: IncomingMessage) => Promise<unknown>;
const server = createServer((request, response) => {
  void handle(request).then(
    () => response.end(),
    () => response.writeHead(413).end(),
  );
});

// A temporary folder of this test's own, so that nobody else's uploads are counted.
const saved = process.env["TMPDIR"];
const own = mkdtempSync(join(tmpdir(), "colophon-test-"));

beforeAll(() => {
  process.env["TMPDIR"] = own;
  return new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.close();
  rmSync(own, { recursive: true });
  if (saved === undefined) delete process.env["TMPDIR"];
  else process.env["TMPDIR"] = saved;
});

const spools = () => readdirSync(own);

/** Receives a body over a real connection and hands it to `look` before it is disposed of. */
async function received(body: Buffer<ArrayBuffer>, look: (upload: Upload) => unknown): Promise<number> {
  handle = async (request) => {
    const upload = await receive(request, { limit: LIMIT, sha256Stream: nodeSha256Stream });
    try {
      await look(upload);
    } finally {
      await upload.dispose();
    }
  };
  const { port } = server.address() as AddressInfo;
  return (await fetch(`http://127.0.0.1:${port}`, { method: "POST", body })).status;
}

describe("receive", () => {
  test.for([0, 1, 65_536, 3_000_001])("hashes and keeps a body of %d bytes", async (size) => {
    const body = Buffer.alloc(size, "colophon");
    let seen: { size: number; sha256: string; bytes: Uint8Array } | undefined;
    await received(body, async (upload) => {
      seen = { size: upload.size, sha256: upload.sha256, bytes: await upload.bytes() };
    });
    expect(seen?.size).toBe(size);
    expect(seen?.sha256).toBe(createHash("sha256").update(body).digest("hex"));
    expect(Buffer.from(seen?.bytes ?? []).equals(body)).toBe(true);
  });

  test("hashes a body too large to compare, and keeps none of it", async () => {
    const body = Buffer.alloc(MAX_COMPARED_BYTES + 1);
    let kept: number | undefined;
    await received(body, async (upload) => {
      kept = (await upload.bytes()).length;
      expect(upload.sha256).toBe(createHash("sha256").update(body).digest("hex"));
    });
    expect(kept).toBe(0);
  });

  test.skipIf(process.platform === "win32")(
    "has no name on the disk even while it is being answered",
    async () => {
      const before = spools().length;
      let during = -1;
      expect(await received(Buffer.from("a reader's file"), () => (during = spools().length))).toBe(200);
      expect(during).toBe(before);
    },
  );
});
