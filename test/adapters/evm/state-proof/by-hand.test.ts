import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { createChain } from "../../../../src/adapters/evm/chain.ts";
import { registryCodec } from "../../../../src/adapters/evm/codec.ts";
import { startAnvil } from "../../../../src/adapters/evm/embedded/anvil.ts";
import { embeddedSigner } from "../../../../src/adapters/evm/signer.ts";
import type { Address } from "../../../../src/core/address.ts";
import { parseDigest } from "../../../../src/core/digest.ts";
import { parseLabel } from "../../../../src/core/label.ts";
import type { Action } from "../../../../src/core/ports.ts";
import { parsePublicationId } from "../../../../src/core/publication.ts";
import { verifyStateProof } from "../../../../src/core/state-proof/state-proof.ts";
import { transact } from "../transact.ts";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const missing = ["bash", "curl", "python3"].filter((name) => spawnSync(name, ["--version"]).status !== 0);

test.skipIf(missing.length > 0)(
  "the example of docs/spec/state-proof.md prints the digest, and its proof is one of ours (needs bash, curl, python3)",
  async () => {
    const spec = await readFile(join(ROOT, "docs/spec/state-proof.md"), "utf8");
    const script = /```bash\n(.*?)```/s.exec(spec)?.[1] ?? "";
    const anvil = await startAnvil(0, undefined);
    const folder = await mkdtemp(join(tmpdir(), "colophon-by-hand-"));
    try {
      const { registry, digest } = await publish(anvil.url);
      const { stdout, stderr } = spawnSync("bash", ["-euc", script.replace("ID=12 ", "ID=1 ")], {
        cwd: folder,
        encoding: "utf8",
        env: {
          ...process.env,
          PATH: [join(ROOT, "node_modules/.bin"), process.env["PATH"]].join(delimiter),
          RPC: anvil.url,
          REGISTRY: registry,
          WHEN: "latest",
          COLOPHON: ROOT,
        },
      });
      const block = await createChain({ url: anvil.url }).block("latest");
      expect(stdout, stderr).toMatch(new RegExp(`^block ${block?.number}\n0x[0-9a-f]{64} 0x${digest}\n$`));
      const proof: unknown = JSON.parse(await readFile(join(folder, "proof.json"), "utf8"));
      const { words } = verifyStateProof(proof, { blockHash: block?.hash ?? "0x", registry });
      expect([...words.values()]).toEqual([BigInt(`0x${digest}`)]);
    } finally {
      anvil.kill();
      await rm(folder, { recursive: true });
    }
  },
);

async function publish(url: string): Promise<{ registry: Address; digest: string }> {
  const chain = createChain({ url });
  const send = async (action: Action, to: Address | undefined) =>
    await transact(chain, embeddedSigner(), registryCodec.encode(action, to));
  const registry = (await send({ kind: "deploy" }, undefined)).contract;
  if (registry === undefined) throw new Error("no registry");
  const digest = parseDigest("b".repeat(64));
  await send({ kind: "register", profile: parseDigest("a".repeat(64)) }, registry);
  const issue = { publication: parsePublicationId("1"), label: parseLabel("2019-11-26"), digest };
  await send({ kind: "anchor", ...issue }, registry);
  return { registry, digest };
}
