import { fileURLToPath } from "node:url";
import { nodeSha256, nodeSha256Stream } from "../../src/adapters/node/sha256.ts";
import { publicationRef } from "../../src/core/publication.ts";
import { type AppOptions, createApp } from "../../src/server/app.ts";
import { listen, type Listening } from "../../src/server/listen.ts";
import type { Archive } from "../../src/verify/archive.ts";
import { CHAIN, REGISTRY } from "./memory-archive.ts";

export const WEB_ROOT = fileURLToPath(new URL("../../dist/web", import.meta.url));

/** The verifier over an archive, listening on a free port of this machine. */
export async function startVerifier(archive: Archive, options: Partial<AppOptions> = {}): Promise<Listening> {
  const { chain, registry } = publicationRef(CHAIN, REGISTRY, "1");
  const app = createApp({
    archive,
    trust: { chain, registry, sha256: nodeSha256 },
    sha256: nodeSha256,
    sha256Stream: nodeSha256Stream,
    webRoot: WEB_ROOT,
    uploadLimit: 8 * 1024 * 1024,
    uploadsPerMinute: 10_000,
    chainName: "the embedded chain",
    nodes: ["http://127.0.0.1:8545"],
    stores: ["memory"],
    ...options,
  });
  return listen(app, { host: "127.0.0.1", port: 0, strict: true });
}
