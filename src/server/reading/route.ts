import { isUtf8 } from "node:buffer";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Response, Router } from "express";
import { documentCid } from "../../core/cid.ts";
import { fileLeaves } from "../../core/dag/file.ts";
import { type Digest, parseDigest } from "../../core/digest.ts";
import { fail, failure } from "../../core/errors/error.ts";
import { decodeManifest } from "../../core/manifest/codec.ts";
import type { FileEntry, Manifest } from "../../core/manifest/manifest.ts";
import { archivedHeaders } from "../headers.ts";
import type { Serving } from "../serving.ts";
import { deliveryOf } from "./types.ts";

/** `GET /read/{digest}/{path}`: one file of an anchored issue, as inert as a browser can be made to treat it. */
export function readingRoute(serving: Serving): Router {
  const router = Router({ caseSensitive: true, strict: true });
  router.use(archivedHeaders);
  router.get("/:digest/*path", async (request, response) => {
    const digest = parseDigest(request.params.digest);
    const path = request.params.path.join("/");
    const manifest = await anchoredManifest(digest, serving);
    // Only a path that the manifest lists, letter for letter: nothing is resolved, decoded again or looked up on disk.
    const entry = manifest.files.find((file) => file.path === path) ?? fail("NOT_FOUND", { got: path });
    await send(entry, response, serving);
  });
  return router;
}

/** @throws NOT_FOUND for a digest that is no anchored issue's | BLOCK_MISSING */
async function anchoredManifest(digest: Digest, { archive, freshness, sha256 }: Serving): Promise<Manifest> {
  if ((await archive.catalogued(digest)) === undefined) {
    const stale = await freshness.refresh();
    if ((await archive.catalogued(digest)) === undefined)
      throw stale ?? failure("NOT_FOUND", { got: `issue ${digest}` });
  }
  const cid = documentCid(digest);
  const block = (await archive.block(cid)) ?? fail("BLOCK_MISSING", { cid: String(cid) });
  return decodeManifest(block.bytes, digest, sha256);
}

async function send(entry: FileEntry, response: Response, { archive }: Serving): Promise<void> {
  const leaves = fileLeaves(entry.cid, (cid) => archive.block(cid));
  // The first leaf is had before the headers go out, so that a file nobody holds is a 404 and not half an answer.
  const first = await leaves.next();
  const head = first.done === true ? new Uint8Array(0) : first.value;
  const { contentType, attachment } = deliveryOf(entry.type, head.length === entry.size && isUtf8(head));
  const name = encodeURIComponent(entry.path.split("/").at(-1) ?? "file");
  // Not by Express's own method, which would call every text UTF-8.
  response.setHeader("Content-Type", contentType);
  response.set({
    "Content-Length": String(entry.size),
    "Cache-Control": "public, max-age=31536000, immutable",
    ETag: `"${entry.sha256}"`,
    ...(attachment ? { "Content-Disposition": `attachment; filename*=UTF-8''${name}` } : {}),
  });
  if (response.req.method === "HEAD" || response.req.fresh) {
    response.status(response.req.fresh ? 304 : 200).end();
    return;
  }
  await pipeline(Readable.from(joined(head, leaves, entry.size)), response);
}

/** No more bytes than the manifest says, whatever the blocks hold. */
async function* joined(
  head: Uint8Array,
  rest: AsyncGenerator<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array> {
  let left = size;
  yield head.subarray(0, left);
  left -= Math.min(left, head.length);
  for await (const leaf of rest) {
    if (left === 0) return;
    yield leaf.subarray(0, left);
    left -= Math.min(left, leaf.length);
  }
}
